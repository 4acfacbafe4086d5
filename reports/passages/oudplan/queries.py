"""What the pages of an old plan show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, resolve_url

from accounts.models import Collega
from jobs.models import Job
from jobs.progress import Progress
from reports.document.passage import anchor
from reports.passages.oudplan.actions import STEPS
from reports.passages.oudplan.matching import PASSAGE, Place
from reports.passages.oudplan.models import Alinea, OudPlan
from zelfevaluatie.queries import detail_url

SHOWN = 40
WAITS = "Het plan wacht op zijn beurt"
NOTHING = "Geen plek gevonden"


@dataclass(frozen=True)
class PlanStand:
    plan: OudPlan
    door: str
    progress: Progress

    @property
    def open(self) -> int:
        return self.plan.open  # type: ignore[attr-defined]

    @property
    def total(self) -> int:
        return self.plan.total  # type: ignore[attr-defined]


@dataclass
class Group:
    """Paragraphs for one place."""

    titel: str
    code: str
    alineas: list[Alinea] = field(default_factory=list)


@dataclass(frozen=True)
class Gedaan:
    """A paragraph about which somebody decided; `url` leads to where it stands now."""

    alinea: Alinea
    titel: str
    url: str
    door: str


def counted() -> Any:
    still = Q(alineas__besluit=Alinea.Besluit.OPEN)
    return OudPlan.objects.defer("bestand").annotate(total=Count("alineas"), open=Count("alineas", filter=still))


def standen() -> list[PlanStand]:
    plans = list(counted())
    jobs = {job.pk: job for job in Job.objects.filter(pk__in=[plan.pk for plan in plans])}
    names = Collega.names({plan.created_by for plan in plans})
    return [stand_of(plan, jobs.get(plan.pk), names) for plan in plans]


def stand_or_404(pk: UUID) -> PlanStand:
    plan = get_object_or_404(counted(), pk=pk)
    return stand_of(plan, Job.objects.filter(pk=pk).first(), Collega.names({plan.created_by}))


def stand_of(plan: OudPlan, job: Job | None, names: dict[Any, str]) -> PlanStand:
    progress = Progress.of(job, made=bool(plan.read_at), names=STEPS, waits=WAITS)
    return PlanStand(plan, names.get(plan.created_by, ""), progress)


def alinea_or_404(pk: UUID) -> Alinea:
    return get_object_or_404(Alinea.objects.select_related("oudplan").defer("oudplan__bestand"), pk=pk)


def page_of(alineas: Iterable[Alinea], places: dict[str, Place], number: str) -> tuple[Any, list[Group]]:
    """One page of what is not decided yet, in the order of the Kader and the plan; what has no place comes last."""
    order = {code: n for n, code in enumerate(places)}
    ranked = sorted(alineas, key=lambda row: (order.get(row.voorstel, len(order)), row.volgorde))
    page = Paginator(ranked, SHOWN).get_page(number)
    return page, grouped(page.object_list, places)


def grouped(alineas: Iterable[Alinea], places: dict[str, Place]) -> list[Group]:
    found: dict[str, Group] = {}
    for alinea in alineas:
        place = places.get(alinea.voorstel)
        code = place.code if place else ""
        group = found.setdefault(code, Group(place.naam if place else NOTHING, code))
        group.alineas.append(alinea)
    return list(found.values())


def decided(plan: OudPlan, places: dict[str, Place]) -> list[Gedaan]:
    rows = list(plan.alineas.decided().order_by("volgorde"))
    names = Collega.names({row.decided_by for row in rows} - {None})
    return [
        Gedaan(
            row,
            places[row.plaats].naam if row.plaats in places else row.plaats,
            url_of(places.get(row.plaats)),
            names.get(row.decided_by, ""),
        )
        for row in rows
    ]


def taken_from(code: str) -> list[str]:
    """Where the text at a place of the plan came from, as far as it was taken over: `uit ons plan 2022, §3.2`."""
    rows = Alinea.objects.filter(besluit=Alinea.Besluit.PASSAGE, plaats=code).select_related("oudplan")
    return list(dict.fromkeys(row.herkomst for row in rows.defer("oudplan__bestand")))


def url_of(place: Place | None) -> str:
    if place is None:
        return ""
    if place.soort == PASSAGE:
        return f"{resolve_url('reports:plan_detail')}#passage-{anchor(place.code)}"
    return detail_url(place.code)
