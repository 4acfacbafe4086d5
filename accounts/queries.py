from django.conf import settings

from accounts.models import Gebruiker
from tenants.models import Gemeente


def gemeenten_of(gebruiker: Gebruiker) -> list[Gemeente]:
    """The open gemeenten where this person holds a functie, each with its address as `url`."""
    ids = {toegang["gemeente"] for toegang in gebruiker.toegangen} - {None}
    gemeenten = list(Gemeente.objects.opened().filter(pk__in=ids))
    for gemeente in gemeenten:
        gemeente.url = settings.PUBLIEK_URL.replace("://", f"://{gemeente.slug}.", 1) + "/"
    return gemeenten
