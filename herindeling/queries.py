from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from herindeling.models import Meegaan, Overdracht
from tenants.models import Gemeente, Opvolging

NAMES = {
    "rijen": ("antwoord of keuze", "antwoorden en keuzes"),
    "acties": ("actie", "acties"),
    "cijfers": ("cijfer", "cijfers"),
    "plannen": ("vastgesteld plan", "vastgestelde plannen"),
}


@dataclass(frozen=True)
class Stand:
    """Of one pair: what was made ready last, what was taken in, and how many people were chosen and let in."""

    opvolging: Opvolging
    overdracht: Overdracht | None
    chosen: int = 0
    granted: int = 0

    @property
    def told(self) -> str:
        return in_words(self.overdracht.counts) if self.overdracht else ""

    @property
    def is_taken(self) -> bool:
        return self.overdracht is not None and self.overdracht.taken_at is not None

    @property
    def can_remove(self) -> bool:
        return self.overdracht is None and not self.chosen


def in_words(counts: dict[str, int]) -> str:
    return ", ".join(numbered(counts.get(name, 0), *names) for name, names in NAMES.items())


def numbered(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def stands_of(opvolgingen: Any) -> list[Stand]:
    """Three queries, however many there are. As the platform, or as one of the two."""
    found = list(opvolgingen.select_related("predecessor", "successor"))
    newest: dict[Any, Overdracht] = {}
    for row in Overdracht.objects.filter(opvolging__in=found).order_by("written_at"):
        newest[row.opvolging_id] = row
    people = Meegaan.objects.filter(opvolging__in=found).values("opvolging")
    counts = people.annotate(chosen=Count("pk"), granted=Count("pk", filter=Q(granted_at__isnull=False)))
    mensen = {row["opvolging"]: (row["chosen"], row["granted"]) for row in counts.order_by()}
    return [Stand(each, newest.get(each.pk), *mensen.get(each.pk, (0, 0))) for each in found]


def all_stands() -> list[Stand]:
    return stands_of(Opvolging.objects.order_by("-datum", "successor__sorteernaam", "predecessor__sorteernaam"))


def stands_before(gemeente: Gemeente) -> list[Stand]:
    """Of what goes over into this gemeente."""
    return stands_of(Opvolging.objects.filter(successor=gemeente).order_by("predecessor__sorteernaam"))


def stands_after(gemeente: Gemeente) -> list[Stand]:
    """Of that into which this gemeente goes over."""
    return stands_of(Opvolging.objects.filter(predecessor=gemeente).order_by("successor__sorteernaam"))
