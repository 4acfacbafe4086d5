from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils import timezone

from accounts.actions import NOT_PROVED, anonymise_gebruiker, reset_login
from accounts.models import Gebruiker, Toegang
from accounts.uitnodiging_actions import accept_uitnodiging, invite
from berichten.actions import send_due
from berichten.compose import wachtwoord
from berichten.models import Bericht
from inlogdiensten.models import Aanvaarding, Verlening
from mensen.actions import MensenFout, anonymise, end_toegang, set_toegang
from mensen.actions import reset_login as begin_anew
from mensen.staff_actions import end_staff, set_staff
from mensen.staff_scopes import organisatie_scope
from tenants.context import in_gemeente
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import SUB, add_inlogdienst, log_in
from tests.pages import shown

GROUPS = {"kompas-lezers": "lezer", "kompas-bewerkers": "bewerker"}


@pytest.fixture
def mapped(dienst):
    Aanvaarding.objects.update(claim="groups", functies=GROUPS)
    return dienst


def held(email):
    rows = Toegang.objects.today().filter(Q(gebruiker__email=email) | Q(gebruiker__claimed_email=email))
    return sorted((row.functie, row.gemeente.slug) for row in rows.select_related("gemeente"))


def come(provider, dienst, groups, sub="nieuw-1", **claims):
    provider.set(claims={"groups": groups, "email": "nieuw@stadskanaal.example", "name": "Nieuwe collega", **claims})
    return log_in(HostClient(), provider, dienst, sub)


def test_who_is_in_a_group_needs_no_invitation(provider, mapped):
    assert come(provider, mapped, ["iets", "kompas-lezers"]).status_code == 302
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    assert (gebruiker.naam, gebruiker.has_usable_password()) == ("Nieuwe collega", False)
    assert held(gebruiker.email) == [("lezer", "stadskanaal")]
    assert Toegang.objects.get(gebruiker=gebruiker).valid_until == timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("groups", [[], ["andere"], "kompas", None, {"kompas-lezers": 1}, [["kompas-lezers"]], True])
def test_who_is_in_none_does(provider, mapped, groups):
    assert come(provider, mapped, groups).status_code == 403
    assert not Gebruiker.objects.filter(claimed_email="nieuw@stadskanaal.example").exists()


def test_another_group_is_another_functie(provider, mapped):
    come(provider, mapped, ["kompas-lezers"])
    come(provider, mapped, ["kompas-bewerkers"])
    assert held("nieuw@stadskanaal.example") == [("bewerker", "stadskanaal")]
    come(provider, mapped, [])
    assert (held("nieuw@stadskanaal.example"), Verlening.objects.count()) == ([], 0)


def test_each_login_lengthens_it(provider, mapped):
    come(provider, mapped, ["kompas-lezers"])
    for rows, last in ((Toegang.objects, "valid_until"), (Verlening.objects, "until")):
        rows.filter(pk__in=Verlening.objects.values("pk")).update(**{last: timezone.localdate()})
    come(provider, mapped, ["kompas-lezers"])
    last = timezone.localdate() + timedelta(days=30)
    assert [
        row.valid_until for row in Toegang.objects.filter(gebruiker__claimed_email="nieuw@stadskanaal.example")
    ] == [last]


def test_what_somebody_was_invited_for_stays(provider, mapped, bound):
    before = list(Toegang.objects.filter(gebruiker=bound).order_by("pk").values())
    come(provider, mapped, [], SUB)
    come(provider, mapped, ["kompas-bewerkers"], SUB)
    come(provider, mapped, [], SUB)
    assert list(Toegang.objects.filter(gebruiker=bound).order_by("pk").values()) == before


def test_what_a_beheerder_ended_does_not_come_back(provider, mapped, beheerder):
    come(provider, mapped, ["kompas-lezers"])
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=gebruiker.pk, last=None, by=beheerder)
    for groups in (["kompas-lezers"], [], ["kompas-lezers"]):
        come(provider, mapped, groups)
        assert held(gebruiker.email) == []


def test_what_a_beheerder_took_away_does_not_come_back(provider, mapped, beheerder):
    come(provider, mapped, ["kompas-bewerkers"])
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    with in_gemeente(mapped.gemeente):
        set_toegang(collega=gebruiker.pk, functies=["lezer"], until=None, by=beheerder)
    come(provider, mapped, ["kompas-bewerkers"])
    assert held(gebruiker.email) == [("lezer", "stadskanaal")]


def ends(gebruiker):
    """Of what she was ever given here: the last day of each."""
    return sorted(Toegang.objects.filter(gebruiker=gebruiker).values_list("functie", "valid_until"))


@pytest.mark.parametrize("days", [3, 30, 90])
def test_what_a_beheerder_ended_after_a_day_no_login_lengthens(provider, mapped, beheerder, days):
    """Also after a day on which it would have ended anyway; nor does another group give something else."""
    come(provider, mapped, ["kompas-lezers"])
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=gebruiker.pk, last=timezone.localdate() + timedelta(days=days), by=beheerder)
    last = timezone.localdate() + timedelta(days=min(days, 30))
    assert ends(gebruiker) == [("lezer", last)]
    for rows, name in ((Toegang.objects, "valid_until"), (Verlening.objects, "until")):  # a week goes by
        rows.filter(pk__in=Verlening.objects.values("pk")).update(**{name: last - timedelta(days=7)})
    come(provider, mapped, ["kompas-lezers", "kompas-bewerkers"])
    assert ends(gebruiker) == [("lezer", last - timedelta(days=7))]


def test_who_is_put_out_of_the_group_meanwhile_ends_at_once(provider, mapped, beheerder):
    come(provider, mapped, ["kompas-lezers"])
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=gebruiker.pk, last=timezone.localdate() + timedelta(days=90), by=beheerder)
    come(provider, mapped, [])
    assert held(gebruiker.email) == []
    come(provider, mapped, ["kompas-lezers"])
    assert held(gebruiker.email) == []


@pytest.mark.parametrize("functie", ["bewerker", "indiener", "vaststeller", "beheerder", "ciso"])
def test_no_claim_gives_back_what_was_taken_from_who_was_invited(provider, mapped, bound, beheerder, functie):
    Aanvaarding.objects.update(functies={"groep": functie})
    if functie != "bewerker":
        Toegang.objects.create(gebruiker=bound, functie=functie, gemeente=mapped.gemeente)
    with in_gemeente(mapped.gemeente):
        set_toegang(collega=bound.pk, functies=["lezer"], until=None, by=beheerder)
    come(provider, mapped, ["groep"], SUB)
    assert held(bound.email) == [("lezer", "stadskanaal")]


def test_nor_anything_else_to_who_was_ended_here(provider, mapped, bound, beheerder, voorbeeldstad):
    """Elsewhere it is for the beheerder there."""
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=bound.pk, last=None, by=beheerder)
    accepted = {"eigenaar": mapped.gemeente, "accepted_at": timezone.now(), "claim": "groups", "functies": GROUPS}
    Aanvaarding.objects.create(inlogdienst=mapped, gemeente=voorbeeldstad, **accepted)
    come(provider, mapped, ["kompas-lezers", "kompas-bewerkers"], SUB)
    assert held(bound.email) == [("bewerker", "voorbeeldstad"), ("lezer", "voorbeeldstad")]


def test_a_person_opens_it_again(provider, mapped, bound, beheerder):
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=bound.pk, last=None, by=beheerder)
    again = invite(email=bound.email, functies=["lezer"], by=beheerder.pk, gemeente=mapped.gemeente)
    accept_uitnodiging(uitnodiging=again, gebruiker=bound)
    come(provider, mapped, ["kompas-bewerkers"], SUB)
    assert held(bound.email) == [("lezer", "stadskanaal")]  # the bewerker was ended, and is asked of nobody
    with in_gemeente(mapped.gemeente):
        set_toegang(collega=bound.pk, functies=["bewerker"], until=None, by=beheerder)
    come(provider, mapped, [], SUB)
    assert held(bound.email) == [("bewerker", "stadskanaal")]


def test_what_a_beheerder_leaves_as_it_was_a_login_still_lengthens(provider, mapped, beheerder):
    come(provider, mapped, ["kompas-lezers"])
    gebruiker = Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example")
    last = timezone.localdate() + timedelta(days=30)
    with in_gemeente(mapped.gemeente):
        set_toegang(collega=gebruiker.pk, functies=["lezer", "indiener"], until=last, by=beheerder)
    for rows, name in ((Toegang.objects, "valid_until"), (Verlening.objects, "until")):
        rows.filter(pk__in=Verlening.objects.values("pk")).update(**{name: timezone.localdate()})
    come(provider, mapped, ["kompas-lezers"])
    assert ends(gebruiker) == [("indiener", last), ("lezer", last)]


def test_it_is_so_for_staff_too(provider, key, redacteur, client_for):
    """Ended by their own beheerder, and an invitation until a day."""
    dienst = add_inlogdienst(provider, key, organisatie="vng")
    Aanvaarding.objects.update(claim="groups", functies={"r": "redacteur", "m": "medewerker"})
    SocialAccount.objects.create(user=redacteur, provider=dienst.issuer, uid=SUB)
    scope, by = organisatie_scope("vng"), Gebruiker.objects.get(email="beheerder@vng.example")
    set_staff(scope=scope, gebruiker=redacteur, functies=["medewerker"], until=None, by=by)
    come(provider, dienst, ["r", "m"], SUB)
    functies = Toegang.objects.today().filter(gebruiker=redacteur).values_list("functie", flat=True)
    assert list(functies) == ["medewerker"]
    end_staff(scope=scope, gebruiker=redacteur, last=None, by=by)
    come(provider, dienst, ["r", "m"], SUB)
    assert not Toegang.objects.today().filter(gebruiker=redacteur).exists()


def test_an_address_that_has_an_account_is_not_taken_over(provider, mapped, redacteur):
    response = come(provider, mapped, ["kompas-lezers"], email=redacteur.email.upper())
    assert (response.status_code, str(response.context["fout"])[:45]) == (
        403,
        "Er is al een account met jouw e-mailadres. Ko",
    )
    assert not redacteur.socialaccount_set.exists()


NAMED = "burgemeester@elders.example"


@pytest.fixture
def named(provider, mapped):
    """A new account of which the provider says that it has the address of somebody elsewhere."""
    come(provider, mapped, ["kompas-lezers"], email=NAMED)
    return Gebruiker.objects.get(claimed_email=NAMED)


def test_an_address_that_a_provider_names_is_nobodys(named, mailoutbox, voorbeeldstad):
    """No mail goes there, no link leads from it to this account, and it is free for whose it is."""
    assert (named.email, named.address) == (f"{named.pk}@werkaccount.invalid", NAMED)
    assert wachtwoord(Bericht(soort=Bericht.Soort.WACHTWOORD, address=NAMED)) is None
    get_adapter().send_mail("accounts/email/elders_aangenomen", named.email, {"waar": "Stadskanaal"})
    send_due()
    assert (mailoutbox, Bericht.objects.get().staat) == ([], "vervallen")
    theirs = invite(email=NAMED, functies=["beheerder"], by=None, gemeente=voorbeeldstad)
    owner = accept_uitnodiging(uitnodiging=theirs, naam="Burgemeester", password="een lang wachtwoord")
    assert (owner.email, owner == named, held(named.email)) == (NAMED, False, [("lezer", "stadskanaal")])
    assert wachtwoord(Bericht(soort=Bericht.Soort.WACHTWOORD, address=NAMED)) is not None


@pytest.mark.parametrize("email", [NAMED, "own"])
def test_no_link_for_a_password_goes_to_it(named, mailoutbox, email):
    HostClient().post("/account/password/reset/", {"email": named.email if email == "own" else email})
    send_due()
    assert (mailoutbox, Gebruiker.objects.get(pk=named.pk).has_usable_password()) == ([], False)


def test_who_accepts_what_is_mailed_there_proves_it(named, beheerder, mapped, mailoutbox):
    again = invite(email=NAMED, functies=["bewerker"], by=beheerder.pk, gemeente=mapped.gemeente)
    accept_uitnodiging(uitnodiging=again, gebruiker=named)
    named.refresh_from_db()
    assert (named.email, named.claimed_email, named.emailaddress_set.get().email) == (NAMED, "", NAMED)


def test_but_not_when_it_has_become_somebody_elses(named, beheerder, mapped):
    Gebruiker.objects.create_user(NAMED, "Burgemeester")
    again = invite(email=NAMED, functies=["bewerker"], by=beheerder.pk, gemeente=mapped.gemeente)
    accept_uitnodiging(uitnodiging=again, gebruiker=named)
    named.refresh_from_db()
    assert named.claimed_email == NAMED


def test_the_pages_say_that_it_is_not_confirmed(named, client_for, beheerder, mapped):
    client, path = client_for(beheerder), f"/beheer/mensen/{named.pk}/"
    assert f"{NAMED}, niet bevestigd" in shown(client.get("/beheer/mensen/"))
    assert f"{NAMED}, niet bevestigd" in shown(client.get(path))
    answer = client.post(f"{path}opnieuw-inloggen/")
    assert (answer.status_code, NOT_PROVED in shown(answer), named.socialaccount_set.count()) == (409, True, 1)
    with in_gemeente(mapped.gemeente), pytest.raises(MensenFout, match="niet bevestigd"):
        begin_anew(collega=named.pk, by=beheerder)
    sent = {"emails": NAMED, "functie": "lezer", "stap": "versturen"}
    assert client.post("/beheer/mensen/uitnodigen/", sent).status_code == 302
    operator = client_for(Gebruiker.objects.get(email="platform@vng.example"), gemeente=None)
    assert f"{NAMED}, niet bevestigd" in shown(operator.get(f"/platform/mensen/{named.pk}/"))
    assert NOT_PROVED in shown(operator.post(f"/platform/mensen/{named.pk}/herstellen/", follow=True))


def test_she_reads_herself_why_she_gets_no_mail(named, trusted, provider):
    provider.set(claims={"groups": ["kompas-lezers"], "email": NAMED, "amr": ["mfa"]})
    browser = HostClient()
    log_in(browser, provider, trusted, "nieuw-1")
    assert f"Volgens de inlogdienst is je adres {NAMED} ." in shown(browser.get("/account/gegevens/"))


def test_another_identity_with_that_address_is_no_second_account_here(named, provider, mapped, beheerder):
    """Who was ended would otherwise begin anew with another number."""
    with in_gemeente(mapped.gemeente):
        end_toegang(collega=named.pk, last=None, by=beheerder)
    response = come(provider, mapped, ["kompas-lezers"], "nieuw-2", email=NAMED)
    assert (response.status_code, Gebruiker.objects.filter(claimed_email=NAMED).count()) == (403, 1)


def test_what_is_anonymised_keeps_no_address(named, mapped, beheerder):
    with in_gemeente(mapped.gemeente):
        anonymise(collega=named.pk, by=beheerder)
    assert Gebruiker.objects.get(pk=named.pk).claimed_email == ""


@pytest.mark.parametrize(("name", "naam"), [("A\x00\u202eB\nC", "AB C"), ("\ud800", "nieuw"), (" ", "nieuw")])
def test_what_is_no_name_is_made_one(provider, mapped, name, naam):
    assert come(provider, mapped, ["kompas-lezers"], name=name).status_code == 302
    assert Gebruiker.objects.get(claimed_email="nieuw@stadskanaal.example").naam == naam


TOO_LONG = f"{'a' * 62}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example.nl"


@pytest.mark.parametrize("email", [None, "", "geen-adres", 7, TOO_LONG])
def test_without_an_address_there_is_no_account(provider, mapped, email):
    response = come(provider, mapped, ["kompas-lezers"], email=email)
    assert (response.status_code, str(response.context["fout"])[:44]) == (
        403,
        "De inlogdienst gaf je e-mailadres niet door.",
    )


def test_each_that_accepted_it_has_a_mapping_of_its_own(provider, mapped, voorbeeldstad):
    other = Aanvaarding.objects.create(
        inlogdienst=mapped, eigenaar=mapped.gemeente, gemeente=voorbeeldstad, accepted_at=timezone.now(),
        claim="roles", functies={"alles": "beheerder"},
    )  # fmt: skip
    come(provider, mapped, ["kompas-lezers"], roles="alles")
    assert held("nieuw@stadskanaal.example") == [("beheerder", "voorbeeldstad"), ("lezer", "stadskanaal")]
    Aanvaarding.objects.filter(pk=other.pk).update(claim="", functies={})
    come(provider, mapped, ["kompas-lezers"], roles="alles")
    assert held("nieuw@stadskanaal.example") == [("lezer", "stadskanaal")]


def functies(client, pk, **typed):
    return client.post(f"/inlogdiensten/aanvaarding/{pk}/functies/", typed)


def test_a_beheerder_says_which_group_may_what(client_for, dienst, beheerder):
    client, row = client_for(beheerder), Aanvaarding.objects.get()
    functies(client, row.pk, claim="groups", functies="kompas-lezers = lezer\r\n\r\na=b = bewerker")
    row.refresh_from_db()
    assert (row.claim, row.functies) == ("groups", {"kompas-lezers": "lezer", "a=b": "bewerker"})
    page = client.get(f"/inlogdiensten/aanvaarding/{row.pk}/functies/")
    assert page.context["form"]["functies"].value() == "a=b = bewerker\nkompas-lezers = lezer"
    functies(client, row.pk, claim="", functies="")
    row.refresh_from_db()
    assert (row.claim, row.functies) == ("", {})


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("alles = redacteur", "Deze functie is er hier niet: redacteur"),
        ("alles = platformbeheerder", "Deze functie is er hier niet: platformbeheerder"),
        ("alles", "Zet op elke regel een waarde, een = en een functie. Hier niet: alles"),
        ("= lezer", "Zet op elke regel een waarde, een = en een functie. Hier niet: = lezer"),
    ],
)
def test_a_gemeente_gives_functies_of_a_gemeente(client_for, dienst, beheerder, line, text):
    response = functies(client_for(beheerder), Aanvaarding.objects.get().pk, claim="groups", functies=line)
    assert (response.status_code, list(response.context["form"].errors["functies"])) == (422, [text])


def test_a_link_in_a_mail_is_no_way_past_the_provider(dienst, bound):
    """For who comes in with it alone; also when she asks herself."""
    bericht = Bericht(soort=Bericht.Soort.WACHTWOORD, address=bound.email)
    assert wachtwoord(bericht) is None
    reset_login(gebruiker=bound)
    assert (wachtwoord(bericht) is None, bound.socialaccount_set.count()) == (False, 0)


def test_who_works_elsewhere_too_may_have_a_password_for_that(dienst, both):
    assert wachtwoord(Bericht(soort=Bericht.Soort.WACHTWOORD, address=both.email)) is not None


def test_who_is_made_anonymous_has_no_identity_left(dienst, bound):
    anonymise_gebruiker(gebruiker=bound)
    assert bound.socialaccount_set.count() == 0
