"""What somebody sends to the views that look back on an adopted plan."""

from typing import Any

EVALUATIE = {"version": "0", "conclusie": "Het melden gaat beter.", "vervolg": "In maart praten wij de raad bij."}


def writes(write: Any) -> list[Any]:
    return [
        write("reports.versions.evaluatie.views.evaluatie_form", EVALUATIE),
        write("reports.versions.evaluatie.file_views.evaluatie_keep"),
        write("reports.versions.evaluatie.file_views.evaluatie_rapport"),
        write("reports.versions.evaluatie.file_views.evaluatieversie_rapport"),
    ]
