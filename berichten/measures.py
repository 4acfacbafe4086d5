"""Mail that waits and mail that did not arrive, without whom it was for."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min

from berichten.models import Bericht
from monitoring.measures import Measure, age, database_now

A_DAY = timedelta(days=1)


def measure() -> Iterable[Measure]:
    now = database_now()
    waiting = Bericht.objects.under_way().aggregate(count=Count("pk"), oldest=Min("queued_at"))
    yield Measure.single("kompas_mails_waiting", "Mails die nog niet zijn verstuurd", waiting["count"])
    oldest = age(now, waiting["oldest"]) or 0
    yield Measure.single("kompas_mail_oldest_waiting_seconds", "Hoe lang de oudste mail al wacht", oldest)
    failed = Bericht.objects.failed().filter(ended_at__gte=now - A_DAY)
    reasons = dict.fromkeys(Bericht.Reden.values, 0) | dict(
        failed.values_list("reden").annotate(Count("pk")).order_by()
    )
    yield Measure("kompas_mails_failed_day", "Mails die de laatste 24 uur niet aankwamen", reasons, "reason")
