"""From an invitation to plans that are shared. All of it runs as the gemeente that acts.

Who may do what is decided by PostgreSQL too (`SHARED_ROWS` in tenants/rechten.py): what is done here to a row of
another gemeente changes nothing or raises.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Gebruiker
from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.locks import hold
from tenants.models import Gemeente

Staat = Deelname.Staat
EMPTY: dict[str, Any] = {"plan": None, "formaat": None, "sha256": "", "shared_at": None, "shared_by": None}
CLOSED = "Dit gezamenlijke plan is gesloten. De gemeente die het begon, kan het weer openen."


class DeelnameFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


class DeelnameVerouderd(DeelnameFout):
    """A colleague changed what this gemeente shares, after the page was made."""


@transaction.atomic
def start_plan(
    *, naam: str, jaar: int, gemeente: Gemeente, others: Iterable[Gemeente], pk: UUID | None = None
) -> GezamenlijkPlan:
    """Begin a joint plan and invite the others; who begins it takes part too.

    `pk` was made with the form: who sends it twice gets the plan that the first began.
    """
    pk = pk or uuid4()
    before = GezamenlijkPlan.objects.filter(pk=pk, naam=naam, jaar=jaar, initiatiefnemer=gemeente)
    if made := before.first():
        return made
    if GezamenlijkPlan.objects.filter(pk=pk).exists():
        pk = uuid4()  # a page that was gone back to, for another plan
    gezamenlijk_plan = GezamenlijkPlan(pk=pk, naam=naam, jaar=jaar, initiatiefnemer=gemeente)
    try:
        with transaction.atomic():
            gezamenlijk_plan.save(force_insert=True)
    except IntegrityError:  # the other click was at it at the same moment
        return before.get()
    add(gezamenlijk_plan, [gemeente, *others])
    return gezamenlijk_plan


@transaction.atomic
def invite(*, gezamenlijk_plan: GezamenlijkPlan, gemeenten: Iterable[Gemeente]) -> None:
    """Ask more gemeenten; who was asked already is left as it is. Raises DeelnameFout when the plan is closed."""
    hold_plan(gezamenlijk_plan)
    known = set(gezamenlijk_plan.deelnames.values_list("gemeente_id", flat=True))
    add(gezamenlijk_plan, [gemeente for gemeente in gemeenten if gemeente.pk not in known])


def add(gezamenlijk_plan: GezamenlijkPlan, gemeenten: Iterable[Gemeente]) -> None:
    """One by one, so that they stand in this order."""
    for gemeente in gemeenten:
        Deelname.objects.create(gezamenlijk_plan=gezamenlijk_plan, gemeente=gemeente)


@transaction.atomic
def share(*, deelname: Deelname, version: int, plan: dict[str, Any], formaat: int, sha256: str, by: Gebruiker) -> None:
    """Let the others read this plan, in place of what was shared before.

    Raises DeelnameVerouderd when `version` is not the one that is there, DeelnameFout when the joint plan is closed.
    """
    hold_plan(deelname.gezamenlijk_plan)
    values = {"staat": Staat.GEDEELD, "plan": plan, "formaat": formaat, "sha256": sha256}
    change(deelname, version, **values, shared_at=timezone.now(), shared_by=by.pk)


@transaction.atomic
def decline(*, deelname: Deelname, version: int) -> None:
    """Say no to the invitation; sharing later is still possible."""
    hold_plan(deelname.gezamenlijk_plan)
    if deelname.staat != Staat.UITGENODIGD:
        raise DeelnameFout("Jullie hebben al op de uitnodiging geantwoord.")
    change(deelname, version, staat=Staat.GEWEIGERD)


@transaction.atomic
def withdraw(*, deelname: Deelname, version: int, adopted: bool) -> None:
    """Take the plan back; nothing of it stays here. `adopted`: whether this gemeente did, which only it knows."""
    hold_plan(deelname.gezamenlijk_plan, closed=True)
    if not deelname.has_shared:
        raise DeelnameFout("Jullie plan is niet gedeeld.")
    if adopted or deelname.gezamenlijk_plan.deelnames.exclude(besluiten=[]).exists():
        raise DeelnameFout("Het gezamenlijke plan is al vastgesteld. Terugtrekken kan niet meer.")
    change(deelname, version, staat=Staat.TERUGGETROKKEN, **EMPTY)


@transaction.atomic
def share_besluiten(*, deelname: Deelname, version: int, besluiten: list[dict[str, Any]], sha256: str) -> None:
    """Tell the others what was decided here about the text with this sha256."""
    hold_plan(deelname.gezamenlijk_plan, closed=True)
    values = {"besluiten": besluiten, "besluiten_sha256": sha256, "besluiten_shared_at": timezone.now()}
    change(deelname, version, **values)


@transaction.atomic
def change_staat(*, gezamenlijk_plan: GezamenlijkPlan, staat: GezamenlijkPlan.Staat) -> None:
    """Close it, so that nobody changes what the others decide on, or open it again. Only for who began it."""
    hold_plan(gezamenlijk_plan, closed=True)
    if not GezamenlijkPlan.objects.filter(pk=gezamenlijk_plan.pk).update(staat=staat):
        raise DeelnameFout("Alleen de gemeente die het plan begon, kan dit.")


def hold_plan(gezamenlijk_plan: GezamenlijkPlan, *, closed: bool = False) -> None:
    """One at a time. Raises DeelnameFout when it is closed, unless it may be."""
    hold(f"samenwerking {gezamenlijk_plan.pk}")
    gezamenlijk_plan.refresh_from_db(fields=["staat"])
    if not (closed or gezamenlijk_plan.is_open):
        raise DeelnameFout(CLOSED)


def change(deelname: Deelname, version: int, **values: Any) -> None:
    """Only on top of the version that was read."""
    mine = Deelname.objects.filter(pk=deelname.pk, version=version)
    if not mine.update(version=F("version") + 1, **values):
        raise DeelnameVerouderd("Een collega heeft hier net ook iets veranderd. Kijk wat er nu staat.")
    deelname.refresh_from_db()
