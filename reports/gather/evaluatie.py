"""An adopted plan, with what its acties, indicatoren and cijfers are today: what an evaluation is made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

import aanpak.models
import tenants.models
from aanpak.enums import Ambitie, Staat
from aanpak.moment import rank
from reports.document.plan import Plan, PlanActie, PlanDeel, PlanEvaluatie
from reports.document.tidy import tidy
from reports.gather.lokaal import CIJFERS, gather_cijfers, gather_indicatoren
from reports.gather.plan import printed_actie
from reports.gather.version import plan_today
from reports.models import Evaluatie, Planversie

WORDS = ("inleiding", "conclusie", "geld", "vervolg")


def evaluatie_of(jaar: int) -> Evaluatie:
    """What was written of that year, or a row that was not saved; one query. Runs as the gemeente."""
    return Evaluatie.objects.filter(jaar=jaar).first() or Evaluatie(jaar=jaar)


def gather_evaluatie(*, versie: Planversie, gemeente: tenants.models.Gemeente, jaar: int) -> Plan:
    """In eight queries however much there is. Needs `versie.beleidsplan`. Of a joint plan what is of this gemeente.

    Of the adopted text it has no more than an evaluation is about.
    """
    today, row = timezone.localdate(), evaluatie_of(jaar)
    adopted = own_part(plan_today(versie), gemeente)
    return replace(
        adopted,
        made_at=timezone.now().replace(microsecond=0),
        stand_op=today,
        samenvatting=None,
        scenarios=None,
        begrippen=(),
        evaluatie=PlanEvaluatie(
            jaar=jaar,
            stand_op=today,
            onderdelen=tuple(parts_now({part.code: part.titel for part in adopted.onderdelen})),
            **{name: tidy(getattr(row, name)) for name in WORDS},
        ),
    )


def own_part(plan: Plan, gemeente: tenants.models.Gemeente) -> Plan:
    own = [each for each in plan.gemeenten if each.code == gemeente.code]
    names = {each.korte_naam for each in own}
    parts = [
        PlanDeel(
            code=part.code,
            titel=part.titel,
            acties=mine(part.acties, names),
            vervallen=mine(part.vervallen, names),
            indicatoren=mine(part.indicatoren or (), names),
        )
        for part in plan.onderdelen
        if part.code.startswith("ambitie_")
    ]
    return replace(plan, gemeenten=tuple(own) or plan.gemeenten[:1], onderdelen=tuple(parts))


def mine(rows: Iterable[Any], names: set[str]) -> tuple[Any, ...]:
    """Without the name: the rest of the plan is of nobody else."""
    return tuple(replace(row, gemeenten=()) for row in rows if not row.gemeenten or names & {*row.gemeenten})


def parts_now(titels: dict[str, str]) -> Iterable[PlanDeel]:
    """The ambities with all acties there are, also those that are dropped without a reason; and the cijfers."""
    acties: defaultdict[int, list[PlanActie]] = defaultdict(list)
    vervallen: defaultdict[int, list[PlanActie]] = defaultdict(list)
    for row in sorted(aanpak.models.Actie.objects.all(), key=rank):
        (vervallen if row.staat == Staat.VERVALLEN else acties)[row.ambitie].append(printed_actie(row))
    indicatoren = gather_indicatoren()
    for ambitie in Ambitie:
        code = f"ambitie_{ambitie}"
        yield PlanDeel(
            code=code,
            titel=titels.get(code) or f"Ambitie {ambitie.label.replace('.', ':', 1)}",
            acties=tuple(acties[ambitie]),
            vervallen=tuple(vervallen[ambitie]),
            indicatoren=tuple(indicatoren[ambitie]),
        )
    yield PlanDeel(code=CIJFERS, titel="", cijfers=gather_cijfers())
