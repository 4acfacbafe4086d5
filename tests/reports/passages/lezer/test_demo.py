"""What the tweede lezer says of the demo and of the standard texts: no false alarm. See docs/tweede-lezer.md."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from demo.answers import load_answers, read
from reports.document.checks import reader
from reports.document.checks.language import LANGUAGE
from reports.document.checks.law import LAW
from reports.document.checks.persons import PERSONS
from reports.document.checks.remark import Kind
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand

TODAY = date(2026, 11, 30)
# Of these there is nothing in the demo or in the standard texts: whatever they say there is a false alarm.
SILENT = {check.code for check in (*PERSONS.checks, *LAW.checks)} | {
    *("to_fill", "long", "code", "vague", "past_day", "over", "lost_bijlage", "actie_twice"),
}


@pytest.fixture
def remarks(zelfevaluatie, gemeente, bewerker):
    """Of the plan of that demo gemeente, or of one in which nobody wrote anything."""

    def made(slug=""):
        if slug:
            load_answers(read(slug), by=bewerker)
        plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        spoken = reader.read(replace(plan, stand=gather_stand(zelfevaluatie)), today=TODAY)
        return [remark for _, checks in spoken for said in checks for remark in said.remarks]

    return made


@pytest.mark.parametrize("slug", ["stadskanaal", "voorbeeldstad", "voorbeelddijk", "voorbeeldrecht", "voorbeeldwaard"])
def test_of_the_demo_nothing_false_is_said(remarks, slug):
    found = remarks(slug)
    assert [(r.check, r.found.quote) for r in found if r.check in SILENT] == []
    language = Counter(r.check for r in found if r.check in {check.code for check in LANGUAGE.checks})
    assert language.total() <= 10, language


def test_stadskanaal_hears_what_its_readers_stumbled_on(remarks):
    said = {r.check for r in remarks("stadskanaal")}
    assert {"actie_trekker", "actie_day", "actie_means", "gap", "empty", "term"} <= said


def test_of_a_standard_text_only_what_is_true_is_said(remarks):
    """A promise that an empty plan does not hold, figures of long ago, a term that nobody explained."""
    texts = [r for r in remarks() if r.found.place.kind == Kind.PASSAGE and r.check != "empty"]
    assert {r.check for r in texts} <= {"promise", "old_figure", "term"}
    assert len(texts) <= 8
