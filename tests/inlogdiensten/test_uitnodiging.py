"""An invitation that is accepted with a werkaccount: that binds it to an account, and nothing else does."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_actions import invite, token_of, withdraw_uitnodiging
from tests.conftest import HostClient
from tests.inlogdiensten.conftest import SUB, add_inlogdienst, log_in

NEW = "nieuw@stadskanaal.example"


def invited(beheerder, gemeente, email=NEW, **values):
    return invite(email=email, functies=["bewerker"], by=beheerder.pk, gemeente=gemeente, **values)


def accept(provider, dienst, uitnodiging, sub="nummer-99", token=None):
    browser = HostClient()
    return browser, log_in(browser, provider, dienst, sub, uitnodiging=token or token_of(uitnodiging))


def held(gebruiker):
    return sorted(
        (row.functie, row.gemeente.slug)
        for row in Toegang.objects.today().filter(gebruiker=gebruiker, gemeente__isnull=False)
    )


def test_who_is_new_gets_an_account_that_is_bound(provider, dienst, beheerder, stadskanaal):
    provider.add_user("nummer-99", name="Noor de Nieuwe", email="anders@elders.example")
    uitnodiging = invited(beheerder, stadskanaal)
    _, response = accept(provider, dienst, uitnodiging)
    gebruiker = Gebruiker.objects.get(email=NEW)
    account = SocialAccount.objects.get(user=gebruiker)
    uitnodiging.refresh_from_db()
    assert (response.status_code, gebruiker.naam, gebruiker.has_usable_password()) == (302, "Noor de Nieuwe", False)
    assert (account.provider, account.uid, account.extra_data) == (dienst.issuer, "nummer-99", {})
    assert (held(gebruiker), uitnodiging.accepted_by) == ([("bewerker", "stadskanaal")], gebruiker.pk)
    assert not Gebruiker.objects.filter(email="anders@elders.example").exists()


def test_whom_her_provider_gives_no_name_is_called_as_her_address(provider, dienst, beheerder, stadskanaal):
    provider.add_user("nummer-98", name="", email="anders@elders.example")
    accept(provider, dienst, invited(beheerder, stadskanaal), "nummer-98")
    assert Gebruiker.objects.get(email=NEW).naam == "nieuw"


def test_afterwards_she_comes_in_with_it(provider, dienst, beheerder, stadskanaal):
    accept(provider, dienst, invited(beheerder, stadskanaal))
    assert log_in(HostClient(), provider, dienst, "nummer-99").status_code == 302


def test_an_address_of_somebody_of_vng_is_not_taken_over(provider, dienst, beheerder, stadskanaal, redacteur):
    """A beheerder may invite any address; and her own provider may say whatever it likes."""
    uitnodiging = invited(beheerder, stadskanaal, redacteur.email)
    _, response = accept(provider, dienst, uitnodiging)
    assert (response.status_code, str(response.context["fout"])) == (
        403,
        "Er is al een account met dit e-mailadres. Log daarmee in, en neem de uitnodiging dan aan.",
    )
    assert (SocialAccount.objects.count(), held(redacteur)) == (0, [])
    assert Uitnodiging.objects.get(pk=uitnodiging.pk).accepted_at is None


def test_who_has_one_already_gets_it_beside(provider, dienst, bound, beheerder, stadskanaal):
    accept(provider, dienst, invited(beheerder, stadskanaal, "ander.adres@stadskanaal.example"), SUB)
    assert SocialAccount.objects.get().user == bound
    assert not Gebruiker.objects.filter(email="ander.adres@stadskanaal.example").exists()


@pytest.mark.parametrize("change", ["withdrawn", "old", "wrong"])
def test_what_does_not_hold_binds_nobody(provider, dienst, beheerder, stadskanaal, change):
    uitnodiging = invited(beheerder, stadskanaal)
    token = token_of(uitnodiging)
    if change == "withdrawn":
        withdraw_uitnodiging(uitnodiging=uitnodiging, by=beheerder.pk)
    elif change == "old":
        Uitnodiging.objects.filter(pk=uitnodiging.pk).update(expires_at=timezone.now())
    _, response = accept(provider, dienst, uitnodiging, token="een-ander-geheim" if change == "wrong" else token)
    assert (response.status_code, SocialAccount.objects.count()) == (403, 0)
    assert not Gebruiker.objects.filter(email=NEW).exists()


def test_nor_does_a_provider_of_another(provider, key, beheerder, stadskanaal, voorbeeldstad):
    elsewhere = add_inlogdienst(provider, key, gemeente=voorbeeldstad)
    _, response = accept(provider, elsewhere, invited(beheerder, stadskanaal))
    assert (response.status_code, str(response.context["fout"])) == (
        403,
        "Met dit werkaccount kun je deze uitnodiging niet aannemen.",
    )
    assert SocialAccount.objects.count() == 0


def test_the_page_of_an_invitation_offers_it(dienst, beheerder, stadskanaal):
    token = token_of(invited(beheerder, stadskanaal))
    page = HostClient().get(f"/uitnodiging/{token}/").content.decode()
    labels = re.findall(r"<button[^>]*>\s*([^<]*?)\s*</button>", page)
    assert (labels[0], f'value="{token}"' in page) == ("Aannemen met Werkaccount Stadskanaal", True)


def test_who_does_not_say_where_chooses_among_the_names_of_where(dienst):
    page = HostClient().get("/account/werk/").text
    labels = re.findall(r"<button[^>]*>\s*([^<]*?)\s*</button>", page)
    assert labels[0] == "Stadskanaal"
