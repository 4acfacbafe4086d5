"""Setting a provider up, approving it, letting others use it. On the host of a gemeente all of this runs in her role:
PostgreSQL lets her touch her own alone (tenants/rechten.py), and gives the approval itself (migrations/0002)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from inlogdiensten.models import Aanvaarding, Inlogdienst, Inloggeheim
from inlogdiensten.secrets import hide_credential, make_key
from tenants.models import Gemeente


class InlogdienstFout(Exception):
    """It cannot be done. `str` is for the person who asked."""


@transaction.atomic
def add_inlogdienst(*, inlogdienst: Inlogdienst, secret: str, by: Gebruiker) -> Inlogdienst:
    """With its own gemeente, regio or organisatie, which accepts it from the start; it waits for approval."""
    inlogdienst.set_up_by, inlogdienst.set_up_at = by.pk, timezone.now()
    token = credential_for(inlogdienst, secret)
    inlogdienst.full_clean()
    inlogdienst.save(force_insert=True)
    Inloggeheim.objects.create(inlogdienst=inlogdienst, gemeente=inlogdienst.gemeente, token=token)
    own = {"eigenaar": inlogdienst.gemeente, "accepted_at": timezone.now(), "accepted_by": by.pk}
    Aanvaarding.objects.create(inlogdienst=inlogdienst, **own, **inlogdienst.scope)
    return inlogdienst


def credential_for(inlogdienst: Inlogdienst, secret: str) -> str:
    """Encrypted: the secret that was typed, or a new key of ours."""
    if inlogdienst.bewijs == Inlogdienst.Bewijs.GEHEIM:
        inlogdienst.certificate = ""
        return hide_credential(secret)
    pem, inlogdienst.certificate = make_key()
    return hide_credential(pem)


CONNECTION = ("naam", "issuer", "hosts", "client_id", "tweede_stap")


def change_inlogdienst(*, inlogdienst: Inlogdienst, values: dict[str, Any], seen: datetime, by: Gebruiker) -> bool:
    """Write what was changed. Another name is only a name; anything else has to be approved anew, which the database
    sees to. False when somebody else changed it since `seen`."""
    rows = Inlogdienst.objects.filter(pk=inlogdienst.pk, set_up_at=seen, ended_at=None)
    stored = rows.first()
    if stored is None:
        return False
    changed = {name: values[name] for name in CONNECTION if values[name] != getattr(stored, name)}
    if changed.keys() - {"naam"}:
        changed["set_up_by"] = by.pk
    return not changed or bool(rows.update(**changed, set_up_at=timezone.now()))


@transaction.atomic
def renew_credential(*, inlogdienst: Inlogdienst, bewijs: str, secret: str) -> None:
    """Another secret or key. Whoever has the wrong one gets nobody in, so this asks for no approval."""
    inlogdienst.bewijs = bewijs
    token = credential_for(inlogdienst, secret)
    rows = Inlogdienst.objects.filter(pk=inlogdienst.pk, ended_at=None)
    if not rows.update(bewijs=bewijs, certificate=inlogdienst.certificate):
        raise InlogdienstFout("Deze inlogdienst is gestopt. Er is niets opgeslagen.")
    Inloggeheim.objects.filter(inlogdienst=inlogdienst).update(token=token)


def approve_own(*, inlogdienst: Inlogdienst, by: Gebruiker, seen: datetime) -> bool:
    """As a second beheerder of the gemeente whose role this is. False when it is not as it was seen, or his own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.inlogdienst_approve(%s, %s, %s)", [by.pk, inlogdienst.pk, seen])
        return bool(cursor.fetchone()[0])


def approve(*, inlogdienst: Inlogdienst, by: Gebruiker, seen: datetime) -> bool:
    """As who runs Kompas; as the above."""
    rows = Inlogdienst.objects.filter(pk=inlogdienst.pk, set_up_at=seen, approved_at=None, ended_at=None)
    return bool(rows.exclude(set_up_by=by.pk).update(approved_at=timezone.now(), approved_by=by.pk))


@transaction.atomic
def end_inlogdienst(*, inlogdienst: Inlogdienst, by: Gebruiker) -> None:
    """Nobody comes in by way of it any more, at once; nor is it compulsory. Its secret is not kept."""
    Inlogdienst.objects.filter(pk=inlogdienst.pk, ended_at=None).update(ended_at=timezone.now(), ended_by=by.pk)
    Inloggeheim.objects.filter(inlogdienst=inlogdienst).update(token="")


def offer(*, inlogdienst: Inlogdienst, gemeente: Gemeente) -> None:
    """Raises InlogdienstFout when it was offered before."""
    try:
        with transaction.atomic():
            Aanvaarding.objects.create(inlogdienst=inlogdienst, eigenaar=inlogdienst.gemeente, gemeente=gemeente)
    except IntegrityError:
        raise InlogdienstFout("Deze gemeente heeft de inlogdienst al aangeboden gekregen.") from None


def accept(*, aanvaarding: Aanvaarding, by: Gebruiker) -> bool:
    """False when there is nothing to accept: it ended, or is not approved, such as when its address just changed."""
    working = Inlogdienst.objects.working().filter(pk=aanvaarding.inlogdienst_id)
    rows = Aanvaarding.objects.filter(pk=aanvaarding.pk, inlogdienst__in=working)
    return bool(rows.update(accepted_at=timezone.now(), accepted_by=by.pk, ended_at=None))


def stop_accepting(*, aanvaarding: Aanvaarding) -> None:
    rows = Aanvaarding.objects.filter(pk=aanvaarding.pk)
    rows.update(ended_at=timezone.now(), verplicht=False, noodaccount=None)


def map_claims(*, aanvaarding: Aanvaarding, claim: str, functies: dict[str, str]) -> None:
    Aanvaarding.objects.filter(pk=aanvaarding.pk).update(claim=claim, functies=functies if claim else {})


def make_compulsory(*, aanvaarding: Aanvaarding, by: Gebruiker) -> None:
    """Who decides it, in a session of our own login, is the one who keeps that: so the noodaccount is known to work.

    Raises InlogdienstFout when another provider is compulsory here.
    """
    try:
        with transaction.atomic():
            Aanvaarding.objects.open().filter(pk=aanvaarding.pk).update(verplicht=True, noodaccount=by.pk)
    except IntegrityError:
        raise InlogdienstFout("Inloggen met een inlogdienst is hier al verplicht.") from None


def lift_compulsory(*, aanvaarding: Aanvaarding) -> None:
    Aanvaarding.objects.filter(pk=aanvaarding.pk).update(verplicht=False, noodaccount=None)
