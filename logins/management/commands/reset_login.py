from argparse import ArgumentParser
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions import password_link, reset_login
from accounts.models import Gebruiker
from logins.actions import end_sessions_by_operator, record
from logins.models import Soort


class Command(BaseCommand):
    help = (
        "Laat iemand opnieuw beginnen die telefoon én herstelcodes kwijt is: wachtwoord en tweede stap vervallen, en "
        "alle sessies eindigen. Ga eerst na wie het vraagt, via iemand die deze persoon kent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--mail", action="store_true", help="stuur de link naar dit adres; toon hem hier niet")

    @transaction.atomic
    def handle(self, email: str, **options: Any) -> None:
        gebruiker = Gebruiker.objects.filter(email=email.strip().lower(), is_active=True).first()
        if gebruiker is None:
            raise CommandError(f"Er is niemand met het adres {email} die nog in gebruik is.")
        end_sessions_by_operator(gebruiker=gebruiker)
        reset_login(gebruiker=gebruiker)
        record(request=None, soort=Soort.VERWIJDERD, gebruiker=gebruiker)
        self.stdout.write(f"{gebruiker.email} kan met het oude wachtwoord en de oude tweede stap niet meer inloggen.")
        if options["mail"]:
            get_adapter().send_reset(gebruiker.email)
            self.stdout.write("De link om een wachtwoord te kiezen gaat per mail.")
        else:
            self.stdout.write(f"Wachtwoord kiezen kan een keer, op: {password_link(gebruiker)}")
