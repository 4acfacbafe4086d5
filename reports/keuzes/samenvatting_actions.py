"""Saving what the gemeente puts first. See docs/saving.md."""

from collections.abc import Mapping

from accounts.models import Gebruiker
from reports.keuzes.samenvatting_models import Samenvatting
from saving.models import Json
from saving.rows import Saved, first_row, save_row
from zelfevaluatie.models import Zelfevaluatie


def save_samenvatting(
    *, zelfevaluatie: Zelfevaluatie, values: Mapping[str, Json], version: int, by: Gebruiker
) -> Saved:
    """Of the answer `conflicts` must be looked at."""
    row = first_row(Samenvatting, zelfevaluatie=zelfevaluatie)
    return save_row(row=row, values=values, version=version, by=by)
