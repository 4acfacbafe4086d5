"""The way from check to submitted and back, as somebody of the gemeente goes it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from indienen.models import Voorbereiding
from kader.models import KaderVersie
from metingen.actions import erase_withdrawn, store_indiening
from metingen.inhoud import Inhoud
from metingen.models import Indiening, Meetronde, Toezegging
from saving.conflicts import Line
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tests.indienen.conftest import (
    ADD,
    CANARIES,
    CODE,
    CONTROLE,
    LIST,
    MANDAAT,
    STEPS,
    VOORBEELD,
    VRAGEN,
    mark_of,
    submit,
    text_of,
)
from tests.metingen.conftest import long_withdrawn
from tests.pages import fields_of, present
from zelfevaluatie.models import Antwoord, Zelfevaluatie


def test_indiening_list_without_a_round_says_so(client):
    page = client.get(LIST)
    assert ("Er is nu geen meetronde open" in text_of(page), page.context["ronde"]) == (True, None)


def test_indiening_list_shows_who_asks_and_until_when(client, meetronde):
    assert "van 1 november 2026 tot en met 31 januari 2027" in text_of(client.get(LIST))


def test_a_round_for_real_gemeenten_does_not_ask_an_invented_one(client, meetronde):
    Meetronde.objects.update(voorbeeld=False)
    assert client.get(LIST).context["ronde"] is None


def test_indiening_list_costs_the_same_with_one_and_three(client, submitted, dijk, django_assert_num_queries, inhoud):
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)
    with in_gemeente(dijk):
        for _ in range(2):
            store_indiening(meetronde=submitted.meetronde, gemeente=dijk, inhoud=inhoud, by=submitted.ingediend_by)
    with django_assert_num_queries(9):
        client.get(LIST)


@pytest.fixture
def inhoud(submitted):
    return Inhoud.from_json(submitted.inhoud)


def test_toezegging_is_given_and_taken_back(client, meetronde, dijk):
    found = []
    for answer in ("ja", "ja", "nee", "nee"):
        client.post("/indienen/toezegging/", {"toezegging": answer})
        found.append(Toezegging.objects.filter(gemeente=dijk, meetronde=meetronde).count())
    assert found == [1, 1, 0, 0]


def test_toezegging_without_a_round_changes_nothing(client):
    page = client.post("/indienen/toezegging/", {"toezegging": "ja"}, follow=True)
    assert ("geen meetronde open" in text_of(page), Toezegging.objects.count()) == (True, 0)


def test_controle_names_what_is_open_with_a_link(client, filled, meetronde):
    page = client.get(CONTROLE)
    assert "Nog niet ingevuld: 21 van 23" in text_of(page)
    assert '<a href="/zelfevaluatie/AB-P1-2/">' in text_of(page)


def test_without_a_round_the_steps_lead_back(client, filled):
    found = [client.get(path)["Location"] for path in STEPS[1:]]
    assert found == [LIST] * 3


def test_without_a_zelfevaluatie_there_is_nothing_to_share(client, meetronde, dijk):
    with in_gemeente(dijk):
        Zelfevaluatie.objects.update(staat="gesloten")
    assert "Begin met de zelfevaluatie" in text_of(client.get(CONTROLE, follow=True))


def test_voorbeeld_without_preparation_leads_to_the_check(client, filled, meetronde):
    assert client.get(VOORBEELD)["Location"] == CONTROLE


def test_vragen_begin_with_what_is_entered_already(client, filled, meetronde):
    page = client.get(VRAGEN)
    form = page.context["form"]
    said = {name: form[name].value() for name in ("aandachtsfunctionaris", "begroting", "version")}
    assert said == {"aandachtsfunctionaris": "ja", "begroting": "", "version": 0}
    assert "Ingevuld naar jullie antwoord op SV-P1-1." in text_of(page)


def test_vragen_are_kept_and_lead_to_the_preview(client, filled, meetronde, regio, indiener):
    sent = {"version": "0", "begroting": "nee", "plan_zin": [CODE], "organisaties": ["vng"], "regios": [str(regio.pk)]}
    assert client.post(VRAGEN, sent)["Location"] == VOORBEELD
    with in_gemeente(filled):
        kept = Voorbereiding.objects.get()
    assert (kept.begroting, kept.plan_zin, kept.organisaties, kept.regios) == ("nee", [CODE], ["vng"], [regio.pk])
    assert (kept.version, kept.updated_by, kept.meetronde) == (1, indiener.pk, meetronde)


@pytest.mark.parametrize(
    ("vink", "zinnen", "criteria"),
    [("zinnen-aan", 2, 0), ("zinnen-uit", 0, 0), ("deelcriteria-aan", 1, 1), ("deelcriteria-uit", 1, 0)],
)
def test_a_whole_column_is_ticked_without_script_and_nothing_is_lost(client, filled, meetronde, vink, zinnen, criteria):
    page = client.post(VRAGEN, {"version": "0", "begroting": "nee", "plan_zin": [CODE], "vink": vink})
    rijen = page.context["form"].rijen
    assert (sum(rij.plan_zin for rij in rijen), sum(rij.deelcriteria for rij in rijen)) == (zinnen, criteria)
    assert page.context["form"]["begroting"].value() == "nee"
    with in_gemeente(filled):
        assert Voorbereiding.objects.count() == 0


BAD = [
    {"begroting": "misschien"},
    {"organisaties": ["ministerie"]},
    {"regios": ["00000000-0000-4000-8000-000000000000"]},
    {"regios": ["geen id"]},
    {"plan_zin": ["XX-P9-9"]},
    {"beleidsplan": "nee", "beleidsplan_geldig_tot": "2028-01-01"},
    {"beleidsplan": "eigen", "beleidsplan_geldig_tot": "ooit"},
    {"beleidsplan": "eigen", "beleidsplan_geldig_tot": "0001-01-01"},
    {"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": "81"},
    {"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": "1.000"},
    {"aandachtsfunctionaris": "nee", "aandachtsfunctionaris_uren": "8"},
    {"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": "acht"},
    {"begroting": "ja\x00"},
    {"version": "99999999999999999999"},
    {"version": "-1"},
    {"version": ""},
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_vragen_turn_away_what_cannot_be(client, filled, meetronde, bad):
    response = client.post(VRAGEN, {"version": "0", "zorgcoordinatie": "nee", **bad})
    assert response.status_code == 422
    assert response.context["form"].data["zorgcoordinatie"] == "nee"
    with in_gemeente(filled):
        assert Voorbereiding.objects.count() == 0


def test_who_saves_second_is_asked_what_both_chose_and_keeps_the_rest(client, prepared, filled):
    sent = {"version": "0", "begroting": "nee", "zorgcoordinatie": "ja", "organisaties": ["comensha"]}
    response = client.post(VRAGEN, sent)
    form = response.context["form"]
    assert (response.status_code, [choice.lines for choice in form.choices], form["version"].value()) == (
        409,
        [[Line("Staat er geld voor de aanpak van mensenhandel in de begroting?", "nee", "ja")]],
        "2",
    )
    with in_gemeente(filled):
        kept = Voorbereiding.objects.get()
    assert (kept.zorgcoordinatie, kept.begroting, sorted(kept.organisaties)) == ("ja", "ja", ["comensha", "vng"])
    again = {**fields_of(response), "keuze-begroting": "mijn"}
    assert client.post(VRAGEN, again)["Location"] == VOORBEELD


def test_voorbereiding_geschiedenis_says_what_was_chosen(client, prepared, regio):
    (entry,) = client.get("/indienen/meetronde/eerder/").context["history"].entries
    assert entry.values[-2:] == [
        ("Landelijke organisaties", "VNG"),
        ("Ketenregisseurs van jullie regio’s", entry.values[-1][1]),
    ]


def test_voorbereiding_geschiedenis_without_preparation_is_404(client, filled, meetronde):
    assert client.get("/indienen/meetronde/eerder/").status_code == 404


def test_a_version_of_an_earlier_round_is_the_first_of_this_one(client, filled, meetronde):
    assert client.post(VRAGEN, {"version": "7", "begroting": "ja"})["Location"] == VOORBEELD
    with in_gemeente(filled):
        assert Voorbereiding.objects.get().version == 1


def test_voorbeeld_shows_every_value_and_with_whom(client, prepared):
    text = text_of(client.get(VOORBEELD))
    shown = ["Wij bespreken dit elk jaar.", "VNG, Ketenregisseur van Proefregio", "wij zelf, de regio"]
    shown += ["Er is aandacht op bestuurlijk niveau.", "1 oktober 2026", "12.400", "Proefregio (proef)", "Woo"]
    assert [word for word in shown if word not in text] == []
    assert [word for word in [*CANARIES.values(), "Er is iemand."] if word in text] == []


def test_submitted_is_what_was_previewed(client, prepared, dijk, indiener, regio):
    preview = client.get(VOORBEELD).context["preview"]
    assert submit(client)["Location"] == LIST
    indiening = Indiening.objects.get()
    assert (indiening.inhoud, indiening.sha256) == (preview.inhoud.to_json(), sha256_of(preview.inhoud.to_json()))
    assert (indiening.gemeente, indiening.nummer, indiening.staat) == (dijk, 1, "geldig")
    assert (indiening.organisaties, indiening.regios) == (["vng"], [regio.pk])
    assert (indiening.mandaat_functie, indiening.ingediend_by) == ("college van B en W", indiener.pk)


def test_only_who_was_ticked_sees_it(submitted, meetronde, regio, other_regio):
    rows = Indiening.objects.filter(meetronde=meetronde)
    seen = [rows.shared_with("vng"), rows.shared_with("comensha")]
    seen += [rows.shared_with_regio(regio), rows.shared_with_regio(other_regio)]
    assert [list(found) for found in seen] == [[submitted], [], [submitted], []]


def test_pressing_twice_submits_once(client, prepared):
    mark = mark_of(client)
    for _ in range(2):
        page = client.post(ADD, {**MANDAAT, "mark": mark}, follow=True)
    assert ("Dit delen jullie al." in text_of(page), Indiening.objects.count()) == (True, 1)


def test_a_preview_that_is_old_shows_the_new_one_and_keeps_the_mandate(client, prepared, filled):
    mark = mark_of(client)
    with in_gemeente(filled):
        Antwoord.objects.filter(bouwsteen__code=CODE).update(plan_zin="Dit is nieuw.")
    response = client.post(ADD, {**MANDAAT, "mark": mark})
    assert (response.status_code, Indiening.objects.count()) == (409, 0)
    assert "Dit is nieuw." in text_of(response)
    assert 'value="college van B en W"' in text_of(response)
    assert submit(client, mark=response.context["preview"].mark)["Location"] == LIST


@pytest.mark.parametrize("mark", ["", "x", "\x00", "a" * 5_000])
def test_an_odd_mark_is_an_old_preview(client, prepared, mark):
    assert submit(client, mark=mark).status_code == 409
    assert Indiening.objects.count() == 0


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    "bad",
    [
        {"mandaat_functie": ""},
        {"mandaat_functie": "x" * 121},
        {"mandaat_functie": "college\x00"},
        {"mandaat_datum": ""},
        {"mandaat_datum": "gisteren"},
        {"mandaat_datum": TOMORROW},
        {"mandaat_datum": "1066-10-14"},
    ],
    ids=str,
)
def test_without_a_mandate_nothing_is_shared(client, prepared, bad):
    response = submit(client, **bad)
    assert (response.status_code, Indiening.objects.count()) == (422, 0)


def test_a_new_one_replaces_the_old_and_history_stays(client, submitted, filled):
    with in_gemeente(filled):
        Antwoord.objects.filter(bouwsteen__code=CODE).update(status="geregeld")
    submit(client)
    found = Indiening.objects.order_by("nummer").values_list("nummer", "staat")
    assert list(found) == [(1, "vervangen"), (2, "geldig")]


def test_when_the_round_closed_meanwhile_nothing_is_shared(client, prepared):
    mark = mark_of(client)
    Meetronde.objects.update(staat="gesloten")
    page = client.post(ADD, {**MANDAAT, "mark": mark})
    assert ("Deze meetronde is gesloten." in text_of(page), Indiening.objects.count()) == (True, 0)


def test_another_version_of_the_kader_is_turned_away(client, prepared, meetronde):
    other = KaderVersie.objects.create(versie="2099-01", titel="Later", datum="2099-01-01")
    Meetronde.objects.update(kaderversie=other)
    assert "Deze meetronde vraagt Kader 2099-01. Jullie zelfevaluatie 2026 is van Kader 2021-02." in text_of(
        submit(client)
    )


def test_indiening_detail_shows_what_it_was_then(client, submitted, filled):
    with in_gemeente(filled):
        Antwoord.objects.filter(bouwsteen__code=CODE).update(plan_zin="Later veranderd.")
    text = text_of(client.get(f"{LIST}{submitted.pk}/"))
    assert present(text, "Wij bespreken dit elk jaar.", "Later veranderd.") == ["Wij bespreken dit elk jaar."]


def test_withdraw_asks_first_and_then_hides_it_at_once(client, submitted, meetronde):
    path = f"{LIST}{submitted.pk}/intrekken/"
    assert "Wat gebeurt er als je intrekt?" in text_of(client.get(path))
    assert client.post(path)["Location"] == LIST
    submitted.refresh_from_db()
    assert (submitted.staat, submitted.inhoud is None) == ("ingetrokken", False)
    assert list(Indiening.objects.filter(meetronde=meetronde).shared_with("vng")) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_withdrawing_twice_says_so(client, submitted, method):
    path = f"{LIST}{submitted.pk}/intrekken/"
    client.post(path)
    again = getattr(client, method)(path, follow=True)
    assert "al ingetrokken of vervangen" in text_of(again)


def test_erased_is_still_listed_with_number_hash_and_dates(client, dijk, meetronde, inhoud):
    old = long_withdrawn(gemeente=dijk, meetronde=meetronde, inhoud=inhoud, days=31)
    erase_withdrawn()
    text = text_of(client.get(f"{LIST}{old.pk}/"))
    assert present(text, "De inhoud is gewist", old.sha256, "college") == ["De inhoud is gewist", old.sha256]
    assert "Nummer 7" in text_of(client.get(LIST))


# The start page of the gemeente.

ASKS = "vragen hoe het ervoor staat"


def test_overzicht_says_that_a_round_asks_until_it_is_answered(client, prepared):
    before = text_of(client.get("/"))
    submit(client)
    assert present(before, ASKS, "Jullie zegden toe") == [ASKS]
    assert ASKS not in text_of(client.get("/"))


def test_overzicht_without_a_round_leads_to_sharing_all_the_same(client):
    text = text_of(client.get("/"))
    assert present(text, ASKS, 'href="/indienen/">Indienen en delen') == ['href="/indienen/">Indienen en delen']
