"""What a gemeente does with a standard text that changed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from reports.document.decisions import written
from reports.document.wijzigingen import PlanWijziging
from reports.files.actions import request_rapport
from reports.files.subjects import Wijzigingsblad
from reports.models import Planversie, Rapport, Tekstbesluit
from reports.passages.actions import save_passage
from reports.passages.nieuw.queries import Nieuw
from saving.rows import Saved
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

Besluit = Tekstbesluit.Besluit


def decide(*, rows: Iterable[Nieuw], besluit: Besluit, by: Gebruiker, versie: Planversie | None = None) -> int:
    """Note it of each, in the concept or in that version; how many there are. Doing it twice changes nothing."""
    rows = list(rows)
    for row in rows:
        values = {"laag": row.passage.laag, "versie": row.passage.versie, "besluit": besluit, "created_by": by.pk}
        Tekstbesluit.objects.update_or_create(
            planversie=versie, code=row.code, defaults={**values, "created_at": timezone.now()}
        )
    return len(rows)


def take_back(*, codes: Iterable[str], versie: Planversie | None) -> int:
    deleted, _ = Tekstbesluit.objects.filter(planversie=versie, code__in=list(codes)).delete()
    return deleted


def keep_former(*, row: Nieuw, zelfevaluatie: Zelfevaluatie, by: Gebruiker) -> Saved:
    """Let the concept say what it said before: from now on that is a text of the gemeente's own."""
    assert row.layer
    return save_passage(
        zelfevaluatie=zelfevaluatie,
        code=row.code,
        tekst=row.old,
        standard=row.layer.standard_key or row.layer.ended_key,
        version=row.layer.version,
        by=by,
    )


@transaction.atomic
def make_wijzigingsblad(
    *,
    rows: list[Nieuw],
    versie: Planversie,
    zelfevaluatie: Zelfevaluatie,
    gemeente: Gemeente,
    formaat: str,
    by: Gebruiker,
) -> Rapport:
    """Of an adopted version. `zelfevaluatie` is the one that the version grew out of."""
    decide(rows=rows, besluit=Besluit.WIJZIGINGSBLAD, by=by, versie=versie)
    about = Wijzigingsblad(versie, tuple(wijziging(row) for row in rows))
    return request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, formaat=formaat, about=about)


def wijziging(row: Nieuw) -> PlanWijziging:
    own = bool(row.layer and row.layer.is_local)
    return PlanWijziging(
        code=row.code,
        plaats=row.plaats,
        titel=row.titel,
        oud=row.old,
        nieuw=row.new,
        redenen=row.redenen,
        since=written(row.passage.geldig_vanaf) if row.passage.geldig_vanaf else "",
        bron=f"Eigen tekst van gemeente {row.layer.naam}" if own and row.layer else row.passage.bron,
        bron_url="" if own else row.passage.bron_url,
    )
