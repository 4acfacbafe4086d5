"""What a list of gemeenten changes. Worked out from what is there each time, so that nothing is done twice."""

import re
from dataclasses import dataclass, field
from datetime import date

from tenants.indeling.lijst import Lijst, Regel
from tenants.indeling.table import LijstFout
from tenants.models import Gemeente, Gemeentelijst, Indeling, Opvolging, Regio
from tenants.names import plain

MOST_AT_ONCE = 10  # gemeenten that may end whatever the size of the country
SHARE_AT_ONCE = 5  # or one in so many; in 2019, the most in ten years, it was one in ten


@dataclass(frozen=True)
class Move:
    gemeente: Gemeente | None  # None: one that is new
    code: str
    naam: str
    soort: str
    van: tuple[Indeling, ...]
    naar: str


@dataclass
class Change:
    lijst: Lijst
    first: bool = False  # nothing was there before
    again: bool = False  # a list of this day was loaded before
    new: dict[str, str] = field(default_factory=dict)  # code: the name in its address
    ended: list[Gemeente] = field(default_factory=list)
    mistaken: list[Gemeente] = field(default_factory=list)  # began on this day by an earlier list, and not by this
    back: list[Gemeente] = field(default_factory=list)
    renamed: list[Gemeente] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    counted: list[Gemeente] = field(default_factory=list)
    regios: dict[tuple[str, str], str] = field(default_factory=dict)  # of which the name is new
    gap: int = 0  # years since the list before

    @property
    def is_empty(self) -> bool:
        parts = (self.new, self.ended, self.mistaken, self.back, self.renamed, self.moved, self.counted, self.regios)
        return not any(parts)


def compare(lijst: Lijst) -> Change:
    """Raises LijstFout for a list that is older than what is there, or that cannot be right."""
    known = {gemeente.code: gemeente for gemeente in Gemeente.objects.invented(lijst.voorbeeld)}
    last = Gemeentelijst.last_day(voorbeeld=lijst.voorbeeld)
    if last and lijst.peildatum < last:
        raise LijstFout(
            f"Deze lijst is van {lijst.peildatum:%d-%m-%Y}, en die van {last:%d-%m-%Y} is al geladen."
            " Terug in de tijd kan niet."
        )
    change = Change(lijst, first=not known, again=lijst.peildatum == last)
    change.gap = lijst.peildatum.year - last.year if last else 0
    leave(change, known)
    arrive(change, known)
    stay(change, known)
    belong(change, known)
    return change


def leave(change: Change, known: dict[str, Gemeente]) -> None:
    """What is not on the list."""
    lijst = change.lijst
    running = [g for g in known.values() if g.valid_until is None or g.valid_until >= lijst.peildatum]
    gone = [gemeente for gemeente in running if gemeente.code not in lijst.regels]
    change.mistaken = [gemeente for gemeente in gone if gemeente.valid_from == lijst.peildatum]
    change.ended = [gemeente for gemeente in gone if gemeente not in change.mistaken]
    if opened := [gemeente.naam for gemeente in change.mistaken if gemeente.opening != Gemeente.Opening.NONE]:
        raise LijstFout(f"Deze gemeenten zijn nieuw en al geopend, en staan niet op de lijst: {', '.join(opened)}.")
    if len(gone) > max(MOST_AT_ONCE, len(running) // SHARE_AT_ONCE):
        raise LijstFout(
            f"Van de {len(running)} gemeenten staan er {len(gone)} niet op deze lijst. Zo veel verdwijnen er nooit"
            " tegelijk; kijk of het bestand heel is."
        )


def arrive(change: Change, known: dict[str, Gemeente]) -> None:
    """What is on the list and was not there, or was no longer."""
    taken = set(Gemeente.objects.values_list("slug", flat=True))
    for code, regel in change.lijst.regels.items():
        there = known.get(code)
        if there is None:
            label = change.new[code] = free_label(regel, change.lijst.peildatum, taken)
            taken.add(label)
        elif there.valid_until and there.valid_until < change.lijst.peildatum:
            change.back.append(there)
    over = Opvolging.objects.filter(predecessor__in=change.back).select_related("predecessor", "successor").first()
    if over:
        raise LijstFout(
            f"{over.predecessor.naam} ({over.predecessor.code}) staat op de lijst, en ging op {over.datum:%d-%m-%Y}"
            f" over in {over.successor.naam}. Klopt de lijst, haal dan eerst die opvolging weg."
        )


def free_label(regel: Regel, day: date, taken: set[str]) -> str:
    """Its name in an address. Who is no more keeps hers, so a new one of that name gets a year behind it."""
    label = host_label(regel.korte_naam)
    for free in (label, host_label(regel.naam), f"{label}-{day.year}", f"{label}-{regel.code.lower()}"):
        if free and free not in taken:
            return free
    raise LijstFout(f"Er is geen vrij webadres voor {regel.naam} ({regel.code}).")


def host_label(korte_naam: str) -> str:
    """A DNS label: `Bergen (NH.)` → `bergen-nh`, `'s-Hertogenbosch` → `s-hertogenbosch`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(korte_naam)).strip("-")


def stay(change: Change, known: dict[str, Gemeente]) -> None:
    for code, regel in change.lijst.regels.items():
        gemeente = known.get(code)
        if gemeente is None:
            continue
        if (gemeente.naam, gemeente.korte_naam) != (regel.naam, regel.korte_naam):
            change.renamed.append(gemeente)
        counted = (gemeente.inwoners, gemeente.inwoners_peildatum) == (regel.inwoners, change.lijst.peildatum)
        if regel.inwoners is not None and not counted:
            change.counted.append(gemeente)


def belong(change: Change, known: dict[str, Gemeente]) -> None:
    """To which regio's, of the kinds that the list tells of."""
    lijst = change.lijst
    soorten = list(next(iter(lijst.regels.values())).regios)
    there = {(soort, code): naam for soort, code, naam in known_regios(soorten)}
    for soort in soorten:
        check_regios(soort, lijst, {code for kind, code in there if kind == soort})
    running: dict[tuple[str, str], list[Indeling]] = {}
    for indeling in Indeling.objects.filter(regio__soort__in=soorten).select_related("regio", "gemeente"):
        until, code = indeling.valid_until, indeling.gemeente.code
        returns = until is not None and until == indeling.gemeente.valid_until and indeling.gemeente in change.back
        if until is None or until >= lijst.peildatum or returns:
            running.setdefault((code, indeling.regio.soort), []).append(indeling)
    for code, regel in lijst.regels.items():
        for soort, (regio, naam) in regel.regios.items():
            if there.get((soort, regio)) != naam:
                change.regios[soort, regio] = naam
            van = tuple(running.get((code, soort), ()))
            if [indeling.regio.code for indeling in van] != [regio]:
                change.moved.append(Move(known.get(code), code, regel.naam, soort, van, regio))


def known_regios(soorten: list[str]) -> list[tuple[str, str, str]]:
    return list(Regio.objects.filter(soort__in=soorten).values_list("soort", "code", "naam"))


def check_regios(soort: str, lijst: Lijst, known: set[str]) -> None:
    """A provincie or veiligheidsregio does not come about by a list of gemeenten, but for the first."""
    found = {regel.regios[soort] for regel in lijst.regels.values()}
    unknown = sorted(f"{naam} ({code})" for code, naam in found if code not in known)
    if known and unknown:
        raise LijstFout(f"Onbekende {Regio.Soort(soort).label.lower()}: {', '.join(unknown)}.")
