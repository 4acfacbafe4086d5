import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from accounts.actions import grant_toegang, password_link
from accounts.models import Gebruiker, Toegang
from berichten.models import Bericht
from logins.models import Login

NEW = "vier losse fietsbellen"


def grant(gemeente, functie="bewerker", email="Nieuw@Stadskanaal.example"):
    return grant_toegang(email=email, naam="Adviseur", functie=functie, gemeente=gemeente)


def test_grant_toegang_makes_an_account_once(stadskanaal):
    first, second = grant(stadskanaal), grant(stadskanaal)
    assert (first[1], second[1], first[0]) == (True, False, second[0])
    assert Toegang.objects.filter(gebruiker=first[0]).count() == 1


def test_grant_toegang_refuses_a_functie_of_the_country_and_makes_nothing(stadskanaal):
    with pytest.raises(ValidationError):
        grant(stadskanaal, functie="redacteur")
    assert not Gebruiker.objects.filter(email="nieuw@stadskanaal.example").exists()


def test_grant_toegang_refuses_what_is_no_address(stadskanaal):
    with pytest.raises(ValidationError):
        grant(stadskanaal, email="geen adres")


def test_password_link_leads_to_a_password_and_a_login(stadskanaal, client_for):
    gebruiker = grant(stadskanaal)[0]
    client = client_for(None, gemeente=None)
    form = client.get(password_link(gebruiker).partition("8000")[2], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    answer = client.post("/account/login/", {"login": gebruiker.email, "password": NEW})
    assert (answer.status_code, answer["Location"]) == (302, "/start/?verder")


def test_grant_toegang_command_names_an_unknown_gemeente(db):
    with pytest.raises(CommandError, match="geen gemeente met de naam nergens"):
        call_command("grant_toegang", "a@b.example", "bewerker", "nergens")


@pytest.mark.parametrize(
    ("functie", "where", "said"),
    [
        ("redacteur", "vng", "a@b.example is redacteur van VNG."),
        ("ketenregisseur", "provincie:PV20", "a@b.example is ketenregisseur van Provincie Groningen."),
        ("lezer", "stadskanaal", "a@b.example is lezer van Stadskanaal."),
    ],
)
def test_grant_toegang_command_knows_every_scope(db, capsys, functie, where, said):
    call_command("grant_toegang", "a@b.example", functie, where)
    assert capsys.readouterr().out.splitlines()[0] == said
    assert list(Toegang.objects.filter(gebruiker__email="a@b.example").values_list("functie", flat=True)) == [functie]


def test_grant_toegang_command_refuses_a_functie_in_another_scope(db):
    with pytest.raises(CommandError, match="Een functie hoort bij precies één gemeente, regio of organisatie"):
        call_command("grant_toegang", "a@b.example", "redacteur", "provincie:PV20")
    assert not Gebruiker.objects.filter(email="a@b.example").exists()


def test_grant_toegang_command_names_an_unknown_regio(db):
    with pytest.raises(CommandError, match="geen regio met de naam provincie:PV99"):
        call_command("grant_toegang", "a@b.example", "ketenregisseur", "provincie:PV99")


def test_grant_toegang_command_mails_the_link_and_does_not_show_it(db, capsys):
    call_command("grant_toegang", "a@b.example", "bewerker", "stadskanaal", mail=True)
    said = capsys.readouterr().out
    assert said.endswith("De link om een wachtwoord te kiezen gaat per mail.\n")
    assert ("/account/password/" in said, Bericht.objects.values_list("soort", "address").get()) == (
        False,
        ("toegang", "a@b.example"),
    )


# Who lost phone and recovery codes.


def test_reset_login_leaves_no_way_in_but_a_link(client_for, bewerker, capsys):
    running = client_for(bewerker)
    call_command("reset_login", bewerker.email.upper())
    said = capsys.readouterr().out
    bewerker.refresh_from_db()
    assert (running.get("/").status_code, bewerker.has_usable_password()) == (302, False)
    assert Gebruiker.objects.with_toegang(bewerker.pk).has_second_step is False
    assert set(Login.objects.filter(gebruiker=bewerker).values_list("soort", flat=True)) == {"beheer", "verwijderd"}

    client = client_for(None, gemeente=None)
    path = said.split()[-1].partition(settings.KOMPAS_HOST)[2].partition("/")[2]
    form = client.get(f"/{path}", follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    client.post("/account/login/", {"login": bewerker.email, "password": NEW})
    assert client.get("/start/")["Location"] == f"{settings.PUBLIEK_URL}/account/2fa/"


def test_reset_login_mails_the_link_and_does_not_show_it(bewerker, capsys):
    call_command("reset_login", bewerker.email, mail=True)
    assert "/account/password/" not in capsys.readouterr().out
    assert Bericht.objects.values_list("soort", "address").get() == ("herstel", bewerker.email)


def test_reset_login_names_an_unknown_address(db):
    with pytest.raises(CommandError, match="niemand met het adres a@b.example"):
        call_command("reset_login", "a@b.example")
