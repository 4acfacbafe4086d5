"""Beginning the next year in one gemeente, with all that goes along; undone each time."""

import statistics
import time
from collections.abc import Iterator

import benchmarks.setup  # noqa: F401  isort: skip
from django.db import transaction

from accounts.models import Gebruiker
from benchmarks import SIZE
from demo.people import email_of
from overzicht.jaar_actions import begin_jaar
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.jaar_actions import MEE
from zelfevaluatie.queries import current_zelfevaluatie

Row = tuple[str, float, str, float | None]


def measure() -> Iterator[Row]:
    gemeente = Gemeente.objects.opened().order_by("code").first()
    assert gemeente
    by = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
    with in_gemeente(gemeente):
        times = [once(by) for _ in range(SIZE.rounds)]
    yield "year_open_ms", round(statistics.median(times), 1), "ms", None


def once(by: Gebruiker) -> float:
    zelfevaluatie = current_zelfevaluatie()
    assert zelfevaluatie
    with transaction.atomic():
        start = time.perf_counter()
        begin_jaar(vorige=zelfevaluatie, jaar=zelfevaluatie.jaar + 1, mee=MEE, terugblik="Een druk jaar.", by=by)
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken * 1000
