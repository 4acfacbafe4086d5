"""Whom a Publicatie counts, as rows of the database and as Lid; and the rows that it holds of them.

Runs in `as_counter()`: no other role of staff may read all of that.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Any

from metingen.earlier_rule import in_place_of
from metingen.enquete import COUNTED
from metingen.groepscijfers import LAND, Earlier, Group, Lid, members
from metingen.models import (
    Groepscijfer,
    Grootteklasse,
    Indiening,
    IndieningAntwoord,
    Meetronde,
    Publicatie,
    Publicatielid,
)
from metingen.onderwerpen import onderwerpen_of
from metingen.printed import figures_of
from metingen.thema_counted import thema_onderwerpen
from metingen.thema_queries import counted_of
from tenants.models import Regio

KINDS = ("provincie", "veiligheidsregio", "grootteklasse")  # columns of an Indiening and of a Publicatielid


def groups_of(row: Any) -> frozenset[Group]:
    return frozenset({LAND, *((kind, code) for kind in KINDS if (code := getattr(row, kind)))})


def leden_of(meetronde: Meetronde, *order: str) -> list[Lid]:
    """All current Indieningen of the round, with what they answered: three queries, four where the round had
    themavragen."""
    current = Indiening.objects.current().filter(meetronde=meetronde).only("gemeente", *KINDS, *COUNTED)
    indieningen = list(current.order_by(*order or ("pk",)))
    waarden: dict[Any, dict[str, str]] = defaultdict(dict)
    rows = IndieningAntwoord.objects.filter(indiening__in=[indiening.pk for indiening in indieningen])
    for pk, code, status in rows.values_list("indiening", "code", "status"):
        waarden[pk][code] = status
    themas = counted_of(meetronde, [indiening.pk for indiening in indieningen])
    for indiening in indieningen:
        waarden[indiening.pk] |= themas[indiening.pk] | {vraag: getattr(indiening, vraag) for vraag in COUNTED}
    return [Lid(each.pk, each.gemeente_id, groups_of(each), waarden[each.pk]) for each in indieningen]


def earlier_of(publicatie: Publicatie) -> Earlier:
    leden = [Lid(lid.indiening_id, lid.gemeente_id, groups_of(lid)) for lid in publicatie.leden.all()]
    shown = publicatie.groepscijfers.values_list("soort", "groep").distinct()
    return Earlier(leden, frozenset(shown.order_by("soort", "groep")))


def member_rows(publicatie: Publicatie, leden: Sequence[Lid]) -> list[Publicatielid]:
    return [
        Publicatielid(
            publicatie=publicatie,
            indiening_id=lid.indiening,
            gemeente_id=lid.gemeente,
            **{soort: code for soort, code in lid.groups if soort in KINDS},
        )
        for lid in leden
    ]


def figure_rows(
    publicatie: Publicatie, leden: Sequence[Lid], groups: Sequence[Group], names: dict[Group, str]
) -> list[Groepscijfer]:
    onderwerpen = onderwerpen_of(publicatie.meetronde.kaderversie) | thema_onderwerpen(publicatie.meetronde)
    found = members(leden)
    return [
        Groepscijfer(
            publicatie=publicatie,
            soort=group[0],
            groep=group[1],
            groep_naam=names.get(group, group[1]),
            onderwerp=figure.onderwerp,
            waarde=figure.waarde,
            aantal=figure.aantal,
            aandeel=figure.aandeel,
            n=figure.n,
        )
        for group in groups
        for figure in figures_of(group, found[group], onderwerpen)
    ]


def corrected_rows(
    old: Publicatie, publicatie: Publicatie, groups: Container[Group] | None = None
) -> Iterator[Groepscijfer]:
    """What comes in the place of the figures of `old`, of an earlier rule: of all its groups, or of these."""
    onderwerpen = onderwerpen_of(old.meetronde.kaderversie) | thema_onderwerpen(old.meetronde)
    sizes = {each: len(found) for each, found in members(earlier_of(old).leden).items()}
    rows: dict[tuple[Group, str], list[Groepscijfer]] = defaultdict(list)
    for cijfer in old.groepscijfers.exclude(aantal=None).order_by("pk"):
        rows[(cijfer.soort, cijfer.groep), cijfer.onderwerp].append(cijfer)
    for (each, onderwerp), cijfers in rows.items():
        if onderwerp not in onderwerpen or each not in sizes or (groups is not None and each not in groups):
            continue
        numbers = {cijfer.waarde: cijfer.aantal or 0 for cijfer in cijfers}
        for waarde, aantal, aandeel in in_place_of(onderwerpen[onderwerp], numbers, sizes[each]):
            yield Groepscijfer(
                publicatie=publicatie,
                soort=each[0],
                groep=each[1],
                groep_naam=cijfers[0].groep_naam,
                onderwerp=onderwerp,
                waarde=waarde,
                aantal=aantal,
                aandeel=aandeel,
                n=cijfers[0].n,
            )


def names_of(meetronde: Meetronde) -> dict[Group, str]:
    regios = Regio.objects.filter(soort__in=["provincie", "veiligheidsregio"]).values_list("soort", "code", "naam")
    return {
        LAND: "alle voorbeeldgemeenten" if meetronde.voorbeeld else "Nederland",
        **{("grootteklasse", klasse.value): str(klasse.label) for klasse in Grootteklasse},
        **{(soort, code): naam for soort, code, naam in regios},
    }
