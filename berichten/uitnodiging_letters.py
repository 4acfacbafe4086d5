"""The mail that invites somebody, composed at sending: its link then stands in no table."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker, Uitnodiging
from accounts.uitnodiging_actions import reason_against, token_of
from accounts.uitnodiging_models import in_words
from berichten.mails import Letter, letter
from berichten.models import Bericht


def compose(bericht: Bericht) -> Letter | None:
    """None when nobody could accept it any more."""
    assert bericht.about
    found = Uitnodiging.objects.filter(pk=bericht.about).select_related("gemeente", "regio").first()
    if found is None or reason_against(found):
        return None
    by = Gebruiker.objects.filter(pk__in=[found.created_by]).values_list("naam", flat=True).first()
    return words_of(
        by=by or "",
        where=found.where,
        functies=found.functies,
        until=found.toegang_until,
        note=found.note,
        expires=found.expires_at,
        token=token_of(found),
    )


def words_of(
    *,
    by: str,
    where: str,
    functies: Iterable[str],
    until: date | None,
    note: str,
    expires: datetime,
    token: str,
) -> Letter:
    """Also of a mail that is not there yet, for who wants to see what it will say: then `token` is none."""
    return letter(
        "uitgenodigd",
        wie=f"{by} nodigt je uit" if by else "Je bent uitgenodigd",
        waar=where,
        functies=in_words(functies),
        looptijd=f"Je toegang loopt tot en met {date_format(until, 'j F Y')}." if until else "",
        bericht=note,
        kompas=settings.KOMPAS_NAAM,
        link=settings.PUBLIEK_URL + reverse("uitnodiging_accept", settings.PUBLIC_SCHEMA_URLCONF, args=[token]),
        vervalt=date_format(timezone.localtime(expires), "j F Y"),
    )
