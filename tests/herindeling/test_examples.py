"""Three herindelingen of gemeenten that do not exist, from beginning to end."""

from datetime import timedelta

import pytest

from aanpak.models import Actie, Cijfer
from accounts.models import Toegang
from herindeling.actions import declare_opvolging, let_in, people_of
from herindeling.handover import OverdrachtFout, choose_people, hand_over
from herindeling.models import Overdrachtdeel
from herindeling.takeover import take_over
from kader.models import KaderVersie
from tenants.context import in_gemeente
from tenants.models import Gemeente, Opvolging
from tests.herindeling.world import CODE, DATUM, EVE, counted, texts_in, work_in
from voorgangers.models import Herkomst, Voorgangersrij
from zelfevaluatie.jaar_actions import begin_zelfevaluatie
from zelfevaluatie.models import Antwoord, Zelfevaluatie

HANDED = {"rijen": 36, "acties": 1, "cijfers": 1, "plannen": 0}  # 23 bouwstenen, 11 vragen, an instrument, a step


def transfer(van, naar, *, by=None):
    """Both parts, each in the role of its own gemeente; what was handed over and what arrived."""
    opvolging = declare_opvolging(predecessor=van, successor=naar, datum=DATUM)
    with in_gemeente(van):
        written = hand_over(opvolging=opvolging, gemeente=van, by=None)
    with in_gemeente(naar):
        return written.counts, take_over(opvolging=opvolging, gemeente=naar, by=by)


def beside(found, code=CODE):
    """What stands beside the answer of a gemeente, by the name of who gave it."""
    with in_gemeente(found):
        rows = Voorgangersrij.objects.filter(code=code)
        return {row.gemeente_naam: dict(row.velden)["Antwoord"] for row in rows}


def test_of_two_that_join_one_keeps_code_answers_and_acties_and_the_other_ends(stad, dijk, person):
    """A lichte samenvoeging."""
    ours = work_in(stad, by=person("bewerker", stad))
    work_in(dijk, status="nog_niet", by=person("bewerker", dijk))
    before, theirs = texts_in(stad), texts_in(dijk)
    assert transfer(dijk, stad) == (HANDED, HANDED)

    after = texts_in(stad)
    assert after["answers"] == before["answers"]
    assert [row for row in after["acties"] if row in before["acties"]] == before["acties"]
    assert beside(stad) == {dijk.naam: "nog niet"}
    with in_gemeente(stad):
        assert counted() == {**ours, "Actie": ours["Actie"] + 1, "Cijfer": ours["Cijfer"] + 1}
        wat = dict(Actie.objects.values_list("pk", "wat"))
        assert {wat[row.rij]: row.gemeente_naam for row in Herkomst.objects.filter(soort="actie")} == {
            f"Convenant sluiten ({dijk.naam})": dijk.naam
        }
        bronnen = set(Cijfer.objects.values_list("bron", flat=True))
        assert bronnen >= {"politie", f"politie ({dijk.naam})"}
    assert texts_in(dijk) == theirs
    dijk.refresh_from_db()
    assert (dijk.valid_until, dijk.is_over, [each.naam for each in dijk.opvolgers]) == (EVE, True, [stad.naam])
    stad.refresh_from_db()
    assert (stad.valid_until, stad.has_voorgangers) == (None, True)


def test_a_new_gemeente_of_two_begins_with_both_side_by_side_and_nothing_chosen(stad, dijk, derde, person):
    work_in(stad, status="geregeld", by=person("bewerker", stad))
    work_in(dijk, status="nog_niet", by=person("bewerker", dijk))
    with in_gemeente(derde):
        Zelfevaluatie.objects.all().delete()  # as new as she can be
    assert [transfer(van, derde) for van in (stad, dijk)] == [(HANDED, HANDED)] * 2

    assert beside(derde) == {stad.naam: "geregeld", dijk.naam: "nog niet"}
    with in_gemeente(derde):
        year = Zelfevaluatie.objects.get()
        assert (year.jaar, year.staat, year.kaderversie) == (2026, "open", KaderVersie.objects.latest())
        assert set(Antwoord.objects.values_list("status", "plan_zin", "toelichting")) == {("", "", "")}
        origins = Herkomst.objects.filter(soort="actie").values_list("gemeente_naam", flat=True)
        assert sorted(origins) == sorted([stad.naam, dijk.naam])
        assert Actie.objects.filter(bouwsteen__code=CODE).count() == 2


def test_one_that_is_split_goes_over_into_both_and_each_has_ids_of_its_own(stad, dijk, derde, person):
    work_in(dijk, by=person("bewerker", dijk))
    assert [transfer(dijk, naar) for naar in (stad, derde)] == [(HANDED, HANDED)] * 2

    ids = []
    for naar in (stad, derde):
        assert beside(naar) == {dijk.naam: "deels"}
        with in_gemeente(naar):
            ids.append(set(Herkomst.objects.values_list("rij", flat=True)))
    with in_gemeente(dijk):
        ids.append({*Actie.objects.values_list("pk", flat=True), *Cijfer.objects.values_list("pk", flat=True)})
    assert [len(each) for each in ids] == [2, 2, 2]
    assert len(set.union(*ids)) == 6
    dijk.refresh_from_db()
    assert sorted(each.naam for each in dijk.opvolgers) == sorted([stad.naam, derde.naam])


def test_taking_over_again_changes_nothing_and_what_the_successor_changed_stays(stad, dijk, person):
    work_in(dijk, by=person("bewerker", dijk))
    transfer(dijk, stad)
    with in_gemeente(stad):
        rij = Herkomst.objects.get(soort="actie").rij
        Actie.objects.filter(pk=rij).update(wat="Nu anders")
    before = texts_in(stad)
    assert transfer(dijk, stad) == (HANDED, HANDED)
    assert texts_in(stad) == before


def test_what_is_new_since_is_added_by_a_second_transfer(stad, dijk, person):
    by = person("bewerker", dijk)
    work_in(dijk, by=by)
    transfer(dijk, stad)
    with in_gemeente(dijk):
        Actie.objects.create(wat="Later bedacht", ambitie=1)
        Antwoord.objects.filter(bouwsteen__code=CODE).update(status="geregeld")
    handed, taken = transfer(dijk, stad, by=person("bewerker", stad))
    assert (handed, taken["acties"], beside(stad)) == (taken, 2, {dijk.naam: "geregeld"})


def test_an_answer_that_was_not_confirmed_yet_is_that_of_the_year_before(stad, dijk, person):
    by = person("bewerker", dijk)
    work_in(dijk, by=by)
    with in_gemeente(dijk):
        year = Zelfevaluatie.objects.select_related("kaderversie").get()
        begin_zelfevaluatie(vorige=year, kaderversie=year.kaderversie, jaar=2027, mee=["zin"], terugblik="", by=by)
    transfer(dijk, stad)
    assert beside(stad) == {dijk.naam: "deels in 2026"}


def test_what_was_taken_over_is_nowhere_but_with_the_successor(stad, dijk, person):
    work_in(dijk, by=person("bewerker", dijk))
    transfer(dijk, stad)
    assert Overdrachtdeel.objects.values("pk").count() == 0


def test_a_transfer_that_is_not_whole_leaves_everything_as_it_was(stad, dijk, person):
    work_in(dijk, by=person("bewerker", dijk))
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    with in_gemeente(dijk):
        hand_over(opvolging=opvolging, gemeente=dijk, by=None)
    before = texts_in(stad)
    with in_gemeente(stad):
        Overdrachtdeel.objects.all().delete()
        with pytest.raises(OverdrachtFout, match="niet heel"):
            take_over(opvolging=opvolging, gemeente=stad, by=None)
    assert texts_in(stad) == before


def test_only_who_was_chosen_goes_along_with_what_she_might_there(stad, dijk, person):
    bewerker, lezer = person("bewerker", dijk), person("lezer", dijk)
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    with in_gemeente(dijk):
        count = choose_people(opvolging=opvolging, gemeente=dijk, chosen=[bewerker.pk], by=None)
        choose_people(opvolging=opvolging, gemeente=dijk, chosen=[bewerker.pk], by=None)
    Toegang.objects.filter(gemeente=dijk).update(valid_from=EVE)
    ticked = [row.pk for row in people_of(opvolging) if row.chosen]
    assert (count, ticked) == (1, [bewerker.pk])
    assert [let_in(opvolging=opvolging, chosen=ticked, by=None) for _ in range(2)] == [1, 0]
    held = Toegang.objects.today().filter(gemeente=stad)
    assert set(held.filter(gebruiker=bewerker).values_list("functie", flat=True)) == {
        "bewerker",
        "indiener",
        "vaststeller",
    }
    assert not held.filter(gebruiker=lezer).exists()


def test_who_might_work_there_until_a_day_may_so_in_the_next(stad, dijk, person):
    """Such as an intern, or who came by a group of the provider of the predecessor."""
    lezer, last = person("lezer", dijk), DATUM + timedelta(days=20)
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    Toegang.objects.filter(gemeente=dijk).update(valid_from=EVE, valid_until=last)
    let_in(opvolging=opvolging, chosen=[lezer.pk], by=None)
    assert list(Toegang.objects.filter(gemeente=stad, gebruiker=lezer).values_list("valid_until", flat=True)) == [last]


def test_nobody_is_let_in_before_there_is_an_agreement(db):
    pair = [Gemeente.objects.get(slug=slug) for slug in ("aalsmeer", "stadskanaal")]
    opvolging = Opvolging.objects.create(predecessor=pair[0], successor=pair[1], datum=DATUM)
    Gemeente.objects.filter(pk=pair[1].pk).update(herkomst="")
    opvolging = Opvolging.objects.get(pk=opvolging.pk)
    with pytest.raises(OverdrachtFout, match="Noteer eerst de verwerkersovereenkomst met Stadskanaal"):
        let_in(opvolging=opvolging, chosen=[], by=None)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"datum": EVE}, "gaat in op 1 januari"),
        ({"successor": "voorbeelddijk"}, "niet in zichzelf"),
        ({"successor": "stadskanaal"}, "verzonnen gemeente"),
        ({"datum": DATUM.replace(year=2025), "ended": EVE}, "eindigt op 31-12-2025, en niet op 31-12-2024"),
    ],
)
def test_a_pair_that_cannot_be_is_refused_in_words(stad, dijk, how, words):
    if ended := how.pop("ended", None):
        Gemeente.objects.filter(pk=dijk.pk).update(valid_until=ended)
        dijk.refresh_from_db()
    successor = Gemeente.objects.get(slug=how.pop("successor", "voorbeeldstad"))
    with pytest.raises(OverdrachtFout, match=words):
        declare_opvolging(**{"predecessor": dijk, "successor": successor, "datum": DATUM, **how})
