"""People of VNG, CoMensha, a regio and Kompas itself, by their own beheerders."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker, Toegang, Uitnodiging
from beheer.models import Handeling
from berichten.compose import compose
from berichten.models import Bericht
from demo.people import make_gebruiker
from mensen.staff_actions import LAST, NOT_WHOLE
from mensen.views import OWN_LOGIN
from tenants.models import Regio
from tests.pages import fields_of, present, shown

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)
VNG, COMENSHA = "/organisatie/vng/mensen/", "/organisatie/comensha/mensen/"
OPERATORS = "/platform/vng/mensen/"
LINK = re.compile(r"http\S+")


@pytest.fixture
def groningen(db):
    return Regio.objects.get(soort=Regio.Soort.PROVINCIE, code="PV20")


@pytest.fixture
def page(groningen):
    return f"/regio/{groningen.pk}/mensen/"


@pytest.fixture
def organisatiebeheerder(db):
    return Gebruiker.objects.get(email="beheerder@vng.example")


@pytest.fixture
def regiobeheerder(groningen):
    make_gebruiker("beheerder@regio.example", "Beheerder Groningen", "regiobeheerder", regio=groningen)
    return Gebruiker.objects.get(email="beheerder@regio.example")


@pytest.fixture
def vng(client_for, organisatiebeheerder):
    return client_for(organisatiebeheerder, gemeente=None)


@pytest.fixture
def regio(client_for, regiobeheerder):
    return client_for(regiobeheerder, gemeente=None)


@pytest.fixture
def operator(client_for):
    return client_for(Gebruiker.objects.get(email="platform@vng.example"), gemeente=None)


def held(gebruiker):
    return sorted(Toegang.objects.today().filter(gebruiker=gebruiker).values_list("functie", flat=True))


def save(client, url, **changes):
    return client.post(url, {**fields_of(client.get(url), "stand"), **changes}, follow=True)


def emails(client, url):
    return {each.email for each in client.get(url).context["here"]}


def test_each_sees_the_people_of_her_own_scope_alone(vng, regio, operator, page):
    assert emails(vng, VNG) == {"aanpak@vng.example", "beheerder@vng.example", "redacteur@vng.example"}
    assert emails(regio, page) == {"beheerder@regio.example", "ketenregisseur@groningen.example"}
    assert emails(operator, OPERATORS) == {"platform@vng.example"}


def test_the_menu_marks_one_entry(vng, regio, operator, page):
    for client, url in ((vng, VNG), (regio, page), (operator, OPERATORS)):
        for seen in (url, f"{url}uitnodigen/", client.get(url).context["here"][0].url):
            assert client.get(seen).text.count('aria-current="true"') == 1


def test_nobody_else_may_come_there(client_for, vng, regio, operator, page, redacteur, bewerker, ketenregisseur):
    drenthe = f"/regio/{Regio.objects.get(soort='provincie', code='PV22').pk}/mensen/"
    clients = [vng, regio, operator, *(client_for(who, gemeente=None) for who in (redacteur, bewerker, ketenregisseur))]
    found = {
        url: [client.get(url).status_code for client in clients] for url in (VNG, COMENSHA, OPERATORS, page, drenthe)
    }
    assert found == {
        VNG: [200, 404, 403, 403, 404, 404],
        COMENSHA: [404, 404, 403, 403, 404, 404],
        OPERATORS: [403, 404, 200, 403, 404, 404],
        page: [404, 200, 404, 404, 404, 403],
        drenthe: [404, 404, 404, 404, 404, 404],
    }


def test_a_person_of_another_organisatie_is_not_there(vng, medewerker):
    found = {act: vng.get(f"{VNG}{medewerker.pk}/{act}").status_code for act in ("", "stoppen/", "opnieuw-inloggen/")}
    assert set(found.values()) == {404}


def test_inviting_shows_the_mail_first_and_gives_only_what_fits(vng, organisatiebeheerder):
    url = f"{VNG}uitnodigen/"
    data = {"emails": "A@vng.example\nb@vng.example", "rechten": ["medewerker", "redacteur"], "note": "Welkom bij VNG."}
    assert "Welkom bij VNG." in shown(vng.post(url, {**data, "stap": "voorbeeld"}))
    assert Uitnodiging.objects.count() == 0
    vng.post(url, {**data, "stap": "versturen"})
    found = Uitnodiging.objects.order_by("email").values_list("email", "functies", "organisatie", "created_by")
    functies = ["medewerker", "redacteur"]
    assert list(found) == [(f"{who}@vng.example", functies, "vng", organisatiebeheerder.pk) for who in "ab"]
    assert Bericht.objects.count() == 2
    assert [each.uitnodiging.email for each in vng.get(VNG).context["invited"]] == ["b@vng.example", "a@vng.example"]


def test_a_place_invites_as_many_in_a_day_as_it_may(vng, regio, page, settings):
    settings.UITNODIGINGEN_PER_DAY = 1
    sent = {"rechten": "redacteur", "note": "Kom erbij", "stap": "versturen"}
    vng.post(f"{VNG}uitnodigen/", {**sent, "emails": "a@vng.example"})
    answer = vng.post(f"{VNG}uitnodigen/", {**sent, "emails": "b@vng.example"})
    assert (answer.status_code, "Dat aantal is bereikt" in shown(answer)) == (409, True)
    assert present(answer.text, "b@vng.example", "Kom erbij") == ["b@vng.example", "Kom erbij"]
    assert (Uitnodiging.objects.count(), Bericht.objects.count()) == (1, 1)
    resend = f"{VNG}uitnodiging/{Uitnodiging.objects.get().pk}/opnieuw/"
    said = [shown(vng.post(resend, follow=True)) for _ in range(4)]
    assert ["krijgt de mail nog een keer" in text for text in said] == [True, True, True, False]
    assert "a@vng.example kreeg in 24 uur al 4 keer een uitnodiging." in said[-1]
    regio.post(f"{page}uitnodigen/", {"emails": "a@vng.example", "rechten": "ketenregisseur", "stap": "versturen"})
    assert Uitnodiging.objects.count() == 2


def test_who_runs_kompas_is_not_limited(operator, settings, stadskanaal, voorbeeldstad):
    settings.UITNODIGINGEN_PER_DAY = 0
    for gemeente in (stadskanaal, voorbeeldstad):
        url = f"/platform/gemeenten/{gemeente.code}/uitnodigen/"
        assert operator.post(url, {"email": "a@b.example", "naam": "Nieuw"}).status_code == 302
    assert Uitnodiging.objects.count() == 2


def test_the_mail_says_what_was_shown_of_it(vng, regio, operator, page):
    for client, url, functie in (
        (vng, VNG, "medewerker"),
        (regio, page, "ketenregisseur"),
        (operator, OPERATORS, "platformbeheerder"),
    ):
        data = {"emails": "a@vng.example", "rechten": functie, "note": "Welkom."}
        seen = client.post(f"{url}uitnodigen/", {**data, "stap": "voorbeeld"}).context["letter"]
        client.post(f"{url}uitnodigen/", {**data, "stap": "versturen"})
        sent = compose(Bericht.objects.latest("queued_at"))
        assert (seen.subject, LINK.sub("", seen.body)) == (sent.subject, LINK.sub("", sent.body))


@pytest.mark.parametrize("functie", ["platformbeheerder", "beheerder", "ketenregisseur", "onzin"])
def test_nobody_gives_a_functie_of_another_scope(vng, functie):
    data = {"emails": "a@vng.example", "rechten": functie, "stap": "versturen"}
    answer = vng.post(f"{VNG}uitnodigen/", data)
    assert (answer.status_code, Uitnodiging.objects.count()) == (422, 0)


def test_an_invitation_of_another_scope_is_not_there(vng, regio, page):
    regio.post(f"{page}uitnodigen/", {"emails": "a@b.example", "rechten": "ketenregisseur", "stap": "versturen"})
    pk = Uitnodiging.objects.get().pk
    found = [vng.post(f"{VNG}uitnodiging/{pk}/{act}/").status_code for act in ("opnieuw", "intrekken")]
    assert (found, Uitnodiging.objects.get().staat) == ([404, 404], "wacht")
    regio.post(f"{page}uitnodiging/{pk}/intrekken/")
    assert Uitnodiging.objects.get().staat == "ingetrokken"


def test_changing_gives_these_functies_and_no_other(vng, redacteur):
    save(vng, f"{VNG}{redacteur.pk}/", rechten=["medewerker"], until="2030-01-01")
    (toegang,) = Toegang.objects.today().filter(gebruiker=redacteur)
    assert (toegang.functie, toegang.valid_until) == ("medewerker", date(2030, 1, 1))


def test_changing_over_a_change_of_a_colleague_asks_first(vng, redacteur):
    url = f"{VNG}{redacteur.pk}/"
    sent = fields_of(vng.get(url), "stand")
    Toegang.objects.filter(gebruiker=redacteur).update(functie="medewerker")
    answer = vng.post(url, {**sent, "rechten": "rondebeheerder"})
    assert (answer.status_code, held(redacteur)) == (409, ["medewerker"])


def test_what_is_of_another_scope_is_left_alone(vng, redacteur):
    """Also that of the operator, though it hangs on the same organisatie."""
    Toegang.objects.create(gebruiker=redacteur, functie="platformbeheerder", organisatie="vng")
    Toegang.objects.create(gebruiker=redacteur, functie="medewerker", organisatie="comensha")
    vng.post(f"{VNG}{redacteur.pk}/stoppen/", {"wanneer": "nu"})
    assert held(redacteur) == ["medewerker", "platformbeheerder"]


def test_ending_on_a_day_keeps_the_day(vng, redacteur):
    day = TODAY + timedelta(days=7)
    vng.post(f"{VNG}{redacteur.pk}/stoppen/", {"wanneer": "op", "last": day.isoformat()})
    assert Toegang.objects.get(gebruiker=redacteur).valid_until == day


def test_who_stops_on_the_day_that_she_began_has_no_last_day_before_it(vng, redacteur, operator):
    Toegang.objects.filter(gebruiker=redacteur).update(valid_from=TODAY)
    vng.post(f"{VNG}{redacteur.pk}/stoppen/", {"wanneer": "nu"})
    day = date_format(TODAY, "j F Y")
    assert f"{redacteur.email} alleen op {day} " in shown(vng.get(VNG))
    assert f"Sinds {day} Tot en met dezelfde dag gestopt " in shown(vng.get(f"{VNG}{redacteur.pk}/"))
    page = shown(operator.get(f"/platform/mensen/{redacteur.pk}/"))
    assert f"redacteur {date_format(TODAY, 'j b Y')} dezelfde dag gestopt " in page


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("stoppen/", {"wanneer": "nu"}),
        ("stoppen/", {"wanneer": "op", "last": (TODAY + timedelta(days=7)).isoformat()}),
        ("", {"rechten": "medewerker", "stand": "organisatiebeheerder|"}),
        ("", {"rechten": "organisatiebeheerder", "until": "2030-01-01", "stand": "organisatiebeheerder|"}),
    ],
)
def test_the_last_beheerder_cannot_go(vng, organisatiebeheerder, act, data):
    answer = vng.post(f"{VNG}{organisatiebeheerder.pk}/{act}", data)
    assert (answer.status_code, LAST in shown(answer)) == (409, True)
    assert Toegang.objects.get(gebruiker=organisatiebeheerder).valid_until is None


@pytest.mark.parametrize(
    ("ends", "status"), [(None, 302), (TODAY + timedelta(days=2), 409), (TODAY, 409), (YESTERDAY, 409)]
)
def test_she_can_as_soon_as_there_is_another_who_stays(vng, organisatiebeheerder, redacteur, ends, status):
    Toegang.objects.create(
        gebruiker=redacteur, functie="organisatiebeheerder", organisatie="vng", valid_until=ends,
        valid_from=TODAY - timedelta(days=9),
    )  # fmt: skip
    assert vng.post(f"{VNG}{organisatiebeheerder.pk}/stoppen/", {"wanneer": "nu"}).status_code == status


def test_the_last_operator_and_the_last_of_a_regio_stay_too(operator, regio, regiobeheerder, page):
    who = Gebruiker.objects.get(email="platform@vng.example")
    answers = [
        operator.post(f"{OPERATORS}{who.pk}/stoppen/", {"wanneer": "nu"}),
        regio.post(f"{page}{regiobeheerder.pk}/stoppen/", {"wanneer": "nu"}),
    ]
    assert [answer.status_code for answer in answers] == [409, 409]


def test_reset_is_for_whose_account_is_here_alone(vng, redacteur):
    url = f"{VNG}{redacteur.pk}/opnieuw-inloggen/"
    Toegang.objects.create(gebruiker=redacteur, functie="medewerker", organisatie="comensha", valid_until=YESTERDAY)
    answer = vng.post(url)
    assert (answer.status_code, present(shown(answer), NOT_WHOLE, "gaat een mail")) == (409, [NOT_WHOLE])
    assert Authenticator.objects.filter(user=redacteur).exists()
    Toegang.objects.filter(organisatie="comensha", gebruiker=redacteur).delete()
    vng.post(url)
    redacteur.refresh_from_db()
    assert (redacteur.has_usable_password(), Authenticator.objects.filter(user=redacteur).exists()) == (False, False)
    bericht = Bericht.objects.get()
    said = compose(bericht).body
    assert bericht.address == redacteur.email
    assert present(said, "Een beheerder heeft je login voor Kompas opnieuw ingesteld.", "Je hebt een nieuw") == [
        "Een beheerder heeft je login voor Kompas opnieuw ingesteld."
    ]


def test_reset_of_herself_leads_to_her_own_pages(vng, organisatiebeheerder):
    answer = vng.post(f"{VNG}{organisatiebeheerder.pk}/opnieuw-inloggen/")
    assert (answer.status_code, present(shown(answer), OWN_LOGIN, NOT_WHOLE, "gaat een mail")) == (409, [OWN_LOGIN])


def test_every_change_is_in_the_logboek(vng, redacteur, organisatiebeheerder):
    vng.post(f"{VNG}{redacteur.pk}/stoppen/", {"wanneer": "nu"})
    row = Handeling.objects.get()
    assert (row.created_by, row.action, row.object) == (
        organisatiebeheerder.pk,
        "staf:organisatie_collega_end",
        f"vng {redacteur.pk}",
    )


def test_the_list_costs_the_same_for_one_and_for_more(vng, organisatiebeheerder, django_assert_max_num_queries):
    vng.get(VNG)
    for number in range(3):
        email = f"{number}@vng.example"
        make_gebruiker(email, f"Nummer {number}", "medewerker", organisatie="vng")
    with django_assert_max_num_queries(8):
        vng.get(VNG)
