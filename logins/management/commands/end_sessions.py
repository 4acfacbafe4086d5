from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Gebruiker
from logins.actions import end_sessions_by_operator


class Command(BaseCommand):
    help = "Logt iemand overal uit, bijvoorbeeld na een gestolen laptop. Zij ziet het in haar inloggeschiedenis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, email: str, **options: Any) -> None:
        gebruiker = Gebruiker.objects.filter(email=email.strip().lower()).first()
        if gebruiker is None:
            raise CommandError("Er is geen account met dit adres.")
        ended = end_sessions_by_operator(gebruiker=gebruiker)
        self.stdout.write(f"{gebruiker.email} is uitgelogd op {ended} plek{'' if ended == 1 else 'ken'}.")
