"""What an operator does. Runs as the platform; only `carry_out` needs the owner of the database."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.actions import anonymise_gebruiker, reset_login
from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker, Toegang
from accounts.networks import network_of
from accounts.permissions import Beheerder
from accounts.uitnodiging_actions import UitnodigingFout, invite
from beheer.models import Handeling, Openingsverzoek
from logboek.actions import ID
from logins.actions import end_sessions_by_operator, record
from logins.models import Soort
from tenants.actions import open_gemeente
from tenants.locks import hold
from tenants.models import Gemeente

logger = logging.getLogger(__name__)
Opening = Gemeente.Opening


def note(*, request: AuthenticatedHttpRequest, status: int, about: Iterable[str] | None = None) -> None:
    """A row about what is in the address, in the transaction that there is; with `about` a row for each of those."""
    found = request.resolver_match
    assert found is not None
    if about is None:
        about = [" ".join(str(value) for value in found.kwargs.values() if ID.fullmatch(str(value)))]
    Handeling.objects.bulk_create(
        Handeling(
            created_by=request.user.pk,
            action=found.view_name,
            object=each,
            status=status,
            reference=request.reference,  # type: ignore[attr-defined]  # of RequestLogMiddleware
            network=network_of(request),
        )
        for each in about
    )


def remove_old() -> int:
    """The platform may delete nothing here; the owner's function deletes only what is old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.beheer_remove_old()")
        found: int = cursor.fetchone()[0]
        return found


def set_agreement(*, gemeente: Gemeente, on: date) -> None:
    """From this day people of the gemeente may have an account."""
    gemeente.verwerkersovereenkomst_on = on
    gemeente.save(update_fields=["verwerkersovereenkomst_on"])


@transaction.atomic
def bring_aboard(*, gemeente: Gemeente, by: UUID, email: str = "", naam: str = "") -> None:
    """Have a gemeente opened, and its first beheerder invited as soon as it is; at once where it is open already.

    Safe to repeat: the last address that was given counts. Raises UitnodigingFout and ValidationError as `invite` does.
    """
    if gemeente.opening == Opening.ACTIVE:
        if email:
            invite(email=email, naam=naam, functies=[Beheerder.naam], by=by, gemeente=gemeente)
            tell_beheerders(gemeente=gemeente, invited=email)
        return
    if email and not gemeente.has_agreement:
        raise UitnodigingFout("Leg eerst de datum van de verwerkersovereenkomst vast.")
    hold(f"openen {gemeente.pk}")
    Gemeente.objects.filter(pk=gemeente.pk, opening=Opening.NONE).update(opening=Opening.REQUESTED)
    whom = {"email": email.strip().lower(), "naam": naam} if email else {}
    waiting = Openingsverzoek.objects.waiting().filter(gemeente=gemeente)
    if not waiting.update(created_by=by, **whom):
        Openingsverzoek.objects.create(gemeente=gemeente, created_by=by, **whom)


def tell_beheerders(*, gemeente: Gemeente, invited: str) -> None:
    """An operator sees nothing of what a gemeente wrote; who lets somebody in there does not do so in silence."""
    held = Toegang.objects.today().filter(gemeente=gemeente, functie=Beheerder.naam, gebruiker__is_active=True)
    for address in set(held.values_list("gebruiker__email", flat=True)):
        context = {"waar": gemeente.naam, "uitgenodigde": invited, "link": f"{gemeente.url}beheer/mensen/"}
        get_adapter().send_mail("beheer/email/beheerder_uitgenodigd", address, context)


def carry_out(*, alive: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Open what was asked for, as the owner of the database; how many were opened, and how many failed.

    `alive` is called before each: a country takes minutes.

    One that fails stops no other, and is tried again the next time. Safe to break off anywhere.
    """
    opened = failed = 0
    for verzoek in Openingsverzoek.objects.waiting().select_related("gemeente"):
        alive()
        try:
            open_gemeente(gemeente=verzoek.gemeente)
            finish(verzoek)
            opened += 1
        except PermissionError:
            raise
        except Exception as error:
            logger.exception("%s is niet geopend.", verzoek.gemeente.slug)
            failed += 1
            if isinstance(error, DatabaseError):
                connection.close()
            unexpected = f"Onverwachte fout ({type(error).__name__}). Meer staat in het log van de service opening."
            said = str(error) if isinstance(error, UitnodigingFout) else unexpected
            Openingsverzoek.objects.filter(pk=verzoek.pk).update(attempts=F("attempts") + 1, error=said[:300])
    return opened, failed


@transaction.atomic
def finish(verzoek: Openingsverzoek) -> None:
    """It is open: invite whoever was named last, and forget the address."""
    verzoek = Openingsverzoek.objects.select_for_update().select_related(None).get(pk=verzoek.pk)
    if verzoek.email:
        bring_aboard(
            gemeente=Gemeente.objects.get(pk=verzoek.gemeente_id),
            by=verzoek.created_by,
            email=verzoek.email,
            naam=verzoek.naam,
        )
    emptied = {"email": "", "naam": "", "error": ""}
    Openingsverzoek.objects.filter(pk=verzoek.pk).update(done_at=Now(), attempts=F("attempts") + 1, **emptied)


@transaction.atomic
def reset_gebruiker(*, gebruiker: Gebruiker) -> None:
    """Password and second step end, and a link by mail leads to new ones; she finds it in her own history."""
    end_sessions_by_operator(gebruiker=gebruiker)
    reset_login(gebruiker=gebruiker)
    record(request=None, soort=Soort.VERWIJDERD, gebruiker=gebruiker)
    get_adapter().send_reset(gebruiker.email)


@transaction.atomic
def remove_gebruiker(*, gebruiker: Gebruiker) -> None:
    """All Toegang has ended, and nobody can see any more who it was."""
    today = timezone.localdate()
    running = Toegang.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), gebruiker=gebruiker)
    running.update(valid_until=today - timedelta(days=1))
    anonymise_gebruiker(gebruiker=gebruiker)
