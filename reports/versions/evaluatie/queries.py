"""Which adopted plan a year belongs to, and which years there are to look back on. Runs as the gemeente."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import Collega
from reports.models import Evaluatieversie, Planversie


@dataclass(frozen=True)
class EvaluatieStand:
    versie: Evaluatieversie
    door: str


@dataclass(frozen=True)
class Years:
    """The years that can be evaluated, and for each the plan that counted in it; the latest adoption goes first."""

    adopted: tuple[Planversie, ...]  # without their plan
    today: date

    @property
    def all(self) -> range:
        """From the first plan until now; of a plan that must still begin its first year alone."""
        if not self.adopted:
            return range(0)
        first = min(begin(versie) for versie in self.adopted)
        return range(first, max(self.today.year, first) + 1)

    @property
    def default(self) -> int:
        """The last whole year, or else the first there is."""
        return max(self.today.year - 1, self.all[0])

    def plan_in(self, jaar: int) -> Planversie | None:
        if jaar not in self.all:
            return None
        return next((versie for versie in self.adopted if begin(versie) <= jaar), None)


def begin(versie: Planversie) -> int:
    """The year from which it counts."""
    assert versie.vastgesteld_at is not None
    return (versie.periode_van or timezone.localdate(versie.vastgesteld_at)).year


def years() -> Years:
    adopted = Planversie.objects.adopted().select_related("beleidsplan").defer("plan")
    return Years(tuple(adopted), timezone.localdate())


def kept_of(jaar: int) -> list[EvaluatieStand]:
    """Those of that year, the newest first."""
    versies = list(Evaluatieversie.objects.filter(jaar=jaar).defer("plan"))
    names = Collega.names({versie.created_by for versie in versies})
    return [EvaluatieStand(versie, names.get(versie.created_by, "")) for versie in versies]
