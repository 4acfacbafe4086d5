"""Where a gemeente stands: every count of Kompas is made here, and nowhere else.

The denominator is always the Kader's: an unanswered bouwsteen and one that is n.v.t. stay in it and are named.
"""

from dataclasses import dataclass

from kader.models import Rol, Status, Thema
from zelfevaluatie.counts import Stand
from zelfevaluatie.models import AanvullendAntwoord, Antwoord

NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
GAPS = ("", Status.NOG_NIET, Status.IN_VOORBEREIDING, Status.DEELS)


@dataclass(frozen=True)
class ThemaStand:
    thema: Thema
    plateau_1: list[Antwoord]
    plateau_2: list[Antwoord]

    @property
    def stand_1(self) -> Stand:
        return Stand.of(self.plateau_1)

    @property
    def stand_2(self) -> Stand:
        return Stand.of(self.plateau_2)

    @property
    def onbeantwoord(self) -> int:
        return self.stand_1.onbeantwoord + self.stand_2.onbeantwoord


@dataclass(frozen=True)
class Overzicht:
    themas: list[ThemaStand]
    plateau_1: Stand
    plateau_2: Stand
    rollen: list[tuple[Rol, Stand]]

    @property
    def onbeantwoord(self) -> int:
        return self.plateau_1.onbeantwoord + self.plateau_2.onbeantwoord

    @property
    def empty_sentence(self) -> str:
        """`In het hele Kader zijn 7 van 23 nog leeg.`; nothing when all is answered."""
        if not self.onbeantwoord:
            return ""
        verb = "is" if self.onbeantwoord == 1 else "zijn"
        totaal = self.plateau_1.totaal + self.plateau_2.totaal
        return f"In het hele Kader {verb} {self.onbeantwoord} van {totaal} nog leeg."


def number_in_words(number: int) -> str:
    """As one writes it in a sentence: in letters up to twelve."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


@dataclass(frozen=True)
class VragenStand:
    """How far the extra questions are. They fill the plan and never count."""

    antwoorden: list[AanvullendAntwoord]

    @property
    def open(self) -> list[AanvullendAntwoord]:
        return [antwoord for antwoord in self.antwoorden if not antwoord.status]

    @property
    def first(self) -> AanvullendAntwoord | None:
        """Where to go on: the first without an answer, or just the first."""
        return next(iter([*self.open, *self.antwoorden]), None)

    def __str__(self) -> str:
        """`Nog tien vragen voor je plan`, as long as there are any"""
        left = len(self.open)
        if not left:
            return "De extra vragen voor je plan"
        return "Nog één vraag voor je plan" if left == 1 else f"Nog {number_in_words(left)} vragen voor je plan"


def make_overzicht(antwoorden: list[Antwoord]) -> Overzicht:
    """Count per thema, plateau and primary rol. Each Antwoord needs its bouwsteen, thema and rol loaded."""
    themas = sorted({a.bouwsteen.thema for a in antwoorden}, key=lambda thema: thema.volgorde)
    rollen = sorted({a.bouwsteen.rol for a in antwoorden}, key=lambda rol: rol.volgorde)
    return Overzicht(
        themas=[
            ThemaStand(
                thema,
                [a for a in antwoorden if a.bouwsteen.thema == thema and a.bouwsteen.plateau == 1],
                [a for a in antwoorden if a.bouwsteen.thema == thema and a.bouwsteen.plateau == 2],
            )
            for thema in themas
        ],
        plateau_1=Stand.of(a for a in antwoorden if a.bouwsteen.plateau == 1),
        plateau_2=Stand.of(a for a in antwoorden if a.bouwsteen.plateau == 2),
        rollen=[(rol, Stand.of(a for a in antwoorden if a.bouwsteen.rol == rol)) for rol in rollen],
    )


def is_gap(antwoord: Antwoord) -> bool:
    """Still to be arranged. In Plateau 2, which is optional, an unanswered bouwsteen is no gap yet."""
    return antwoord.status in GAPS and not is_unchosen(antwoord)


def is_unchosen(antwoord: Antwoord) -> bool:
    """In Plateau 2: nobody has said yet whether the gemeente wants it."""
    return antwoord.bouwsteen.plateau == 2 and not antwoord.status


def next_steps(antwoorden: list[Antwoord], count: int = 3) -> list[Antwoord]:
    """The most useful next steps: Plateau 1 before Plateau 2; there, what is nearly done goes before what is far off,
    and an unanswered bouwsteen comes first of all, because answering it takes a minute."""
    order = {"": 0, Status.DEELS: 1, Status.IN_VOORBEREIDING: 2, Status.NOG_NIET: 3}
    gaps = [a for a in antwoorden if is_gap(a)]
    return sorted(gaps, key=lambda a: (a.bouwsteen.plateau, order[a.status], a.bouwsteen.volgorde))[:count]
