"""Answering a round once, without Kompas: VNG or CoMensha makes a link, and somebody of the gemeente uses it."""

import hashlib
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from berichten.actions import post_berichten
from berichten.models import Bericht
from kader.models import Bouwsteen
from metingen.actions import IndieningFout, store_indiening
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud
from metingen.models import Antwoordlink, Indiening, Meetronde
from metingen.queries import gedeelde_gemeente, regios_on
from tenants.models import Gemeente


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_antwoordlink(*, meetronde: Meetronde, gemeente: Gemeente, by: UUID, email: str = "") -> str:
    """The secret part of the link, which is kept nowhere; one that was waiting no longer works. At `email` the gemeente
    hears that there is a link, and later that it was used."""
    if not meetronde.accepts:
        raise IndieningFout("In deze meetronde kan niemand nu indienen. Een link heeft dan geen zin.")
    token = secrets.token_urlsafe(32)
    Antwoordlink.objects.filter(meetronde=meetronde, gemeente=gemeente, used_at=None).delete()
    link = Antwoordlink.objects.create(
        meetronde=meetronde,
        gemeente=gemeente,
        sha256=hash_of(token),
        created_by=by,
        email=email,
        valid_until=timezone.now() + Antwoordlink.VALID,
    )
    tell(link, f"Eenmalige link om te antwoorden op {meetronde}", "metingen/email/antwoordlink.txt")
    return token


def tell(link: Antwoordlink, subject: str, template: str) -> None:
    """Nothing that somebody typed stands in it: who has the link is not known to us."""
    if link.email:
        body = render_to_string(template, {"antwoordlink": link}).strip()
        row = Bericht(soort=Bericht.Soort.ANTWOORDLINK, about=link.pk, address=link.email, subject=subject, body=body)
        post_berichten(berichten=[row])


def inhoud_of(*, link: Antwoordlink, statussen: dict[str, str], enquete: GedeeldeEnquete) -> Inhoud:
    """What these answers are as a snapshot; there is no organisatieniveau, sentence or criterion."""
    meetronde, gemeente = link.meetronde, link.gemeente
    codes = Bouwsteen.objects.filter(kaderversie=meetronde.kaderversie).order_by("volgorde")
    return Inhoud(
        kaderversie=meetronde.kaderversie.versie,
        peildatum=meetronde.peildatum,
        gemeente=gedeelde_gemeente(gemeente, regios_on(gemeente, meetronde.peildatum)),
        antwoorden=tuple(
            GedeeldAntwoord(code, statussen.get(code, ""), ()) for code in codes.values_list("code", flat=True)
        ),
        enquete=enquete,
    )


@transaction.atomic
def answer_once(
    *, link: Antwoordlink, inhoud: Inhoud, mandaat_functie: str, mandaat_datum: date, **ontvangers: Any
) -> Indiening:
    """Store it and use the link up. Raises IndieningFout when another was quicker, or the round closed meanwhile."""
    held = Antwoordlink.objects.usable().select_for_update(of=("self",)).filter(pk=link.pk)
    if not held.exists():
        raise IndieningFout("Deze link is intussen gebruikt, of de meetronde is gesloten.")
    indiening = store_indiening(
        meetronde=link.meetronde,
        gemeente=link.gemeente,
        inhoud=inhoud,
        mandaat_functie=mandaat_functie,
        mandaat_datum=mandaat_datum,
        by=None,
        antwoordlink_by=link.created_by,
        **ontvangers,
    )
    tell(link, f"Er is geantwoord op {link.meetronde}", "metingen/email/antwoordlink_gebruikt.txt")
    Antwoordlink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return indiening
