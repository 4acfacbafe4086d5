"""The mail to who may publish what a colleague asked. Composed at sending: none when it does not wait any more."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Gebruiker
from berichten.mails import Letter, letter
from berichten.models import Bericht
from kader.models import KaderVersie
from kader.redactie_actions import may_confirm


def compose(bericht: Bericht) -> Letter | None:
    assert bericht.about
    kader = KaderVersie.objects.filter(pk=bericht.about).first()
    if (
        kader is None
        or kader.asked_by is None
        or not kader.waits
        or not may_confirm().filter(gebruiker__email=bericht.address).exists()
    ):
        return None
    page = reverse("kader:versie_detail", settings.PUBLIC_SCHEMA_URLCONF, args=[kader.versie])
    wie = Gebruiker.objects.get(pk=kader.asked_by)
    return letter("kaderverzoek", wie=wie, versie=kader, link=settings.PUBLIEK_URL + page)
