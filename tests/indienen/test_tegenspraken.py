"""The check of a gemeente before it shares, and what it says of answers that do not seem to fit."""

from datetime import date

import pytest
from django.utils import timezone

from indienen.models import Voorbereiding, VoorbereidingRevision
from metingen.models import Indiening
from reports.models import Planversie
from reports.versions.actions import save_version
from tenants.context import in_gemeente
from tests.indienen.conftest import ADD, CONTROLE, MANDAAT, VOORBEELD, mark_of, text_of
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

UITLEG = "/indienen/meetronde/uitleg/"
WHY = "De centrumgemeente doet dit voor ons."
FIELD, READ = "uitleg-zorg-niet", "gelezen-zorg-niet"


def answer(gemeente, code, **values):
    with in_gemeente(gemeente):
        Antwoord.objects.filter(bouwsteen__code=code).update(**values)


@pytest.fixture
def odd(prepared, filled):
    """No zorgcoördinatie, beside OH-P1-2 geregeld."""
    answer(filled, "OH-P1-2", status="geregeld")
    with in_gemeente(filled):
        Voorbereiding.objects.update(zorgcoordinatie="nee")
    return filled


@pytest.fixture
def reader(client_for, mere_bewerker, dijk):
    return client_for(mere_bewerker, gemeente=dijk)


def found_on(client):
    return [
        (each.tegenspraak.code, [place.url for place in each.places]) for each in client.get(CONTROLE).context["checks"]
    ]


def kept(gemeente):
    with in_gemeente(gemeente):
        return Voorbereiding.objects.get(meetronde__isnull=False).uitleg


def test_controle_names_what_does_not_fit_with_one_click_each(client, odd):
    assert found_on(client) == [
        ("zorg-niet", ["/indienen/meetronde/vragen/#id_zorgcoordinatie", "/zelfevaluatie/OH-P1-2/"])
    ]
    page = text_of(client.get(CONTROLE))
    assert '<a href="/zelfevaluatie/OH-P1-2/">Zorgcoördinatie voor slachtoffers is geregeld</a>' in page


def test_controle_knows_the_plan_that_was_adopted(client, filled, meetronde, indiener):
    """Where nobody answered any question yet."""
    answer(filled, "AB-P1-4", status="in_voorbereiding")
    assert found_on(client) == []
    with in_gemeente(filled):
        make_adopted(filled, indiener)
        AanvullendAntwoord.objects.filter(vraag__code="FI-1").update(status="geregeld")
    assert [code for code, _ in found_on(client)] == ["plan-wel"]
    assert [code for code, _ in regio_checks(client)] == ["eigen-plan"]


def regio_checks(client):
    page = client.get("/indienen/regio/controleren/")
    return [(each.tegenspraak.code, each.places) for each in page.context["checks"]]


def make_adopted(gemeente, by):
    versie = save_version(zelfevaluatie=current_zelfevaluatie(), gemeente=gemeente, by=by, naam="Ons plan")
    Planversie.objects.filter(pk=versie.pk).update(
        vastgesteld_at=timezone.now(), vastgesteld_by=by.pk, citeertitel="Ons plan", periode_tot=date(2030, 1, 1)
    )


def test_controle_knows_what_stays_with_the_gemeente(client, filled, prepared):
    answer(filled, "AB-P1-1", status="geregeld", deelcriteria=[])
    with in_gemeente(filled):
        Zelfevaluatie.objects.update(gezagsdriehoek=1, ambtelijk=2)
        AanvullendAntwoord.objects.filter(vraag__code="FI-1").update(status="nog_niet")
    found = dict(found_on(client))
    assert list(found) == ["eigen-geld-wel", "eigen-gezagsdriehoek"]
    assert found["eigen-geld-wel"] == ["/indienen/meetronde/vragen/#id_begroting", "/zelfevaluatie/vraag/FI-1/"]
    assert found["eigen-gezagsdriehoek"] == ["/zelfevaluatie/AB-P1-1/"]


def test_controle_names_what_rests_on_nothing(client, filled, meetronde):
    answer(filled, "SV-P1-1", toelichting="")
    answer(filled, "SK-P1-1", status="geregeld", toelichting="Zie het convenant.")
    page = client.get(CONTROLE)
    assert [each.bouwsteen.code for each in page.context["bare"]] == ["SV-P1-1"]
    assert "zonder iets dat het laat zien: 1" in text_of(page)


def test_what_is_explained_stands_in_the_preview_and_goes_along(client, odd, indiener):
    page = client.post(UITLEG, {FIELD: WHY, READ: ""})
    assert (page.status_code, f"Klopt, want: {WHY}" in text_of(page), kept(odd)) == (200, True, {"zorg-niet": WHY})
    client.post(ADD, {**MANDAAT, "mark": mark_of(client)})
    assert [each["tekst"] for each in Indiening.objects.get().inhoud["uitleg"]] == [WHY]
    with in_gemeente(odd):
        assert VoorbereidingRevision.objects.latest().data["uitleg"] == {"zorg-niet": WHY}


def test_what_is_typed_beside_the_button_to_submit_is_shown_first(client, odd):
    """With the mandate that was typed."""
    page = client.post(ADD, {**MANDAAT, "mark": mark_of(client), FIELD: WHY, READ: ""})
    assert (Indiening.objects.count(), kept(odd)) == (0, {"zorg-niet": WHY})
    assert page.context["form"]["mandaat_functie"].value() == MANDAAT["mandaat_functie"]
    client.post(ADD, {**MANDAAT, "mark": page.context["preview"].mark, FIELD: WHY, READ: WHY})
    assert Indiening.objects.get().formaat == 2


def test_saving_an_explanation_keeps_the_mandate_that_was_typed(client, odd):
    page = client.post(UITLEG, {FIELD: WHY, READ: "", **MANDAAT})
    form = page.context["form"]
    assert (form["mandaat_datum"].value(), form.errors) == (MANDAAT["mandaat_datum"], {})


def test_nobody_overwrites_what_a_colleague_explained(client, odd):
    client.post(UITLEG, {FIELD: "Van een collega.", READ: ""})
    page = client.post(UITLEG, {FIELD: WHY, READ: ""})
    assert (page.status_code, "Van een collega." in text_of(page)) == (409, True)
    assert (kept(odd), page.context["uitleg"][FIELD].value()) == ({"zorg-niet": "Van een collega."}, WHY)
    client.post(UITLEG, {FIELD: WHY, READ: page.context["uitleg"][READ].value()})
    assert kept(odd) == {"zorg-niet": WHY}


def test_two_explanations_at_once_both_stay(client, odd):
    answer(odd, "SK-P1-3", status="geregeld")
    client.post(UITLEG, {FIELD: WHY, READ: "", "uitleg-zorg-regio": "", "gelezen-zorg-regio": ""})
    client.post(UITLEG, {FIELD: "", READ: "", "uitleg-zorg-regio": "Zo is het.", "gelezen-zorg-regio": ""})
    assert kept(odd) == {"zorg-niet": WHY, "zorg-regio": "Zo is het."}


def test_an_explanation_is_taken_away_by_emptying_it(client, odd):
    client.post(UITLEG, {FIELD: WHY, READ: ""})
    client.post(UITLEG, {FIELD: "", READ: WHY})
    assert kept(odd) == {}


@pytest.mark.parametrize("bad", ["x" * 301, "\x00"])
def test_what_cannot_be_saved_is_said_and_kept_on_the_page(client, odd, bad):
    page = client.post(UITLEG, {FIELD: bad, READ: ""})
    assert (page.status_code, page.context["uitleg"][FIELD].value(), kept(odd)) == (422, bad, {})


def test_of_what_fits_nothing_is_asked_or_shared(client, odd):
    client.post(UITLEG, {FIELD: WHY, READ: ""})
    answer(odd, "OH-P1-2", status="nog_niet")
    page = client.get(VOORBEELD)
    assert (page.context["checks"], WHY in text_of(page)) == ([], False)


def test_who_prepares_explains_and_who_reads_does_not(reader, client_for, dijk_lezer, dijk, odd):
    lezer = client_for(dijk_lezer, gemeente=dijk)
    assert [each.post(UITLEG, {FIELD: WHY, READ: ""}).status_code for each in (lezer, reader)] == [403, 200]
    pages = [text_of(each.get(VOORBEELD)) for each in (lezer, reader)]
    assert [(WHY in page, "Uitleg bewaren" in page) for page in pages] == [(True, False), (True, True)]


def test_without_preparation_there_is_nothing_to_explain(client, filled, meetronde):
    assert client.post(UITLEG, {FIELD: WHY, READ: ""})["Location"] == CONTROLE
