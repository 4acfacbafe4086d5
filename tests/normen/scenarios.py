"""What somebody sends to the views of what the college can choose between."""

from typing import Any

SCENARIOS = {"version": "0", "included": "on", "naam_1": "Basis", "advies": "1", "reden": "Daarmee beginnen wij."}
RAMING = {"version": "0", "kosten_van": "1.000", "kosten_tot": "1.500", "kostensoort": "structureel", "bron": "Offerte"}


def writes(write: Any) -> list[Any]:
    return [
        write("reports.keuzes.scenarios.views.scenarios_form", SCENARIOS),
        write("reports.keuzes.scenarios.views.raming_form", RAMING),
    ]
