"""Who may write: a redacteur for the country, a ketenregisseur for her regio."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from accounts.models import Gebruiker, Toegang
from accounts.permissions import Ketenregisseur, Redacteur
from tenants.models import Regio


def toegangen_of(regio: Regio | None) -> QuerySet[Toegang, Any]:
    """Of today, of people who can log in."""
    functie = Ketenregisseur.naam if regio else Redacteur.naam
    valid = Toegang.objects.today().filter(gebruiker__is_active=True, functie=functie)
    return valid.filter(regio=regio) if regio else valid


def editors_of(regio: Regio | None) -> list[Any]:
    return list(toegangen_of(regio).values_list("gebruiker", flat=True))


def check_editor(by: Gebruiker, regio: Regio | None) -> None:
    if not toegangen_of(regio).filter(gebruiker=by).exists():
        raise PermissionDenied(
            f"Alleen een ketenregisseur van {regio} geeft daar een tekst uit."
            if regio
            else "Alleen een redacteur geeft een standaardtekst uit."
        )
