"""Definitief wissen reaches what waits between two gemeenten, from both sides."""

import pytest

from aanpak.models import Actie
from herindeling.actions import declare_opvolging
from herindeling.handover import OverdrachtFout, hand_over
from herindeling.models import Overdrachtdeel
from herindeling.takeover import take_over
from printing.file_words import OutOfTime
from tenants.context import in_gemeente
from tests.herindeling.world import DATUM, work_in
from tests.wissing.conftest import work
from voorgangers.models import Voorgangersplan
from wissing import wiping
from wissing.actions import confirm_wissing, request_wissing
from wissing.places import Place
from wissing.queries import places_of

WORDS = "Kanariepiet Vogelaar"
READY = "overdrachten die klaarstaan (die gaan weg; zet ze daarna opnieuw klaar)"
FROM_OTHERS = "wat kwam van gemeenten die in deze zijn overgegaan"


@pytest.fixture
def opvolging(stad, dijk, person, settings, tmp_path):
    settings.WISSINGEN_FILE = str(tmp_path / "wissingen.jsonl")
    work_in(dijk, wat=f"Bel {WORDS}", by=person("bewerker", dijk))
    return declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)


def ready(opvolging):
    with in_gemeente(opvolging.predecessor):
        return hand_over(opvolging=opvolging, gemeente=opvolging.predecessor, by=None)


def taken(opvolging):
    with in_gemeente(opvolging.successor):
        return take_over(opvolging=opvolging, gemeente=opvolging.successor, by=None)


def wiped(gemeente, person, words=WORDS):
    """Where they stood, as the page says, and how it ended."""
    with in_gemeente(gemeente):
        told = places_of(words).kinds
        asked = request_wissing(words=words, reden="persoon", by=person("beheerder", gemeente))
        confirm_wissing(wissing=asked, gemeente=gemeente, by=person("bewerker", gemeente))
        work(asked, gemeente)
        return told, asked.staat, places_of(words).total


def waiting():
    return Overdrachtdeel.objects.values("pk").count()


def test_what_a_predecessor_has_ready_goes_and_is_made_ready_again_without_the_words(opvolging, dijk, stad, person):
    ready(opvolging)
    told, staat, left = wiped(dijk, person)
    assert ((READY, 1) in told, staat, left, waiting()) == (True, "uitgevoerd", 0, 0)
    with pytest.raises(OverdrachtFout, match="opnieuw klaarzetten"):
        taken(opvolging)
    ready(opvolging)
    assert taken(opvolging)["acties"] == 1
    with in_gemeente(stad):
        assert Actie.objects.filter(wat__startswith="Bel [gewist]").count() == 1


def test_all_of_it_goes_for_a_plan_is_a_file_in_which_nothing_can_look(opvolging, dijk, person):
    handed = ready(opvolging)
    part = {"overdracht": handed, "predecessor": dijk, "successor": opvolging.successor}
    with in_gemeente(dijk):
        Overdrachtdeel.objects.bulk_create([Overdrachtdeel(naam="plan", bestand=b"%PDF-1.7 \x00\x01", **part)])
        Actie.objects.create(wat="Bel Grasduin", ambitie=2)
    assert (wiped(dijk, person, "Grasduin")[1:], waiting()) == (("uitgevoerd", 0), 0)


def test_the_successor_wipes_what_is_ready_for_her(opvolging, stad, dijk, person):
    ready(opvolging)
    assert (wiped(stad, person), waiting()) == (([(READY, 1)], "uitgevoerd", 0), 0)


def test_what_is_ready_without_the_words_stays_when_the_successor_wipes(opvolging, stad, person):
    ready(opvolging)
    with in_gemeente(stad):
        Actie.objects.create(wat="Bel Grasduin", ambitie=2)
    assert (wiped(stad, person, "Grasduin")[1:], waiting()) == (("uitgevoerd", 0), 1)


def test_a_file_that_cannot_be_searched_in_time_goes_for_it_is_made_ready_again(
    opvolging, stad, dijk, person, monkeypatch
):
    handed = ready(opvolging)
    part = {"overdracht": handed, "predecessor": dijk, "successor": stad, "naam": "plan", "bestand": b"%PDF-1.7"}
    with in_gemeente(dijk):
        Overdrachtdeel.objects.bulk_create([Overdrachtdeel(**part)])
    monkeypatch.setattr(wiping, "look_in", out_of_time)
    assert (wiped(stad, person, "Grasduin")[1:], waiting()) == (("uitgevoerd", 0), 1)


def out_of_time(*_):
    raise OutOfTime


def test_what_a_third_gemeente_has_ready_stays(opvolging, derde, person):
    ready(opvolging)
    with in_gemeente(derde):
        Actie.objects.create(wat=f"Bel {WORDS}", ambitie=2)
    assert (wiped(derde, person)[1:], waiting()) == (("uitgevoerd", 0), 1)


def test_the_file_of_a_plan_of_a_predecessor_goes_and_the_plan_stays(stad, person, settings, tmp_path):
    settings.WISSINGEN_FILE = str(tmp_path / "wissingen.jsonl")
    names = {"gemeente_code": "GM9002", "gemeente_naam": "Dijk", "citeertitel": f"Plan van {WORDS}"}
    with in_gemeente(stad):
        days = {"vastgesteld_op": DATUM, "geldt_tot": DATUM}
        plan = Voorgangersplan.objects.create(**names, **days, bestand=f"Met {WORDS}.".encode())
        assert wiped(stad, person) == ([(FROM_OTHERS, 2)], "uitgevoerd", 0)  # its name, and its file
        plan.refresh_from_db()
    assert (plan.citeertitel, plan.bestand) == ("Plan van [gewist]", None)


def test_a_pdf_of_a_predecessor_in_which_nothing_can_look_is_named(stad):
    names = {"gemeente_code": "GM9002", "gemeente_naam": "Dijk", "citeertitel": "Plan van toen"}
    with in_gemeente(stad):
        days = {"vastgesteld_op": DATUM, "geldt_tot": DATUM}
        Voorgangersplan.objects.create(**names, **days, bestand=b"%PDF-1.7 gecomprimeerd")
        places = places_of(WORDS)
    assert (places.unsearchable, places.kinds) == (
        [Place("plan van Dijk", "/voorgangers/", words="Plan van toen (Dijk)")],
        [],
    )
