"""What is measured at the moment that somebody asks, from the database: the same from every web server.

An app that has something to measure names it in `settings.MEASURES`. No label says which gemeente.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Max, Q
from django.utils.module_loading import import_string
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from monitoring.broker import waiting_messages
from monitoring.models import Heartbeat
from tenants.backups.queries import last_backup
from tenants.connection import connection
from tenants.context import from_public
from tenants.models import Gemeente

ALIVE = timedelta(minutes=2)  # a worker that has said nothing for so long is gone


@dataclass(frozen=True)
class Measure:
    """A gauge: its values by its one label, or by "" when it has none. What is not known (None) is left out."""

    name: str
    text: str
    values: Mapping[str, float | None]
    label: str = ""

    @classmethod
    def single(cls, name: str, text: str, value: float | None) -> "Measure":
        return cls(name, text, {"": value})

    def family(self) -> GaugeMetricFamily:
        found = GaugeMetricFamily(self.name, self.text, labels=[self.label] if self.label else [])
        for label, value in self.values.items():
            if value is not None:
                found.add_metric([label] if self.label else [], value)
        return found


def age(now: datetime, moment: datetime | None) -> float | None:
    return (now - moment).total_seconds() if moment else None


def database_now() -> datetime:
    """Rows are stamped by the clock of the database, so their age is by it too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


class Measures(Collector):
    """All of them. When the database is away it says so, and no more."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield Measure("kompas_info", "Welke versie draait", {settings.VERSION: 1}, "version").family()
        messages = waiting_messages()
        yield Measure.single("kompas_broker_up", "Of Valkey antwoordt", float(messages is not None)).family()
        yield Measure.single("kompas_broker_messages", "Taken in de wachtrij van Valkey", messages).family()
        try:
            with from_public():
                measures = [measure for path in settings.MEASURES for measure in import_string(path)()]
        except DatabaseError:
            measures = []
        up = Measure.single("kompas_database_up", "Of de database antwoordt", float(bool(measures)))
        yield from (measure.family() for measure in [up, *measures])


def measure_heartbeats() -> Iterable[Measure]:
    now = database_now()
    last = dict(Heartbeat.objects.values_list("name").annotate(Max("at")).order_by())
    ages = {str(name): age(now, last.get(name)) for name in Heartbeat.Name}
    yield Measure("kompas_heartbeat_age_seconds", "Hoe lang geleden iets van zich liet horen", ages, "name")
    alive = Heartbeat.objects.filter(name=Heartbeat.Name.WORKER, at__gte=now - ALIVE).count()
    yield Measure.single("kompas_workers", "Werkprocessen die van zich laten horen", alive)


def measure_backup() -> Iterable[Measure]:
    last = last_backup()
    seconds = last.age.total_seconds() if last.age is not None else None
    yield Measure.single("kompas_backup_age_seconds", "Hoe oud de laatste goede kopie is", seconds)
    yield Measure.single("kompas_backup_late", "Of die er niet of te oud is", float(last.is_late))


def measure_gemeenten() -> Iterable[Measure]:
    is_open, halfway = Q(opened_at__isnull=False), ~Q(opening__in=[Gemeente.Opening.NONE, Gemeente.Opening.ACTIVE])
    counts = Gemeente.objects.aggregate(
        open=Count("pk", filter=is_open & Q(maintenance_since=None)),
        maintenance=Count("pk", filter=is_open & Q(maintenance_since__isnull=False)),
        opening=Count("pk", filter=halfway),
    )
    yield Measure("kompas_gemeenten", "Gemeenten naar hoe het met ze is", counts, "state")
