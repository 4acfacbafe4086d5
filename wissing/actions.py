from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import hint_after_commit
from metingen.models import Indiening
from reports.models import Planversie
from samenwerking.models import Deelname
from tenants.canonical import sha256_of
from tenants.connection import connection
from tenants.models import Gemeente
from tenants.sight import folded
from wissing.journal import append
from wissing.letters import MAY_CONFIRM
from wissing.models import Wissing
from wissing.queries import files_with
from wissing.words import Unreadable, hide, reveal

UNREADABLE = "Kompas kan de woorden niet meer lezen. Trek het verzoek in en vraag het opnieuw."


class WissingFout(Exception):
    """It cannot be done now. `str` is for the person who asked."""


@transaction.atomic
def request_wissing(*, words: str, reden: str, by: Gebruiker) -> Wissing:
    """Kept until somebody else confirms it; whoever may, is told by mail."""
    wissing = Wissing.objects.create(words=hide(words), reden=reden, created_by=by.pk)
    with connection.cursor() as cursor:
        day = timezone.localdate()
        cursor.execute("SELECT public.wissing_tell(%s, %s, %s)", [wissing.pk, list(MAY_CONFIRM), day])
    hint_after_commit()
    return wissing


def withdraw_wissing(*, wissing: Wissing) -> None:
    Wissing.objects.waiting().filter(pk=wissing.pk).update(staat=Wissing.Staat.INGETROKKEN, words="")


@transaction.atomic
def confirm_wissing(*, wissing: Wissing, gemeente: Gemeente, by: Gebruiker) -> None:
    """Wipe, by somebody else than who asked. All or nothing; the operator's journal is written before it counts."""
    if wissing.created_by == by.pk:
        raise WissingFout("Je hebt dit zelf gevraagd. Een collega moet het bevestigen.")
    changed = Wissing.objects.waiting().filter(pk=wissing.pk).update(confirmed_by=by.pk, confirmed_at=timezone.now())
    if not changed:
        raise WissingFout("Dit verzoek is al uitgevoerd, ingetrokken of verlopen.")
    wissing.refresh_from_db()
    line = journal_line(wissing, gemeente)
    try:
        wipe(wissing=wissing, gemeente=gemeente)
        append(line)
    except Unreadable as error:
        raise WissingFout(UNREADABLE) from error
    except OSError as error:
        raise WissingFout(
            "Er is niets gewist: Kompas kan niet vastleggen dat dit na een herstel opnieuw moet."
            " Waarschuw wie Kompas beheert."
        ) from error


def wipe(*, wissing: Wissing, gemeente: Gemeente) -> None:
    """What a confirmed Wissing asks, in the transaction that there is."""
    words = reveal(wissing.words)
    files, _ = files_with(words)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.wissing_apply(%s, %s, %s::uuid[])", [wissing.pk, folded(words), [row.pk for row in files]]
        )
        for pk, sha256 in stale_hashes():
            cursor.execute("SELECT public.wissing_rehash(%s, %s)", [pk, sha256])
        for indiening in Indiening.objects.filter(gemeente=gemeente, sha256="", inhoud__isnull=False):
            sha256 = sha256_of(indiening.inhoud or {})
            cursor.execute("SELECT public.wissing_rehash_indiening(%s, %s)", [indiening.pk, sha256])
    for deelname in Deelname.objects.filter(gemeente=gemeente, plan__isnull=False):
        sha256 = sha256_of(deelname.plan or {})
        if deelname.sha256 != sha256:
            Deelname.objects.filter(pk=deelname.pk).update(sha256=sha256)
    wissing.refresh_from_db()


def stale_hashes() -> list[tuple[UUID, str]]:
    """Of the kept versions whose text was just wiped, the hash of what is left."""
    versies = Planversie.objects.filter(sha256="").only("pk", "plan").iterator(chunk_size=20)
    return [(versie.pk, sha256_of(versie.plan)) for versie in versies]


def journal_line(wissing: Wissing, gemeente: Gemeente) -> dict[str, Any]:
    names = ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by", "words")
    return {
        "formaat": 1,
        "id": str(wissing.pk),
        "schema": gemeente.schema_name,
        **{name: str(getattr(wissing, name)) for name in names},
    }


@transaction.atomic
def repeat_wissing(*, line: dict[str, Any], gemeente: Gemeente) -> bool:
    """After a restore, in the gemeente: wipe again what was wiped after the copy was made. Says whether it was."""
    known = Wissing.objects.filter(pk=line["id"]).first()
    if known and known.staat == Wissing.Staat.UITGEVOERD:
        return False
    values = {name: line[name] for name in ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by")}
    if known is None:
        wissing = Wissing.objects.create(pk=line["id"], words=line["words"], **values)
    else:  # the copy was made while it waited
        wissing = known
        wissing.words, wissing.confirmed_at = line["words"], line["confirmed_at"]
        wissing.confirmed_by = line["confirmed_by"]
        wissing.save(update_fields=["words", "confirmed_at", "confirmed_by"])
    wissing.refresh_from_db()
    wipe(wissing=wissing, gemeente=gemeente)
    return True
