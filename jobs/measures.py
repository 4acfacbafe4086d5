"""Work that waits and work that failed, over all gemeenten together."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min, Q

from jobs.models import Job
from monitoring.measures import Measure, age, database_now

A_DAY = timedelta(days=1)


def measure() -> Iterable[Measure]:
    now = database_now()
    waiting, running = Q(state=Job.State.WAITING), Q(state=Job.State.RUNNING)
    found = Job.objects.unfinished().aggregate(
        waiting=Count("pk", filter=waiting),
        running=Count("pk", filter=running),
        oldest=Min("created_at", filter=waiting),
    )
    counts = {"waiting": found["waiting"], "running": found["running"]}
    yield Measure("kompas_jobs", "Opdrachten die nog niet klaar zijn", counts, "state")
    oldest = age(now, found["oldest"]) or 0
    yield Measure.single("kompas_job_oldest_waiting_seconds", "Hoe lang de oudste opdracht al wacht", oldest)
    failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gte=now - A_DAY).count()
    yield Measure.single("kompas_jobs_failed_day", "Opdrachten die de laatste 24 uur mislukten", failed)
