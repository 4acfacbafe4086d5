"""What cannot be undone and concerns all gemeenten: one of VNG or CoMensha asks, another does it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from berichten.actions import send_due
from berichten.models import Bericht
from demo.people import VNG
from metingen.meetronde_actions import MeetrondeFout
from metingen.models import Meetronde, Publicatie, Rondeverzoek
from metingen.verzoek_actions import ALONE, confirm_act, request_act, withdraw_act
from metingen.verzoek_models import WAITS
from tests.builders.rounds import make_closed_round, make_round, url
from tests.pages import shown

Soort, Staat = Rondeverzoek.Soort, Rondeverzoek.Staat
MAY = ["aanpassen/", "verwijderen/", "openen/", "verlengen/", "sluiten/", "herinneren/", "link/"]
ACTS = {each: f"{each}/" for each in ("openen", "verlengen", "sluiten", "herinneren", "publiceren")}
LATER = timezone.localdate() + timedelta(days=60)
SENT: dict[str, dict[str, Any]] = {"verlengen": {"periode_tot": LATER}}


@pytest.fixture
def asker(db):
    """Of VNG; the second, `medewerker`, is of CoMensha."""
    return Gebruiker.objects.get(email=VNG)


@pytest.fixture
def asking(client_for, asker):
    return client_for(asker, gemeente=None)


@pytest.fixture
def second(client_for, medewerker):
    """Here it is somebody of VNG who asks."""
    return client_for(medewerker, gemeente=None)


def round_for(soort):
    if soort == "openen":
        return make_round(staat="concept", opened_at=None)
    return make_closed_round() if soort == "publiceren" else make_round()


def ask(meetronde, soort, by):
    return request_act(meetronde=meetronde, soort=soort, by=by, **SENT.get(soort, {}))


def is_done(meetronde, soort):
    meetronde.refresh_from_db()
    return {
        "openen": meetronde.staat == Meetronde.Staat.OPEN,
        "verlengen": meetronde.periode_tot == LATER,
        "sluiten": meetronde.staat == Meetronde.Staat.GESLOTEN,
        "herinneren": meetronde.reminded_at is not None,
        "publiceren": Publicatie.objects.published().exists(),
    }[soort]


def confirm(client, verzoek):
    return client.post(f"/meetrondes/verzoek/{verzoek.pk}/bevestigen/", follow=True)


def test_who_may_only_look_may_do_none_of_it(client_for, adviseur_vng):
    """The right that is called read."""
    client, meetronde = client_for(adviseur_vng, gemeente=None), make_round()
    assert [client.get(url(meetronde, page)).status_code for page in ["", *MAY]] == [200, *[403] * len(MAY)]
    assert [client.post(url(meetronde, page)).status_code for page in MAY] == [403] * len(MAY)
    assert client.post("/meetrondes/nieuw/").status_code == 403
    closed = make_round(staat="gesloten")
    assert client.post(url(closed, "publiceren/")).status_code == 403
    pages = [client.get(url(each)).text for each in (meetronde, closed)] + [client.get("/meetrondes/").text]
    assert [part for page in pages for part in (*MAY, "publiceren/", "nieuw/") if f'{part}"' in page] == []


@pytest.mark.parametrize("soort", ACTS)
def test_one_asks_and_another_does_it(asking, second, asker, medewerker, soort):
    meetronde = round_for(soort)
    said = asking.post(url(meetronde, ACTS[soort]), SENT.get(soort, {}), follow=True)
    verzoek = Rondeverzoek.objects.get()
    assert "Het gebeurt als een collega met hetzelfde recht het bevestigt." in shown(said)
    assert (is_done(meetronde, soort), verzoek.created_by, verzoek.staat) == (False, asker.pk, Staat.GEVRAAGD)

    assert "Bekijken en bevestigen" in shown(second.get(url(meetronde)))
    page = shown(second.get(url(meetronde, ACTS[soort])))
    assert "Medewerker VNG vroeg dit op" in page
    confirm(second, verzoek)
    verzoek.refresh_from_db()
    assert (is_done(meetronde, soort), verzoek.confirmed_by, verzoek.staat) == (True, medewerker.pk, Staat.UITGEVOERD)
    assert "gevraagd door Medewerker VNG, bevestigd door Medewerker CoMensha" in shown(asking.get(url(meetronde)))


@pytest.mark.parametrize("soort", ACTS)
def test_who_asked_cannot_confirm(asking, asker, soort):
    meetronde = round_for(soort)
    verzoek = ask(meetronde, soort, asker)
    assert "bevestigen/" not in asking.get(url(meetronde, ACTS[soort])).text
    assert "Een collega moet het bevestigen." in shown(confirm(asking, verzoek))
    assert is_done(meetronde, soort) is False
    with pytest.raises(IntegrityError), transaction.atomic():
        Rondeverzoek.objects.update(confirmed_by=asker.pk)


@pytest.mark.parametrize("soort", ACTS)
def test_it_is_not_done_without_a_second_person(asker, soort):
    ask(round_for(soort), soort, asker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rondeverzoek.objects.update(staat=Staat.UITGEVOERD)


def test_who_has_no_such_right_confirms_and_withdraws_nothing(
    client_for, asker, adviseur_vng, bewerker, ketenregisseur
):
    verzoek = request_act(meetronde=make_round(), soort=Soort.SLUITEN, by=asker)
    paths = [f"/meetrondes/verzoek/{verzoek.pk}/{act}/" for act in ("bevestigen", "intrekken")]
    for who, status in ((adviseur_vng, 403), (bewerker, 404), (ketenregisseur, 404)):
        assert [client_for(who, gemeente=None).post(path).status_code for path in paths] == [status] * 2
    verzoek.refresh_from_db()
    assert verzoek.staat == Staat.GEVRAAGD


def test_a_request_can_be_withdrawn_and_asked_again(asking, second, asker):
    meetronde = make_round()
    verzoek = request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=asker)
    said = second.post(f"/meetrondes/verzoek/{verzoek.pk}/intrekken/", follow=True)
    assert "Het verzoek is ingetrokken. Er is niets gebeurd." in shown(said)
    assert "al uitgevoerd, ingetrokken of verlopen" in shown(confirm(second, verzoek))
    assert withdraw_act(verzoek=verzoek) is False
    assert request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=asker).pk != verzoek.pk


def test_a_request_runs_out(second, asker):
    meetronde = make_round()
    verzoek = request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=asker)
    Rondeverzoek.objects.update(created_at=timezone.now() - WAITS)
    assert "verlopen" in shown(confirm(second, verzoek))
    assert (is_done(meetronde, "sluiten"), "Wacht op" in second.get(url(meetronde)).text) == (False, False)
    request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=asker)
    assert list(Rondeverzoek.objects.order_by("created_at").values_list("staat", flat=True)) == ["verlopen", "gevraagd"]


def test_two_who_ask_the_same_ask_it_once(asker, medewerker):
    meetronde = make_round()
    first, same = (request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=by) for by in (asker, medewerker))
    assert (first, Bericht.objects.count()) == (same, 1)


def test_what_cannot_be_done_any_more_is_not(second, asker, medewerker):
    """Closed by two others meanwhile: the request to remind stays undone, and still waits."""
    meetronde = make_round()
    remind = request_act(meetronde=meetronde, soort=Soort.HERINNEREN, by=asker)
    confirm_act(verzoek=request_act(meetronde=meetronde, soort=Soort.SLUITEN, by=asker), by=medewerker)
    assert "indienen kan niet meer" in shown(confirm(second, remind))
    remind.refresh_from_db()
    assert (remind.staat, remind.confirmed_by) == (Staat.GEVRAAGD, None)


@pytest.mark.parametrize(
    ("soort", "staat"),
    [
        ("sluiten", "gesloten"),
        ("herinneren", "concept"),
        ("publiceren", "gesloten"),
        ("openen", "open"),
        ("verlengen", "concept"),
    ],
)
def test_what_cannot_be_done_is_not_asked(asker, soort, staat):
    with pytest.raises(MeetrondeFout):
        ask(make_round(staat=staat), soort, asker)
    assert (Rondeverzoek.objects.count(), Bericht.objects.count()) == (0, 0)


def test_who_may_confirm_is_told_by_mail(asker, medewerker, adviseur_vng, mailoutbox):
    request_act(meetronde=make_round(titel="Meting 2026"), soort=Soort.SLUITEN, by=asker)
    send_due()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([medewerker.email], "Bevestigen gevraagd: de meetronde sluiten (Meting 2026)")
    assert f"/meetrondes/{Meetronde.objects.get().pk}/" in mail.body


def test_what_is_withdrawn_is_not_mailed_about(asker, mailoutbox):
    withdraw_act(verzoek=request_act(meetronde=make_round(), soort=Soort.SLUITEN, by=asker))
    send_due()
    assert mailoutbox == []


@pytest.mark.parametrize("gone", [{"valid_until": timezone.localdate() - timedelta(days=1)}, {"functie": "medewerker"}])
def test_where_nobody_else_may_the_operator_is_named(asker, medewerker, gone):
    Toegang.objects.filter(gebruiker=medewerker).update(**gone)
    with pytest.raises(MeetrondeFout, match=ALONE):
        request_act(meetronde=make_round(), soort=Soort.SLUITEN, by=asker)
    assert not Rondeverzoek.objects.exists()
