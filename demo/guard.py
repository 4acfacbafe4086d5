"""The demo's accounts have a password and a second step that everybody knows: never where real people work."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from tenants.models import Gemeente

NOT_HERE = (
    "De demo maakt accounts met een wachtwoord dat iedereen kent. Daarom kan dit alleen op een computer voor de demo. "
    "Is dit zo'n computer? Zet dan KOMPAS_DEMO=1 in de omgeving."
)
REAL = (
    "In deze database werkt een gemeente die niet van de demo is: {naam}. De demo maakt accounts met een wachtwoord "
    "dat iedereen kent. Gebruik een andere database. Is dit de demo op je eigen computer, en is die gemeente daar om "
    "te proberen geopend? Dan wist ‘make demo-reset’ alles en begin je opnieuw."
)


def require_demo() -> None:
    """Raises CommandError where no demo may be."""
    if not may_be_demo():
        raise CommandError(NOT_HERE)
    if Gemeente._meta.db_table not in connection.introspection.table_names():
        return  # before the first migrate
    real = real_gemeente()
    if real is not None:
        raise CommandError(REAL.format(naam=real))


def is_demo() -> bool:
    """Whether the demo made all that is here."""
    return may_be_demo() and real_gemeente() is None


def may_be_demo() -> bool:
    return settings.DEBUG or settings.KOMPAS_DEMO


def real_gemeente() -> str | None:
    """One that is open. The demo says of every gemeente that it opens where that came from."""
    return Gemeente.objects.opened().invented(False).filter(herkomst="").values_list("naam", flat=True).first()
