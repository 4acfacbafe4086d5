"""Earlier versions: what one person does in ten minutes is one entry, and there is no end to them."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.template.loader import render_to_string

from saving.diff import Change, word_diff
from saving.revisions import ENTRIES, Entry, History, Meta, fold, history
from zelfevaluatie.forms import AanvullendForm
from zelfevaluatie.models import AanvullendAntwoord, AntwoordRevision

ME, SHE = uuid4(), uuid4()
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def metas(*rows):
    """Of (minutes ago, who, accepted)."""
    return [Meta(uuid4(), NOW - timedelta(minutes=ago), who, accepted) for ago, who, accepted in rows]


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        ([(0, ME, True), (1, ME, True), (10, ME, True)], [3]),
        ([(0, ME, True), (11, ME, True)], [1, 1]),
        ([(0, ME, True), (1, SHE, True), (2, ME, True)], [1, 1, 1]),
        ([(0, ME, True), (9, ME, True), (18, ME, True)], [2, 1]),
        ([(0, ME, False), (0, ME, True), (1, ME, False), (1, ME, True)], [2, 2]),
    ],
)
def test_fold_joins_the_saves_of_one_person_within_ten_minutes(rows, sizes):
    assert [len(run) for run in fold(metas(*rows))] == sizes


@pytest.fixture
def antwoord(zelfevaluatie):
    return AanvullendAntwoord.objects.first()


def keep(antwoord, version, text, minutes, by=ME, accepted=True):
    made = AntwoordRevision(
        kind="aanvullendantwoord", row=antwoord.pk, version=version, accepted=accepted, created_by=by
    )
    made.data = {**antwoord.data(), "plan_zin": text}
    made.created_at = NOW + timedelta(minutes=minutes)
    AntwoordRevision._meta.get_field("created_at").auto_now_add = False
    made.save()
    AntwoordRevision._meta.get_field("created_at").auto_now_add = True


def test_history_shows_the_first_text_however_often_it_was_saved_since(antwoord):
    keep(antwoord, 1, "EERSTE TEKST", 0)
    for number in range(105):
        keep(antwoord, number + 2, "x" * number, 60 + number / 60)
    form = AanvullendForm(instance=antwoord)
    last, first = history(form).entries
    assert (last.saves, first.revision.data["plan_zin"]) == (105, "EERSTE TEKST")
    assert last.changes == [("Zin voor het beleidsplan", [Change("gone", "EERSTE TEKST"), Change("new", "x" * 104)])]


def test_history_goes_on_until_the_first(antwoord):
    texts = [f"Versie {number}" for number in range(2 * ENTRIES + 3)]
    for number, text in enumerate(texts):
        keep(antwoord, number + 1, text, number * 20)
    form, found, before, pages = AanvullendForm(instance=antwoord), [], "", 0
    while pages == 0 or before:
        page = history(form, before=before)
        found += [entry.revision.data["plan_zin"] for entry in page.entries]
        before, pages = page.older, pages + 1
    assert (found, pages) == (texts[::-1], 3)


@pytest.mark.parametrize("count", [1, 30])
def test_history_costs_four_queries(antwoord, django_assert_num_queries, count):
    for number in range(count):
        keep(antwoord, number + 1, f"Versie {number}", number)
    form = AanvullendForm(instance=antwoord)
    with django_assert_num_queries(3):
        history(form)


@pytest.mark.parametrize("before", ["onzin", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_history_of_an_odd_place_begins_at_the_top(antwoord, before):
    keep(antwoord, 1, "Wij.", 0)
    (entry,) = history(AanvullendForm(instance=antwoord), before=before).entries
    assert entry.revision.version == 1


def test_word_diff_tells_which_words_came_and_went():
    assert word_diff("Wij doen dit elk jaar.", "Wij doen dat elk jaar.") == [
        Change("same", "Wij doen "),
        Change("gone", "dit "),
        Change("new", "dat "),
        Change("same", "elk jaar."),
    ]


@pytest.mark.parametrize(("old", "new"), [("a b c d", "e f g h"), ("a " * 3_000, "b " * 3_000)])
def test_word_diff_of_texts_that_are_not_alike_is_out_and_in(old, new):
    assert word_diff(old, new, alike=0.5) == [Change("gone", old), Change("new", new)]


@pytest.mark.parametrize(("accepted", "said"), [(True, "3 keer opgeslagen sinds"), (False, "3 keer geprobeerd sinds")])
def test_history_does_not_call_saved_what_was_refused(accepted, said):
    revision = AntwoordRevision(accepted=accepted, created_at=NOW)
    entry = Entry(revision, NOW, 3, "Beleidsadviseur", [], [])
    html = render_to_string("saving/versies.html", {"history": History([entry], ""), "url": ""})
    assert re.findall(r"\d keer \w+ sinds", html) == [said]
