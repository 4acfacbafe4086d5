from django.db.models import Exists, OuterRef

from berichten.models import Bericht, BerichtQuerySet


def outstanding() -> BerichtQuerySet:
    """What did not arrive, or nobody knows, and no later mail to the same address did; the newest first.

    Asks only what a gemeente may read of its own rows; the platform sees those of all.
    """
    arrived = Bericht.objects.filter(
        address=OuterRef("address"), staat=Bericht.Staat.VERSTUURD, ended_at__gt=OuterRef("ended_at")
    )
    return Bericht.objects.failed().exclude(Exists(arrived)).with_result().order_by("-ended_at", "id")
