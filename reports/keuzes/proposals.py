"""What Kompas proposes for the samenvatting, out of answers and acties. It is in no plan until somebody takes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from aanpak.moment import rank
from kader.enums import Status
from reports.document.coming import in_order
from reports.document.means import to_do
from reports.document.plan import PlanActie
from reports.keuzes.samenvatting_models import SHORT_MAX
from zelfevaluatie.models import Antwoord

SHOWN = 6  # of each kind: twice what can be chosen
FAR = (Status.NOG_NIET, Status.IN_VOORBEREIDING, Status.DEELS)  # the farthest off first


@dataclass(frozen=True)
class Proposal:
    """`key` says which field it is for and what it is about; `why` is for the adviser alone, never in the plan."""

    key: str
    tekst: str
    why: str

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def problems(antwoorden: Iterable[Antwoord]) -> list[Proposal]:
    """What is answered and not arranged, Plateau 1 first. What nobody answered is unknown, and no problem."""
    far = [antwoord for antwoord in antwoorden if antwoord.status in FAR]
    far.sort(key=lambda a: (a.bouwsteen.plateau, FAR.index(Status(a.status)), a.bouwsteen.volgorde))
    return [
        Proposal(
            f"probleem:{antwoord.bouwsteen.code}",
            cut(f"{begin(antwoord)}: {antwoord.bouwsteen.titel}"),
            f"{antwoord.bouwsteen.code}, Plateau {antwoord.bouwsteen.plateau}: {antwoord.get_status_display()}",
        )
        for antwoord in far[:SHOWN]
    ]


def begin(antwoord: Antwoord) -> str:
    return "Nog maar voor een deel geregeld" if antwoord.status == Status.DEELS else "Nog niet geregeld"


def priorities(acties: Iterable[PlanActie]) -> list[Proposal]:
    """What is to be done: what the gemeente called first, and of that the soonest."""
    return [
        Proposal(f"prioriteit:{actie.pk}", cut(actie.wat.rstrip(".")), why(actie))
        for actie in sorted(in_order(to_do(acties)), key=rank)[:SHOWN]
    ]


def why(actie: PlanActie) -> str:
    chosen = f"prioriteit: {actie.prioriteit_label}" if actie.prioriteit else ""
    return "; ".join(filter(None, [chosen, actie.wanneer or "nog geen datum"]))


def cut(text: str) -> str:
    """As much as there is room for, up to a whole word."""
    return text if len(text) <= SHORT_MAX else f"{text[: SHORT_MAX - 1].rsplit(' ', 1)[0]}…"
