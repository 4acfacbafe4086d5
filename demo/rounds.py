"""Five yearly rounds of that country: larger gemeenten are further, so are some regio's, and each year a little more.

What a gemeente answers in a year follows from the seed, its number and the year alone, so that a larger country holds
the smaller one unchanged.
"""

import math
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from random import Random

from django.utils import timezone

from demo.country import IDS, Place
from demo.matching import made_odd, matched, outside, parts_of
from demo.themas import answer
from kader.models import Bouwsteen, KaderVersie, Status
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, GedeeldeGemeente, GedeeldeRegio, Inhoud
from metingen.models import Meetronde, Themavraag
from metingen.thema_queries import shared_themas
from tenants.models import Regio

Where = dict[tuple[str, str], Regio]
YEARS = 5
RESPONSE = (0.6, 0.66, 0.73, 0.8, 0.85)  # of the last, what it will be when it closes
DOEL = "Weten hoe ver gemeenten zijn met de aanpak van mensenhandel, en welke gemeenten hulp kunnen gebruiken."
ZIN = "Wij doen dit samen met onze partners in de regio."
NIVEAUS = ("zelf", "regio", "centrumgemeente", "buurgemeenten", "landelijk")
# How far one has to be for the next status; not answered and n.v.t. go by chance.
STEPS = ((0.9, Status.GEREGELD), (0.1, Status.DEELS), (-0.6, Status.IN_VOORBEREIDING), (-math.inf, Status.NOG_NIET))


def chance(*what: object) -> Random:
    return Random(" ".join(map(str, what)))  # noqa: S311, a demo and no secret


@cache
def traits(seed: int, code: str, plateau: int) -> tuple[float, float]:
    """Of a bouwsteen, the same for all: how hard it is, and how fast gemeenten get on with it."""
    return chance(seed, code, "hard").gauss(0.5 * (plateau == 2), 0.4), chance(seed, code, "pace").uniform(0.05, 0.3)


def make_rounds(kaderversie: KaderVersie, today: date) -> list[Meetronde]:
    """The last is open since some weeks; the others, a year apart, are closed."""
    begin = today - timedelta(days=75)
    rounds = []
    for years_ago in reversed(range(YEARS)):
        van = begin - timedelta(days=365 * years_ago)
        tot = van + timedelta(days=105)
        rounds.append(
            Meetronde(
                id=uuid.uuid5(IDS, f"meetronde {YEARS - years_ago}"),
                titel=f"Meting {van.year}",
                kaderversie=kaderversie,
                doel=DOEL,
                periode_van=van,
                periode_tot=tot,
                peildatum=date(van.year, 1, 1),
                voorbeeld=True,
                staat=Meetronde.Staat.GESLOTEN if years_ago else Meetronde.Staat.OPEN,
                opened_at=moment(van, 9),
                closed_at=moment(tot, 18) if years_ago else None,
            )
        )
    return rounds


def moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


@dataclass
class Answerer:
    """One gemeente through the years."""

    place: Place
    seed: int
    where: Where
    bouwstenen: list[Bouwsteen]  # with their deelcriteria

    def random(self, *what: object) -> Random:
        return chance(self.seed, self.place.nummer, *what)

    @cached_property
    def ability(self) -> float:
        """Larger is further, and regio's differ; so do gemeenten."""
        size = math.log10(max(self.place.inwoners, 1_000) / 40_000)
        regio = chance(self.seed, "regio", self.place.veiligheidsregio).gauss(0, 0.35)
        return 0.75 * size + regio + self.random("ability").gauss(0, 0.45)

    def submitted_at(self, year: int, ronde: Meetronde) -> datetime | None:
        """When it submitted; most do so at the beginning or just before the end. None: not, or not yet."""
        willing = self.random("willing").gauss(0, 0.12) + 0.05 * self.ability
        if self.random("response", year).random() > RESPONSE[year] + willing:
            return None
        at = self.random("when", year).betavariate(0.7, 0.9)
        assert ronde.opened_at
        days = (ronde.periode_tot - ronde.periode_van).days
        found = ronde.opened_at + timedelta(days=at * days, minutes=5)
        return found if found < (ronde.closed_at or timezone.now()) else None

    def recipients(self, year: int) -> tuple[list[str], list[uuid.UUID]]:
        """A gemeente mostly ticks what it ticked before."""
        habit = self.random("recipients", year if self.random("turns", year).random() < 0.08 else "")
        pick = habit.random()
        organisaties = ["vng", "comensha"] if pick < 0.7 else ["vng"] if pick < 0.83 else ["comensha"]
        regios = [
            self.where[soort, real].pk
            for soort, real in (("provincie", self.place.provincie), ("veiligheidsregio", self.place.veiligheidsregio))
            if habit.random() < 0.4
        ]
        return (organisaties if pick < 0.93 else []), regios

    def themas(self, year: int, vragen: Iterable[Themavraag]) -> dict[str, str]:
        """By the name of the question."""
        reached = self.ability + 0.22 * (year - YEARS + 3)
        return {
            each.name: answer(each, reached=reached, inwoners=self.place.inwoners, luck=self.random(each.vraag, year))
            for each in vragen
        }

    def inhoud(self, year: int, ronde: Meetronde, vragen: Iterable[Themavraag] = ()) -> Inhoud:
        growth = 1 + 0.006 * (year - YEARS + 1)
        regios = (
            self.where["provincie", self.place.provincie],
            self.where["veiligheidsregio", self.place.veiligheidsregio],
        )
        enquete = self.enquete(year, ronde)
        inhoud = Inhoud(
            kaderversie=ronde.kaderversie.versie,
            peildatum=ronde.peildatum,
            gemeente=GedeeldeGemeente(
                code=self.place.code,
                naam=self.place.naam,
                inwoners=round(self.place.inwoners * growth),
                regios=tuple(GedeeldeRegio(str(regio.soort), regio.code, regio.naam) for regio in regios),
            ),
            antwoorden=tuple(self.antwoorden(year, enquete, ronde.periode_van)),
            enquete=enquete,
            themavragen=shared_themas(vragen, self.themas(year, vragen)),
        )
        return made_odd(inhoud, self.bouwstenen, self.random("odd", year), ronde.periode_van)

    def antwoorden(self, year: int, enquete: GedeeldeEnquete, day: date) -> Iterator[GedeeldAntwoord]:
        shares = self.random("shares")
        drawn = {bouwsteen.code: self.status(bouwsteen, year, self.ability) for bouwsteen in self.bouwstenen}
        statuses = matched(drawn, enquete, day)
        with_zin, with_deelcriteria = shares.random() < 0.4, shares.random() < 0.3
        for bouwsteen in self.bouwstenen:
            random = self.random(bouwsteen.code, year)
            status = statuses[bouwsteen.code]
            levels = random.choices(NIVEAUS, (6, 5, 2, 2, 1), k=random.choice((1, 1, 2))) if status else []
            yield GedeeldAntwoord(
                code=bouwsteen.code,
                status=status,
                organisatieniveau=tuple(sorted(set(levels))) if status not in {"", "nog_niet", "nvt"} else (),
                plan_zin=(ZIN if status in {"geregeld", "deels"} else "") if with_zin else None,
                deelcriteria=parts_of(bouwsteen, status, random) if with_deelcriteria else None,
            )

    def status(self, bouwsteen: Bouwsteen, year: int, ability: float) -> str:
        pick = self.random("left out", bouwsteen.code).random() + 0.02 * year
        if pick < 0.04:
            return ""
        if pick > 1.06 - 0.08 * (bouwsteen.plateau == 2):
            return Status.NVT.value
        hard, pace = traits(self.seed, bouwsteen.code, bouwsteen.plateau)
        luck = self.random("own", bouwsteen.code)
        own = luck.gauss(0, 0.55) + sum(luck.gauss(0, 0.12) for _ in range(year))
        reached = ability + own - hard + pace * year - 0.1
        return next(status for limit, status in STEPS if reached > limit).value

    def enquete(self, year: int, ronde: Meetronde) -> GedeeldeEnquete:
        """It gets a plan, an aandachtsfunctionaris and money once it is far enough, and mostly keeps them."""
        random, reached = self.random("enquete"), self.ability + 0.22 * year
        plan = next(
            (value for limit, value in ((0.9, "eigen"), (0.4, "gezamenlijk"), (0.1, "ander_plan"), (-0.4, "in_de_maak"))
             if reached + random.gauss(0, 0.5) > limit),
            Beleidsplan.NEE.value,
        )  # fmt: skip
        functionaris = self.yes_no(reached + 0.3, "aandachtsfunctionaris")
        ends = date(ronde.peildatum.year + random.randint(-1, 3), 12, 31)
        until = outside(ends, ronde.periode_van, ronde.periode_tot) if plan in HAS_PLAN else None
        return GedeeldeEnquete(
            begroting=self.yes_no(reached - 0.2, "begroting"),
            beleidsplan=plan,
            beleidsplan_geldig_tot=until,
            aandachtsfunctionaris=functionaris,
            aandachtsfunctionaris_uren=random.choice((4, 8, 8, 12, 16, 24, 36)) if functionaris == JaNee.JA else None,
            zorgcoordinatie=self.yes_no(reached + 0.1, "zorgcoordinatie"),
        )

    def yes_no(self, reached: float, what: str) -> str:
        random = self.random(what)
        if random.random() < 0.05:
            return JaNee.ONBEKEND.value
        return (JaNee.JA if reached + random.gauss(0, 0.6) > 0 else JaNee.NEE).value
