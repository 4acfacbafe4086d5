"""A voorstel from concept to what counts, and what PostgreSQL refuses on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from berichten.actions import send_due
from berichten.models import Bericht
from redactie.actions import (
    OWN,
    OnderhoudChanged,
    VoorstelChanged,
    discard,
    give_back,
    keep_concept,
    keep_onderhoud,
    offer,
    publish_planned,
    release,
)
from redactie.models import Onderhoud, Voorstel
from redactie.queries import history, touched
from redactie.soorten import UitgaveFout
from tests.redactie.proef import sent, zaak


@pytest.fixture
def concept(proef, redacteur):
    return keep_concept(zaak=zaak(), data=sent(), by=redacteur).zaak


@pytest.fixture
def waiting(concept, redacteur):
    return offer(zaak=concept, version=1, by=redacteur)


def later(days=10):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_concept_changes_nothing_and_is_one_row(concept, proef, redacteur):
    keep_concept(zaak=zaak(), data=sent(tekst="Nog nieuwer."), by=redacteur)
    row = Voorstel.objects.get()
    assert (row.stand, row.version, row.velden["tekst"], row.was["tekst"]) == (
        "concept",
        2,
        ["Nog nieuwer."],
        ["Oude woorden."],
    )
    assert proef.rows["een"]["tekst"] == "Oude woorden."


def test_a_concept_may_be_unfinished_but_is_not_offered_so(proef, redacteur):
    kept = keep_concept(zaak=zaak(), data=sent(tekst="", reden="", geldig_vanaf="ooit"), by=redacteur)
    assert kept.zaak.voorstel.velden["geldig_vanaf"] == ["ooit"]
    with pytest.raises(UitgaveFout, match="nog niet af"):
        offer(zaak=kept.zaak, version=1, by=redacteur)
    assert Voorstel.objects.get().stand == "concept"


def test_a_concept_that_goes_on_from_what_a_file_brought_is_compared_with_that(concept, proef, redacteur):
    proef.rows["een"] |= {"nummer": 1, "tekst": "Uit het bestand."}
    with pytest.raises(UitgaveFout, match="iets anders uitgegeven"):
        offer(zaak=zaak(), version=1, by=redacteur)
    keep_concept(zaak=zaak(), data=sent(), by=redacteur)
    row = Voorstel.objects.get()
    assert (row.basis, row.was["tekst"], row.velden["tekst"]) == (1, ["Uit het bestand."], ["Nieuwe woorden."])


def test_what_cannot_be_kept_whole_is_not_kept(proef, redacteur):
    kept = keep_concept(zaak=zaak(), data=sent(tekst="a" * 201), by=redacteur)
    assert (kept.is_refused, list(kept.form.errors), Voorstel.objects.count()) == (True, ["tekst"], 0)
    kept = keep_concept(zaak=zaak(), data=sent(tekst="a\x00b"), by=redacteur)
    assert (kept.is_refused, Voorstel.objects.count()) == (True, 0)


def test_another_redacteur_releases_it(waiting, proef, tweede, redacteur):
    row = release(zaak=zaak(), version=2, by=tweede)
    assert (row.stand, row.released_by, row.offered_by, row.nummer) == ("uitgegeven", tweede.pk, redacteur.pk, 1)
    assert (proef.rows["een"]["tekst"], proef.rows["een"]["groepen"]) == ("Nieuwe woorden.", ["a"])
    assert zaak().voorstel is None
    (found,) = history(zaak())
    assert (found.schrijver, found.lezer) == ("Redacteur VNG", "Redacteur CoMensha")
    assert {change.label for change in found.changes} == {"Tekst", "Groepen"}


def test_who_wrote_in_it_does_not_release_it(waiting, proef, redacteur):
    with pytest.raises(UitgaveFout, match=OWN):
        release(zaak=zaak(), version=2, by=redacteur)
    assert proef.rows["een"]["nummer"] == 0


def test_who_helped_to_write_does_not_release_it_either(concept, proef, redacteur, tweede):
    keep_concept(zaak=zaak(), data=sent(zaak(), titel="Van ons samen"), by=tweede)
    offer(zaak=zaak(), version=2, by=redacteur)
    with pytest.raises(UitgaveFout, match=OWN):
        release(zaak=zaak(), version=3, by=tweede)


def test_who_looked_at_the_concept_of_a_colleague_may_still_release_it(concept, proef, redacteur, tweede):
    kept = keep_concept(zaak=zaak(), data=sent(zaak()), by=tweede)
    assert (kept.zaak.voorstel.version, kept.zaak.voorstel.schrijvers) == (1, [redacteur.pk])
    offer(zaak=zaak(), version=1, by=redacteur)
    assert release(zaak=zaak(), version=2, by=tweede).stand == "uitgegeven"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (lambda row: {"stand": "uitgegeven"}, "voorstel_released_is_read"),
        (lambda row: {"released_by": uuid4()}, "voorstel_waiting_is_not_released"),
        (
            lambda row: {"stand": "uitgegeven", "released_by": row.schrijvers[0], "released_at": timezone.now()},
            "voorstel_read_by_another",
        ),
        (lambda row: {"nummer": 3}, "voorstel_waiting_is_not_released"),
    ],
)
def test_postgresql_refuses_what_no_second_reader_released(waiting, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Voorstel.objects.filter(pk=waiting.pk).update(**values(waiting))


def test_there_is_one_open_voorstel_of_a_piece_of_content(waiting):
    waiting.pk, waiting._state.adding = None, True
    with pytest.raises(IntegrityError, match="voorstel_one_open"), transaction.atomic():
        waiting.save(force_insert=True)


def test_the_second_reader_gives_it_back_with_a_remark(waiting, proef, redacteur, tweede):
    row = give_back(zaak=zaak(), version=2, opmerking="Noem ook het artikel.", by=tweede)
    assert (row.stand, row.opmerking, row.returned_by) == ("terug", "Noem ook het artikel.", tweede.pk)
    keep_concept(zaak=zaak(), data=sent(tekst="Met artikel."), by=redacteur)
    offer(zaak=zaak(), version=4, by=redacteur)
    row = release(zaak=zaak(), version=5, by=tweede)
    assert (proef.rows["een"]["tekst"], row.opmerking) == ("Met artikel.", "")


def test_who_wrote_it_takes_it_back_without_becoming_its_reader(waiting, redacteur):
    row = give_back(zaak=zaak(), version=2, opmerking="", by=redacteur)
    assert (row.stand, row.returned_by) == ("concept", None)


def test_what_changed_since_the_page_was_read_is_left_alone(waiting, tweede):
    with pytest.raises(VoorstelChanged):
        release(zaak=zaak(), version=1, by=tweede)
    with pytest.raises(VoorstelChanged):
        give_back(zaak=zaak(), version=9, opmerking="", by=tweede)
    with pytest.raises(VoorstelChanged):
        discard(zaak=zaak(), version=2, by=tweede)  # it waits
    assert Voorstel.objects.get().stand == "wacht"


def test_a_concept_can_be_thrown_away(concept, proef, redacteur):
    discard(zaak=zaak(), version=1, by=redacteur)
    assert (Voorstel.objects.count(), proef.rows["een"]["tekst"]) == (0, "Oude woorden.")


def test_what_was_published_meanwhile_in_another_way_is_not_undone(waiting, proef, tweede):
    proef.rows["een"]["nummer"] = 7
    with pytest.raises(UitgaveFout, match="Intussen is hier iets anders uitgegeven"):
        release(zaak=zaak(), version=2, by=tweede)


def test_only_a_redacteur_of_today_does_anything(proef, ketenregisseur, adviseur_vng):
    for person in (ketenregisseur, adviseur_vng):
        with pytest.raises(PermissionDenied):
            keep_concept(zaak=zaak(), data=sent(), by=person)
        with pytest.raises(PermissionDenied):
            keep_onderhoud(zaak=zaak(), values={"notitie": "x"}, basis=None, by=person)


def test_two_who_write_in_other_fields_lose_nothing(concept, redacteur, tweede):
    page = sent(zaak())
    keep_concept(zaak=zaak(), data=sent(zaak(), titel="Van mij"), by=redacteur)
    page.setlist("tekst", ["Van haar."])
    kept = keep_concept(zaak=zaak(), data=page, by=tweede)
    row = Voorstel.objects.get()
    assert (row.velden["titel"], row.velden["tekst"], kept.choices) == (["Van mij"], ["Van haar."], [])
    assert kept.told == "Redacteur VNG schreef intussen ook in dit concept. Daaruit staat ‘Titel’ nu hieronder."


def test_two_who_write_in_one_field_are_asked(concept, redacteur, tweede):
    page = sent(zaak())
    keep_concept(zaak=zaak(), data=sent(zaak(), tekst="Van mij."), by=redacteur)
    page.setlist("tekst", ["Van haar."])
    kept = keep_concept(zaak=zaak(), data=page, by=tweede)
    (choice,) = kept.choices
    assert [(line.mine, line.theirs) for line in choice.lines] == [("Van haar.", "Van mij.")]
    assert (Voorstel.objects.get().velden["tekst"], kept.form["version"].value()) == (["Van mij."], "2")
    again = sent(zaak(), tekst="Van haar.", **{"basis-tekst": str(choice.basis)})
    assert keep_concept(zaak=zaak(), data=again, by=tweede).choices
    again.setlist("keuze-tekst", ["mijn"])
    assert keep_concept(zaak=zaak(), data=again, by=tweede).choices == []
    assert Voorstel.objects.get().velden["tekst"] == ["Van haar."]


def test_two_who_begin_at_once_write_in_one_concept(proef, redacteur, tweede):
    mine, theirs = sent(tekst="Van mij."), sent(tekst="Oude woorden.", titel="Van haar", groepen=[])
    keep_concept(zaak=zaak(), data=mine, by=redacteur)
    kept = keep_concept(zaak=zaak(), data=theirs, by=tweede)
    row = Voorstel.objects.get()
    assert (kept.choices, row.velden["tekst"], row.velden["titel"]) == ([], ["Van mij."], ["Van haar"])


def test_a_page_of_a_concept_that_was_published_meanwhile_keeps_what_was_typed(waiting, redacteur, tweede):
    page = sent(zaak(), tekst="Nog een zin.")
    release(zaak=zaak(), version=2, by=tweede)
    kept = keep_concept(zaak=zaak(), data=page, by=redacteur)
    assert ([choice.key for choice in kept.choices], Voorstel.objects.open().count()) == (["tekst"], 0)
    assert kept.told.startswith("Dit concept is intussen uitgegeven of weggegooid.")


def test_what_lies_with_the_reader_is_not_written_in(waiting, redacteur):
    kept = keep_concept(zaak=zaak(), data=sent(tekst="Toch anders."), by=redacteur)
    assert kept.is_refused
    assert (kept.form["tekst"].value(), Voorstel.objects.get().velden["tekst"]) == ("Toch anders.", ["Nieuwe woorden."])


# New, withdrawn, and from a day to come.


def test_what_is_new_gets_its_key_when_it_is_published(proef, redacteur, tweede):
    found = zaak("nieuw-0a1b2c3d4e5f")
    keep_concept(zaak=found, data=sent(found, titel="Derde", reden=""), by=redacteur)
    offer(zaak=zaak("nieuw-0a1b2c3d4e5f"), version=1, by=redacteur)
    row = release(zaak=zaak("nieuw-0a1b2c3d4e5f"), version=2, by=tweede)
    assert (row.sleutel, row.wat, proef.rows["k2"]["titel"]) == ("k2", "nieuw", "Derde")


def test_what_is_withdrawn_needs_a_reader_too_and_says_what_replaces_it(proef, redacteur, tweede):
    found = zaak(intrekken=True)
    page = sent(found, vervangen_door="twee")
    keep_concept(zaak=found, data=page, by=redacteur)
    assert zaak().wat == "intrekken"
    offer(zaak=zaak(), version=1, by=redacteur)
    row = release(zaak=zaak(), version=2, by=tweede)
    assert (row.vervangen_door, proef.rows["een"]["weg"]) == ("twee", True)


def test_touched_names_what_no_file_puts_back(waiting, proef, tweede):
    assert touched("proef") == set()
    release(zaak=zaak(), version=2, by=tweede)
    assert touched("proef") == {"een"}


def planned(redacteur, tweede, **changes):
    keep_concept(zaak=zaak(), data=sent(geldig_vanaf=later(), **changes), by=redacteur)
    offer(zaak=zaak(), version=1, by=redacteur)
    return release(zaak=zaak(), version=2, by=tweede)


def test_what_counts_later_waits_for_its_day(proef, redacteur, tweede):
    assert planned(redacteur, tweede).stand == "gepland"
    publish_planned()
    assert proef.rows["een"]["nummer"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        publish_planned()
        publish_planned()
    assert (proef.rows["een"]["tekst"], proef.rows["een"]["nummer"]) == ("Nieuwe woorden.", 1)
    assert Voorstel.objects.get().stand == "uitgegeven"


def test_what_cannot_be_published_on_its_day_goes_back_and_says_why(proef, redacteur, tweede):
    planned(redacteur, tweede, tekst="Dit kan niet.")
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        publish_planned()
    row = Voorstel.objects.get()
    assert (row.stand, row.opmerking, row.released_by) == (
        "terug",
        "Op de dag zelf lukte dit niet. Dit kan niet.",
        None,
    )


def test_what_is_planned_can_be_taken_back(proef, redacteur, tweede):
    planned(redacteur, tweede)
    assert give_back(zaak=zaak(), version=3, opmerking="", by=redacteur).stand == "concept"
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        publish_planned()
    assert proef.rows["een"]["nummer"] == 0


# The mail.


def test_every_other_redacteur_gets_one_mail_while_it_waits(waiting, tweede, mailoutbox):
    assert list(Bericht.objects.values_list("soort", "address")) == [("leesverzoek", tweede.email)]
    send_due()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([tweede.email], "Lezen gevraagd: proefje Eerste")
    assert "Redacteur VNG vraagt je om iets te lezen: proefje ‘Eerste’ (wijziging)." in mail.body
    assert "/redactie/inhoud/proef/een/concept/bekijken/" in mail.body
    assert "Nieuwe woorden" not in mail.body


def test_no_mail_goes_for_what_was_released_meanwhile(waiting, tweede, mailoutbox):
    release(zaak=zaak(), version=2, by=tweede)
    send_due()
    assert mailoutbox == []


# Upkeep.


def test_onderhoud_of_two_at_once_asks_the_second(proef, redacteur, tweede):
    first = keep_onderhoud(zaak=zaak(), values={"notitie": "Van mij."}, basis=None, by=redacteur)
    with pytest.raises(OnderhoudChanged) as caught:
        keep_onderhoud(zaak=zaak(), values={"notitie": "Van haar."}, basis=None, by=tweede)
    assert caught.value.current == first
    keep_onderhoud(zaak=zaak(), values={"notitie": "Van haar."}, basis=first.pk, by=tweede)
    assert list(Onderhoud.objects.newest().values_list("notitie", flat=True)) == ["Van haar."]
