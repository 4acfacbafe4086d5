"""What the tweede lezer says of the plan as it stands now, as rows for the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

import tenants.models
from reports.document.checks.check import Check, Subject
from reports.document.checks.reader import Said, read
from reports.document.checks.remark import Place, Remark
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand
from reports.models import KloptZo
from reports.passages.lezer.places import url_of
from zelfevaluatie.models import Zelfevaluatie

AT_ONCE = 5  # of a check, before the rest is folded


@dataclass(frozen=True)
class Row:
    remark: Remark
    url: str

    @property
    def place(self) -> Place:
        return self.remark.found.place


@dataclass(frozen=True)
class Group:
    """The remarks of one check; `first` are on the page, `rest` is folded."""

    check: Check
    rows: tuple[Row, ...]

    @property
    def first(self) -> tuple[Row, ...]:
        return self.rows[:AT_ONCE]

    @property
    def rest(self) -> tuple[Row, ...]:
        return self.rows[AT_ONCE:]


@dataclass(frozen=True)
class Nalezing:
    """`open` and `away` per subject; without totals, which would be a score."""

    open: list[tuple[Subject, list[Group]]]
    away: list[Group]


def read_now(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> list[tuple[Subject, list[Said]]]:
    """Runs as the gemeente. The stand is read along, whether or not the plan prints it."""
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    plan = replace(plan, stand=plan.stand or gather_stand(zelfevaluatie))
    return read(plan, today=timezone.localdate())


def nalezing_of(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente, can_edit: bool) -> Nalezing:
    away = set(KloptZo.objects.values_list("sha256", flat=True))
    subjects = read_now(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    still = [(subject, groups(said, can_edit, lambda key: key not in away)) for subject, said in subjects]
    gone = [group for _, said in subjects for group in groups(said, can_edit, lambda key: key in away)]
    return Nalezing([(subject, found) for subject, found in still if found], gone)


def groups(spoken: Iterable[Said], can_edit: bool, wanted: Callable[[str], bool]) -> list[Group]:
    found = []
    for said in spoken:
        rows = tuple(
            Row(remark, url_of(remark.found.place, can_edit=can_edit)) for remark in said.remarks if wanted(remark.key)
        )
        if rows:
            found.append(Group(said.check, rows))
    return found
