from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Gebruiker
from kader.models import KaderVersie, Overstap
from kader.queries import newest_version, version_of
from overzicht.kader_actions import go_back, go_over
from tenants.context import in_gemeente
from tenants.models import Gemeente


class Command(BaseCommand):
    help = (
        "Laat gemeenten overstappen op een uitgegeven versie van het Kader: de genoemde, of met --all elke die nog met"
        " een andere werkt. Herhalen gaat verder waar het bleef; kader_overstap vertelt hoe het met elke ging."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("--all", action="store_true", help="elke open gemeente")
        parser.add_argument("--door", required=True, metavar="e-mail", help="wie dit doet; die naam blijft erbij staan")
        parser.add_argument("--naar", metavar="versie", help="zoals 2027-01; anders de nieuwste")
        parser.add_argument("--terug", action="store_true", help="draai de overstap terug, waar dat nog kan")
        parser.add_argument("--kijken", action="store_true", help="doe niets; noem alleen wie het betreft")

    def handle(self, slugs: list[str], **options: Any) -> None:
        by = Gebruiker.objects.filter(email=options["door"], is_active=True).first()
        if by is None:
            raise CommandError(f"Er is geen gebruiker met het adres {options['door']}.")
        naar = wanted_version(options["naar"])
        found = [g for g in wanted(slugs, everybody=options["all"]) if (version_of(g) == naar) is options["terug"]]
        if options["kijken"]:
            self.stdout.write("\n".join([f"{len(found)} gemeenten:", *(f"  {gemeente.slug}" for gemeente in found)]))
            return
        failed = []
        for number, gemeente in enumerate(found, start=1):
            if why := move(gemeente, naar, by, back=options["terug"]):
                failed.append(f"  {gemeente.slug}: {why}")
            self.show(number, len(found), options["verbosity"])
        went = "teruggegaan" if options["terug"] else "overgestapt"
        self.stdout.write(f"{len(found) - len(failed)} van {len(found)} gemeenten {went}.")
        if failed:
            raise CommandError("\n".join([f"{len(failed)} gemeenten bleven zoals zij waren:", *failed]))

    def show(self, number: int, total: int, verbosity: int) -> None:
        if verbosity and self.stdout.isatty():
            self.stdout.write(f"\r   overstappen: {number} van {total}", ending="\n" if number == total else "")
            self.stdout.flush()


def wanted_version(versie: str | None) -> KaderVersie:
    found = KaderVersie.objects.published().filter(versie=versie).first() if versie else newest_version()
    if found is None:
        raise CommandError(f"Er is geen uitgegeven Kader {versie}.")
    return found


def wanted(slugs: list[str], *, everybody: bool) -> list[Gemeente]:
    if bool(slugs) == everybody:
        raise CommandError("Noem de gemeenten, of geef --all.")
    found = Gemeente.objects.at_work().order_by("code")
    if everybody:
        return list(found)
    if unknown := set(slugs) - set(found.values_list("slug", flat=True)):
        raise CommandError(f"Er is geen open gemeente met de naam {', '.join(sorted(unknown))}.")
    return list(found.filter(slug__in=slugs))


def move(gemeente: Gemeente, naar: KaderVersie, by: Gebruiker, *, back: bool) -> str:
    """Why not; empty when it went. One that fails stops no other, and keeps a line in the ledger."""
    with in_gemeente(gemeente):
        try:
            if back:
                go_back(gemeente=gemeente, by=by)
            else:
                go_over(gemeente=gemeente, naar=naar, by=by)
        except Exception as error:  # noqa: BLE001 - the reason is written down, and named in the end
            failed = {"van": version_of(gemeente), "naar": naar, "staat": Overstap.Staat.MISLUKT}
            Overstap.objects.create(gemeente=gemeente, fout=type(error).__name__, created_by=by.pk, **failed)
            return str(error) if isinstance(error, ValueError) else type(error).__name__
    return ""
