"""Making the Groepscijfers of a closed round, and showing them to everybody. What may be shown: groepscijfers.py."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kader.models import Status
from metingen.enquete import COUNTED
from metingen.groepscijfers import LAND, Earlier, Group, Lid, choose_groups, figures_of, members
from metingen.models import (
    Groepscijfer,
    Grootteklasse,
    Indiening,
    IndieningAntwoord,
    Meetronde,
    Publicatie,
    Publicatielid,
)
from tenants.locks import hold
from tenants.models import Regio

KINDS = ("provincie", "veiligheidsregio", "grootteklasse")  # columns of an Indiening and of a Publicatielid


class PublicatieFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


@dataclass(frozen=True)
class Proposal:
    """What a Publicatie of this round would hold now."""

    leden: Sequence[Lid]
    groups: Sequence[Group]
    last: Publicatie | None  # the newest there is
    is_same: bool  # whether that counted the same Indieningen
    lost: Sequence[Group]  # what it showed, and this would not
    names: dict[Group, str]

    @property
    def is_possible(self) -> bool:
        return self.is_same or bool(self.groups)

    @property
    def is_published(self) -> bool:
        return self.is_same and self.last is not None and self.last.published_at is not None

    @property
    def shown_names(self) -> list[str]:
        return [self.names.get(group, group[1]) for group in self.groups]

    @property
    def lost_names(self) -> list[str]:
        return [self.names.get(group, group[1]) for group in self.lost]


def propose(meetronde: Meetronde) -> Proposal:
    leden = leden_of(meetronde)
    publicaties = list(meetronde.publicaties.filter(soort=Publicatie.Soort.GROEPSCIJFERS).order_by("nummer"))
    earlier = [earlier_of(publicatie) for publicatie in publicaties]
    counted = {lid.indiening for lid in earlier[-1].leden} if earlier else None
    groups = choose_groups(leden, earlier)
    return Proposal(
        leden=leden,
        groups=groups,
        last=publicaties[-1] if publicaties else None,
        is_same=counted == {lid.indiening for lid in leden},
        lost=sorted(earlier[-1].shown - set(groups)) if earlier else [],
        names=names_of(meetronde),
    )


def groups_of(row: Any) -> frozenset[Group]:
    return frozenset({LAND, *((kind, code) for kind in KINDS if (code := getattr(row, kind)))})


def leden_of(meetronde: Meetronde) -> list[Lid]:
    """All current Indieningen of the round, with what they answered: two queries."""
    indieningen = list(Indiening.objects.current().filter(meetronde=meetronde).defer("inhoud").order_by("pk"))
    waarden: dict[Any, dict[str, str]] = defaultdict(dict)
    rows = IndieningAntwoord.objects.filter(indiening__in=[indiening.pk for indiening in indieningen])
    for pk, code, status in rows.values_list("indiening", "code", "status"):
        waarden[pk][code] = status
    for indiening in indieningen:
        waarden[indiening.pk] |= {vraag: getattr(indiening, vraag) for vraag in COUNTED}
    return [Lid(each.pk, each.gemeente_id, groups_of(each), waarden[each.pk]) for each in indieningen]


def earlier_of(publicatie: Publicatie) -> Earlier:
    leden = [Lid(lid.indiening_id, lid.gemeente_id, groups_of(lid)) for lid in publicatie.leden.all()]
    shown = publicatie.groepscijfers.values_list("soort", "groep").distinct()
    return Earlier(leden, frozenset(shown.order_by("soort", "groep")))


@transaction.atomic
def make_groepscijfers(*, meetronde: Meetronde, by: UUID | None) -> Publicatie | None:
    """Count who submitted now; the last Publicatie when it counted the same, None when no group may be shown."""
    hold(f"meetronde {meetronde.pk}")
    proposal = propose(meetronde)
    if proposal.is_same or not proposal.groups:
        return proposal.last if proposal.is_same else None
    rows = meetronde.publicaties.filter(soort=Publicatie.Soort.GROEPSCIJFERS)
    publicatie = Publicatie.objects.create(
        meetronde=meetronde,
        soort=Publicatie.Soort.GROEPSCIJFERS,
        nummer=(rows.aggregate(Max("nummer"))["nummer__max"] or 0) + 1,
        created_by=by,
    )
    Publicatielid.objects.bulk_create(member_rows(publicatie, proposal.leden))
    Groepscijfer.objects.bulk_create(figure_rows(publicatie, proposal), batch_size=5_000)
    return publicatie


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


def figure_rows(publicatie: Publicatie, proposal: Proposal) -> list[Groepscijfer]:
    meetronde = publicatie.meetronde
    codes = meetronde.kaderversie.bouwstenen.values_list("code", flat=True)
    asked: dict[str, list[str]] = {code: list(Status.values) for code in codes} | COUNTED
    onderwerpen: dict[str, Sequence[str]] = {onderwerp: [*waarden, ""] for onderwerp, waarden in asked.items()}
    found = members(proposal.leden)
    return [
        Groepscijfer(
            publicatie=publicatie,
            soort=group[0],
            groep=group[1],
            groep_naam=proposal.names.get(group, group[1]),
            onderwerp=figure.onderwerp,
            waarde=figure.waarde,
            aantal=figure.aantal,
            n=figure.n,
        )
        for group in proposal.groups
        for figure in figures_of(group, found[group], onderwerpen)
    ]


def names_of(meetronde: Meetronde) -> dict[Group, str]:
    regios = Regio.objects.filter(soort__in=["provincie", "veiligheidsregio"]).values_list("soort", "code", "naam")
    return {
        LAND: "alle voorbeeldgemeenten" if meetronde.voorbeeld else "Nederland",
        **{("grootteklasse", klasse.value): str(klasse.label) for klasse in Grootteklasse},
        **{(soort, code): naam for soort, code, naam in regios},
    }


@transaction.atomic
def publish_groepscijfers(*, meetronde: Meetronde, by: UUID | None) -> Publicatie:
    """Show everybody the figures of who submitted now: those that are there, or new ones when somebody withdrew.

    Raises PublicatieFout when the round is not closed, or no group may be shown.
    """
    hold(f"meetronde {meetronde.pk}")
    if not Meetronde.objects.filter(pk=meetronde.pk, staat=Meetronde.Staat.GESLOTEN).exists():
        raise PublicatieFout("Publiceren kan pas als de meetronde gesloten is.")
    publicatie = make_groepscijfers(meetronde=meetronde, by=by)
    if publicatie is None:
        raise PublicatieFout(
            "Er zijn geen groepscijfers die getoond mogen worden. Daarvoor zijn ten minste tien indieningen nodig, "
            "en na een eerdere publicatie genoeg verschil."
        )
    Publicatie.objects.filter(pk=publicatie.pk, published_at=None).update(published_at=timezone.now())
    publicatie.refresh_from_db()
    return publicatie
