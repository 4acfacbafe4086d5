"""A gemeente without Kompas answers a round once, with a link that staff made."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from berichten.actions import send_due
from berichten.models import Bericht
from metingen.antwoord_actions import hash_of, make_antwoordlink
from metingen.models import Antwoordlink, Indiening, Meetronde
from tenants.models import Gemeente, Indeling, Regio
from tests.pages import present

TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    """Does not exist, and has no Kompas."""
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def regio(waard):
    regio = Regio.objects.create(soort="ketenregie", code="proef", naam="Proefregio")
    Indeling.objects.create(gemeente=waard, regio=regio)
    return regio


@pytest.fixture
def token(meetronde, waard, medewerker):
    return make_antwoordlink(meetronde=meetronde, gemeente=waard, by=medewerker.pk)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def staff(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


ANSWERS = {
    "AB-P1-1": "deels",
    "SV-P1-1": "geregeld",
    "begroting": "nee",
    "organisaties": ["comensha"],
    "mandaat_functie": "hoofd Veiligheid",
    "mandaat_datum": "2026-11-03",
}


def text_of(page):
    return " ".join(page.content.decode().split())


def send(client, token, **changes):
    """All the way: preview, and then what it showed."""
    preview = client.post(f"/antwoord/{token}/", {**ANSWERS, **changes, "stap": "bekijken"})
    sha256 = preview.context["sha256"]
    return client.post(f"/antwoord/{token}/", {**ANSWERS, **changes, "stap": "indienen", "sha256": sha256})


def link_path(meetronde):
    return f"/meetrondes/{meetronde.pk}/link/"


def test_antwoordlink_add_offers_gemeenten_of_the_kind_that_the_round_asks(staff, meetronde):
    def offered():
        return set(staff.get(link_path(meetronde)).context["form"].fields["gemeente"].queryset)

    invented = offered()
    Meetronde.objects.update(voorbeeld=False)
    assert {gemeente.slug for gemeente in invented} == {"voorbeeldrecht", "voorbeeldwaard"}
    assert {gemeente.is_invented for gemeente in offered()} == {False}
    assert "stadskanaal" not in {gemeente.slug for gemeente in offered()}


def test_antwoordlink_add_shows_the_link_once_and_keeps_a_hash(staff, meetronde, waard, medewerker):
    page = staff.post(link_path(meetronde), {"gemeente": waard.pk})
    token = page.context["link"].rstrip("/").rpartition("/")[2]
    row = Antwoordlink.objects.get()
    assert (row.sha256, row.gemeente, row.created_by) == (hash_of(token), waard, medewerker.pk)
    assert (token in text_of(page), token in text_of(staff.get(link_path(meetronde)))) == (True, False)


def test_the_gemeente_hears_of_the_link_and_of_its_use(staff, visitor, meetronde, waard, medewerker, mailoutbox):
    page = staff.post(link_path(meetronde), {"gemeente": waard.pk, "email": "info@voorbeeldwaard.example"})
    token = page.context["link"].rstrip("/").rpartition("/")[2]
    send(visitor, token)
    send_due()
    assert [mail.to for mail in mailoutbox] == [["info@voorbeeldwaard.example"]] * 2
    assert [mail.subject for mail in mailoutbox] == [
        "Eenmalige link om te antwoorden op Meting 2026",
        "Er is geantwoord op Meting 2026",
    ]
    assert [token in mail.body for mail in mailoutbox] == [False, False]
    indiening = Indiening.objects.get(gemeente=waard)
    assert (indiening.ingediend_by, indiening.antwoordlink_by) == (None, medewerker.pk)


def test_without_an_address_nobody_is_written_to(staff, visitor, meetronde, waard):
    page = staff.post(link_path(meetronde), {"gemeente": waard.pk})
    send(visitor, page.context["link"].rstrip("/").rpartition("/")[2])
    assert Bericht.objects.count() == 0


def test_antwoordlink_add_says_what_is_no_address(staff, meetronde, waard):
    response = staff.post(link_path(meetronde), {"gemeente": waard.pk, "email": "geen adres"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["email"])


def test_a_new_link_makes_the_earlier_one_useless(visitor, token, meetronde, waard, medewerker):
    newer = make_antwoordlink(meetronde=meetronde, gemeente=waard, by=medewerker.pk)
    assert [visitor.get(f"/antwoord/{each}/").status_code for each in (token, newer)] == [404, 200]


def test_when_every_gemeente_has_kompas_no_link_is_offered(staff, meetronde):
    Gemeente.objects.filter(code__gte="GM9000").update(opened_at=timezone.now())
    page = staff.get(link_path(meetronde))
    assert present(text_of(page), "een link is niet nodig", "Link maken") == ["een link is niet nodig"]


@pytest.mark.parametrize(("staat", "offered"), [("open", True), ("concept", False), ("gesloten", False)])
def test_the_page_of_an_open_round_leads_to_making_a_link(staff, meetronde, staat, offered):
    Meetronde.objects.update(staat=staat)
    assert (link_path(meetronde) in text_of(staff.get(f"/meetrondes/{meetronde.pk}/"))) is offered


@pytest.mark.parametrize("staat", ["concept", "gesloten"])
def test_a_round_that_is_not_open_has_no_links(staff, meetronde, waard, staat):
    Meetronde.objects.update(staat=staat)
    response = staff.post(link_path(meetronde), {"gemeente": waard.pk})
    assert (response.status_code, Antwoordlink.objects.count()) == (422, 0)


@pytest.mark.parametrize("gemeente", ["", "x", "\x00", "00000000-0000-4000-8000-000000000000", "stadskanaal"])
def test_antwoordlink_add_turns_away_what_it_did_not_offer(staff, meetronde, stadskanaal, gemeente):
    sent = stadskanaal.pk if gemeente == "stadskanaal" else gemeente
    response = staff.post(link_path(meetronde), {"gemeente": sent})
    assert (response.status_code, Antwoordlink.objects.count()) == (422, 0)


def test_antwoordlink_add_is_for_staff_alone(client_for, meetronde, bewerker, ketenregisseur):
    clients = [client_for(who, gemeente=None) for who in (bewerker, ketenregisseur)]
    assert [client.get(link_path(meetronde)).status_code for client in clients] == [404, 404]


def test_antwoord_form_asks_all_bouwstenen_without_login(visitor, token, regio):
    page = visitor.get(f"/antwoord/{token}/")
    assert sum(len(rijen) for _, rijen in page.context["form"].themas) == 23
    assert "Ketenregisseur van Proefregio" in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_the_preview_shows_all_and_stores_nothing(visitor, token, regio):
    page = visitor.post(f"/antwoord/{token}/", {**ANSWERS, "regios": [str(regio.pk)], "stap": "bekijken"})
    text = text_of(page)
    shown = ["CoMensha, Ketenregisseur van Proefregio", "hoofd Veiligheid", "Voorbeeldwaard (GM9003)"]
    assert [word for word in shown if word not in text] == []
    assert Indiening.objects.count() == 0


def test_what_is_submitted_is_what_was_previewed(visitor, token, waard, meetronde):
    page = send(visitor, token)
    indiening = Indiening.objects.get()
    statussen = {antwoord["code"]: antwoord["status"] for antwoord in indiening.inhoud["antwoorden"]}
    assert (statussen.pop("AB-P1-1"), statussen.pop("SV-P1-1"), set(statussen.values())) == ("deels", "geregeld", {""})
    assert (indiening.gemeente, indiening.meetronde, indiening.ingediend_by) == (waard, meetronde, None)
    assert (indiening.organisaties, indiening.begroting) == (["comensha"], "nee")
    assert (indiening.sha256 in text_of(page), indiening.mandaat_functie) == (True, "hoofd Veiligheid")


def test_a_link_works_once(visitor, token):
    statuses = [send(visitor, token).status_code, visitor.get(f"/antwoord/{token}/").status_code]
    assert (statuses, Indiening.objects.count()) == ([200, 404], 1)


def test_changing_brings_the_answers_back(visitor, token):
    page = visitor.post(f"/antwoord/{token}/", {**ANSWERS, "stap": "wijzigen"})
    form = page.context["form"]
    assert (form["AB-P1-1"].value(), form["begroting"].value()) == ("deels", "nee")


def test_submitting_something_else_than_was_previewed_shows_the_preview(visitor, token):
    data = {**ANSWERS, "stap": "indienen", "sha256": "0" * 64}
    assert "Er is nog niets gedeeld" in text_of(visitor.post(f"/antwoord/{token}/", data))
    assert Indiening.objects.count() == 0


@pytest.mark.parametrize(
    "bad",
    [
        {"AB-P1-1": "misschien"},
        {"AB-P1-1": "\x00"},
        {"organisaties": ["ministerie"]},
        {"mandaat_functie": ""},
        {"mandaat_datum": TOMORROW},
        {"aandachtsfunctionaris_uren": "-1"},
        {"beleidsplan": "nee", "beleidsplan_geldig_tot": "2028-01-01"},
    ],
    ids=str,
)
@pytest.mark.parametrize("stap", ["bekijken", "indienen"])
def test_antwoord_form_turns_away_what_cannot_be_and_keeps_the_rest(visitor, token, bad, stap):
    response = visitor.post(f"/antwoord/{token}/", {**ANSWERS, **bad, "stap": stap})
    assert (response.status_code, Indiening.objects.count()) == (422, 0)
    assert response.context["form"]["SV-P1-1"].value() == "geregeld"


def spoil(token):
    return token[:-1] + ("A" if token[-1] != "A" else "B")


@pytest.mark.parametrize("how", ["wrong", "old", "used", "odd"])
def test_whatever_is_wrong_with_a_link_the_page_is_the_same(visitor, token, how):
    changes = {"old": {"valid_until": timezone.now()}, "used": {"used_at": timezone.now()}}.get(how, {})
    Antwoordlink.objects.update(**changes) if changes else None
    asked = {"wrong": spoil(token), "odd": "%00%ff'"}.get(how, token)
    answers = [visitor.get(f"/antwoord/{asked}/"), visitor.post(f"/antwoord/{asked}/", {**ANSWERS, "stap": "indienen"})]
    assert [(page.status_code, "Deze link werkt niet" in text_of(page)) for page in answers] == [(404, True)] * 2
    assert Indiening.objects.count() == 0


def test_guessing_is_slowed_down(visitor, token):
    for _ in range(30):
        visitor.get("/antwoord/geraden/")
    page = visitor.get(f"/antwoord/{token}/")
    assert (page.status_code, "Even wachten" in text_of(page)) == (429, True)
