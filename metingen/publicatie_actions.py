"""Making the Groepscijfers of a closed round, and showing them to everybody. What may be shown: groepscijfers.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from metingen.counting import corrected_rows, earlier_of, figure_rows, leden_of, member_rows, names_of
from metingen.groepscijfers import Earlier, Group, Lid, choose_groups, ids, members
from metingen.models import Groepscijfer, Meetronde, Publicatie, Publicatielid
from metingen.printed import RULE
from tenants.context import as_counter
from tenants.locks import hold


class PublicatieFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


@dataclass(frozen=True)
class Proposal:
    """What a Publicatie of this round would hold now."""

    leden: Sequence[Lid]
    groups: Sequence[Group]
    last: Publicatie | None  # the newest there is
    is_same: bool  # whether that counted the same Indieningen, by the same rule
    lost: Sequence[Group]  # what it showed, and this would not
    names: dict[Group, str]
    # Which were counted before by an earlier rule, and where: one set of gemeenten is not rounded twice.
    again: dict[Group, Publicatie] = field(default_factory=dict)

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
    with as_counter():
        return proposal_of(meetronde)


def proposal_of(meetronde: Meetronde) -> Proposal:
    leden = leden_of(meetronde)
    publicaties = list(meetronde.publicaties.counting().defer("bestand").order_by("created_at", "nummer"))
    earlier = {publicatie: earlier_of(publicatie) for publicatie in publicaties}
    last = next((each for each in reversed(publicaties) if each.soort == Publicatie.Soort.GROEPSCIJFERS), None)
    counted = {lid.indiening for lid in earlier[last].leden} if last else None
    groups = choose_groups(leden, list(earlier.values()))
    return Proposal(
        leden=leden,
        groups=groups,
        last=last,
        is_same=counted == {lid.indiening for lid in leden} and last is not None and last.rekenregel == RULE,
        lost=sorted(earlier[last].shown - set(groups)) if last else [],
        names=names_of(meetronde),
        again=counted_before(leden, groups, earlier),
    )


def counted_before(
    leden: Sequence[Lid], groups: Sequence[Group], earlier: dict[Publicatie, Earlier]
) -> dict[Group, Publicatie]:
    now = members(leden)
    found: dict[Group, Publicatie] = {}
    for publicatie, before in earlier.items():
        if publicatie.rekenregel < RULE:
            then = members(before.leden)
            same = (group for group in groups if group in before.shown and ids(then[group]) == ids(now[group]))
            found |= dict.fromkeys(same, publicatie)
    return found


@transaction.atomic
def make_groepscijfers(*, meetronde: Meetronde, by: UUID | None) -> Publicatie | None:
    """Count who submitted now; the last Publicatie when it counted the same, None when no group may be shown."""
    hold(f"meetronde {meetronde.pk}")
    with as_counter():
        proposal = proposal_of(meetronde)
        if proposal.is_same or not proposal.groups:
            return proposal.last if proposal.is_same else None
        return keep_proposed(meetronde=meetronde, proposal=proposal, by=by)


def keep_proposed(*, meetronde: Meetronde, proposal: Proposal, by: UUID | None) -> Publicatie:
    publicatie = add_publicatie(meetronde=meetronde, soort=Publicatie.Soort.GROEPSCIJFERS, by=by)
    anew = [group for group in proposal.groups if group not in proposal.again]
    keep_counted(publicatie=publicatie, leden=proposal.leden, groups=anew, names=proposal.names)
    for old in set(proposal.again.values()):
        groups = {group for group, where in proposal.again.items() if where == old}
        Groepscijfer.objects.bulk_create(corrected_rows(old, publicatie, groups), batch_size=5_000)
    return publicatie


def add_publicatie(*, meetronde: Meetronde, soort: str, by: UUID | None) -> Publicatie:
    """With the next number. The caller holds the round."""
    last = meetronde.publicaties.filter(soort=soort).aggregate(Max("nummer"))["nummer__max"] or 0
    return Publicatie.objects.create(meetronde=meetronde, soort=soort, rekenregel=RULE, nummer=last + 1, created_by=by)


def keep_counted(
    *, publicatie: Publicatie, leden: Sequence[Lid], groups: Sequence[Group], names: dict[Group, str]
) -> None:
    """Whom it counts, and what that gives of these groups."""
    Publicatielid.objects.bulk_create(member_rows(publicatie, leden))
    Groepscijfer.objects.bulk_create(figure_rows(publicatie, leden, groups, names), batch_size=5_000)


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
