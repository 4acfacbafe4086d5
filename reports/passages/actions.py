"""Saving the gemeente's own text of a passage: guarded by a version, every outcome kept as a revision."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Gebruiker
from reports.models import LokalePassage, LokalePassageRevision
from sjablonen.models import Passage
from zelfevaluatie.models import Zelfevaluatie


class PassageConflict(Exception):
    """Somebody else saved first. `current` is what they saved; the text that lost is kept as a revision."""

    def __init__(self, current: LokalePassage) -> None:
        self.current = current
        super().__init__("Een collega heeft deze tekst net ook aangepast.")


def save_passage(
    *,
    zelfevaluatie: Zelfevaluatie,
    code: str,
    tekst: str,
    standard: tuple[str, int] | None,
    version: int,
    by: Gebruiker,
) -> None:
    """Write the text if nobody did so since `version` (0: nobody ever did), together with its revision.

    `standard` is layer and version of the standard text that the writer saw; an empty `tekst` brings that one back.
    Raises PassageConflict otherwise, after keeping the text as a revision that was not accepted.
    """
    laag, versie = standard or ("", None)
    values = {"tekst": tekst, "standard_laag": laag, "standard_versie": versie}
    with transaction.atomic():
        first = LokalePassage(zelfevaluatie=zelfevaluatie, code=code)
        LokalePassage.objects.bulk_create([first], ignore_conflicts=True)
        rows = LokalePassage.objects.filter(zelfevaluatie=zelfevaluatie, code=code)
        saved = rows.filter(version=version).update(
            **values, version=F("version") + 1, updated_at=timezone.now(), updated_by=by.pk
        )
        LokalePassageRevision.objects.create(
            zelfevaluatie=zelfevaluatie,
            code=code,
            version=version + 1,
            accepted=bool(saved),
            created_by=by.pk,
            **values,
        )
    if not saved:
        raise PassageConflict(rows.get())


def reset_passage(*, lokaal: LokalePassage, version: int, by: Gebruiker) -> None:
    """Let the standard text count again. The gemeente's own stays in the history."""
    save_passage(zelfevaluatie=lokaal.zelfevaluatie, code=lokaal.code, tekst="", standard=None, version=version, by=by)


def keep_passage(*, lokaal: LokalePassage, standard: Passage, version: int, by: Gebruiker) -> None:
    """Keep the gemeente's own text beside a new version of the standard, which is then no longer news."""
    save_passage(
        zelfevaluatie=lokaal.zelfevaluatie,
        code=lokaal.code,
        tekst=lokaal.tekst,
        standard=(standard.laag, standard.versie),
        version=version,
        by=by,
    )
