"""How many invitations leave one place: a beheerder, or who has her session, lets Kompas mail people who never asked.

Counted in the rows that there are, after what is asked for was added and in its transaction, while the place is held:
so two at once do not pass it together. Who runs Kompas and brings gemeenten aboard is not asked (beheer/actions.py).
"""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.models import Uitnodiging
from berichten.models import Bericht

DAY = timedelta(days=1)
MAILS = 4  # to one address in a day: an invitation, and three times more


def too_many(*, invited: QuerySet[Uitnodiging], berichten: QuerySet[Bericht], emails: Collection[str]) -> str:
    """Why what was just added is too much, in words; empty when it is not. Both querysets are of this place alone."""
    limit, made = settings.UITNODIGINGEN_PER_DAY, invited.filter(created_at__gt=timezone.now() - DAY).count()
    if made <= limit:
        return mailed_too_often(berichten=berichten, emails=emails)
    left = limit - (made - len(emails))
    now = f"Nu kunnen het er nog {left} zijn." if left > 0 else "Dat aantal is bereikt: morgen kan het weer."
    return f"Per 24 uur gaan er ten hoogste {limit} uitnodigingen uit. {now} Er is niets verstuurd."


def mailed_too_often(*, berichten: QuerySet[Bericht], emails: Collection[str]) -> str:
    """As the above, of each of these addresses by itself."""
    sent = berichten.filter(soort=Bericht.Soort.UITGENODIGD, queued_at__gt=timezone.now() - DAY)
    often = sent.filter(address__in=emails).order_by("address").values("address").annotate(mails=Count("pk"))
    for found in often:
        if found["mails"] > MAILS:
            already = f"{found['address']} kreeg in 24 uur al {MAILS} keer een uitnodiging."
            return f"{already} Morgen kan het weer. Er is niets verstuurd."
    return ""
