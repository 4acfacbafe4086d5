"""The pages that every kind of content shares."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Toegang
from redactie.models import Onderhoud, Voorstel
from tests.pages import shown
from tests.redactie.proef import POSTED, zaak

HOME = "/redactie/inhoud/"
LIST = f"{HOME}proef/"
EEN = f"{LIST}een/"
EDIT = f"{EEN}concept/"
CHECK = f"{EDIT}bekijken/"


@pytest.fixture
def client(browser_of, redacteur, proef):
    return browser_of(redacteur)


@pytest.fixture
def other(browser_of, tweede, proef):
    return browser_of(tweede)


def page_of(found=None):
    """The hidden fields of a page that is based on what stands there now."""
    return {name: "" if value is None else str(value) for name, value in (found or zaak()).page().items()}


def write(client, url=EDIT, stap="bekijken", found=None, **changes):
    return client.post(url, {**POSTED, **page_of(found), **changes, "stap": stap}, follow=True)


def press(client, name, **data):
    row = Voorstel.objects.open().first()
    return client.post(f"{EDIT}{name}/", {"version": row.version if row else 0, **data}, follow=True)


def test_voorstel_edit_keeps_a_concept_that_counts_for_nothing(client, proef):
    page = shown(write(client, stap="bewaren", tekst="Nog niet af"))
    assert "Eerste: het concept is bewaard. Er verandert nog niets." in page
    form = client.get(EDIT).context["form"]
    assert (form["tekst"].value(), proef.rows["een"]["nummer"]) == ("Nog niet af", 0)
    assert "Er is een concept (wijziging). Het telt nog niet." in shown(client.get(EEN))


def test_voorstel_edit_says_what_is_missing_and_keeps_it_all_the_same(client):
    page = write(client, tekst="", reden="")
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["tekst", "reden"])
    assert "Het concept is bewaard en nog niet af." in shown(page)
    assert "Nog niet opgeslagen" not in shown(page)
    assert Voorstel.objects.get().velden["titel"] == ["Eerste"]
    again = client.get(EDIT)
    assert (again.status_code, dict(again.context["form"].errors)) == (200, {})  # nothing is wrong before it is offered


def test_voorstel_edit_keeps_on_the_page_what_is_too_long(client):
    page = write(client, tekst="a" * 201, stap="bewaren")
    assert (page.status_code, page.context["form"]["tekst"].value()) == (422, "a" * 201)
    assert not Voorstel.objects.exists()


def test_from_draft_by_way_of_giving_back_to_release(client, other, proef):
    check = shown(write(client))
    assert ("verwijderd: Oude" in check, "Een andere redacteur leest het en geeft het uit." in check) == (True, True)
    assert "wacht op een tweede lezer" in shown(press(client, "aanbieden"))
    assert "Gelezen: uitgeven" not in client.get(CHECK).text
    assert "Jij schreef hieraan mee." in shown(press(client, "uitgeven"))
    page = shown(other.get(CHECK))
    assert ("Klopt het? Geef het dan uit." in page, "Een andere redacteur leest" in page) == (True, False)
    assert "teruggegeven aan wie het schreef" in shown(press(other, "teruggeven", opmerking="Noem het artikel."))
    page = shown(client.get(EDIT))
    assert "Redacteur CoMensha gaf dit terug: ‘Noem het artikel.’" in page
    write(client, tekst="Woorden met artikel.")
    press(client, "aanbieden")
    page = shown(press(other, "uitgeven"))
    assert "Eerste: versie 1 is uitgegeven." in page
    assert "Geschreven door Redacteur VNG, gelezen en uitgegeven door Redacteur CoMensha." in page
    assert proef.rows["een"]["tekst"] == "Woorden met artikel."


def test_a_remark_that_is_too_long_is_kept_on_the_page(client, other):
    write(client)
    press(client, "aanbieden")
    answer = press(other, "teruggeven", opmerking="a" * 301)
    assert (answer.status_code, answer.context["return_form"]["opmerking"].value()) == (422, "a" * 301)
    assert Voorstel.objects.get().stand == "wacht"


def test_voorstel_edit_second_redacteur_chooses_between_two_texts(client, other):
    write(client, stap="bewaren")
    stale = page_of()
    write(client, stap="bewaren", tekst="Van de eerste.")
    answer = other.post(EDIT, {**POSTED, **stale, "tekst": "Van de tweede.", "stap": "bewaren"})
    assert (answer.status_code, answer.context["form"]["tekst"].value()) == (409, "Van de tweede.")
    page = shown(answer)
    assert "Redacteur VNG schreef intussen ook bij ‘Tekst’" in page
    assert "Jouw tekst staat nog op deze pagina en is nog nergens bewaard." in page


def test_voorstel_edit_of_what_waits_leads_to_its_check(client):
    write(client)
    press(client, "aanbieden")
    assert client.get(EDIT)["Location"] == CHECK
    answer = client.post(EDIT, {**POSTED, **page_of(), "tekst": "Toch anders.", "stap": "bewaren"})
    assert (answer.status_code, answer.context["form"]["tekst"].value()) == (409, "Toch anders.")
    assert "ligt nu bij een tweede lezer" in shown(answer)


def test_stuk_add_makes_one_however_often_it_is_sent(client, other, proef):
    url = client.get(f"{LIST}toevoegen/")["Location"]
    assert url.startswith(f"{LIST}nieuw-")
    assert "Proefje toevoegen" in shown(client.get(url))
    for _ in range(2):
        client.post(url, {**POSTED, "titel": "Derde", "reden": "", "stap": "bewaren"})
    row = Voorstel.objects.get()
    assert (row.wat, row.naam) == ("nieuw", "Derde")
    assert "Nog niet uitgegeven" in shown(client.get(LIST))
    check = shown(client.get(f"{url}bekijken/"))
    assert ("Nieuw: ‘Derde’" in check, "verwijderd" in check) == (True, False)
    client.post(f"{url}aanbieden/", {"version": row.version})
    row.refresh_from_db()
    page = other.post(f"{url}uitgeven/", {"version": row.version}, follow=True)
    assert (page.redirect_chain[-1][0], proef.rows["k2"]["titel"]) == (f"{LIST}k2/", "Derde")


def test_stuk_withdraw_asks_why_and_what_replaces_it(client, other, proef):
    url = f"{EEN}intrekken/"
    form = client.get(url).context["form"]
    assert [key for key, _ in form.fields["vervangen_door"].choices] == ["", "twee"]
    assert client.post(url, {**page_of(), "stap": "bekijken"}).status_code == 422
    page = client.post(
        url, {**page_of(), "reden": "Dubbel.", "vervangen_door": "twee", "stap": "bekijken"}, follow=True
    )
    assert "Vervangen door" in shown(page)
    press(client, "aanbieden")
    assert "Eerste: ingetrokken." in shown(press(other, "uitgeven"))
    assert proef.rows["een"]["weg"]
    assert client.get(url).status_code == 404  # a second time


def test_what_is_about_to_be_withdrawn_is_still_shown(client, other):
    write(client)
    press(client, "aanbieden")
    press(other, "uitgeven")
    check = write(client, f"{EEN}intrekken/", vervangen_door="")
    assert (check.context["changes"], "Vervangen door" in shown(check)) == ([], False)
    found = client.get(EEN)
    assert ("Tekst", "Nieuwe woorden.") in found.context["words"]
    assert [change.label for change in found.context["versions"][0].changes] == ["Tekst", "Groepen"]


def test_stuk_withdraw_where_somebody_writes_keeps_what_was_typed_and_changes_nothing(client, other):
    stale = page_of()
    write(client, stap="bewaren")
    url = f"{EEN}intrekken/"
    answer = other.post(url, {**stale, "reden": "Dubbel.", "stap": "bekijken"})
    assert (answer.status_code, answer.context["form"]["reden"].value()) == (409, "Dubbel.")
    assert "Hier is intussen al een concept: wijziging." in shown(answer)
    assert Voorstel.objects.get().velden["tekst"] == [POSTED["tekst"]]
    assert other.get(url)["Location"] == EDIT


def test_voorstel_discard_leaves_what_counts(client, proef):
    write(client)
    assert "het concept is weggegooid. Er is niets veranderd." in shown(press(client, "weggooien"))
    assert (Voorstel.objects.count(), proef.rows["een"]["nummer"]) == (0, 0)


@pytest.mark.parametrize("name", ["aanbieden", "uitgeven", "teruggeven", "weggooien"])
def test_a_button_without_a_voorstel_does_nothing(client, name):
    page = client.post(f"{EDIT}{name}/", {"version": "1", "opmerking": ""}, follow=True)
    assert "er is intussen iets veranderd" in shown(page).lower()
    assert client.get(f"{EDIT}{name}/").status_code == 405


@pytest.mark.parametrize("version", ["", "x", "９", "99999999999"])
def test_a_version_that_is_none_does_nothing(client, version):
    write(client)
    client.post(f"{EDIT}aanbieden/", {"version": version})
    assert Voorstel.objects.get().stand == "concept"


# Upkeep.


def test_onderhoud_edit_keeps_owner_day_and_note(client, redacteur):
    day = timezone.localdate() + timedelta(days=30)
    posted = {"eigenaar": str(redacteur.pk), "volgende_controle": day.isoformat(), "notitie": "Nog nakijken."}
    page = shown(client.post(f"{EEN}onderhoud/", posted, follow=True))
    row = Onderhoud.objects.get()
    assert (row.sleutel, row.eigenaar, row.volgende_controle, row.created_by) == (
        "een",
        redacteur.pk,
        day,
        redacteur.pk,
    )
    assert "Eigenaar Redacteur VNG" in page
    assert "Nog nakijken." in page


def test_stuk_detail_says_on_which_day_it_is_checked_next(client, proef):
    assert "een jaar na de laatste controle" in shown(client.get(EEN))
    proef.rows["een"]["checked"] = None
    assert "niemand koos een dag" in shown(client.get(EEN))


def test_onderhoud_edit_shows_what_a_colleague_saved_first(client, other):
    client.post(f"{EEN}onderhoud/", {"notitie": "Van mij."})
    answer = other.post(f"{EEN}onderhoud/", {"notitie": "Van haar."})
    form = answer.context["form"]
    assert (answer.status_code, form["notitie"].value()) == (409, "Van haar.")
    assert "Redacteur VNG heeft dit net ook aangepast: eigenaar niemand, notitie ‘Van mij.’." in shown(answer)
    other.post(f"{EEN}onderhoud/", {"notitie": "Van haar.", "basis": form["basis"].value()})
    assert Onderhoud.objects.first().notitie == "Van haar."


@pytest.mark.parametrize(
    ("field", "value"),
    [("eigenaar", "iemand"), ("volgende_controle", "2079-01-01"), ("notitie", "a" * 1001), ("basis", "x")],
)
def test_onderhoud_edit_refuses_what_is_wrong_and_keeps_the_rest(client, field, value):
    answer = client.post(f"{EEN}onderhoud/", {"notitie": "Blijft.", field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Onderhoud.objects.exists()


# What there is to do.


def test_werk_names_what_waits_what_is_written_and_what_is_due(client, other, proef):
    proef.rows["twee"]["checked"] = timezone.localdate() - timedelta(days=366)
    write(client)
    mine, theirs = client.get(HOME).context["werk"], other.get(HOME).context["werk"]
    assert ([z.sleutel for z in mine.mine], [z.sleutel for z in theirs.others]) == (["een"], ["een"])
    press(client, "aanbieden")
    page = other.get(HOME)
    assert [zaak.sleutel for zaak in page.context["werk"].wacht] == ["een"]
    assert "twee" in [row.zaak.sleutel for row in page.context["werk"].due]
    assert "Proefjes" in shown(page)


def test_stuk_list_marks_what_is_due_and_what_is_written(client, proef):
    proef.rows["twee"]["checked"] = timezone.localdate() - timedelta(days=366)
    write(client)
    page = shown(client.get(LIST))
    assert ("Eerste concept" in page, "aan de beurt" in page) == (True, True)


# Who may.


@pytest.mark.parametrize("path", [HOME, LIST, EEN, EDIT, CHECK, f"{EEN}onderhoud/", f"{EEN}intrekken/"])
def test_nobody_else_sees_or_does_anything(browser_of, proef, ketenregisseur, bewerker, path):
    for person in (ketenregisseur, bewerker):
        client = browser_of(person)
        assert {client.get(path).status_code, client.post(path, POSTED).status_code} <= {404, 405}
    assert not Voorstel.objects.exists()


@pytest.mark.parametrize(
    "path", [f"{HOME}onzin/", f"{HOME}onzin/een/", f"{LIST}drie/", f"{LIST}drie/concept/", f"{LIST}nieuw-1/intrekken/"]
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_a_kind_without_regional_content_is_not_there_for_a_regio(browser_of, proef, ketenregisseur):
    regio = Toegang.objects.get(gebruiker=ketenregisseur).regio_id
    client = browser_of(ketenregisseur)
    assert client.get(f"/redactie/regio/{regio}/inhoud/proef/een/").status_code == 404
    assert client.get(f"/redactie/regio/{regio}/inhoud/").status_code == 200
