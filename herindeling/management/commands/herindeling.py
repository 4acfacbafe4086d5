from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from herindeling.actions import declare_opvolging, let_in, people_of
from herindeling.handover import OverdrachtFout, choose_people, hand_over
from herindeling.queries import in_words
from herindeling.takeover import take_over
from tenants.context import in_gemeente
from tenants.ended import end_writes
from tenants.indeling.table import LijstFout, day_of
from tenants.models import Gemeente, Opvolging


class Command(BaseCommand):
    help = (
        "Laat gemeenten in andere overgaan, op een 1 januari: legt vast wie in wie overgaat, laat elke voorganger als"
        " zichzelf klaarzetten wat meegaat, en elke opvolger het als zichzelf overnemen. Herhalen gaat verder waar het"
        " bleef."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("voorganger", nargs="*", help="naam in het webadres van een gemeente die ophoudt")
        parser.add_argument("--in", dest="opvolger", nargs="+", default=[], help="naam van de gemeente die verdergaat")
        parser.add_argument("--datum", help="de eerste dag van de nieuwe indeling, zoals 2027-01-01")
        parser.add_argument("--mensen", action="store_true", help="geef ook iedereen van de voorgangers toegang")

    def handle(self, voorganger: list[str], opvolger: list[str], **options: Any) -> None:
        if not voorganger or not opvolger or not options["datum"]:
            raise CommandError("Noem wie ophoudt, met --in wie verdergaat en met --datum vanaf wanneer.")
        try:
            datum = day_of(options["datum"])
            pairs = [(self.found(van), self.found(naar)) for van in voorganger for naar in opvolger]
            found = [declare_opvolging(predecessor=van, successor=naar, datum=datum) for van, naar in pairs]
            for opvolging in found:
                self.transfer(opvolging, everybody=options["mensen"])
        except (OverdrachtFout, LijstFout) as error:
            raise CommandError(f"{error} Herhaal het commando als dat is opgelost; wat klaar is, blijft.") from None
        if closed := end_writes():
            self.stdout.write(f"Alleen nog te lezen zijn nu: {closed}.")

    def found(self, slug: str) -> Gemeente:
        gemeente = Gemeente.objects.filter(slug=slug).first()
        if gemeente is None:
            raise CommandError(f"Er is geen gemeente met de naam {slug}.")
        if gemeente.opened_at is None:
            raise CommandError(f"{gemeente.naam} is nog niet geopend. Doe eerst: open_gemeente {slug}.")
        return gemeente

    def transfer(self, opvolging: Opvolging, *, everybody: bool) -> None:
        van, naar = opvolging.predecessor, opvolging.successor
        people = [person.pk for person in people_of(opvolging)] if everybody else []
        with in_gemeente(van):
            written = hand_over(opvolging=opvolging, gemeente=van, by=None)
            if people:
                choose_people(opvolging=opvolging, gemeente=van, chosen=people, by=None)
        with in_gemeente(naar):
            taken = take_over(opvolging=opvolging, gemeente=naar, by=None)
        self.stdout.write(f"{van.naam} → {naar.naam}: klaargezet {in_words(written.counts)}.")
        self.stdout.write(f"{van.naam} → {naar.naam}: overgenomen {in_words(taken)}.")
        if people:
            count = let_in(opvolging=opvolging, chosen=people, by=None)
            self.stdout.write(f"Toegang in {naar.naam} gegeven aan mensen van {van.naam}: {count}.")
