"""Run as a process of its own, by the owner of a scratch database: plant words, copy, wipe. See test_restore."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

AT = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
SLUG = "voorbeeldstad"


def main(folder):
    from django.db import connection, transaction

    from accounts.models import Gebruiker
    from demo.people import email_of
    from tenants.backups.dump import make_backup
    from tenants.context import in_gemeente
    from tenants.models import Gemeente
    from tenants.rechten import apply_rights, apply_tenant_rights
    from tests.printing.office_files import docx
    from tests.wissing.planted import WORDS, plant
    from wissing.actions import confirm_wissing, request_wissing
    from wissing.tasks import wipe

    Gemeente.objects.exclude(slug=SLUG).update(
        opened_at=None, opening=Gemeente.Opening.NONE
    )  # their schemas are elsewhere
    gemeente = Gemeente.objects.get(slug=SLUG)
    apply_rights()
    apply_tenant_rights(gemeente.schema_name)
    bewerker, beheerder = (Gebruiker.objects.get(email=email_of(f, gemeente)) for f in ("bewerker", "beheerder"))
    with in_gemeente(gemeente), transaction.atomic():
        plant(gemeente, bewerker, joint=f"Samen met {WORDS}")
    make_backup(os.environ["DATABASE_OWNER_URL"], Path(folder), at=AT)
    with connection.cursor() as cursor:  # what an earlier restore put aside is of this gemeente too
        cursor.execute("CREATE SCHEMA zz_20261101_gm9001")
        for table in ("aanpak_actie", "zelfevaluatie_onderbouwing"):
            cursor.execute(f"CREATE TABLE zz_20261101_gm9001.{table} AS SELECT * FROM gm9001.{table}")
        cursor.execute(
            "UPDATE zz_20261101_gm9001.zelfevaluatie_onderbouwing SET id = gen_random_uuid(), bestand = %s,"
            " bestandsnaam = 'brief.docx', mimetype = ''",
            [docx("".join(f"<w:t>{letter}</w:t>" for letter in WORDS))],
        )
    with in_gemeente(gemeente):
        wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
        confirm_wissing(wissing=wissing, gemeente=gemeente, by=bewerker)
    wipe(str(wissing.job_id), str(gemeente.pk))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.settings"
    django.setup()
    from kompas.celery import app

    app.send_task = lambda *_, **__: None  # no worker listens to a scratch database
    main(sys.argv[1])
