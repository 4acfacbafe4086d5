"""The mail to who may release what a colleague wrote. Composed at sending: none when it does not wait any more."""

from django.conf import settings
from django.urls import reverse

from accounts.models import Gebruiker
from berichten.mails import Letter, letter
from berichten.models import Bericht
from redactie.editors import toegangen_of
from redactie.models import Voorstel
from redactie.soorten import SOORTEN


def compose(bericht: Bericht) -> Letter | None:
    assert bericht.about
    voorstel = Voorstel.objects.filter(pk=bericht.about, stand=Voorstel.Stand.WACHT).first()
    if (
        voorstel is None
        or voorstel.offered_by is None
        or not toegangen_of(voorstel.regio).filter(gebruiker__email=bericht.address).exists()
    ):
        return None
    soort = SOORTEN[voorstel.soort]
    page = reverse("redactie:voorstel_check", settings.PUBLIC_SCHEMA_URLCONF, args=[voorstel.soort, voorstel.sleutel])
    naam = voorstel.naam or voorstel.sleutel
    return letter(
        "leesverzoek",
        wie=Gebruiker.objects.get(pk=voorstel.offered_by),
        soort=soort.enkelvoud,
        naam=naam,
        wat=voorstel.get_wat_display(),
        link=settings.PUBLIEK_URL + page,
    )
