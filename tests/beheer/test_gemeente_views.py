"""An operator brings gemeenten aboard: one by one, or from a file."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Toegang, Uitnodiging
from beheer.models import Handeling, Openingsverzoek
from berichten.models import Bericht
from demo.people import make_gebruiker
from tenants.models import Gemeente
from tests.pages import fields_of, shown

LIST, IMPORT = "/platform/gemeenten/", "/platform/gemeenten/inlezen/"
ZWOLLE, KANAAL = f"{LIST}GM0193/", f"{LIST}GM0037/"
LINE = "Zwolle;a@zwolle.example;Sanne;1-11-2026"


def listed(client, query):
    return [gemeente.slug for gemeente in client.get(f"{LIST}?{query}").context["page"].rows]


@pytest.mark.parametrize("path", [LIST, ZWOLLE, IMPORT, "/platform/uitnodigingen/", "/platform/wachtrij/"])
def test_pages_are_for_who_runs_kompas(client_for, client, redacteur, adviseur_vng, bewerker, path):
    others = [client_for(who, gemeente=None).get(path).status_code for who in (redacteur, adviseur_vng, bewerker)]
    assert (client.get(path).status_code, others) == (200, [403, 403, 404])


@pytest.mark.parametrize("query", ["q=zwol", "q=GM0193", "q=gm0193", "q=ZWOLLE&stand=dicht"])
def test_gemeente_list_finds_by_name_and_code(client, query):
    assert listed(client, query) == ["zwolle"]


def test_gemeente_list_finds_by_a_name_of_before(client, zwolle):
    old = Gemeente.objects.create(
        code="GM0300", schema_name="gm0300", naam="Zwollerkerspel", korte_naam="Zwollerkerspel", slug="zwollerkerspel",
        sorteernaam="zwollerkerspel", valid_until=date(1967, 8, 1),
    )  # fmt: skip
    old.opvolgingen.create(successor=zwolle, datum=date(1967, 8, 1))
    assert listed(client, "q=zwollerkerspel") == ["zwolle"]


@pytest.mark.parametrize(
    ("stand", "found"),
    [
        ("open", ["stadskanaal", "voorbeelddijk", "voorbeeldstad"]),
        ("bezig", ["zwolle"]),
        ("zonder-beheerder", ["stadskanaal"]),
        ("nooit-gekomen", ["stadskanaal", "voorbeelddijk"]),
    ],
)
def test_gemeente_list_is_narrowed_to_how_far_they_are(client, zwolle, stadskanaal, voorbeeldstad, stand, found):
    Gemeente.objects.filter(pk=zwolle.pk).update(opening=Gemeente.Opening.REQUESTED)
    Toegang.objects.filter(gemeente=stadskanaal, functie="beheerder").update(valid_until=date(2026, 1, 1))
    Toegang.objects.filter(gemeente=voorbeeldstad).first().gebruiker.__class__.objects.filter(
        toegang_set__gemeente=voorbeeldstad
    ).update(last_login=timezone.now())
    assert listed(client, f"stand={stand}") == found


def test_gemeente_list_says_what_is_no_choice(client):
    page = client.get(f"{LIST}?stand=x")
    assert (page.status_code, page.context["page"].rows) == (422, [])


def test_gemeente_open_notes_that_it_is_asked_and_opens_nothing(client, platformbeheerder, zwolle):
    client.post(f"{ZWOLLE}openen/")
    client.post(f"{ZWOLLE}openen/")
    zwolle.refresh_from_db()
    verzoek = Openingsverzoek.objects.get()
    assert (zwolle.opening, zwolle.opened_at) == ("requested", None)
    assert (verzoek.gemeente, verzoek.created_by, verzoek.done_at) == (zwolle, platformbeheerder.pk, None)
    assert "Wacht op opening" in client.get(ZWOLLE).text


def test_gemeente_open_of_an_open_one_does_not_say_that_it_will_be(client):
    said = shown(client.post(f"{KANAAL}openen/", follow=True))
    assert ("Stadskanaal is al open." in said, "wordt geopend" in said) == (True, False)


def test_gemeente_detail_says_until_when_a_gemeente_is_there(client, zwolle):
    Gemeente.objects.filter(pk=zwolle.pk).update(valid_until=date(2099, 12, 31))
    assert "Deze gemeente bestaat tot en met 31 december 2099." in shown(client.get(ZWOLLE))


def test_gemeente_invite_waits_for_an_agreement(client, zwolle):
    page = client.post(f"{ZWOLLE}uitnodigen/", {"email": "a@zwolle.example", "naam": "Sanne"})
    assert (page.status_code, Openingsverzoek.objects.count()) == (422, 0)
    assert "Leg eerst de datum van de verwerkersovereenkomst vast." in shown(page)
    assert 'value="a@zwolle.example"' in page.text


def test_gemeente_invite_of_one_that_is_not_open_waits_for_the_opening(client, zwolle):
    client.post(f"{ZWOLLE}overeenkomst/", {"datum": "2026-11-01"})
    client.post(f"{ZWOLLE}uitnodigen/", {"email": "A@zwolle.example", "naam": "Sanne"})
    verzoek = Openingsverzoek.objects.get()
    assert (verzoek.email, verzoek.naam, Uitnodiging.objects.count()) == ("a@zwolle.example", "Sanne", 0)


def test_gemeente_invite_of_an_open_one_goes_at_once(client, platformbeheerder, stadskanaal):
    page = client.post(f"{KANAAL}uitnodigen/", {"email": "nieuw@stadskanaal.example"}, follow=True)
    found = Uitnodiging.objects.get()
    assert (found.email, found.functies, found.gemeente) == ("nieuw@stadskanaal.example", ["beheerder"], stadskanaal)
    mail = Bericht.objects.get(soort="uitgenodigd")
    assert (found.created_by, mail.address) == (platformbeheerder.pk, found.email)
    assert "nieuw@stadskanaal.example is uitgenodigd als beheerder." in shown(page)


def test_gemeente_invite_of_who_is_beheerder_there_already_sends_nothing(client, stadskanaal, beheerder):
    page = client.post(f"{KANAAL}uitnodigen/", {"email": beheerder.email.upper(), "naam": "Sanne"})
    assert (page.status_code, Uitnodiging.objects.count(), Bericht.objects.count()) == (422, 0, 0)
    assert "Dit is hier al een beheerder." in shown(page)


def test_staf_invite_of_who_is_beheerder_there_already_sends_nothing(client):
    make_gebruiker("baas@vng.example", "Baas", "organisatiebeheerder", organisatie="vng")
    page = client.post("/platform/organisaties/", {"waar": "vng", "email": "baas@vng.example", "naam": ""})
    assert (page.status_code, Uitnodiging.objects.count()) == (422, 0)
    other = client.post("/platform/organisaties/", {"waar": "comensha", "email": "baas@vng.example", "naam": ""})
    assert (other.status_code, Uitnodiging.objects.get().organisatie) == (302, "comensha")


def test_gemeente_invite_does_not_let_somebody_in_in_silence(client, stadskanaal, beheerder):
    client.post(f"{KANAAL}uitnodigen/", {"email": "nieuw@stadskanaal.example"})
    told = Bericht.objects.exclude(address="nieuw@stadskanaal.example").get()
    assert (told.address, told.subject) == (beheerder.email, "Nieuwe beheerder uitgenodigd voor Stadskanaal")
    assert "nieuw@stadskanaal.example" in told.body


@pytest.mark.parametrize(("datum", "said"), [("", "Vul"), ("2099-01-01", "nog moet komen"), ("gisteren", "datum")])
def test_gemeente_agreement_takes_no_day_that_is_none(client, zwolle, datum, said):
    page = client.post(f"{ZWOLLE}overeenkomst/", {"datum": datum})
    zwolle.refresh_from_db()
    assert (page.status_code, zwolle.verwerkersovereenkomst_on) == (422, None)
    assert said in shown(page)


@pytest.mark.parametrize("path", [ZWOLLE, f"{LIST}GM0000/"])
def test_a_gemeente_that_is_not_there_is_404(client, path):
    expected = 200 if path == ZWOLLE else 404
    assert client.get(path).status_code == expected


def test_gemeente_import_shows_first_and_does_only_what_was_shown(client, zwolle):
    file = SimpleUploadedFile("lijst.csv", f"{LINE}\nNergenshuizen;b@c.example".encode())
    page = client.post(IMPORT, {"bestand": file})
    assert "1 te doen, 0 al gedaan, 1 niet te gebruiken." in shown(page)
    assert "Regel 2, ‘Nergenshuizen; b@c.example’: Er is geen gemeente met deze code of naam." in shown(page)
    assert (Openingsverzoek.objects.count(), Handeling.objects.filter(object="GM0193").count()) == (0, 0)

    sent = fields_of(page, "mark") | {"stap": "uitvoeren"}
    said = shown(client.post(IMPORT, sent, follow=True))
    zwolle.refresh_from_db()
    verzoek = Openingsverzoek.objects.get()
    assert "Genoteerd voor 1 gemeente." in said
    assert (zwolle.verwerkersovereenkomst_on, verzoek.email, verzoek.naam) == (
        date(2026, 11, 1),
        "a@zwolle.example",
        "Sanne",
    )
    assert Handeling.objects.filter(object="GM0193", action="beheer:gemeente_import").count() == 1


def test_gemeente_import_asks_again_when_something_changed_meanwhile(client, zwolle):
    sent = fields_of(client.post(IMPORT, {"regels": LINE}), "mark") | {"stap": "uitvoeren"}
    Gemeente.objects.filter(pk=zwolle.pk).update(opening=Gemeente.Opening.ACTIVE, opened_at=timezone.now())
    page = client.post(IMPORT, sent)
    assert (page.status_code, Uitnodiging.objects.count()) == (409, 0)
    assert "Er is intussen iets veranderd." in shown(page)


def test_gemeente_import_gives_the_lines_back_to_change(client, zwolle):
    """Of a file as well: what is wrong in it need not be looked for on one's own machine."""
    file = SimpleUploadedFile("lijst.csv", f"{LINE}\nNergenshuizen;b@c.example".encode())
    sent = fields_of(client.post(IMPORT, {"bestand": file}), "mark") | {"stap": "veranderen"}
    page = client.post(IMPORT, sent)
    assert (page.status_code, Openingsverzoek.objects.count()) == (200, 0)
    assert page.context["form"]["regels"].value().splitlines()[1] == "Nergenshuizen;b@c.example;;"
    assert page.templates[0].name == "beheer/gemeente_import.html"


def test_gemeente_import_says_that_a_workbook_is_no_csv(client):
    file = SimpleUploadedFile("lijst.csv", b"PK\x03\x04\x14\x00\x06\x00")
    page = client.post(IMPORT, {"bestand": file})
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"bestand": ["Dit bestand is geen CSV. Bewaar het in Excel als CSV."]},
    )


@pytest.mark.parametrize("data", [{}, {"regels": " "}, {"regels": "gemeente;e-mail"}])
def test_gemeente_import_without_lines_says_so(client, data):
    assert client.post(IMPORT, data).status_code == 422


def test_uitnodiging_list_names_who_never_came_and_lets_it_go_again(client, platformbeheerder, stadskanaal):
    client.post(f"{KANAAL}uitnodigen/", {"email": "nieuw@stadskanaal.example"})
    Uitnodiging.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "nieuw@stadskanaal.example Stadskanaal beheerder" in shown(client.get("/platform/uitnodigingen/"))
    pk = Uitnodiging.objects.get().pk
    client.post(f"/platform/uitnodigingen/{pk}/opnieuw/")
    assert (Uitnodiging.objects.get().staat, Bericht.objects.filter(soort="uitgenodigd").count()) == ("wacht", 2)
    client.post(f"/platform/uitnodigingen/{pk}/intrekken/")
    assert (Uitnodiging.objects.get().staat, Uitnodiging.objects.get().withdrawn_by) == (
        "ingetrokken",
        platformbeheerder.pk,
    )
    said = shown(client.post(f"/platform/uitnodigingen/{pk}/opnieuw/", follow=True))
    assert "Deze uitnodiging is intussen aangenomen of ingetrokken." in said
