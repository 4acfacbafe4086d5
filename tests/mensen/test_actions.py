"""What PostgreSQL does for a beheerder, and refuses to anybody else: the functions of the owner, without any view."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from accounts.actions import GONE, anonymise_gebruiker
from accounts.models import Collega, CollegaToegang, Gebruiker, Session, Toegang, Uitnodiging
from berichten.models import Bericht
from logins.models import Login
from mensen.actions import (
    MensenFout,
    anonymise,
    end_toegang,
    invite_colleagues,
    resend_invitation,
    reset_login,
    set_toegang,
    withdraw_invitation,
)
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.mensen.conftest import TODAY, TOMORROW, YESTERDAY

NEW = "nieuw@stadskanaal.example"
MAIL = {"functies": ["bewerker"], "until": None, "note": ""}


@pytest.fixture
def as_gemeente(stadskanaal):
    """Call an action in the role of Stadskanaal."""

    def call(action, **values):
        with in_gemeente(stadskanaal):
            return action(**values)

    return call


def test_invite_writes_the_row_and_a_mail_of_this_gemeente(as_gemeente, beheerder, stadskanaal):
    as_gemeente(
        invite_colleagues, emails=[NEW.upper()], functies=["bewerker"], until=TOMORROW, note="Kom", by=beheerder
    )
    row = Uitnodiging.objects.get()
    assert (row.gemeente, row.email, row.functies, row.toegang_until) == (stadskanaal, NEW, ["bewerker"], TOMORROW)
    assert (row.note, row.created_by, row.sha256, (row.expires_at - row.created_at).days) == (
        "Kom",
        beheerder.pk,
        None,
        14,
    )
    mail = Bericht.objects.get(about=row.pk)
    assert (mail.gemeente, mail.address, mail.soort, mail.staat) == (stadskanaal, NEW, "uitgenodigd", "wacht")


def test_invite_again_leaves_one_that_waits(as_gemeente, beheerder):
    for functie in ("lezer", "bewerker"):
        as_gemeente(invite_colleagues, emails=[NEW], functies=[functie], until=None, note="", by=beheerder)
    assert [row.functies for row in Uitnodiging.objects.waiting()] == [["bewerker"]]


def test_resend_and_withdraw(as_gemeente, beheerder):
    as_gemeente(invite_colleagues, emails=[NEW], by=beheerder, **MAIL)
    Uitnodiging.objects.update(expires_at=timezone.now() - timedelta(days=1))
    pk = Uitnodiging.objects.get().pk
    assert as_gemeente(resend_invitation, pk=pk, by=beheerder) is True
    assert (Uitnodiging.objects.get().staat, Bericht.objects.filter(about=pk).count()) == ("wacht", 2)
    assert as_gemeente(withdraw_invitation, pk=pk, by=beheerder) is True
    assert [as_gemeente(action, pk=pk, by=beheerder) for action in (resend_invitation, withdraw_invitation)] == [
        False
    ] * 2


@pytest.mark.parametrize("name", ["bewerker", "lezer", "buitenstaander"])
def test_who_is_no_beheerder_here_can_do_nothing(as_gemeente, request, name, lezer, beheerder):
    """Also when the code would forget to ask."""
    by = request.getfixturevalue(name)
    calls = [
        (invite_colleagues, {"emails": [NEW], **MAIL}),
        (set_toegang, {"collega": lezer.pk, "functies": ["beheerder"], "until": None}),
        (end_toegang, {"collega": lezer.pk, "last": None}),
        (reset_login, {"collega": lezer.pk}),
        (anonymise, {"collega": lezer.pk}),
    ]
    for action, values in calls:
        with pytest.raises(MensenFout, match="Alleen een beheerder van deze gemeente kan dit."):
            as_gemeente(action, **values, by=by)
    assert (Uitnodiging.objects.count(), Gebruiker.objects.get(pk=lezer.pk).is_active) == (0, True)


def test_a_beheerder_of_another_gemeente_is_none_here(as_gemeente, buitenstaander, beheerder, voorbeeldstad):
    Toegang.objects.create(gebruiker=buitenstaander, functie="beheerder", gemeente=voorbeeldstad)
    with pytest.raises(MensenFout, match="Alleen een beheerder van deze gemeente kan dit."):
        as_gemeente(invite_colleagues, emails=[NEW], by=buitenstaander, **MAIL)


def test_a_beheerder_whose_toegang_ended_is_none_any_more(as_gemeente, beheerder, stadskanaal):
    Toegang.objects.filter(gebruiker=beheerder).update(valid_until=YESTERDAY)
    with pytest.raises(MensenFout, match="Alleen een beheerder"):
        as_gemeente(invite_colleagues, emails=[NEW], by=beheerder, **MAIL)


def test_a_gemeente_does_not_reach_people_or_invitations_of_another(
    as_gemeente, beheerder, buitenstaander, voorbeeldstad
):
    """With the id, as if somebody guessed it."""
    other = Uitnodiging.objects.create(
        gemeente=voorbeeldstad, email=NEW, functies=["lezer"], expires_at=timezone.now() + timedelta(days=1)
    )
    with in_gemeente(beheerder.toegang_set.get().gemeente):
        assert (
            Uitnodiging.objects.without_secret().count(),
            CollegaToegang.objects.filter(pk=buitenstaander.pk).count(),
        ) == (
            0,
            0,
        )
    assert as_gemeente(withdraw_invitation, pk=other.pk, by=beheerder) is False
    assert as_gemeente(resend_invitation, pk=other.pk, by=beheerder) is False
    assert as_gemeente(end_toegang, collega=buitenstaander.pk, last=None, by=beheerder) is False
    assert as_gemeente(set_toegang, collega=buitenstaander.pk, functies=["lezer"], until=None, by=beheerder) is False
    with pytest.raises(MensenFout, match="niet van deze gemeente alleen"):
        as_gemeente(anonymise, collega=buitenstaander.pk, by=beheerder)
    assert Toegang.objects.today().filter(gebruiker=buitenstaander).exists()


def test_nobody_gets_an_account_before_the_agreement(as_gemeente, beheerder, stadskanaal):
    Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst="", verwerkersovereenkomst_on=TOMORROW)
    with pytest.raises(MensenFout, match="nog geen verwerkersovereenkomst"):
        as_gemeente(invite_colleagues, emails=[NEW], by=beheerder, **MAIL)
    Gemeente.objects.filter(pk=stadskanaal.pk).update(verwerkersovereenkomst_on=TODAY)
    as_gemeente(invite_colleagues, emails=[NEW], by=beheerder, **MAIL)
    assert Uitnodiging.objects.count() == 1


@pytest.mark.parametrize(("herkomst", "code", "agreed"), [("", "GM0037", False), ("Voorbeeld", "GM0037", True)])
def test_python_and_postgresql_agree_on_who_has_an_agreement(stadskanaal, herkomst, code, agreed):
    for day, expected in ((None, agreed), (TODAY, True), (TOMORROW, agreed)):
        Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst=herkomst, verwerkersovereenkomst_on=day)
        stadskanaal.refresh_from_db()
        assert stadskanaal.has_agreement is expected


def test_set_toegang_gives_takes_and_dates(as_gemeente, beheerder, bewerker, held):
    set_to = {"collega": bewerker.pk, "by": beheerder}
    assert as_gemeente(set_toegang, functies=["lezer", "indiener"], until=TOMORROW, **set_to) is True
    assert held(bewerker) == ["indiener", "lezer"]
    assert held(bewerker, TOMORROW + timedelta(days=1)) == []
    as_gemeente(set_toegang, functies=["bewerker", "indiener"], until=None, **set_to)
    assert held(bewerker, TOMORROW + timedelta(days=1)) == ["bewerker", "indiener"]


@pytest.mark.parametrize(
    ("functies", "until", "why"),
    [([], None, "ten minste één functie"), (["lezer"], YESTERDAY, "al voorbij"), (["redacteur"], None, "fits_scope")],
)
def test_set_toegang_refuses_what_cannot_be(as_gemeente, beheerder, bewerker, held, functies, until, why):
    with pytest.raises(MensenFout, match=why):
        as_gemeente(set_toegang, collega=bewerker.pk, functies=functies, until=until, by=beheerder)
    assert held(bewerker) == ["bewerker"]


@pytest.mark.parametrize("last", [None, TODAY, TOMORROW])
def test_the_last_beheerder_cannot_go(as_gemeente, beheerder, held, last):
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(end_toegang, collega=beheerder.pk, last=last, by=beheerder)
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(set_toegang, collega=beheerder.pk, functies=["lezer"], until=None, by=beheerder)
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(set_toegang, collega=beheerder.pk, functies=["beheerder"], until=TOMORROW, by=beheerder)
    assert held(beheerder, TOMORROW + timedelta(days=9)) == ["beheerder"]


def test_of_two_beheerders_the_one_who_stays_longest_cannot_go(as_gemeente, beheerder, second_beheerder, held):
    """Nor is there ever a day between two."""
    as_gemeente(end_toegang, collega=second_beheerder.pk, last=TOMORROW, by=beheerder)
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(end_toegang, collega=beheerder.pk, last=None, by=beheerder)
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(end_toegang, collega=beheerder.pk, last=TOMORROW, by=beheerder)
    with pytest.raises(MensenFout, match="geen beheerder meer"):
        as_gemeente(end_toegang, collega=beheerder.pk, last=TOMORROW + timedelta(days=3), by=beheerder)


def test_a_beheerder_may_go_when_another_stays(as_gemeente, beheerder, second_beheerder, held):
    assert as_gemeente(end_toegang, collega=beheerder.pk, last=None, by=beheerder) is True
    assert (held(beheerder), held(second_beheerder)) == ([], ["beheerder", "bewerker"])


def test_end_now_lets_nobody_in_and_withdraws_what_waits_for_her(as_gemeente, beheerder, bewerker, client_for):
    assert client_for(bewerker).get("/").status_code == 200
    Uitnodiging.objects.create(
        gemeente=beheerder.toegang_set.get().gemeente,
        email=bewerker.email,
        functies=["lezer"],
        expires_at=timezone.now(),
    )
    as_gemeente(end_toegang, collega=bewerker.pk, last=None, by=beheerder)
    assert (client_for(bewerker).get("/").status_code, Uitnodiging.objects.get().staat) == (404, "ingetrokken")


def test_end_on_a_day_lets_her_in_until_then(as_gemeente, beheerder, bewerker, held):
    as_gemeente(end_toegang, collega=bewerker.pk, last=TOMORROW, by=beheerder)
    assert [held(bewerker, TOMORROW + timedelta(days=n)) for n in (0, 1)] == [["bewerker"], []]


def test_end_never_lengthens(as_gemeente, beheerder, bewerker, held):
    Toegang.objects.filter(gebruiker=bewerker).update(valid_until=TODAY)
    as_gemeente(end_toegang, collega=bewerker.pk, last=TOMORROW, by=beheerder)
    assert (held(bewerker), held(bewerker, TOMORROW)) == (["bewerker"], [])


def test_reset_login_leaves_only_a_mail_that_leads_back(
    as_gemeente, beheerder, bewerker, client_for, stadskanaal, mailoutbox
):
    client = client_for(bewerker)
    as_gemeente(reset_login, collega=bewerker.pk, by=beheerder)
    found = Gebruiker.objects.get(pk=bewerker.pk)
    assert (found.has_usable_password(), Authenticator.objects.filter(user=found).count()) == (False, 0)
    assert Session.objects.filter(gebruiker=found).count() == 0
    assert client.get("/").status_code == 302
    mail = Bericht.objects.get(address=bewerker.email)
    login = Login.objects.get(gebruiker=bewerker)
    assert (mail.soort, mail.gemeente) == ("herstel", stadskanaal)
    assert (login.soort, login.uitkomst, login.device) == ("verwijderd", "gelukt", "beheerder van de gemeente")


@pytest.mark.parametrize("action", [reset_login, anonymise])
def test_a_whole_account_is_not_hers_when_something_of_it_is_elsewhere(
    as_gemeente, beheerder, bewerker, voorbeeldstad, action
):
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad, valid_until=YESTERDAY)
    with in_gemeente(beheerder.toegang_set.get().gemeente):
        assert CollegaToegang.objects.get(pk=bewerker.pk).only_here is False
    for collega in (bewerker, beheerder):  # nor does one do it to oneself
        with pytest.raises(MensenFout, match="niet van deze gemeente alleen"):
            as_gemeente(action, collega=collega.pk, by=beheerder)
    assert Gebruiker.objects.get(pk=bewerker.pk).has_usable_password() is True


def everything_of(gebruiker):
    row = Gebruiker.objects.filter(pk=gebruiker.pk).values().get()
    others = (EmailAddress, Authenticator)
    counts = [model.objects.filter(user=gebruiker.pk).count() for model in others]
    row["email"] = row["email"].replace(str(gebruiker.pk), "ID")
    row["password"] = row["password"][:1]
    return (
        {name: value for name, value in row.items() if name not in ("id", "created_at", "anonymised_at")},
        row["anonymised_at"] is not None,
        counts,
        Session.objects.filter(gebruiker=gebruiker).count(),
        Uitnodiging.objects.filter(accepted_by=gebruiker.pk).count(),
    )


def test_anonymise_does_what_the_operator_does(as_gemeente, beheerder, bewerker, lezer, client_for, stadskanaal):
    for gebruiker in (bewerker, lezer):
        client_for(gebruiker)
        Uitnodiging.objects.create(
            gemeente=stadskanaal,
            email=f"was-{gebruiker.email}",
            functies=["lezer"],
            expires_at=timezone.now(),
            accepted_at=timezone.now(),
            accepted_by=gebruiker.pk,
        )
    as_gemeente(anonymise, collega=bewerker.pk, by=beheerder)
    anonymise_gebruiker(gebruiker=lezer)
    assert everything_of(bewerker) == everything_of(lezer)
    assert Toegang.objects.today().filter(gebruiker=bewerker).exists() is False
    with in_gemeente(stadskanaal):
        assert Collega.names({bewerker.pk}) == {bewerker.pk: GONE}
        assert CollegaToegang.objects.filter(pk=bewerker.pk).exists() is False


def test_the_role_of_a_gemeente_reads_no_secret_and_writes_no_row(stadskanaal):
    with in_gemeente(stadskanaal), connection.cursor() as cursor:
        for right in ("SELECT", "UPDATE"):
            cursor.execute(
                "SELECT has_column_privilege(current_user, 'public.accounts_uitnodiging', 'sha256', %s)", [right]
            )
            assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT has_table_privilege(current_user, 'public.accounts_uitnodiging', 'INSERT, UPDATE, DELETE')"
        )
        assert cursor.fetchone() == (False,)
