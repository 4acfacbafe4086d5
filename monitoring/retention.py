"""Processes get another name at each start of their container."""

from datetime import timedelta

from django.utils import timezone

from monitoring.models import Heartbeat

HEARTBEATS_KEPT = timedelta(days=7)


def enforce_retention() -> dict[str, int]:
    count, _ = Heartbeat.objects.filter(at__lt=timezone.now() - HEARTBEATS_KEPT).exclude(instance="").delete()
    return {"processen": count}
