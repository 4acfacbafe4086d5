"""A picture of the country while a round is open, for who has to say something before it closes.

It is one Publicatie more under the same proof (ADR 0011), so it must not cost the figures of after the closing: the ten
that submitted last do not count yet, so that whatever counts all differs from it by at least these; it has the country
alone; and there is one only when STEP more take part than in the last, for each takes the place of one small group.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from metingen.counting import earlier_of, leden_of, names_of
from metingen.groepscijfers import LAND, MINIMUM, Lid, choose_groups
from metingen.models import Meetronde, Publicatie
from metingen.printed import NUMBERS_FROM
from metingen.publicatie_actions import PublicatieFout, add_publicatie, keep_counted
from tenants.context import as_counter
from tenants.locks import hold

STEP = 25
CLOSED = "Een tussenstand kan alleen zolang de meetronde open is."
TOO_FEW = "Er zijn nog te weinig indieningen voor een tussenstand."
TOO_SOON = (
    f"Sinds de vorige tussenstand is er te weinig veranderd. Er moeten ten minste {STEP} gemeenten bij zijn gekomen."
)
TOO_MUCH = "Een nieuwe tussenstand zou met de vorige te veel zeggen over enkele gemeenten. Wacht tot er meer indienen."


@dataclass(frozen=True)
class Proposal:
    """Whom a tussenstand would count now, or why there is none."""

    leden: Sequence[Lid]
    why_not: str


def propose_tussenstand(meetronde: Meetronde) -> Proposal:
    with as_counter():
        return proposal_of(meetronde) if meetronde.is_open else Proposal((), CLOSED)


def proposal_of(meetronde: Meetronde) -> Proposal:
    found = leden_of(meetronde, "ingediend_at", "pk")[:-MINIMUM]
    leden = [replace(lid, groups=frozenset({LAND})) for lid in found]
    if len(leden) < NUMBERS_FROM:
        return Proposal((), TOO_FEW)
    publicaties = meetronde.publicaties.counting().defer("bestand").order_by("created_at", "nummer")
    earlier = [earlier_of(publicatie) for publicatie in publicaties]
    before = {lid.gemeente for lid in earlier[-1].leden} if earlier else set()
    if earlier and len({lid.gemeente for lid in leden} - before) < STEP:
        return Proposal((), TOO_SOON)
    return Proposal(leden, "" if choose_groups(leden, earlier) else TOO_MUCH)


@transaction.atomic
def make_tussenstand(*, meetronde: Meetronde, by: UUID | None) -> Publicatie:
    """Raises PublicatieFout when there can be none now."""
    hold(f"meetronde {meetronde.pk}")
    meetronde.refresh_from_db()
    proposal = propose_tussenstand(meetronde)
    if proposal.why_not:
        raise PublicatieFout(proposal.why_not)
    with as_counter():
        publicatie = add_publicatie(meetronde=meetronde, soort=Publicatie.Soort.TUSSENSTAND, by=by)
        keep_counted(publicatie=publicatie, leden=proposal.leden, groups=[LAND], names=names_of(meetronde))
    return publicatie
