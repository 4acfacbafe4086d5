"""The mail to who may confirm that words are wiped; it says neither the words nor who asked."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Toegang
from accounts.permissions import FUNCTIES, Permission
from berichten.mails import Letter, letter
from berichten.models import Bericht
from tenants.context import in_gemeente
from wissing.models import WAITS, Wissing

MAY_CONFIRM = tuple(naam for naam, functie in FUNCTIES.items() if Permission.EDIT in functie.permissions)


def compose(bericht: Bericht) -> Letter | None:
    """None when it would not be true any more: confirmed, withdrawn or expired, or for who may not confirm it now."""
    gemeente = bericht.gemeente
    assert gemeente
    assert bericht.about
    held = Toegang.objects.today().filter(gemeente=gemeente, functie__in=MAY_CONFIRM)
    if not held.filter(gebruiker__email=bericht.address, gebruiker__is_active=True).exists():
        return None
    with in_gemeente(gemeente):
        wissing = Wissing.objects.waiting().filter(pk=bericht.about).first()
    if wissing is None:
        return None
    url = settings.PUBLIEK_URL.replace("://", f"://{gemeente.slug}.", 1) + f"/wissen/{wissing.pk}/"
    until = date_format(timezone.localtime(wissing.created_at + WAITS), "j F Y, H:i")
    return letter("wissing", gemeente=gemeente.naam, link=url, tot=until)
