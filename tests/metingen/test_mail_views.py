"""Opening, lengthening and reminding: staff see the mail, a second person confirms, and real rows are written."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker
from berichten.actions import send_due
from berichten.models import Bericht
from demo.people import VNG
from metingen.actions import IndieningFout
from metingen.mailing import berichten_of, compose
from metingen.meetronde_actions import MeetrondeFout, extend_meetronde
from metingen.models import Gemeenteadres, Meetronde, MeetrondeRevision, Rondeverzoek, Toezegging
from metingen.verzoek_actions import confirm_act, request_act, sweep, withdraw_act
from tenants.models import Gemeente, Indeling, Regio
from tests.builders.rounds import confirm, make_round, reminder, submit, url
from tests.pages import present, shown

Soort, Staat, Audience = Rondeverzoek.Soort, Rondeverzoek.Staat, Rondeverzoek.Audience
PEOPLE = [
    "beheerder@voorbeelddijk.example",
    "beheerder@voorbeeldstad.example",
    "bewerker@voorbeelddijk.example",
    "bewerker@voorbeeldstad.example",
]
WAARD = "info@voorbeeldwaard.example"


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


@pytest.fixture
def waard(medewerker):
    """Has no Kompas; its address is known. Of Voorbeeldrecht, which has none either, it is not."""
    gemeente = Gemeente.objects.get(slug="voorbeeldwaard")
    Gemeenteadres.objects.create(gemeente=gemeente, email=WAARD, updated_by=medewerker.pk)
    return gemeente


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def addresses(**found):
    return sorted(Bericht.objects.filter(**found).values_list("address", flat=True))


# Opening.


@pytest.fixture
def concept(db):
    return make_round(titel="Meting 2027", staat="concept", opened_at=None, periode_van=in_days(0))


def test_opening_shows_the_mail_and_whom_it_reaches(client, concept, waard):
    page = shown(client.get(url(concept, "openen/")))
    told = [
        "Meting 2027 is open: laat zien hoe ver jullie zijn",
        f"Gemeente Voorbeeld kan indienen tot en met {date_format(concept.periode_tot, 'j F Y')}.",
        "Waarvoor: Weten waar hulp nodig is",
        "Van de 2 gemeenten die Kompas gebruiken",
        "hebben er 1 een algemeen adres; 1 hebben dat niet en krijgen geen mail.",
    ]
    assert present(page, *told) == told


def test_preview_holds_what_was_typed_and_asks_nobody(client, concept):
    page = client.post(url(concept, "openen/"), {"boodschap": "Bel ons <gerust>.", "stap": "voorbeeld"})
    assert (page.status_code, page.text.count("Bel ons &lt;gerust&gt;.")) == (200, 2)
    assert (Rondeverzoek.objects.count(), Bericht.objects.count()) == (0, 0)


def test_opening_invites_beheerders_indieners_and_functional_addresses(client, second, concept, waard, mailoutbox):
    client.post(url(concept, "openen/"), {"boodschap": "Wij helpen graag."})
    assert (Meetronde.objects.get().staat, addresses(soort="uitnodiging")) == ("concept", [])
    assert "Wij helpen graag." in shown(second.get(url(concept, "openen/")))
    assert "De meetronde is open." in shown(confirm(second))
    assert (Meetronde.objects.get().staat, addresses(soort="uitnodiging")) == (
        "open",
        [*PEOPLE[:2], *PEOPLE[2:], WAARD],
    )
    Bericht.objects.exclude(soort="uitnodiging").delete()
    send_due()
    assert {mail.subject for mail in mailoutbox} == {"Meting 2027 is open: laat zien hoe ver jullie zijn"}
    (to_waard,) = [mail for mail in mailoutbox if mail.to == [WAARD]]
    (to_stad,) = [mail for mail in mailoutbox if mail.to == [PEOPLE[1]]]
    assert present(to_waard.body, "://", "Voorbeeldwaard kan indienen", "gebruikt Kompas niet", "Voorbeeldstad") == [
        "Voorbeeldwaard kan indienen",
        "gebruikt Kompas niet",
    ]
    assert present(to_stad.body, "://voorbeeldstad.", "/indienen/", "Wij helpen graag.", "Voorbeeldwaard") == [
        "://voorbeeldstad.",
        "/indienen/",
        "Wij helpen graag.",
    ]


def test_a_change_to_the_concept_takes_back_the_request_to_open_it(client, second, concept):
    client.post(url(concept, "openen/"))
    verzoek = Rondeverzoek.objects.get()
    page = client.get(url(concept, "aanpassen/"))
    sent = {name: page.context["form"][name].value() for name in page.context["form"].names}
    dates = {name: sent[name].isoformat() for name in ("periode_van", "periode_tot", "peildatum")}
    answer = second.post(
        url(concept, "aanpassen/"),
        {"version": "0", "titel": "Anders", "doel": sent["doel"], "kaderversie": sent["kaderversie"], **dates},
    )
    assert answer.status_code == 302
    verzoek.refresh_from_db()
    assert verzoek.staat == Staat.INGETROKKEN
    assert "al uitgevoerd, ingetrokken of verlopen" in shown(confirm(second))
    assert Meetronde.objects.get().staat == "concept"


def test_an_invitation_that_comes_after_the_round_closed_is_not_sent(concept, medewerker, second, client, mailoutbox):
    client.post(url(concept, "openen/"))
    confirm(second)
    Meetronde.objects.update(staat="gesloten")
    Bericht.objects.exclude(soort="uitnodiging").delete()
    send_due()
    assert (mailoutbox, set(Bericht.objects.values_list("staat", flat=True))) == ([], {"vervallen"})


def test_no_mail_goes_to_an_address_that_was_changed_or_removed(concept, waard, client, second, mailoutbox):
    client.post(url(concept, "openen/"))
    confirm(second)
    Gemeenteadres.objects.update(email="ander@voorbeeldwaard.example")
    Bericht.objects.exclude(address=WAARD).delete()
    send_due()
    assert (mailoutbox, Bericht.objects.get().staat) == ([], "vervallen")


# Deleting a concept.


def test_a_concept_can_be_deleted(client, concept):
    assert client.get(url(concept, "verwijderen/")).status_code == 200
    said = client.post(url(concept, "verwijderen/"), follow=True)
    assert ("‘Meting 2027’ is verwijderd." in shown(said), Meetronde.objects.count()) == (True, 0)


@pytest.mark.parametrize("staat", ["open", "gesloten"])
def test_a_round_that_was_opened_cannot_be_deleted(client, staat):
    meetronde = make_round(staat=staat)
    for answer in (
        client.get(url(meetronde, "verwijderen/"), follow=True),
        client.post(url(meetronde, "verwijderen/")),
    ):
        assert answer.status_code in (200, 302)
    assert "Alleen een concept" in shown(client.get(url(meetronde, "verwijderen/"), follow=True))
    assert Meetronde.objects.count() == 1


def test_who_types_in_a_concept_that_is_deleted_keeps_the_text(client, second):
    days = {"periode_van": in_days(0), "periode_tot": in_days(60), "peildatum": in_days(0)}
    dates = {name: day.isoformat() for name, day in days.items()}
    kader = str(make_round(staat="gesloten").kaderversie_id)
    sent = {"version": "0", "titel": "Van mij", "doel": "Weten waar hulp nodig is", "kaderversie": kader, **dates}
    client.post("/meetrondes/nieuw/", sent)
    meetronde = Meetronde.objects.get(titel="Van mij")
    second.post(url(meetronde, "verwijderen/"))
    answer = client.post(url(meetronde, "aanpassen/"), {**sent, "version": "1", "titel": "Nog beter"})
    assert (answer.status_code, "Nog beter" in answer.text) == (409, True)
    assert client.get(url(meetronde, "aanpassen/")).status_code == 404
    assert MeetrondeRevision.objects.filter(row=meetronde.pk).exists()


# Lengthening.


def ask_longer(client, meetronde, day, **more):
    return client.post(url(meetronde, "verlengen/"), {"periode_tot": day.isoformat(), **more})


def test_lengthening_mails_all_and_counts_from_then_on(client, second, waard, voorbeeldstad, mailoutbox):
    meetronde = make_round(titel="Meting 2026", periode_tot=in_days(-1))
    with pytest.raises(IndieningFout):
        submit(meetronde, voorbeeldstad)
    ask_longer(client, meetronde, in_days(14), boodschap="Door de drukte.")
    assert Meetronde.objects.get().periode_tot == in_days(-1)
    until = date_format(in_days(14), "j F Y")
    assert f"tot en met {until}" in shown(second.get(url(meetronde, "verlengen/")))
    confirm(second)
    assert Meetronde.objects.get().periode_tot == in_days(14)
    assert addresses(soort="verlenging") == [*PEOPLE, WAARD]
    submit(Meetronde.objects.get(), voorbeeldstad)  # and still it gets the mail, which says so
    Bericht.objects.exclude(soort="verlenging").delete()
    send_due()
    assert {mail.subject for mail in mailoutbox} == {f"Meting 2026 duurt langer: tot en met {until}"}
    assert ["Door de drukte." in mail.body and until in mail.body for mail in mailoutbox] == [True] * 5


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (in_days(-5), "Deze dag is al voorbij."),
        (in_days(10), "Korter maken kan niet."),
        (in_days(9), "Korter maken kan niet."),
        (in_days(400), "Een meetronde duurt ten hoogste een jaar."),
    ],
)
def test_a_round_is_never_shortened_and_the_text_stays(client, day, message):
    meetronde = make_round(periode_tot=in_days(10))
    answer = ask_longer(client, meetronde, day, boodschap="Wat ik typte.")
    assert (answer.status_code, message in shown(answer)) == (422, True)
    assert (answer.context["form"]["boodschap"].value(), Rondeverzoek.objects.count()) == ("Wat ik typte.", 0)


@pytest.mark.parametrize("typed", ["", "morgen", "31-02-2027", "0001-01-01", "9999-12-31", "2027-01-01\x00"])
def test_what_is_no_day_is_told_in_dutch(client, typed):
    meetronde = make_round()
    answer = client.post(url(meetronde, "verlengen/"), {"periode_tot": typed, "boodschap": "Wat ik typte."})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["periode_tot"])
    assert "Enter a valid" not in answer.text


@pytest.mark.parametrize("staat", ["concept", "gesloten"])
def test_only_an_open_round_is_lengthened(client, medewerker, staat):
    meetronde = make_round(staat=staat)
    assert "Verlengen kan alleen zolang de meetronde open is." in shown(client.get(url(meetronde, "verlengen/")))
    with pytest.raises(MeetrondeFout):
        extend_meetronde(meetronde=meetronde, tot=in_days(90), by=medewerker)


def test_lengthening_leaves_a_version_with_its_author(client, second, medewerker):
    meetronde = make_round()
    ask_longer(client, meetronde, in_days(40))
    confirm(second)
    assert MeetrondeRevision.objects.get(row=meetronde.pk).data["periode_tot"] == in_days(40).isoformat()


def test_what_was_asked_for_another_day_is_not_confirmed_with_this_one(client, medewerker):
    """A colleague who asks something else is told that one waits; nothing that waits is replaced."""
    meetronde = make_round()
    ask_longer(client, meetronde, in_days(40))
    answer = ask_longer(client, meetronde, in_days(50))
    assert "Er wacht al een ander verzoek hierover." in shown(answer)
    assert Rondeverzoek.objects.get().periode_tot == in_days(40)


def test_the_store_knows_no_lengthening_without_a_day(medewerker):
    with pytest.raises(IntegrityError), transaction.atomic():
        reminder(make_round(), soort=Soort.VERLENGEN)


# Reminding.


@pytest.fixture
def provincie(db):
    """Only Voorbeeldstad lies in it."""
    regio = Regio.objects.create(soort="provincie", code="PV91", naam="Voorbeeldprovincie")
    Indeling.objects.create(
        gemeente=Gemeente.objects.get(slug="voorbeeldstad"), regio=regio, valid_from=date(2020, 1, 1)
    )
    return regio


def test_a_reminder_may_be_for_some_provincies(client, second, provincie):
    meetronde = make_round()
    client.post(url(meetronde, "herinneren/"), {"provincies": ["PV91"]})
    assert "in Voorbeeldprovincie" in shown(second.get(url(meetronde, "herinneren/")))
    confirm(second)
    assert addresses(soort="herinnering") == [PEOPLE[1], PEOPLE[3]]


def test_a_reminder_may_be_for_who_promised(medewerker, voorbeeldstad, waard):
    meetronde = make_round()
    Toezegging.objects.create(meetronde=meetronde, gemeente=voorbeeldstad)
    rows = berichten_of(reminder(meetronde, audience=Audience.PROMISED))
    assert sorted(each.address for each in rows) == [PEOPLE[1], PEOPLE[3]]
    assert "zegde toe mee te doen" in compose(rows[0]).body


def test_who_submitted_by_link_is_not_reminded_at_its_address(waard):
    meetronde = make_round()
    assert WAARD in {each.address for each in berichten_of(reminder(meetronde))}
    submit(meetronde, waard)
    assert WAARD not in {each.address for each in berichten_of(reminder(meetronde))}


@pytest.mark.parametrize(
    "bad",
    [
        {"provincies": ["PV99"]},
        {"audience": "alle provincies"},
        {"planned_for": "gisteren"},
        {"boodschap": "x" * 601},
        {"boodschap": "a\0b"},
    ],
    ids=str,
)
def test_bad_input_of_a_reminder_is_told_and_kept(client, provincie, bad):
    meetronde = make_round()
    answer = client.post(url(meetronde, "herinneren/"), {"boodschap": "Wat ik typte.", **bad})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(bad))
    assert Rondeverzoek.objects.count() == 0


@pytest.mark.parametrize("days", [-1, 31, 400])
def test_a_reminder_is_planned_within_the_round(client, days):
    answer = client.post(url(make_round(), "herinneren/"), {"planned_for": in_days(days).isoformat()})
    assert (answer.status_code, "tot en met de laatste dag" in shown(answer)) == (422, True)


def planned(meetronde, asker, second, day):
    verzoek = request_act(meetronde=meetronde, soort=Soort.HERINNEREN, by=asker, planned_for=day)
    confirm_act(verzoek=verzoek, by=second)
    verzoek.refresh_from_db()
    return verzoek


@pytest.fixture
def vng(db):
    return Gebruiker.objects.get(email=VNG)


# Eight in the morning of the day that was chosen, where an hour comes or goes too.
EIGHTS = [
    (date(2026, 12, 10), datetime(2026, 12, 10, 7, tzinfo=UTC)),
    (date(2027, 10, 31), datetime(2027, 10, 31, 7, tzinfo=UTC)),
    (date(2027, 3, 28), datetime(2027, 3, 28, 6, tzinfo=UTC)),
]


@pytest.mark.parametrize(("day", "eight"), EIGHTS, ids=lambda value: str(value)[:10])
def test_a_planned_reminder_goes_out_on_its_day_at_eight(medewerker, vng, day, eight):
    meetronde = make_round(periode_van=day - timedelta(days=60), periode_tot=day, peildatum=day - timedelta(days=60))
    with time_machine.travel(eight - timedelta(days=3), tick=False):
        verzoek = planned(meetronde, vng, medewerker, day)
        assert (verzoek.staat, verzoek.ended_at, sweep()) == (Staat.GEPLAND, None, 0)
    with time_machine.travel(eight - timedelta(seconds=1), tick=False):
        assert (sweep(), addresses(soort="herinnering")) == (0, [])
    with time_machine.travel(eight, tick=False):
        assert (sweep(), sweep()) == (1, 0)
        verzoek.refresh_from_db()
    assert (verzoek.staat, addresses(soort="herinnering")) == (Staat.UITGEVOERD, PEOPLE)


@pytest.mark.parametrize("late", [1, 5])
def test_what_nobody_swept_in_time_is_sent_when_somebody_does(medewerker, vng, late):
    meetronde = make_round()
    planned(meetronde, vng, medewerker, in_days(3))
    with time_machine.travel(timezone.now() + timedelta(days=3 + late), tick=False):
        assert sweep() == 1


def test_a_planned_reminder_of_a_round_that_ended_is_not_sent(medewerker, vng):
    meetronde = make_round()
    verzoek = planned(meetronde, vng, medewerker, in_days(3))
    Meetronde.objects.update(staat="gesloten")
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert sweep() == 0
    verzoek.refresh_from_db()
    assert (verzoek.staat, addresses(soort="herinnering")) == (Staat.VERLOPEN, [])


def test_a_planned_reminder_can_be_taken_back(client, medewerker, vng):
    meetronde = make_round()
    verzoek = planned(meetronde, vng, medewerker, in_days(3))
    page = shown(client.get(url(meetronde)))
    assert present(page, "Klaargezet", date_format(in_days(3), "j F Y"), "Niet versturen") == [
        "Klaargezet",
        date_format(in_days(3), "j F Y"),
        "Niet versturen",
    ]
    client.post(f"/meetrondes/verzoek/{verzoek.pk}/intrekken/")
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert sweep() == 0
    assert withdraw_act(verzoek=verzoek) is False


def test_two_reminders_on_one_day_are_not_planned(medewerker, vng):
    meetronde = make_round()
    planned(meetronde, vng, medewerker, in_days(3))
    with pytest.raises(MeetrondeFout, match="Op die dag staat al een herinnering klaar"):
        planned(meetronde, vng, medewerker, in_days(3))


def test_nobody_plans_alone(vng):
    verzoek = request_act(meetronde=make_round(), soort=Soort.HERINNEREN, by=vng, planned_for=in_days(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Rondeverzoek.objects.filter(pk=verzoek.pk).update(staat=Staat.GEPLAND)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert (sweep(), addresses(soort="herinnering")) == (0, [])


def test_a_mail_of_before_names_the_round_itself_and_still_goes(voorbeeldstad):
    meetronde = make_round(titel="Meting 2026")
    bericht = Bericht(soort="herinnering", about=meetronde.pk, gemeente=voorbeeldstad, address=PEOPLE[1])
    assert compose(bericht).subject.startswith("Herinnering: Meting 2026 loopt tot en met ")
