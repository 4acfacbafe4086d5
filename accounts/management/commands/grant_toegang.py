from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import grant_toegang, password_link
from accounts.permissions import GEMEENTE_FUNCTIES
from tenants.models import Gemeente


class Command(BaseCommand):
    help = "Geeft iemand een functie in een gemeente, en een account met een link om een wachtwoord te kiezen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("functie", choices=[functie.naam for functie in GEMEENTE_FUNCTIES])
        parser.add_argument("slug", help="gemeente, zoals stadskanaal")
        parser.add_argument("--naam", default="", help="naam of functie die collega's zien")

    def handle(self, email: str, functie: str, slug: str, naam: str, **options: Any) -> None:
        gemeente = Gemeente.objects.filter(slug=slug).first()
        if gemeente is None:
            raise CommandError(f"Er is geen gemeente met de naam {slug}.")
        try:
            gebruiker, created = grant_toegang(
                email=email, naam=naam or email.partition("@")[0], functie=functie, gemeente=gemeente
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{gebruiker.email} is {functie} van {gemeente.naam}.")
        if created:
            self.stdout.write(f"Wachtwoord kiezen kan een keer, op: {password_link(gebruiker)}")
