import pytest
from django.core.management import CommandError, call_command

from accounts.models import Session
from logins.models import Login


def test_end_sessions_logs_out_everywhere_and_says_who_did(visitor, bewerker, beheerder, capsys):
    for gebruiker in (bewerker, bewerker, beheerder):
        visitor().force_login(gebruiker)
    call_command("end_sessions", bewerker.email.upper())
    call_command("end_sessions", bewerker.email)
    assert capsys.readouterr().out.splitlines() == [
        f"{bewerker.email} is uitgelogd op 2 plekken.",
        f"{bewerker.email} is uitgelogd op 0 plekken.",
    ]
    assert [session.gebruiker_id for session in Session.objects.all()] == [beheerder.pk]
    found = list(Login.objects.values_list("soort", "gebruiker", "network", "device"))
    assert found == [("beheer", bewerker.pk, "", "opdracht op de server")]


def test_end_sessions_of_nobody(db):
    with pytest.raises(CommandError, match="geen account"):
        call_command("end_sessions", "niemand@voorbeeld.example")
