"""Fills a database with opened gemeenten, 342 unless it is the smallest form, each with 23 answers.

Runs as the owner, in a process of its own.
"""

import os
import sys

import django
from django.core.management import call_command
from django.db import connection

from benchmarks import SIZE

BARE = """
CREATE TABLE IF NOT EXISTS bench_revision (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text, data jsonb, created_at timestamptz DEFAULT now()
);
GRANT INSERT ON bench_revision TO PUBLIC
"""


def main() -> None:
    os.environ["KOMPAS_AS_OWNER"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
    django.setup()

    from accounts.permissions import Bewerker
    from demo.people import email_of, make_gebruiker
    from tenants.actions import open_gemeente
    from tenants.context import in_gemeente
    from tenants.models import Gemeente

    call_command("collectstatic", interactive=False, verbosity=0)  # in a fresh clone no page names its styles without
    for command in ("migrate", "load_kader", "load_gemeenten", "load_sjablonen", "load_keuzelijsten"):
        call_command(command, verbosity=0, **({"interactive": False} if command == "migrate" else {}))
    # So that people of the demo may be made in it: see demo/guard.py.
    Gemeente.objects.filter(code__lt="GM9000").update(herkomst="Gemaakt om te meten: verzonnen inhoud.")
    real = sorted(Gemeente.objects.filter(code__lt="GM9000"), key=lambda g: (g.slug != "stadskanaal", g.code))
    with connection.cursor() as cursor:  # what a bare save writes into, whatever the product does with its history
        cursor.execute(BARE)
    waiting = [gemeente for gemeente in real[: SIZE.gemeenten] if gemeente.opened_at is None]
    for number, gemeente in enumerate(waiting, start=1):
        show(number, len(waiting))
        open_gemeente(gemeente=gemeente)
        make_gebruiker(email_of(Bewerker.naam, gemeente), "Beleidsadviseur", Bewerker.naam, gemeente=gemeente)
        with in_gemeente(gemeente):
            answer()
    if waiting:
        print()


def answer() -> None:
    """23 answers and 10 acties, spread over the statuses in a fixed order."""
    from aanpak.models import Actie
    from kader.models import Status
    from kader.queries import newest_version
    from zelfevaluatie.actions import open_zelfevaluatie
    from zelfevaluatie.models import Antwoord

    zelfevaluatie = open_zelfevaluatie(kaderversie=newest_version(), jaar=2026)
    antwoorden = list(zelfevaluatie.antwoorden.all())
    for number, antwoord in enumerate(antwoorden):
        antwoord.status = Status.values[number % 4]
        antwoord.plan_zin = "Wij werken samen met de regio en leggen vast wie wat doet."
    Antwoord.objects.bulk_update(antwoorden, ["status", "plan_zin"])
    Actie.objects.bulk_create(
        Actie(wat=f"Afspraak {n} met de regio vastleggen", ambitie=n % 6 + 1, bouwsteen_id=antwoorden[n].bouwsteen_id)
        for n in range(10)
    )


def show(number: int, total: int) -> None:
    print(f"\r   gemeenten openen: {number} van {total}", end="", flush=True, file=sys.stdout)


if __name__ == "__main__":
    main()
