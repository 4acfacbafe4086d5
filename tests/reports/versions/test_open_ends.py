"""What is said before an adoption, and which plan the page leads with after it."""

from datetime import date

import pytest
from django.urls import reverse

from aanpak.models import Actie
from reports.keuzes.actions import save_keuzes
from reports.models import Keuzes
from reports.versions.actions import offer_version, save_version
from tests.builders.plans import of_itself
from zelfevaluatie.models import Zelfevaluatie

PLAN = "/beleidsplan/"
DECISION = {
    "citeertitel": "Beleidsplan mensenhandel",
    "periode_van": "2026-04-01",
    "periode_tot": "31-12-2029",
    "college_besluit": "vaststelling",
    "college_datum": "2026-03-01",
    "college_kenmerk": "Z-2026-17",
}


def url(name, versie):
    return reverse(f"reports:{name}", args=[versie.pk], urlconf="kompas.urls_tenant")


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def real(gemeente):
    """Stadskanaal as if it had filled in its answers itself, also in the database."""
    return of_itself(gemeente)


@pytest.fixture
def offered(filled, gemeente, beheerder):
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=beheerder, naam="Voor het college")
    offer_version(versie=versie, by=beheerder)
    return versie


def test_who_adopts_is_told_what_is_open_and_may_go_on(client, real, filled, gemeente, beheerder):
    Actie.objects.create(ambitie=1, wat="Zonder iets")
    Actie.objects.create(ambitie=1, wat="Klaar", staat="gereed")
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=beheerder, naam="Met een gat")
    offer_version(versie=versie, by=beheerder)
    said = "1 actie heeft nog geen trekker. 1 actie heeft nog geen datum of jaar."
    assert (
        f"{said} Er is nog geen looptijd gekozen. Je kunt gewoon verder."
        in client.get(url("version_detail", versie)).text
    )
    assert f"{said} Je kunt gewoon verder." in client.post(url("vaststelling_form", versie), DECISION).text
    client.post(url("vaststelling_form", versie), {**DECISION, "stap": "bevestigd"})
    page = client.get(url("version_detail", versie)).text
    assert ("Vastgesteld" in page, "Nog niet alles is ingevuld" in page) == (True, False)


def test_where_nothing_is_open_nothing_is_told(client, real, filled, gemeente, beheerder, bewerker):
    Actie.objects.update(trekker="team Zorg", jaar=2027)
    period = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31)}
    save_keuzes(keuzes=Keuzes(zelfevaluatie=filled, **period), version=0, by=bewerker)
    fresh = Zelfevaluatie.objects.select_related("kaderversie").get()
    versie = save_version(zelfevaluatie=fresh, gemeente=gemeente, by=beheerder, naam="Heel")
    assert "Nog niet alles is ingevuld" not in client.get(url("version_detail", versie)).text


def test_the_page_leads_with_the_adopted_plan_and_below_it_one_works_at_the_next(client, real, offered):
    assert "Werken aan het volgende" not in client.get(PLAN).text
    client.post(url("vaststelling_form", offered), {**DECISION, "stap": "bevestigd"})
    page = " ".join(client.get(PLAN).text.split())
    order = ("Vastgesteld plan", "Beleidsplan mensenhandel", "kenmerk Z-2026-17", "vanaf 1 april 2026 tot en met")
    order += ("#bestanden", "Werken aan het volgende", "Concept. Zo leest je plan nu.", "Zin over SV-P1-1.")
    places = [page.find(each) for each in order]
    assert (-1 in places, places) == (False, sorted(places))
