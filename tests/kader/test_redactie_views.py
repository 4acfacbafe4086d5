"""Publishing a version: one redacteur asks, another does it; until then nobody uses it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Toegang
from accounts.permissions import Redacteur
from berichten.actions import send_due
from berichten.models import Bericht
from demo.people import TWEEDE_REDACTEUR
from kader.models import WAITS, KaderVersie
from kader.queries import newest_version
from kader.redactie_actions import ALONE, UitgaveFout, ask_publication, publish_version
from tests.builders.kader import load_next
from tests.pages import shown

LIST = "/redactie/kader/"
PAGE = f"{LIST}2027-01/"


@pytest.fixture
def kader(db):
    return load_next(published=False)


@pytest.fixture(autouse=True)
def alone(db):
    """As where there is no second redacteur yet; the demo has one."""
    Toegang.objects.filter(gebruiker__email=TWEEDE_REDACTEUR).delete()


@pytest.fixture
def second(medewerker):
    """Another who may."""
    Toegang.objects.create(gebruiker=medewerker, functie=Redacteur.naam, organisatie="comensha")
    return medewerker


@pytest.fixture
def client(client_for, redacteur):
    return client_for(redacteur, gemeente=None)


def published():
    return [kader.versie for kader in KaderVersie.objects.published()]


def test_one_asks_and_another_publishes(client, client_for, kader, redacteur, second):
    said = shown(client.post(f"{PAGE}vragen/", follow=True))
    assert ("Je verzoek wacht op een tweede persoon." in said, published()) == (True, ["2021-02"])

    other = client_for(second, gemeente=None)
    assert f"{redacteur} vroeg dit op" in shown(other.get(PAGE))
    said = shown(other.post(f"{PAGE}uitgeven/", follow=True))

    kader.refresh_from_db()
    assert "Kader 2027-01 is uitgegeven." in said
    assert (kader.asked_by, kader.published_by, newest_version()) == (redacteur.pk, second.pk, kader)
    assert f"door {second}, op verzoek van {redacteur}" in shown(client.get(PAGE))


def test_who_asked_cannot_publish(client, kader, redacteur, second):
    ask_publication(kader=kader, by=redacteur)
    assert "Kader uitgeven" not in client.get(PAGE).text
    assert "Een collega moet het bevestigen." in shown(client.post(f"{PAGE}uitgeven/", follow=True))
    with pytest.raises(IntegrityError, match="kaderversie_second_person"), transaction.atomic():
        KaderVersie.objects.filter(pk=kader.pk).update(published_at=timezone.now(), published_by=redacteur.pk)
    assert published() == ["2021-02"]


def test_who_is_alone_hears_whom_to_ask(client, kader):
    assert ALONE in shown(client.post(f"{PAGE}vragen/", follow=True))
    kader.refresh_from_db()
    assert kader.asked_at is None


def test_a_request_ends_when_it_is_withdrawn_or_old(client, kader, redacteur, second):
    ask_publication(kader=kader, by=redacteur)
    client.post(f"{PAGE}intrekken/")
    with pytest.raises(UitgaveFout, match="ingetrokken of verlopen"):
        publish_version(kader=kader, by=second)
    ask_publication(kader=kader, by=redacteur)
    KaderVersie.objects.filter(pk=kader.pk).update(asked_at=timezone.now() - WAITS - timedelta(minutes=1))
    with pytest.raises(UitgaveFout, match="ingetrokken of verlopen"):
        publish_version(kader=kader, by=second)
    assert published() == ["2021-02"]


def test_a_file_that_is_loaded_anew_withdraws_the_request(kader, redacteur, second):
    ask_publication(kader=kader, by=redacteur)
    load_next(published=False)
    with pytest.raises(UitgaveFout, match="ingetrokken of verlopen"):
        publish_version(kader=kader, by=second)


def test_what_is_published_is_not_asked_again(client, db):
    assert "Kader 2021-02 is al uitgegeven." in shown(client.post(f"{LIST}2021-02/vragen/", follow=True))
    assert "bij het inrichten van Kompas" in shown(client.get(f"{LIST}2021-02/"))


def test_the_second_person_gets_one_mail_while_it_waits(kader, redacteur, second, mailoutbox):
    for _ in range(2):
        ask_publication(kader=kader, by=redacteur)
    assert list(Bericht.objects.values_list("soort", "address")) == [("kaderverzoek", second.email)]
    send_due()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([second.email], "Bevestigen gevraagd: Kader 2027-01 uitgeven")
    ]
    assert "/redactie/kader/2027-01/" in mailoutbox[0].body


def test_versie_list_shows_each_with_its_state(client, kader, redacteur, second):
    assert "2027-01 Verzonnen Kader om mee te testen nog niet" in shown(client.get(LIST))
    ask_publication(kader=kader, by=redacteur)
    assert "2027-01 Verzonnen Kader om mee te testen wacht op een tweede persoon" in shown(client.get(LIST))


def test_versie_detail_shows_what_is_different(client, kader):
    page = shown(client.get(PAGE))
    assert "19 bouwstenen en vragen zijn gelijk gebleven" in page
    for row in (
        "OH-P1-1 Verantwoordelijkheid voor opvang, ook met geld OH-P1-2 Zorgcoördinatie voor slachtoffers is geregeld"
        " OH-P1-1 Opvang en zorgcoördinatie zijn geregeld",
        "SV-P1-1 Aandachtsfunctionaris mensenhandel is aangesteld SV-P1-1 Aandachtsfunctionaris is aangesteld"
        " SV-P1-4 Aandachtsfunctionaris heeft tijd",
        "stond er niet in SK-P1-2 Oefenen met de keten",
        "SV-P2-3 Goede voorbeelden uit meldingen worden gedeeld staat er niet meer in",
    ):
        assert row in page


@pytest.mark.parametrize("path", ["", "2027-01/", "2027-01/vragen/", "2027-01/uitgeven/", "2027-01/intrekken/"])
def test_versies_are_for_redacteuren(client_for, kader, medewerker, ketenregisseur, bewerker, path):
    found = []
    for who in (medewerker, ketenregisseur, bewerker):
        client = client_for(who, gemeente=None)
        found.append((client.get if path in ("", "2027-01/") else client.post)(LIST + path).status_code)
    assert (found, published()) == ([403, 404, 404], ["2021-02"])


def test_a_version_that_is_not_there_is_404(client):
    assert client.get(f"{LIST}2040-01/").status_code == 404
