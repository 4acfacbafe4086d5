from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

LONGEST = timedelta(days=366)  # that a round may last


def start_of_today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def against_submitting(staat: str, last: date) -> str:
    """Why nobody can submit today into a round in this staat with this last day; empty while one can."""
    if staat == "concept":
        return "Deze meetronde is nog niet open."
    if staat != "open":
        return "Deze meetronde is gesloten. Indienen kan niet meer; intrekken wel."
    if last >= timezone.localdate():
        return ""
    day = date_format(last, "j F Y")
    return f"De laatste dag van deze meetronde was {day}. Indienen kan niet meer; intrekken wel."
