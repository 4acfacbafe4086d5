"""Every kind of content beside the texts, from concept to what counts, on the pages of redactie/."""

import pytest

from accounts.models import Gebruiker
from berichten.mails import letter
from demo.people import TWEEDE_REDACTEUR
from kader.models import AanvullendeVraag
from redactie.models import Voorstel
from sjablonen.models import Instrument, Voorbeeldstap, Vorm
from tests.pages import fields_of

HOME = "/redactie/inhoud"


def alarm():
    return Voorbeeldstap.objects.get(melder="burger", regio=None, telefoon="112")


# Per kind: the piece of content, a field with its new words, and what counts then.
KINDS = {
    "instrument": (lambda: "apv", "titel", lambda: Instrument.objects.get(code="apv").titel),
    "vorm": (lambda: "draagmoederschap", "uitleg", lambda: Vorm.objects.get(code="draagmoederschap").uitleg),
    "voorbeeldstap": (lambda: str(alarm().pk), "wie", lambda: alarm().wie),
    "mail": (lambda: "wachtwoord", "onderwerp", lambda: letter("wachtwoord", link="https://x").subject),
    "kaderhulp": (lambda: "2021-02.DA-1", "uitleg", lambda: AanvullendeVraag.objects.get(code="DA-1").uitleg),
}
NEW = "Nieuwe woorden van de redactie"


@pytest.fixture
def first(client_for, redacteur):
    return client_for(redacteur, gemeente=None)


@pytest.fixture
def second(client_for, db):
    return client_for(Gebruiker.objects.get(email=TWEEDE_REDACTEUR), gemeente=None)


def offered(client, url, **changes):
    """Written, looked at and given to a second reader; `client` wrote it."""
    page = fields_of(client.get(f"{url}concept/"))
    answer = client.post(f"{url}concept/", {**page, "reden": "Duidelijker.", **changes, "stap": "bekijken"})
    assert answer.status_code == 302, answer.context["form"].errors
    check = client.get(answer["Location"])
    assert check.status_code == 200
    client.post(f"{url}concept/aanbieden/", {"version": Voorstel.objects.get().version})
    return check.content.decode()


def release(client, url):
    return client.post(f"{url}concept/uitgeven/", {"version": Voorstel.objects.get().version})


@pytest.mark.parametrize("soort", KINDS)
def test_content_counts_when_a_second_redacteur_released_it(first, second, soort):
    key, field, counts = KINDS[soort]
    url, before = f"{HOME}/{soort}/{key()}/", counts()
    check = offered(first, url, **{field: NEW})
    assert ("Duidelijker." in check, counts()) == (True, before)
    release(first, url)
    assert counts() == before
    release(second, url)
    assert (counts(), Voorstel.objects.get().nummer) == (NEW, 1)
    assert [second.get(each).status_code for each in (url, f"{HOME}/{soort}/", f"{HOME}/")] == [200] * 3
    assert "Duidelijker." in second.get(url).content.decode()


@pytest.mark.parametrize("soort", ["instrument", "vorm", "voorbeeldstap"])
def test_a_row_is_added_and_withdrawn_again(first, second, soort):
    source = {"bron": "Ons bron", "bron_url": "", "gecontroleerd_op": "2026-11-30", "zekerheid": "zeker"}
    words = {
        "instrument": {"titel": NEW, "uitleg": "Zo.", "vraag": "DA-1", "bevoegd": ["raad"], "grondslag": "Gemeentewet"},
        "vorm": {"titel": NEW, "uitleg": "Zo."},
        "voorbeeldstap": {"wat": NEW, "wie": "", "telefoon": "", "website": ""},
    }[soort]
    plek = {"instrument": "arbeid:", "vorm": ":", "voorbeeldstap": "burger:"}[soort]
    where = first.get(f"{HOME}/{soort}/toevoegen/")["Location"].removesuffix("concept/")
    offered(first, where, **source, **words, plek=plek)
    assert Voorstel.objects.get().naam == NEW
    url = release(second, where)["Location"]
    assert NEW in first.get(url).content.decode()
    assert NEW in first.get(f"{HOME}/{soort}/").content.decode()
    Voorstel.objects.all().delete()
    page = fields_of(first.get(f"{url}intrekken/"))
    first.post(f"{url}intrekken/", {**page, "reden": "Klopt niet meer.", "stap": "bekijken"})
    first.post(f"{url}concept/aanbieden/", {"version": Voorstel.objects.get().version})
    release(second, url)
    row = {"instrument": Instrument, "vorm": Vorm, "voorbeeldstap": Voorbeeldstap}[soort].objects.exclude(
        ingetrokken_op=None
    )
    assert [(str(each), each.ingetrokken_reden) for each in row] == [(NEW, "Klopt niet meer.")]
    assert first.get(f"{url}intrekken/").status_code == 404


@pytest.mark.parametrize(
    ("soort", "key"), [("vorm", "arbeidsuitbuiting"), ("mail", "wachtwoord"), ("kaderhulp", "2021-02.DA-1")]
)
def test_what_cannot_be_missed_is_not_withdrawn(first, soort, key):
    assert first.get(f"{HOME}/{soort}/{key}/intrekken/").status_code == 404


@pytest.mark.parametrize("soort", KINDS)
def test_a_wrong_value_keeps_what_was_typed(first, soort):
    key, field, _ = KINDS[soort]
    url = f"{HOME}/{soort}/{key()}/concept/"
    page = fields_of(first.get(url))
    answer = first.post(url, {**page, "reden": "x" * 301, field: NEW, "stap": "bekijken"})
    assert (answer.status_code, answer.context["form"][field].value()) == (422, NEW)


def test_a_ketenregisseur_keeps_the_route_of_her_regio_and_nothing_else(browser_of, drent, drenthe):
    client, home = browser_of(drent), f"/redactie/regio/{drenthe.pk}/inhoud"
    where = client.get(f"{home}/voorbeeldstap/toevoegen/")["Location"].removesuffix("concept/")
    source = {"bron": "Ons bron", "bron_url": "", "gecontroleerd_op": "2026-11-30", "zekerheid": "zeker"}
    words = {
        "wat": "Bel 112.",
        "wie": "alarmnummer",
        "telefoon": "112",
        "website": "",
        "spoed": "on",
        "plek": "burger:",
    }
    page = fields_of(client.get(f"{where}concept/"))
    client.post(f"{where}concept/", {**page, **source, **words, "stap": "bekijken"})
    client.post(f"{where}concept/aanbieden/", {"version": Voorstel.objects.get().version})
    assert list(Voorbeeldstap.objects.filter(regio=drenthe).values_list("wat", flat=True)) == ["Bel 112."]
    codes = [client.get(f"{home}/{soort}/").status_code for soort in ("instrument", "vorm", "mail", "kaderhulp")]
    assert (codes, client.get(f"{HOME}/voorbeeldstap/").status_code) == ([404] * 4, 404)
