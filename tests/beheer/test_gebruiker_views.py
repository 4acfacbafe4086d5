"""What only an operator can do to a person: she may work in several places."""

from allauth.mfa.models import Authenticator

from accounts.models import Gebruiker, Session, Toegang
from beheer.models import Handeling
from berichten.models import Bericht
from logins.models import Login

LIST = "/platform/mensen/"


def url(gebruiker, act=""):
    return f"{LIST}{gebruiker.pk}/{act}"


def test_gebruiker_list_finds_by_name_and_address_and_shows_nobody_unasked(client, beheerder):
    found = [
        [each.email for each in client.get(f"{LIST}?q={typed}").context["page"].rows]
        for typed in ("", "beheerder@stads", "BEHEERDER STADSKANAAL", "%00")
    ]
    assert found == [[], [beheerder.email], [beheerder.email], []]


def test_gebruiker_detail_names_every_place(client, beheerder, voorbeeldstad):
    Toegang.objects.create(gebruiker=beheerder, functie="lezer", gemeente=voorbeeldstad)
    Toegang.objects.create(gebruiker=beheerder, functie="medewerker", organisatie="comensha")
    page = client.get(url(beheerder)).text
    assert [name in page for name in ("Stadskanaal", "Voorbeeldstad", "CoMensha")] == [True] * 3


def test_gebruiker_reset_ends_every_way_in_and_mails_another(client, client_for, beheerder):
    client_for(beheerder)
    client.post(url(beheerder, "herstellen/"))
    beheerder.refresh_from_db()
    assert not beheerder.has_usable_password()
    assert (
        Authenticator.objects.filter(user=beheerder).count(),
        Session.objects.filter(gebruiker=beheerder).count(),
    ) == (
        0,
        0,
    )
    assert (Bericht.objects.get().address, Login.objects.filter(gebruiker=beheerder).count()) == (beheerder.email, 2)


def test_gebruiker_anonymise_asks_first_and_then_leaves_nothing_of_her(client, beheerder):
    assert client.post(url(beheerder, "anonimiseren/")).status_code == 422
    assert Gebruiker.objects.get(pk=beheerder.pk).is_active
    client.post(url(beheerder, "anonimiseren/"), {"akkoord": "on"})
    gone = Gebruiker.objects.get(pk=beheerder.pk)
    assert (gone.is_active, gone.naam, Toegang.objects.today().filter(gebruiker=gone).exists()) == (
        False,
        "Oud-gebruiker",
        False,
    )
    assert client.get(url(beheerder)).status_code == 404


def test_nobody_does_either_to_herself(client, platformbeheerder):
    for act in ("herstellen/", "anonimiseren/"):
        client.post(url(platformbeheerder, act), {"akkoord": "on"})
    platformbeheerder.refresh_from_db()
    assert (platformbeheerder.is_active, platformbeheerder.has_usable_password()) == (True, True)


def test_what_was_done_stands_in_the_logboek_by_name(client, platformbeheerder, beheerder):
    client.post(url(beheerder, "herstellen/"))
    row = Handeling.objects.get()
    assert (row.created_by, row.action, row.object) == (
        platformbeheerder.pk,
        "beheer:gebruiker_reset",
        str(beheerder.pk),
    )
    (line,) = client.get("/platform/logboek/").context["lines"]
    assert (line.naam, line.what, line.subject, line.outcome) == (
        "Operator",
        "Login van iemand opnieuw ingesteld",
        "Beheerder Stadskanaal",
        "gelukt",
    )
