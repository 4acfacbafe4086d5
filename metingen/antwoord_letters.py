"""Mail to the general address of a gemeente about its one-time links; composed at sending, so that the secret stands in
no table."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from berichten.compose import Letter
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
    if bericht.address != link.email:
        return letter(f"Er is een nieuwe eenmalige link voor {link.meetronde}", "antwoordlink_elders", link)
    url = settings.PUBLIEK_URL + reverse("antwoord_form", settings.PUBLIC_SCHEMA_URLCONF, args=[token_of(link)])
    return letter(f"Eenmalige link om te antwoorden op {link.meetronde}", "antwoordlink", link, url=url)


def compose_used(bericht: Bericht) -> Letter | None:
    """That the link was used, and for what; never what was answered."""
    link = link_of(bericht)
    if link is None or not link.outcome:
        return None
    if link.outcome == Outcome.INGETROKKEN:
        return letter(f"Ingetrokken: jullie antwoord op {link.meetronde}", "antwoord_ingetrokken", link)
    return letter(f"Er is geantwoord op {link.meetronde}", "antwoord_ingediend", link)


def link_of(bericht: Bericht) -> Antwoordlink | None:
    assert bericht.about
    return Antwoordlink.objects.filter(pk=bericht.about).select_related("meetronde", "gemeente").first()


def letter(subject: str, template: str, link: Antwoordlink, **context: object) -> Letter:
    words = render_to_string(f"metingen/email/{template}.txt", {"antwoordlink": link, **context})
    return Letter(subject, words.strip())
