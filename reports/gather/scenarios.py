"""What the college can choose between, as the Plan keeps it; and what there is to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from aanpak.enums import Prioriteit
from kader.enums import Status
from kader.kept import inhoud_of
from kader.models import Bouwsteen
from reports.document.chosen import PlanBedrag, PlanOptie, PlanOptieActie, PlanScenarios
from reports.document.means import to_do
from reports.document.plan import PlanActie
from reports.document.tidy import tidy
from reports.keuzes.scenarios.models import NUMBERS, Raming, Scenarios
from tenants.written import written
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of

FAR = {Status.NOG_NIET, Status.IN_VOORBEREIDING, Status.DEELS}  # what nobody answered is unknown, and lacks nothing
NAMEN = {1: "Basis", 2: "Basis en wat nu speelt", 3: "Basis en alles uit het plan"}


@dataclass(frozen=True)
class Item:
    """Something to tick: an actie of the list, or what Kompas proposes at a bouwsteen that has none.

    `key` is its id as text. What was ticked as proposed stays ticked when it becomes an actie: then `place` is ticked.
    """

    pk: UUID
    actie: PlanOptieActie
    place: str = ""  # the id of its bouwsteen
    is_basis: bool = False  # of Plateau 1, and not arranged
    is_now: bool = False  # called first by the gemeente

    @property
    def key(self) -> str:
        return str(self.pk)

    def is_in(self, ticks: Iterable[str]) -> bool:
        return bool({self.key, self.place} & set(ticks))


@written
def rows_of(zelfevaluatie: Any) -> QuerySet[Scenarios]:
    return Scenarios.objects.filter(zelfevaluatie=zelfevaluatie).order_by()


def saved_scenarios(zelfevaluatie: Zelfevaluatie) -> Scenarios:
    """What was saved, or the defaults in a row that was not; one query. Runs as the gemeente."""
    return next(iter(rows_of(zelfevaluatie.pk)), None) or Scenarios(zelfevaluatie=zelfevaluatie)


def gather_scenarios(zelfevaluatie: Zelfevaluatie, acties: Iterable[PlanActie]) -> PlanScenarios | None:
    """By value; None, after one query, when the gemeente has none or leaves them out. `acties`: of the plan."""
    row = saved_scenarios(zelfevaluatie)
    return scenarios_in(row, items_of(zelfevaluatie, acties)) if row.version and row.included else None


def scenarios_in(row: Scenarios, items: Iterable[Item]) -> PlanScenarios:
    opties = {nummer: tidy(getattr(row, f"naam_{nummer}")) for nummer in NUMBERS}
    named = [nummer for nummer, naam in opties.items() if naam]
    chosen = [(item, tuple(nummer for nummer in named if item.is_in(ticks_of(row, nummer)))) for item in items]
    return PlanScenarios(
        opties=tuple(PlanOptie(nummer, opties[nummer]) for nummer in named),
        acties=tuple(replace(item.actie, opties=numbers) for item, numbers in chosen if numbers),
        advies=row.advies if row.advies in named else None,
        reden=tidy(row.reden) if row.advies in named else "",
        in_plan=row.in_plan,
    )


def ticks_of(row: Scenarios, nummer: int) -> list[str]:
    return list(getattr(row, f"acties_{nummer}"))


def proposed(items: Iterable[Item]) -> dict[str, Any]:
    """The first options, as the `initial` of a form: nothing of it is kept until somebody saves it."""
    items = list(items)
    chosen = {
        1: [item for item in items if item.is_basis],
        2: [item for item in items if item.is_basis or item.is_now],
        3: items,
    }
    return {f"naam_{nummer}": NAMEN[nummer] for nummer in NUMBERS} | {
        f"acties_{nummer}": [item.key for item in chosen[nummer]] for nummer in NUMBERS
    }


def items_of(zelfevaluatie: Zelfevaluatie, acties: Iterable[PlanActie]) -> list[Item]:
    """First what is in the list of the gemeente and not done, then what Kompas proposes; two queries."""
    acties = list(acties)
    ramingen = {raming.place: raming for raming in Raming.objects.order_by()}
    places = {bouwsteen.code: bouwsteen for bouwsteen in inhoud_of(zelfevaluatie.kaderversie).bouwstenen}
    lacking = {
        antwoord.bouwsteen.code: antwoord.bouwsteen
        for antwoord in antwoorden_of(zelfevaluatie)
        if antwoord.bouwsteen.plateau == 1 and antwoord.status in FAR
    }
    planned = {actie.code for actie in acties}
    return [
        *(of_list(actie, places.get(actie.code), actie.code in lacking, ramingen) for actie in to_do(acties)),
        *(of_kompas(bouwsteen, ramingen) for code, bouwsteen in lacking.items() if code not in planned),
    ]


Ramingen = dict[object, Raming]


def of_list(actie: PlanActie, place: Bouwsteen | None, is_basis: bool, ramingen: Ramingen) -> Item:
    assert actie.pk  # it comes from the list, and was not read back from a kept plan
    listed = PlanOptieActie(
        wat=actie.wat,
        code=actie.code,
        opties=(),
        kosten=exactly(actie.kosten, actie.kostensoort),
        uren=exactly(actie.uren, actie.kostensoort),
        dekking=actie.dekking,
    )
    return Item(
        pk=actie.pk,
        actie=estimated(listed, ramingen.get(actie.pk)),
        place=str(place.pk) if place else "",
        is_basis=is_basis,
        is_now=actie.prioriteit == Prioriteit.NU,
    )


def of_kompas(bouwsteen: Bouwsteen, ramingen: Ramingen) -> Item:
    wat = bouwsteen.actie or bouwsteen.titel
    offered = PlanOptieActie(wat=wat, code=bouwsteen.code, opties=(), in_lijst=False)
    return Item(bouwsteen.pk, estimated(offered, ramingen.get(bouwsteen.pk)), str(bouwsteen.pk), is_basis=True)


def exactly(amount: Decimal | int | None, soort: str) -> PlanBedrag | None:
    return None if amount is None else PlanBedrag(Decimal(amount), Decimal(amount), soort)


def estimated(actie: PlanOptieActie, raming: Raming | None) -> PlanOptieActie:
    """With what the gemeente estimated here in the place of what its list says."""
    if raming is None:
        return actie
    return replace(
        actie,
        kosten=bedrag_of(raming, "kosten") or actie.kosten,
        uren=bedrag_of(raming, "uren") or actie.uren,
        dekking=tidy(raming.dekking) or actie.dekking,
    )


def bedrag_of(raming: Raming, name: str) -> PlanBedrag | None:
    found = raming.between(name)
    return PlanBedrag(*found, getattr(raming, f"{name}soort"), tidy(raming.bron)) if found else None
