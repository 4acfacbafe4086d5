"""The mail to who may release what a colleague wrote. Composed at sending: none when it does not wait any more."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Gebruiker
from berichten.compose import Letter
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
    words = {
        "voorstel": voorstel,
        "soort": soort,
        "naam": naam,
        "writer": Gebruiker.objects.get(pk=voorstel.offered_by),
        "url": settings.PUBLIEK_URL + page,
    }
    subject = f"Lezen gevraagd: {soort.enkelvoud} {naam}"
    return Letter(subject, render_to_string("redactie/email/lezen.txt", words).strip())
