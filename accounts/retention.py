from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.actions import anonymise_gebruiker
from accounts.models import Gebruiker, Session, Toegang, Uitnodiging

GEBRUIKERS_KEPT = timedelta(days=365)  # since the last Toegang ended, so that who returns finds the account
UITNODIGINGEN_KEPT = timedelta(days=90)  # after it was accepted or withdrawn, or ran out


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    sessions, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    limit = timezone.now() - UITNODIGINGEN_KEPT
    old = Q(accepted_at__lt=limit) | Q(withdrawn_at__lt=limit) | Q(expires_at__lt=limit)
    uitnodigingen, _ = Uitnodiging.objects.filter(old).delete()
    gone = departed()
    for gebruiker in gone:
        anonymise_gebruiker(gebruiker=gebruiker)
    return {"sessies": sessions, "uitnodigingen": uitnodigingen, "gebruikers": len(gone)}


def departed() -> list[Gebruiker]:
    """Who has had no Toegang for so long, or was given none at all."""
    limit = timezone.localdate() - GEBRUIKERS_KEPT
    recent = Toegang.objects.filter(Q(valid_until=None) | Q(valid_until__gte=limit), gebruiker=OuterRef("pk"))
    found = Gebruiker.objects.filter(~Exists(recent), anonymised_at=None, created_at__date__lt=limit)
    return list(found)
