"""`python -m tests.isolatie.prepare 342`: a database with so many open gemeenten, each full of its own canary.

Run by matrix.py in a process of the owner; the rows are written in the role of each gemeente. Safe to repeat.
"""

import os
import sys

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django first

from demo.people import make_people  # noqa: E402
from kader.models import KaderVersie  # noqa: E402
from tenants.actions import open_gemeente  # noqa: E402
from tenants.context import in_gemeente  # noqa: E402
from tenants.models import Gemeente  # noqa: E402
from tests.database import JAAR  # noqa: E402
from tests.isolatie import canaries, joint, overdracht, rounds  # noqa: E402
from tests.isolatie.crawl import between  # noqa: E402
from tests.isolatie.visitors import make_national  # noqa: E402
from zelfevaluatie.actions import open_zelfevaluatie  # noqa: E402


def main(tenants: int) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody logs in by password
    call_command("migrate", interactive=False, verbosity=0)
    for command in ("load_kader", "load_gemeenten", "load_sjablonen", "load_keuzelijsten"):
        call_command(command, verbosity=0)
    # So that people of the demo may be made in it: see demo/guard.py.
    Gemeente.objects.filter(code__lt="GM9000").update(herkomst="Verzonnen.")
    make_national()
    rounds.fill()
    gemeenten = list(Gemeente.objects.filter(code__lt="GM9000").order_by("code")[:tenants])
    for number, gemeente in enumerate(gemeenten, start=1):
        if gemeente.opened_at is None:
            open_gemeente(gemeente=gemeente)
        make_people(gemeente)
        with in_gemeente(gemeente):
            open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=JAAR)
        canaries.fill(gemeente)
        if number % 10 == 0:
            print(f"{number}/{tenants} gemeenten ready", flush=True)
    for pair in between(gemeenten):
        joint.fill(*pair)
        overdracht.fill(*pair)


if __name__ == "__main__":
    main(int(sys.argv[1]))
