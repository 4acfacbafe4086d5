"""Answering a round once, without Kompas: VNG or CoMensha has a link mailed, and somebody of the gemeente uses it."""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from berichten.actions import post_berichten
from berichten.models import Bericht
from kader.models import Bouwsteen
from metingen.actions import IndieningFout, store_indiening, withdraw_indiening
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud, Themaantwoord
from metingen.models import Antwoordlink, Indiening, Meetronde
from metingen.queries import gedeelde_gemeente, regios_on
from tenants.locks import hold
from tenants.models import Gemeente

Outcome = Antwoordlink.Outcome
NO_DRAFT: dict[str, Any] = {"draft": None, "draft_at": None, "draft_page": ""}
USED = "Deze link is intussen gebruikt of vervallen."


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(link: Antwoordlink) -> str:
    """The secret part of the link, for the mail alone: made from the key of this installation, so that a mail that is
    sent once more holds the same one, and that it need not be kept. From now on the link works."""
    token = salted_hmac("metingen.antwoordlink", str(link.pk), algorithm="sha256").hexdigest()
    Antwoordlink.objects.filter(pk=link.pk).update(sha256=hash_of(token))
    return token


@transaction.atomic
def make_antwoordlink(
    *, meetronde: Meetronde, gemeente: Gemeente, email: str, organisatie: str, by: UUID
) -> Antwoordlink:
    """Have a link mailed to `email`, of the gemeente. Links that wait already go on working; where one went to another
    address, that address hears of this one. In a round that is over the link serves to take back.

    Raises IndieningFout for a round that was not opened yet.
    """
    if meetronde.staat == Meetronde.Staat.CONCEPT:
        raise IndieningFout("Deze meetronde is nog niet open. Een link heeft dan geen zin.")
    hold(f"indiening {gemeente.pk}")
    link = Antwoordlink.objects.create(
        meetronde=meetronde,
        gemeente=gemeente,
        email=email,
        organisatie=organisatie,
        created_by=by,
        valid_until=timezone.now() + Antwoordlink.VALID,
    )
    post(link, Bericht.Soort.ANTWOORDLINK)
    return link


def post(link: Antwoordlink, soort: str) -> None:
    """To every address to which a link for this gemeente went in this round. What it says: antwoord_letters.py."""
    known = Antwoordlink.objects.filter(meetronde=link.meetronde, gemeente=link.gemeente).exclude(email="")
    addresses = sorted({link.email, *known.order_by().values_list("email", flat=True)} - {""})
    post_berichten(berichten=[Bericht(soort=soort, about=link.pk, address=address) for address in addresses])


def end_antwoordlink(*, link: Antwoordlink) -> bool:
    """It works no longer, and what was typed with it is gone. Says whether it did."""
    return bool(Antwoordlink.objects.alive().filter(pk=link.pk).update(ended_at=timezone.now(), **NO_DRAFT))


def inhoud_of(
    *,
    link: Antwoordlink,
    statussen: dict[str, str],
    enquete: GedeeldeEnquete,
    niveaus: dict[str, tuple[str, ...]] | None = None,
    themas: tuple[Themaantwoord, ...] = (),
) -> Inhoud:
    """What these answers are as a snapshot; there is no sentence or criterion."""
    meetronde, gemeente = link.meetronde, link.gemeente
    codes = Bouwsteen.objects.filter(kaderversie=meetronde.kaderversie).order_by("volgorde")
    where = niveaus or {}
    return Inhoud(
        kaderversie=meetronde.kaderversie.versie,
        peildatum=meetronde.peildatum,
        gemeente=gedeelde_gemeente(gemeente, regios_on(gemeente, meetronde.peildatum)),
        antwoorden=tuple(
            GedeeldAntwoord(code, statussen.get(code, ""), where.get(code, ()))
            for code in codes.values_list("code", flat=True)
        ),
        enquete=enquete,
        themavragen=themas,
    )


@transaction.atomic
def answer_once(
    *, link: Antwoordlink, inhoud: Inhoud, mandaat_functie: str, mandaat_datum: date, **ontvangers: Any
) -> Indiening:
    """Store it and use the link up. Raises IndieningFout when another was quicker, or the round closed meanwhile."""
    hold_link(link)
    indiening = store_indiening(
        meetronde=link.meetronde,
        gemeente=link.gemeente,
        inhoud=inhoud,
        mandaat_functie=mandaat_functie,
        mandaat_datum=mandaat_datum,
        by=None,
        antwoordlink_by=link.created_by,
        antwoordlink_organisatie=link.organisatie,
        **ontvangers,
    )
    use_up(link, Outcome.INGEDIEND)
    return indiening


@transaction.atomic
def withdraw_once(*, link: Antwoordlink, indiening: Indiening) -> None:
    """Take back what was submitted and use the link up. Raises IndieningFout when it changed meanwhile."""
    hold_link(link)
    withdraw_indiening(indiening=indiening, by=None)
    use_up(link, Outcome.INGETROKKEN)


def hold_link(link: Antwoordlink) -> None:
    """The gemeente before its link, as everywhere, so that nobody waits in a circle."""
    hold(f"indiening {link.gemeente_id}")
    if not Antwoordlink.objects.alive().select_for_update(of=("self",)).filter(pk=link.pk).exists():
        raise IndieningFout(USED)


def use_up(link: Antwoordlink, outcome: str) -> None:
    used = {"used_at": timezone.now(), "outcome": outcome, **NO_DRAFT}
    Antwoordlink.objects.filter(pk=link.pk).update(**used)
    post(link, Bericht.Soort.ANTWOORD)


def sent_before(link: Antwoordlink) -> Indiening | None:
    """What the gemeente shares in this round now, whoever submitted it."""
    found = Indiening.objects.current().filter(gemeente=link.gemeente, meetronde=link.meetronde)
    return found.select_related("meetronde", "gemeente").first()
