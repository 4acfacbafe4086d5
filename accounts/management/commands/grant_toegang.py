from argparse import ArgumentParser
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import grant_toegang, password_link
from accounts.models import Toegang
from accounts.permissions import FUNCTIES
from tenants.models import Gemeente, Regio


class Command(BaseCommand):
    help = (
        "Geeft iemand een functie in een gemeente, een regio of het land, en een account met een link om te beginnen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("functie", choices=list(FUNCTIES))
        parser.add_argument(
            "waar", help="gemeente (stadskanaal), regio (provincie:PV20) of organisatie (vng, comensha)"
        )
        parser.add_argument("--naam", default="", help="naam of functie die collega's zien")
        parser.add_argument("--mail", action="store_true", help="stuur de link naar dit adres; toon hem hier niet")

    @transaction.atomic
    def handle(self, email: str, functie: str, waar: str, naam: str, **options: Any) -> None:
        scope = find_scope(waar)
        try:
            gebruiker, created = grant_toegang(
                email=email, naam=naam or email.partition("@")[0], functie=functie, **scope
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        where = Toegang.Organisatie(waar).label if "organisatie" in scope else next(iter(scope.values()))
        self.stdout.write(f"{gebruiker.email} is {functie} van {where}.")
        if created and options["mail"]:
            get_adapter().send_welcome(gebruiker.email)
            self.stdout.write("De link om een wachtwoord te kiezen gaat per mail.")
        elif created:
            self.stdout.write(f"Wachtwoord kiezen kan een keer, op: {password_link(gebruiker)}")


def find_scope(waar: str) -> dict[str, Any]:
    if waar in Toegang.Organisatie.values:
        return {"organisatie": waar}
    soort, colon, code = waar.partition(":")
    found = (
        Regio.objects.filter(soort=soort, code=code).first() if colon else Gemeente.objects.filter(slug=waar).first()
    )
    if found is None:
        raise CommandError(f"Er is geen {'regio' if colon else 'gemeente'} met de naam {waar}.")
    return {"regio" if colon else "gemeente": found}
