from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tenants.models import Gemeente
from voorgangers.models import Voorgangersplan, Voorgangersrij


@dataclass(frozen=True)
class Plek:
    """One thing that is answered once, with what each predecessor answered."""

    code: str
    titel: str
    rijen: list[Voorgangersrij]


def voorgangers_at(code: str, gemeente: Gemeente | None) -> list[Voorgangersrij]:
    """What predecessors answered to one bouwsteen or question. Asks nothing where there are none."""
    if gemeente is None or not gemeente.has_voorgangers:
        return []
    kinds = [Voorgangersrij.Soort.BOUWSTEEN, Voorgangersrij.Soort.VRAAG]
    return list(Voorgangersrij.objects.filter(code=code, soort__in=kinds).order_by("gemeente_naam"))


def plannen_in_force(gemeente: Gemeente | None) -> list[Voorgangersplan]:
    """Of predecessors, those that count today unless a newer one was adopted. Asks nothing where there are none."""
    if gemeente is None or not gemeente.has_voorgangers:
        return []
    return list(Voorgangersplan.objects.light().in_force(timezone.localdate()))


# Of these a predecessor has several in one place, which their title begins with.
SEVERAL = {Voorgangersrij.Soort.ROUTESTAP, Voorgangersrij.Soort.INDICATOR}


def side_by_side() -> list[tuple[str, str, list[Plek]]]:
    """Per kind, its name and its rows of all predecessors together, in the order in which they are answered."""
    found: dict[tuple[str, str], list[Voorgangersrij]] = {}
    for rij in Voorgangersrij.objects.order_by("volgorde", "gemeente_naam"):
        found.setdefault((rij.soort, rij.code), []).append(rij)
    groups: dict[str, list[Plek]] = {}
    for (soort, code), rijen in found.items():
        titel = rijen[0].titel.partition(":")[0] if soort in SEVERAL else rijen[0].titel
        groups.setdefault(soort, []).append(Plek(code, titel, sorted(rijen, key=by_name)))
    return [(soort.value, str(soort.label), groups[soort]) for soort in Voorgangersrij.Soort if soort in groups]


def by_name(rij: Voorgangersrij) -> Any:
    return rij.gemeente_naam, rij.volgorde
