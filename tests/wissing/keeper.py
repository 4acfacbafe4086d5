"""Run as a process of its own, with keys of its own: have all that is encrypted, or tell what of it can be read.

`add` asks for a wipe that waits; `tell` prints everything as JSON, None for what these keys do not read.
"""

import json
import os
import sys
from pathlib import Path

import django


def add():
    from accounts.models import Gebruiker
    from demo.people import email_of
    from tenants.context import in_gemeente
    from tenants.models import Gemeente
    from tests.wissing.drill import SLUG
    from wissing.actions import request_wissing

    gemeente = Gemeente.objects.get(slug=SLUG)
    by = Gebruiker.objects.get(email=email_of("beheerder", gemeente))
    with in_gemeente(gemeente):
        request_wissing(words="nog even wachten", reden="zaak", by=by)


def tell():
    from allauth.mfa.models import Authenticator
    from django.conf import settings

    from tenants.context import in_gemeente
    from tenants.models import Gemeente, Wisjournaal
    from tests.wissing.drill import SLUG
    from wissing.models import Wissing
    from wissing.words import Unreadable, reveal

    def read(what, *arguments):
        try:
            return what(*arguments)
        except Unreadable:
            return None

    factors = Authenticator.objects.filter(user__email__startswith="beheerder@").order_by("type")
    codes, app = factors.filter(user__email__contains=SLUG)
    lines = [json.loads(line) for line in Path(settings.WISSINGEN_FILE).read_text().splitlines()]
    with in_gemeente(Gemeente.objects.get(slug=SLUG)):
        waiting = [read(reveal, row.words) for row in Wissing.objects.exclude(words="")]
    found = {
        "app": read(lambda: app.wrap().validate_code("1")),
        "codes": read(codes.wrap().generate_codes),
        "waiting": waiting,
        "journal": [read(reveal, row.words) for row in Wisjournaal.objects.all()],
        "file": [read(reveal, line["words"]) for line in lines],
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.settings"
    django.setup()
    from kompas.celery import app as celery

    celery.send_task = lambda *_, **__: None  # no worker listens to a scratch database
    {"add": add, "tell": tell}[sys.argv[1]]()
