"""The mail to who may do what a colleague asked. Composed at sending: none when it does not wait any more."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Gebruiker
from berichten.mails import Letter, letter
from berichten.models import Bericht
from metingen.models import Rondeverzoek
from metingen.verzoek_actions import may_confirm


def compose(bericht: Bericht) -> Letter | None:
    assert bericht.about
    verzoek = Rondeverzoek.objects.waiting().select_related("meetronde").filter(pk=bericht.about).first()
    if verzoek is None or not may_confirm().filter(gebruiker__email=bericht.address).exists():
        return None
    page = reverse("metingen:meetronde_detail", settings.PUBLIC_SCHEMA_URLCONF, args=[verzoek.meetronde_id])
    wie = Gebruiker.objects.get(pk=verzoek.created_by)
    return letter("verzoek", wie=wie, verzoek=verzoek, meetronde=verzoek.meetronde, link=settings.PUBLIEK_URL + page)
