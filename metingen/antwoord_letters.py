"""Mail to the general address of a gemeente about its one-time links; composed at sending, so that the secret stands in
no table."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from berichten.mails import Letter, letter
from berichten.models import Bericht
from metingen.antwoord_actions import token_of
from metingen.models import Antwoordlink

Outcome = Antwoordlink.Outcome


def compose_link(bericht: Bericht) -> Letter | None:
    """The link, to the address it was made for; to another that the gemeente gave before, only that there is one. None
    when it does not work any more."""
    if bericht.body:  # written with its row, by the release before this one
        return Letter(bericht.subject, bericht.body)
    link = link_of(bericht)
    if link is None or not link.is_alive:
        return None
    words: dict[str, Any] = {"gemeente": link.gemeente, "meetronde": link.meetronde, "wie": link.maker}
    if bericht.address != link.email:
        return letter("antwoordlink_elders", **words)
    words["link"] = settings.PUBLIEK_URL + reverse(
        "antwoord_form", settings.PUBLIC_SCHEMA_URLCONF, args=[token_of(link)]
    )
    if link.meetronde.accepts:
        return letter("antwoordlink", **words, geldig=link.until)
    return letter("antwoordlink_intrekken", **words, geldig=date_format(link.valid_until, "j F Y"))


def compose_used(bericht: Bericht) -> Letter | None:
    """That the link was used, and for what; never what was answered."""
    link = link_of(bericht)
    if link is None or not link.outcome:
        return None
    assert link.used_at
    code = "antwoord_ingetrokken" if link.outcome == Outcome.INGETROKKEN else "antwoord_ingediend"
    wanneer = date_format(timezone.localtime(link.used_at), "j F Y, H:i")
    return letter(code, gemeente=link.gemeente, meetronde=link.meetronde, wie=link.maker, wanneer=wanneer)


def link_of(bericht: Bericht) -> Antwoordlink | None:
    assert bericht.about
    return Antwoordlink.objects.filter(pk=bericht.about).select_related("meetronde", "gemeente").first()
