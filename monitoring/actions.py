from django.db.models.functions import Now

from monitoring.models import Heartbeat


def beat(*, name: Heartbeat.Name, instance: str = "") -> None:
    """Note that it is alive, or done, at this moment: one statement, by the clock of the database. On public."""
    row = Heartbeat(name=name, instance=instance, at=Now())
    Heartbeat.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["name", "instance"], update_fields=["at"]
    )
