"""The look of a gemeente, as the Plan keeps it."""

import base64

from reports.document.plan import PlanHuisstijl
from reports.models import Huisstijl


def huisstijl() -> Huisstijl:
    """The one row, or an empty one that was not saved. Runs as the gemeente."""
    return Huisstijl.objects.first() or Huisstijl()


def gather_huisstijl() -> PlanHuisstijl:
    row = huisstijl()
    return PlanHuisstijl(
        logo=base64.b64encode(bytes(row.logo or b"")).decode(),
        logo_mimetype=row.logo_mimetype,
        logo_tekst=row.logo_tekst,
        accent=row.accent,
    )
