"""A plan that was adopted."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import Gebruiker
from reports.models import Planversie
from reports.versions.actions import save_version
from tenants.connection import connection
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def adopted_plan(*, by: Gebruiker, naam: str = "Voor het college", **values: Any) -> Planversie:
    """The plan of the gemeente that the test is in, as it stands now. Without the steps to get there, and without who
    decided: only the row is as the adoption leaves it."""
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")
    gemeente = Gemeente.objects.get(schema_name=connection.schema_name)
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam=naam)
    said = {"citeertitel": "Ons plan", "vastgesteld_at": DAY, "vastgesteld_by": by.pk, **values}
    Planversie.objects.filter(pk=versie.pk).update(**said)
    return Planversie.objects.select_related("beleidsplan").get(pk=versie.pk)


def of_itself(gemeente: Gemeente) -> Gemeente:
    """An example as if it had filled in its answers itself, also in the database; and works as it again."""
    connection.set_schema_to_public()
    Gemeente.objects.filter(pk=gemeente.pk).update(herkomst="")
    gemeente.herkomst = ""
    connection.set_tenant(gemeente)
    return gemeente
