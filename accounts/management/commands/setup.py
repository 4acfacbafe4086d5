"""From an empty database to a first gemeente whose beheerder can begin: one command, safe to repeat."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.actions import NO_AGREEMENT, grant_toegang, password_link
from accounts.permissions import Beheerder, Platformbeheerder
from tenants.models import Gemeente
from tenants.owner import OwnerCommand

LOADERS = ("load_kader", "load_gemeenten", "load_sjablonen", "load_keuzelijsten", "add_vragen")
QUESTIONS = {
    "gemeente": "Welke gemeente begint? Haar naam in het webadres, zoals stadskanaal",
    "verwerkersovereenkomst": "Datum van haar verwerkersovereenkomst, zoals 2026-11-01 (leeg als die er al staat)",
    "beheerder": "E-mailadres van haar beheerder",
    "platformbeheerder": "E-mailadres van wie Kompas beheert (mag leeg blijven)",
}


MAY_BE_EMPTY = {"verwerkersovereenkomst", "platformbeheerder"}


class Command(OwnerCommand):
    help = (
        "Zet Kompas klaar: tabellen, Kader, gemeenten, teksten, de eerste gemeente en haar beheerder. Vraagt wat niet "
        "is gegeven. Herhalen mag: wat er al is, blijft."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, question in QUESTIONS.items():
            parser.add_argument(f"--{name}", default="", help=question)
        parser.add_argument("--antwoorden", type=Path, help="een bestand met regels als gemeente=stadskanaal")
        parser.add_argument("--link", action="store_true", help="toon ook de link om een wachtwoord te kiezen")
        parser.add_argument("--geen-vragen", action="store_true", help="stop als er een antwoord ontbreekt")

    def handle(self, **options: Any) -> None:
        answers = self.answers(options)
        self.stdout.write("1/4 Instellingen controleren …")
        call_command("check", deploy=True, stdout=self.stdout, stderr=self.stderr)
        self.stdout.write("2/4 Tabellen maken of bijwerken …")
        call_command("migrate", verbosity=0, tolerate=True, stdout=self.stdout)
        self.stdout.write("3/4 Kader, gemeenten en teksten laden …")
        for loader in LOADERS:
            call_command(loader, stdout=self.stdout)
        self.stdout.write("4/4 Gemeente openen en uitnodigen …")
        gemeente = self.gemeente(answers["gemeente"])
        call_command("open_gemeente", gemeente.slug, stdout=self.stdout)
        gemeente = self.agreed(gemeente.slug, answers["verwerkersovereenkomst"])
        with transaction.atomic():
            self.invite(answers["beheerder"], Beheerder.naam, show=options["link"], gemeente=gemeente)
            if answers["platformbeheerder"]:
                who = {"organisatie": "vng"}
                self.invite(answers["platformbeheerder"], Platformbeheerder.naam, show=options["link"], **who)
        self.stdout.write(
            f"\nKlaar. De website: {settings.PUBLIEK_URL}\n"
            "Meer gemeenten: manage.py open_gemeente <naam>, en per gemeente manage.py grant_toegang."
        )

    def answers(self, options: dict[str, Any]) -> dict[str, str]:
        """From the options, else from the file, else asked. All are looked at before anything is made."""
        given = read_answers(options["antwoorden"]) if options["antwoorden"] else {}
        found = {}
        for name, question in QUESTIONS.items():
            found[name] = options[name] or given.get(name) or ("" if options["geen_vragen"] else ask(question))
            if problem := self.problem(name, found[name]):
                raise CommandError(problem)
        return found

    def problem(self, name: str, value: str) -> str:
        if not value:
            return "" if name in MAY_BE_EMPTY else f"Er ontbreekt een antwoord. {QUESTIONS[name]}: --{name}"
        if name == "gemeente":
            known = value.replace("-", "").isalnum() and value == value.lower()
            return "" if known else f"‘{value}’ is geen naam in een webadres. Bijvoorbeeld: stadskanaal"
        if name == "verwerkersovereenkomst":
            return "" if day_in(value) else f"‘{value}’ is geen dag tot en met vandaag. Bijvoorbeeld: 2026-11-01"
        try:
            validate_email(value)
        except ValidationError:
            return f"‘{value}’ is geen e-mailadres (--{name})."
        return ""

    def gemeente(self, slug: str) -> Gemeente:
        found = Gemeente.objects.filter(slug=slug).first()
        if found is None:
            near = Gemeente.objects.filter(slug__startswith=slug[:3]).values_list("slug", flat=True)[:8]
            raise CommandError(
                f"Er is geen gemeente met de naam {slug}. Wel: {', '.join(near) or 'zie load_gemeenten'}."
            )
        return found

    def agreed(self, slug: str, value: str) -> Gemeente:
        """As it is now, with the date of its agreement noted; without one nobody of it gets an account."""
        gemeente = Gemeente.objects.get(slug=slug)
        if value:
            gemeente.verwerkersovereenkomst_on = day_in(value)
            gemeente.save(update_fields=["verwerkersovereenkomst_on"])
        if not gemeente.has_agreement:
            raise CommandError(f"{NO_AGREEMENT} Hier gaat dat met --verwerkersovereenkomst en een datum.")
        return gemeente

    def invite(self, email: str, functie: str, *, show: bool, **scope: Any) -> None:
        naam = f"{functie.capitalize()} {scope.get('gemeente', '')}".strip()
        try:
            gebruiker, created = grant_toegang(email=email, naam=naam, functie=functie, **scope)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{gebruiker.email} is {functie}.{' De uitnodiging gaat per mail.' if created else ''}")
        if created:
            get_adapter().send_welcome(gebruiker.email)
        if show and not gebruiker.has_usable_password():
            self.stdout.write(f"Wachtwoord kiezen kan een keer, op: {password_link(gebruiker)}")


def day_in(value: str) -> date | None:
    """None for what is no day, or one that has yet to come."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def ask(question: str) -> str:
    """Where nobody is there to answer, nothing."""
    try:
        return input(f"{question}: ").strip()
    except EOFError:
        return ""


def read_answers(path: Path) -> dict[str, str]:
    """`name=value` per line; # begins a remark. Raises CommandError for a name that is no question."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is niet te lezen: {error}") from None
    found = {}
    for line in lines:
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            if name.strip() not in QUESTIONS:
                raise CommandError(f"{path}: ‘{name}’ is geen vraag van setup. Wel: {', '.join(QUESTIONS)}.")
            found[name.strip()] = value.strip().strip("\"'")
    return found
