"""The tweede lezer: every standing check over one Plan. Nothing here blocks, counts or judges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.document.checks.acties import ACTIES
from reports.document.checks.check import Check, Subject
from reports.document.checks.gaps import GAPS
from reports.document.checks.language import LANGUAGE
from reports.document.checks.law import LAW
from reports.document.checks.lokaal import LOKAAL_DATA
from reports.document.checks.persons import PERSONS
from reports.document.checks.reading import Reading
from reports.document.checks.remark import Remark
from reports.document.plan import Plan

SUBJECTS: tuple[Subject, ...] = (PERSONS, GAPS, ACTIES, LOKAAL_DATA, LAW, LANGUAGE)


@dataclass(frozen=True)
class Said:
    """What one check says of this plan."""

    check: Check
    remarks: tuple[Remark, ...]


def read(plan: Plan, *, today: date) -> list[tuple[Subject, list[Said]]]:
    """Per subject the checks that have something to say. `plan` has its `stand`, also when that is not printed."""
    reading = Reading(plan, today)
    found = []
    for subject in SUBJECTS:
        asked = [ask(check, reading) for check in subject.checks]
        found.append((subject, [said for said in asked if said.remarks]))
    return [(subject, spoken) for subject, spoken in found if spoken]


def ask(check: Check, reading: Reading) -> Said:
    return Said(check, tuple(unique(Remark(check.code, found) for found in check.find(reading))))


def unique(remarks: Iterator[Remark]) -> Iterator[Remark]:
    """One of each key: the same sentence twice in one text is one remark."""
    return iter({remark.key: remark for remark in remarks}.values())
