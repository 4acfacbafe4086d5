import uuid
from decimal import Decimal
from html import escape

import pytest
from django.db import connection
from django.utils import timezone

from aanpak.models import AanpakRevision, Actie
from aanpak.queries import suggested_actie
from accounts.models import Toegang
from kader.models import AanvullendeVraag
from kader.queries import version_of
from tenants.context import in_gemeente
from tests.pages import fields_of, present

LIST, ADD = "/acties/", "/acties/nieuw/"
VALID = {"wat": "Convenant sluiten", "ambitie": "6", "staat": "open", "version": "1"}
SCRIPT = "<script>alert(1)</script>"
NOWHERE = str(uuid.UUID(int=0))  # fixed: it is part of the name of a test, which must be the same in each process


def path(actie, suffix=""):
    return f"{LIST}{actie.pk}/{suffix}"


def acties(response):
    return [actie.wat for _, found in response.context["ambities"] for actie in found]


@pytest.fixture
def foreign(voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        return Actie.objects.create(wat="LEK", ambitie=1)


def test_actie_add_keeps_every_field(client, bouwsteen, bewerker):
    response = client.post(
        ADD,
        {
            **VALID,
            "bouwsteen": bouwsteen.pk,
            "trekker": "Beleid",
            "gereed": "2027-06-01",
            "cadans": "jaarlijks",
            "kosten": "1250.50",
            "uren": "12",
            "staat": "bezig",
            "toelichting": "Zie map.",
        },
    )
    found = Actie.objects.values(
        "wat", "ambitie", "bouwsteen", "trekker", "cadans", "kosten", "uren", "staat", "toelichting", "updated_by"
    ).get()
    assert (response["Location"], found) == (
        LIST,
        {
            "wat": "Convenant sluiten",
            "ambitie": 6,
            "bouwsteen": bouwsteen.pk,
            "trekker": "Beleid",
            "cadans": "jaarlijks",
            "kosten": Decimal("1250.50"),
            "uren": 12,
            "staat": "bezig",
            "toelichting": "Zie map.",
            "updated_by": bewerker.pk,
        },
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wat", ""),
        ("wat", "x" * 501),
        ("wat", "a\x00b"),
        ("ambitie", ""),
        ("ambitie", "7"),
        ("ambitie", "x"),
        ("bouwsteen", "x"),
        ("bouwsteen", NOWHERE),
        ("bouwsteen", "\x00"),
        ("vraag", NOWHERE),
        ("trekker", "x" * 121),
        ("trekker", "a\x00b"),
        ("gereed", "31-31-2027"),
        ("gereed", "\x00"),
        ("cadans", "soms"),
        ("kosten", "-1"),
        ("kosten", "x"),
        ("kosten", "1" * 12),
        ("kosten", "NaN"),
        ("kosten", "Infinity"),
        ("uren", "-1"),
        ("uren", "12,5"),
        ("uren", "99999999999"),
        ("staat", "onzin"),
        ("staat", ""),
        ("toelichting", "x" * 2001),
        ("version", "x"),
        ("version", "99999999999"),
    ],
)
def test_actie_add_refuses_an_odd_value_and_keeps_it(client, gemeente, field, value):
    response = client.post(ADD, {**VALID, field: value})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], value)
    assert Actie.objects.count() == 0


def test_actie_add_names_the_limit_of_an_oversize_text(client):
    response = client.post(ADD, {**VALID, "wat": "x" * 501})
    assert (response.status_code, "500" in response.context["form"].errors["wat"][0]) == (422, True)
    assert "x" * 501 in response.text


def test_actie_add_takes_a_bouwsteen_or_a_question_not_both(client, bouwsteen):

    response = client.post(ADD, {**VALID, "bouwsteen": bouwsteen.pk, "vraag": AanvullendeVraag.objects.first().pk})
    assert response.context["form"].errors == {"vraag": ["Kies een bouwsteen of een aanvullende vraag, niet allebei."]}


@pytest.mark.parametrize("code", ["BB-P1-1", "DA-1"])
def test_actie_add_at_a_bouwsteen_or_question_fills_in_the_form_and_saves_nothing(client, gemeente, code):
    suggested = suggested_actie(code, version_of(gemeente))
    form = client.get(f"{ADD}{code}/").context["form"]
    assert "De zin hieronder is een voorstel van Kompas." in client.get(f"{ADD}{code}/").text
    shown = {name: form[name].value() for name in ("wat", "ambitie", "bouwsteen", "vraag", "staat")}
    assert (shown, Actie.objects.count()) == (
        {
            "wat": suggested.wat,
            "ambitie": suggested.ambitie,
            "bouwsteen": suggested.bouwsteen_id,
            "vraag": suggested.vraag_id,
            "staat": "open",
        },
        0,
    )


def test_actie_list_leads_to_the_uitvoeringsplan_of_this_year(client, gemeente):
    year = timezone.localdate().year
    assert f'href="/beleidsplan/uitvoeringsplan/{year}/"' in client.get(LIST).text


def test_actie_add_at_a_bouwsteen_saves_what_is_sent(client, bouwsteen):
    data = {**VALID, "wat": "Anders verwoord", "bouwsteen": bouwsteen.pk}
    response = client.post(f"{ADD}BB-P1-1/", data)
    assert (response["Location"], Actie.objects.values_list("wat", "bouwsteen").get()) == (
        LIST,
        ("Anders verwoord", bouwsteen.pk),
    )


@pytest.mark.parametrize("code", ["BB-P1-99", "ZZ-1"])
def test_actie_add_at_something_unknown_is_404(client, gemeente, code):
    assert (client.get(f"{ADD}{code}/").status_code, client.post(f"{ADD}{code}/", VALID).status_code) == (404, 404)


@pytest.mark.parametrize("suffix", ["{pk}/staat/", "{pk}/weg/"])
def test_what_changes_something_is_not_done_by_get(client, actie, suffix):
    assert client.get(LIST + suffix.format(pk=actie.pk)).status_code == 405
    assert Actie.objects.count() == 1


def test_actie_edit_shows_what_is_stored(client, actie):
    form = client.get(path(actie)).context["form"]
    assert (form["wat"].value(), form["version"].value()) == ("Convenant sluiten", 1)


def test_actie_edit_saves_and_returns_to_the_list(client, actie):
    response = client.post(path(actie), {**VALID, "wat": "Anders"})
    actie.refresh_from_db()
    assert (response["Location"], actie.wat, actie.version) == (LIST, "Anders", 2)


def test_actie_edit_keeps_what_a_colleague_changed_elsewhere_and_says_so(client, client_for, beheerder, actie):
    mine = {**VALID, "bouwsteen": actie.bouwsteen_id}
    client_for(beheerder).post(path(actie), {**mine, "trekker": "Beleid"})
    response = client.post(path(actie), {**mine, "wat": "Van mij"}, follow=True)
    assert Actie.objects.values("wat", "trekker", "version").get() == {
        "wat": "Van mij",
        "trekker": "Beleid",
        "version": 3,
    }
    assert [str(each) for each in response.context["messages"]] == [
        "De actie is opgeslagen.",
        f"{beheerder.naam} vulde intussen ‘Wie trekt dit?’ in; die staat er nu bij.",
    ]


def test_actie_edit_asks_per_field_what_both_wrote(client, client_for, beheerder, actie):
    mine = {**VALID, "bouwsteen": actie.bouwsteen_id}
    client_for(beheerder).post(path(actie), {**mine, "wat": "Van de collega", "kosten": "1.500", "uren": "8"})
    sent = {**mine, "wat": "Van mij", "kosten": "12.500,50", "staat": "bezig"}
    response = client.post(path(actie), sent)
    choices = [(each.who, each.lines[0].label, each.lines[0].mine, each.lines[0].theirs)
               for each in response.context["form"].choices]  # fmt: skip
    assert (response.status_code, choices) == (
        409,
        [
            (beheerder.naam, "Wat gaan we doen?", "Van mij", "Van de collega"),
            (beheerder.naam, "Kosten in euro’s", "12.500,50", "1.500"),
        ],
    )
    assert fields_of(response)["uren"] == "8"
    again = {**sent, **fields_of(response), "keuze-wat": "mijn", "keuze-kosten": "collega"}
    assert client.post(path(actie), again)["Location"] == LIST
    assert Actie.objects.values_list("wat", "kosten", "uren", "staat").get() == ("Van mij", 1500, 8, "bezig")


def test_actie_edit_brings_an_amount_of_a_colleague_as_one_writes_it(client, client_for, beheerder, actie):
    mine = {**VALID, "bouwsteen": actie.bouwsteen_id}
    client_for(beheerder).post(path(actie), {**mine, "wat": "Van de collega", "kosten": "4.500,-"})
    response = client.post(path(actie), {**mine, "wat": "Van mij"})
    lost = AanpakRevision.objects.get(accepted=False)
    assert (fields_of(response)["kosten"], lost.data["wat"], lost.data["kosten"]) == ("4.500", "Van mij", "4500.00")


def test_actie_edit_of_what_was_deleted_keeps_the_text_to_be_kept_as_new(client, client_for, beheerder, actie):
    sent = {**VALID, "wat": "Een kwartier werk", "toelichting": "Regel een.\nRegel twee."}
    client_for(beheerder).post(path(actie, "weg/"))
    response = client.post(path(actie), sent)
    assert (response.status_code, Actie.objects.count()) == (409, 0)
    again = {**fields_of(response)}
    assert client.post(ADD, again)["Location"] == LIST
    assert Actie.objects.values_list("wat", "toelichting").get() == (sent["wat"], sent["toelichting"])


def test_actie_add_sent_twice_makes_one(client):
    sent = {**fields_of(client.get(ADD)), **VALID, "version": "0"}
    assert [client.post(ADD, sent)["Location"] for _ in range(2)] == [LIST, LIST]
    assert Actie.objects.values_list("wat").get() == ("Convenant sluiten",)


@pytest.mark.parametrize("nieuw", ["", "onzin", "\x00"])
def test_actie_add_with_an_odd_id_gets_another(client, nieuw):
    assert client.post(ADD, {**VALID, "nieuw": nieuw})["Location"] == LIST
    assert Actie.objects.count() == 1


def test_actie_add_with_the_id_of_another_actie_makes_a_new_one(client, actie):
    client.post(ADD, {**VALID, "wat": "Iets anders", "nieuw": actie.pk})
    assert sorted(Actie.objects.values_list("wat", flat=True)) == ["Convenant sluiten", "Iets anders"]


def test_actie_geschiedenis_shows_what_changed_and_goes_on_with_an_earlier_text(client, actie):
    client.post(path(actie), {**VALID, "wat": "Nieuwe woorden", "bouwsteen": actie.bouwsteen_id})
    response = client.get(path(actie, "eerder/"))
    (entry,) = response.context["history"].entries
    first = actie.pk and AanpakRevision.objects.get(version=1).pk
    form = client.get(f"{path(actie)}?versie={first}").context["form"]
    said = [
        client.get(url).text.count("Dit is een eerdere versie.")
        for url in (path(actie), f"{path(actie)}?versie={first}")
    ]
    assert said == [0, 1]
    assert (entry.saves, entry.values[0], form["wat"].value(), form["version"].value()) == (
        2,
        ("Wat gaan we doen?", "Nieuwe woorden"),
        "Convenant sluiten",
        2,
    )


@pytest.mark.parametrize("versie", ["onzin", NOWHERE, "%00"])
def test_actie_edit_with_an_unknown_earlier_version_is_as_it_stands(client, actie, versie):
    assert client.get(f"{path(actie)}?versie={versie}").context["form"]["wat"].value() == "Convenant sluiten"


def test_actie_staat_changes_the_state_alone(client, actie):
    response = client.post(path(actie, "staat/"), {"staat": "gereed", "version": 1})
    actie.refresh_from_db()
    assert (response["Location"], actie.staat, actie.wat, actie.version) == (
        f"{LIST}#actie-{actie.pk}",
        "gereed",
        "Convenant sluiten",
        2,
    )


def test_actie_staat_by_htmx_gives_the_cell_with_the_next_version(client, actie):
    response = client.post(path(actie, "staat/"), {"staat": "gereed", "version": 1}, headers={"HX-Request": "true"})
    cell = fields_of(response)
    assert (cell["staat"], cell["version"], response.context["said"]) == ("gereed", "2", "Opgeslagen: klaar.")


def test_actie_staat_says_what_a_colleague_chose_meanwhile(client, client_for, beheerder, actie):
    client_for(beheerder).post(path(actie, "staat/"), {"staat": "vervallen", "version": 1})
    response = client.post(path(actie, "staat/"), {"staat": "gereed", "version": 1}, headers={"HX-Request": "true"})
    assert (response.context["said"], fields_of(response)["staat"]) == (
        f"Niet opgeslagen: {beheerder.naam} koos intussen ‘gaat niet door’.",
        "vervallen",
    )


@pytest.mark.parametrize("staat", ["", "onzin", "\x00"])
def test_actie_staat_ignores_what_is_no_state(client, actie, staat):
    response = client.post(path(actie, "staat/"), {"staat": staat, "version": 1})
    actie.refresh_from_db()
    assert (response.status_code, actie.staat, actie.version) == (302, "open", 1)


def test_actie_delete_takes_it_away(client, actie):
    assert client.post(path(actie, "weg/"))["Location"] == LIST
    assert Actie.objects.count() == 0


@pytest.mark.parametrize(("method", "suffix"), [("get", ""), ("post", ""), ("post", "staat/"), ("post", "weg/")])
def test_actie_of_another_gemeente_is_404(client, foreign, voorbeeldstad, method, suffix):
    response = getattr(client, method)(path(foreign, suffix), {**VALID, "staat": "gereed"})
    with in_gemeente(voorbeeldstad):
        assert (response.status_code, list(Actie.objects.values_list("wat", "staat"))) == (404, [("LEK", "open")])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c"]),
        ("staat=open", ["a", "c"]),
        ("ambitie=2", ["b", "c"]),
        ("ambitie=2&staat=open", ["c"]),
        ("ambitie=6", []),
        ("ambitie=&staat=", ["a", "b", "c"]),
    ],
)
def test_actie_list_filters(client, query, expected):
    for wat, ambitie, staat in [("a", 1, "open"), ("b", 2, "bezig"), ("c", 2, "open")]:
        Actie.objects.create(wat=wat, ambitie=ambitie, staat=staat)
    assert acties(client.get(f"{LIST}?{query}")) == expected


@pytest.mark.parametrize("query", ["ambitie=7", "ambitie=x", "ambitie=%00", "prioriteit=x", "staat=onzin", "staat=%00"])
def test_actie_list_names_an_invalid_value_and_shows_all(client, actie, query):
    response = client.get(f"{LIST}?{query}")
    assert (response.status_code, list(response.context["form"].errors), acties(response)) == (
        200,
        [query.partition("=")[0]],
        [actie.wat],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_actie_list_costs_a_fixed_number_of_queries(client, bouwsteen, django_assert_num_queries, count):
    Actie.objects.bulk_create(Actie(wat="x", ambitie=n + 1, bouwsteen=bouwsteen) for n in range(count))
    with django_assert_num_queries(3):  # of the entrance, the acties, and with which Kader we work
        client.get(LIST)


def test_actie_list_without_acties_offers_a_first_step(client):
    assert "Geen acties gevonden" in client.get(LIST).text


def test_actie_list_shows_nothing_of_another_gemeente(client, actie, foreign):
    assert acties(client.get(LIST)) == ["Convenant sluiten"]


@pytest.mark.parametrize("field", ["wat", "trekker", "dekking", "resultaat", "niet_gedaan", "toelichting"])
def test_script_in_a_text_is_shown_as_text(client, field, bouwsteen):
    client.post(ADD, {**VALID, "bouwsteen": bouwsteen.pk, field: SCRIPT})
    actie = Actie.objects.get()
    pages = [client.get(url).text for url in (LIST, path(actie), "/zelfevaluatie/BB-P1-1/", "/")]
    assert (["<script>alert" in page for page in pages], escape(SCRIPT) in pages[1]) == ([False] * 4, True)


def test_script_in_a_message_is_shown_as_text(client, actie):
    Actie.objects.update(wat=SCRIPT)
    response = client.post(path(actie, "weg/"), follow=True)
    assert present(response.text, "<script>alert", escape(SCRIPT)) == [escape(SCRIPT)]


def test_lezer_may_read_the_list_and_change_nothing(client_for, lezer, actie):
    reader = client_for(lezer)
    statuses = [
        reader.get(LIST).status_code,
        reader.get(path(actie)).status_code,
        reader.get(ADD).status_code,
        *(reader.post(path(actie, suffix), VALID).status_code for suffix in ("", "staat/", "weg/")),
    ]
    assert (statuses, Actie.objects.get().version) == ([200, 403, 403, 403, 403, 403], 1)


def test_message_of_one_gemeente_is_not_in_another(client, client_for, bewerker, stadskanaal, voorbeeldstad, actie):
    connection.set_schema_to_public()
    Toegang.objects.create(gebruiker=bewerker, functie="bewerker", gemeente=voorbeeldstad)
    connection.set_tenant(stadskanaal)
    client.post(path(actie, "weg/"))
    other = client_for(bewerker, gemeente=voorbeeldstad)
    dict.update(other.cookies, {name: cookie for name, cookie in client.cookies.items() if cookie["domain"]})
    response = other.get(LIST)
    assert (response.status_code, actie.wat in response.text) == (200, False)
