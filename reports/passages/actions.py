"""Saving the gemeente's own text of a passage. See docs/saving.md."""

from accounts.models import Gebruiker
from reports.models import LokalePassage
from saving.models import Json
from saving.rows import Saved, first_row, save_row
from sjablonen.models import Passage
from zelfevaluatie.models import Zelfevaluatie

Standard = tuple[str, int]  # layer and version of the standard text that its writer had beside her


def values_of(tekst: str, standard: Standard | None) -> dict[str, Json]:
    """What a save of a text writes: with it the standard text that it replaces. An empty text replaces none."""
    laag, versie = (standard if tekst else None) or ("", None)
    return {"tekst": tekst, "standard_laag": laag, "standard_versie": versie}


def save_passage(
    *, zelfevaluatie: Zelfevaluatie, code: str, tekst: str, standard: Standard | None, version: int, by: Gebruiker
) -> Saved:
    """Write the text on top of `version` (0: nobody ever wrote one); an empty text brings the standard back.

    Of the answer `conflicts` must be looked at: with them nothing was written.
    """
    row = first_row(LokalePassage, zelfevaluatie=zelfevaluatie, code=code)
    return save_row(row=row, values=values_of(tekst, standard), version=version, by=by)


def reset_passage(*, lokaal: LokalePassage, version: int, by: Gebruiker) -> Saved:
    """Let the standard text count again. The gemeente's own stays in the history."""
    return save_row(row=lokaal, values=values_of("", None), version=version, by=by)


def keep_passage(*, lokaal: LokalePassage, standard: Passage, version: int, by: Gebruiker) -> Saved:
    """Keep the gemeente's own text beside a new version of the standard, which is then no longer news."""
    values = values_of(lokaal.tekst, (standard.laag, standard.versie))
    return save_row(row=lokaal, values=values, version=version, by=by)
