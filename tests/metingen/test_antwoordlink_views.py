"""Staff have one-time links sent; they never see one, and nobody's link is killed silently."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import resend_bericht
from berichten.models import Bericht
from demo.people import MEDEWERKER, VNG
from metingen.antwoord_actions import hash_of
from metingen.models import Antwoordlink, Gemeenteadres, Indiening, Meetronde
from tenants.models import Gemeente
from tests.metingen.links import ADDRESS, mailed, make_link, make_token, path, send, url_in, withdraw
from tests.pages import present, shown


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def staff(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


def link_path(meetronde):
    return f"/meetrondes/{meetronde.pk}/link/"


def list_path(meetronde):
    return f"/meetrondes/{meetronde.pk}/links/"


def ask(client, meetronde, waard, **changes):
    return client.post(link_path(meetronde), {"gemeente": waard.pk, "email": ADDRESS, **changes})


def test_antwoordlink_add_offers_gemeenten_of_the_kind_that_the_round_asks(staff, meetronde):
    def offered():
        return set(staff.get(link_path(meetronde)).context["form"].fields["gemeente"].queryset)

    invented = offered()
    Meetronde.objects.update(voorbeeld=False)
    assert {gemeente.slug for gemeente in invented} == {"voorbeeldrecht", "voorbeeldwaard"}
    assert {gemeente.is_invented for gemeente in offered()} == {False}
    assert "stadskanaal" not in {gemeente.slug for gemeente in offered()}


def test_the_link_goes_to_the_gemeente_and_staff_never_see_it(staff, meetronde, waard, medewerker, mailoutbox):
    page = ask(staff, meetronde, waard)
    (mail,) = mailed(mailoutbox)
    token, row = url_in(mail), Antwoordlink.objects.get()
    assert (mail.to, len(token), hash_of(token)) == ([ADDRESS], 64, row.sha256)
    assert (row.gemeente, row.created_by, row.organisatie) == (waard, medewerker.pk, "comensha")
    pages = [
        page,
        *(staff.get(each) for each in (link_path(meetronde), list_path(meetronde), f"/meetrondes/{meetronde.pk}/")),
    ]
    assert [[part for part in (token, row.sha256, "/antwoord/") if part in each.text] for each in pages] == [[]] * 4
    assert list(Bericht.objects.values_list("subject", "body", "staat")) == [("", "", "verstuurd")]


def test_before_the_mail_is_sent_there_is_no_link(staff, meetronde, waard, visitor):
    ask(staff, meetronde, waard)
    assert Antwoordlink.objects.get().sha256 is None
    assert "nog niet verstuurd" in shown(staff.get(list_path(meetronde)))


def test_a_mail_that_is_sent_once_more_holds_the_same_link(staff, meetronde, waard, mailoutbox):
    ask(staff, meetronde, waard)
    mailed(mailoutbox)
    Bericht.objects.update(staat="onzeker", reden="afgebroken")
    resend_bericht(bericht=Bericht.objects.get())
    assert len({url_in(mail) for mail in mailed(mailoutbox)}) == 1
    assert len(mailoutbox) == 2


def test_the_gemeente_hears_of_the_use_of_the_link(staff, visitor, meetronde, waard, mailoutbox):
    ask(staff, meetronde, waard)
    send(visitor, url_in(mailed(mailoutbox)[0]))
    ask(staff, meetronde, waard)
    withdraw(visitor, url_in(mailed(mailoutbox)[-1]))
    mailed(mailoutbox)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([ADDRESS], "Eenmalige link om te antwoorden op Meting 2026"),
        ([ADDRESS], "Er is geantwoord op Meting 2026"),
        ([ADDRESS], "Eenmalige link om te antwoorden op Meting 2026"),
        ([ADDRESS], "Ingetrokken: jullie antwoord op Meting 2026"),
    ]
    assert ["/antwoord/" in mail.body for mail in mailoutbox] == [True, False, True, False]
    assert "deels" not in mailoutbox[1].body


def test_who_had_a_link_hears_that_another_went_elsewhere(staff, meetronde, waard, mailoutbox):
    """Else whoever asks for a link to an address of her own would see what the gemeente shared, and nobody knew."""
    ask(staff, meetronde, waard)
    ask(staff, meetronde, waard, email="ander@voorbeeldwaard.example", stap="toch")
    mailed(mailoutbox)
    by_address = {mail.to[0]: ("/antwoord/" in mail.body, mail.subject) for mail in mailoutbox[1:]}
    assert by_address["ander@voorbeeldwaard.example"][0] is True
    assert by_address[ADDRESS] == (False, "Er is een nieuwe eenmalige link voor Meting 2026")


@pytest.mark.parametrize(
    "email", ["", "geen adres", MEDEWERKER, VNG, "zomaar@comensha.example", "MEDEWERKER@CoMensha.example"]
)
def test_antwoordlink_add_turns_away_what_is_no_address_of_a_gemeente(staff, meetronde, waard, email):
    response = ask(staff, meetronde, waard, email=email)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["email"])
    assert Antwoordlink.objects.count() == 0


def test_a_link_goes_to_the_address_that_kompas_knows(staff, meetronde, waard, medewerker):
    refused = ask(staff, meetronde, waard, email="")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["email"])
    Gemeenteadres.objects.create(gemeente=waard, email="loket@voorbeeldwaard.example", updated_by=medewerker.pk)
    assert ask(staff, meetronde, waard, email="").status_code == 302
    assert Antwoordlink.objects.get().email == "loket@voorbeeldwaard.example"


def test_an_address_of_one_person_is_asked_about(staff, meetronde, waard):
    personal = "an.de.vries@voorbeeldwaard.example"
    refused = ask(staff, meetronde, waard, email=personal)
    assert ("het adres van één persoon" in shown(refused), Antwoordlink.objects.count()) == (True, 0)
    assert ask(staff, meetronde, waard, email=personal, algemeen="on").status_code == 302


def test_a_link_of_a_colleague_is_told_and_both_go_on_working(client_for, staff, visitor, meetronde, waard, medewerker):
    vng = Gebruiker.objects.get(email=VNG)
    hers = make_token(meetronde, waard, vng, organisatie="vng")
    told = ask(staff, meetronde, waard)
    assert (told.status_code, Antwoordlink.objects.count()) == (409, 1)
    assert "van VNG, gemaakt door Medewerker VNG" in shown(told)
    assert told.context["form"]["email"].value() == ADDRESS
    assert ask(staff, meetronde, waard, stap="toch").status_code == 302
    assert (Antwoordlink.objects.alive().count(), visitor.get(path(hers)).status_code) == (2, 200)


def test_only_who_had_it_sent_ends_a_link(client_for, staff, meetronde, waard, medewerker, visitor):
    vng = client_for(Gebruiker.objects.get(email=VNG), gemeente=None)
    token = make_token(meetronde, waard, medewerker)
    url = f"/meetrondes/link/{Antwoordlink.objects.get().pk}/vervallen/"
    assert [present(each.get(list_path(meetronde)).text, url) for each in (vng, staff)] == [[], [url]]
    assert "Alleen CoMensha kan hem laten vervallen" in shown(vng.post(url, follow=True))
    assert visitor.get(path(token)).status_code == 200
    assert "werkt niet meer" in shown(staff.post(url, follow=True))
    assert visitor.get(path(token)).status_code == 404
    assert "was al gebruikt of verlopen" in shown(staff.post(url, follow=True))


def test_antwoordlink_list_says_where_each_stands_and_not_what_it_was_used_for(
    staff, visitor, meetronde, waard, medewerker
):
    for _ in range(2):
        send(visitor, make_token(meetronde, waard, medewerker))
    withdraw(visitor, make_token(meetronde, waard, medewerker))
    make_link(meetronde, waard, medewerker)
    make_token(meetronde, waard, medewerker)
    old = make_link(meetronde, waard, medewerker)
    Antwoordlink.objects.filter(pk=old.pk).update(valid_until=timezone.now() - timedelta(days=1))
    page = staff.get(list_path(meetronde))
    stands = [each.stand for each in page.context["links"]]
    assert sorted(stands) == ["gebruikt", "gebruikt", "gebruikt", "nog niet verstuurd", "verlopen", "werkt"]
    rows = re.findall(r"<tr>(.*?)</tr>", page.text, re.DOTALL)[1:]
    used = {" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows if "gebruikt" in row}
    assert len(used) == 1


def test_antwoordlink_list_costs_the_same_with_one_and_three(
    staff, meetronde, waard, medewerker, django_assert_num_queries
):
    make_link(meetronde, waard, medewerker)
    staff.get(list_path(meetronde))
    with django_assert_num_queries(5) as first:
        staff.get(list_path(meetronde))
    for _ in range(2):
        make_link(meetronde, waard, medewerker)
    with django_assert_num_queries(len(first)):
        staff.get(list_path(meetronde))


def test_when_every_gemeente_has_kompas_no_link_is_offered(staff, meetronde):
    Gemeente.objects.filter(code__gte="GM9000").update(opened_at=timezone.now())
    page = staff.get(link_path(meetronde))
    assert present(shown(page), "een link is niet nodig", "Link sturen") == ["een link is niet nodig"]


@pytest.mark.parametrize(
    ("staat", "offered"), [("open", ["link/", "links/"]), ("concept", []), ("gesloten", ["links/"])]
)
def test_the_page_of_a_round_leads_to_its_links(staff, meetronde, staat, offered):
    Meetronde.objects.update(staat=staat)
    page = staff.get(f"/meetrondes/{meetronde.pk}/").text
    assert present(page, f'{meetronde.pk}/link/"', f'{meetronde.pk}/links/"') == [
        f'{meetronde.pk}/{part}"' for part in offered
    ]


def test_a_round_that_was_not_opened_has_no_links(staff, meetronde, waard):
    Meetronde.objects.update(staat="concept")
    response = ask(staff, meetronde, waard)
    assert (response.status_code, Antwoordlink.objects.count()) == (422, 0)


def test_in_a_closed_round_a_link_serves_to_take_back(staff, meetronde, waard, mailoutbox):
    Meetronde.objects.update(staat="gesloten")
    assert ask(staff, meetronde, waard).status_code == 302
    assert "kan zij dat intrekken" in mailed(mailoutbox)[0].body


@pytest.mark.parametrize("gemeente", ["", "x", "\x00", "00000000-0000-4000-8000-000000000000", "stadskanaal"])
def test_antwoordlink_add_turns_away_what_it_did_not_offer(staff, meetronde, stadskanaal, gemeente):
    sent = stadskanaal.pk if gemeente == "stadskanaal" else gemeente
    response = staff.post(link_path(meetronde), {"gemeente": sent, "email": ADDRESS})
    assert (response.status_code, Antwoordlink.objects.count()) == (422, 0)


def test_links_are_for_who_asks_something_of_all_gemeenten(
    client_for, meetronde, bewerker, ketenregisseur, adviseur_vng
):
    clients = [client_for(who, gemeente=None) for who in (bewerker, ketenregisseur, adviseur_vng)]
    paths = (link_path(meetronde), list_path(meetronde))
    assert [[client.get(each).status_code for each in paths] for client in clients] == [[404] * 2, [404] * 2, [403] * 2]


def test_a_mail_of_the_release_before_is_sent_as_it_was_written(meetronde, waard, medewerker, mailoutbox):
    Bericht.objects.create(
        soort="antwoordlink", address=ADDRESS, subject="Eenmalige link", body="Er is een link gemaakt."
    )
    (mail,) = mailed(mailoutbox)
    assert (mail.subject, mail.body) == ("Eenmalige link", "Er is een link gemaakt.")


def test_a_link_that_ended_is_not_mailed_any_more(meetronde, waard, medewerker, mailoutbox):
    link = make_link(meetronde, waard, medewerker)
    Antwoordlink.objects.filter(pk=link.pk).update(ended_at=timezone.now())
    assert (mailed(mailoutbox), Bericht.objects.get().staat) == ([], "vervallen")


def test_the_gemeente_sees_by_which_way_it_was_answered(client_for, visitor, meetronde, dijk, medewerker):
    """Who uses Kompas since."""
    send(visitor, make_token(meetronde, dijk, medewerker))
    withdraw(visitor, make_token(meetronde, dijk, medewerker))
    people = Gebruiker.objects.get(email="bewerker@voorbeelddijk.example")
    page = client_for(people, gemeente=dijk).get("/indienen/")
    assert "een eenmalige link, gemaakt door CoMensha" in shown(page)
    detail = client_for(people, gemeente=dijk).get(f"/indienen/{Indiening.objects.get().pk}/")
    assert ", door een eenmalige link" in shown(detail)
