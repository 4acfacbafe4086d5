import hashlib
import io
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from accounts.models import Gebruiker
from accounts.permissions import Bewerker
from demo.answers import load_answers, read
from demo.earlier import make_closed_rounds, make_earlier_rounds
from demo.guard import require_demo
from demo.joint import make_joint_plan
from demo.known import PASSWORD, SLUGS, TOTP_SECRET
from demo.people import email_of, make_editors, make_people
from demo.ronde import make_open_round
from tenants.actions import open_gemeente
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tenants.names import sort_key

# Code, name and inhabitants of the gemeenten that do not exist; CBS gives out no codes from GM9000.
INVENTED = [
    ("GM9001", "Voorbeeldstad", 181_000),
    ("GM9002", "Voorbeelddijk", 12_400),
    ("GM9003", "Voorbeeldwaard", 38_200),
    ("GM9004", "Voorbeeldrecht", 94_700),
]
# What decides whether there is anything to do: tables, reference data, demo data and the code that loads them.
SOURCES = ["*/migrations/*.py", "fixtures/**/*.*", "demo/**/*.py", "tenants/rechten.py"]
STYLES = ["static/**/*.*", "uv.lock"]  # packages bring some too


class Command(BaseCommand):
    help = "Zet alles klaar voor de demo: tabellen, Kader, gemeenten, standaardteksten en voorbeeldantwoorden."

    def handle(self, **options: Any) -> None:
        require_demo()
        fingerprint = make_fingerprint(SOURCES)
        if read_stamp() != fingerprint:
            self.step("Tabellen en rechten", lambda: call_command("migrate", interactive=False, verbosity=0))
            self.step("Kader, gemeenten en standaardteksten", self.load_reference)
            for slug in SLUGS:
                self.step(f"Gemeente {slug}", partial(self.make_gemeente, slug))
            self.step("Gezamenlijk plan", make_joint_plan)
            self.step("Meetronde", self.make_round)
            write_stamp(fingerprint)
        self.collect_styles()
        (settings.BASE_DIR / "var" / "demo.txt").write_text(explanation(), encoding="utf-8")

    def step(self, name: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        self.stdout.write(f"   {name}: {time.perf_counter() - start:.1f} s".replace(".", ","))
        self.stdout.flush()

    def collect_styles(self) -> None:
        """Shared by every database of this clone; compressing them takes seconds."""
        stamp, fingerprint = settings.STATIC_ROOT.with_suffix(".stamp"), make_fingerprint(STYLES)
        known = stamp.read_text() if stamp.exists() else ""
        if known != fingerprint or not (settings.STATIC_ROOT / "staticfiles.json").exists():
            self.step("Stijl en lettertypen", lambda: call_command("collectstatic", interactive=False, verbosity=0))
            stamp.write_text(fingerprint)

    def load_reference(self) -> None:
        for command in ("load_kader", "load_gemeenten", "load_sjablonen", "load_keuzelijsten"):
            call_command(command, stdout=io.StringIO())
        for code, naam, inwoners in INVENTED:
            Gemeente.objects.update_or_create(
                code=code,
                defaults={
                    "schema_name": code.lower(),
                    "naam": naam,
                    "korte_naam": naam,
                    "slug": naam.lower(),
                    "sorteernaam": sort_key(naam),
                    "inwoners": inwoners,
                },
            )
        make_editors()

    def make_round(self) -> None:
        invented = list(Gemeente.objects.filter(code__in=[code for code, *_ in INVENTED]))
        make_closed_rounds()
        make_open_round(invented)
        make_earlier_rounds(invented)

    def make_gemeente(self, slug: str) -> None:
        data = read(slug)
        gemeente = Gemeente.objects.get(slug=slug)
        gemeente.herkomst = data["herkomst"]
        gemeente.save(update_fields=["herkomst"])
        open_gemeente(gemeente=gemeente)
        make_people(gemeente)
        bewerker = Gebruiker.objects.get(email=email_of(Bewerker.naam, gemeente))
        with in_gemeente(gemeente):
            load_answers(data, by=bewerker)


def make_fingerprint(sources: list[str]) -> str:
    digest = hashlib.sha256(settings.KOMPAS_HOST.encode())
    for path in sorted({path for pattern in sources for path in settings.BASE_DIR.glob(pattern)}):
        digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + path.read_bytes())
    return f"Kompas demo {digest.hexdigest()[:16]}"


def read_stamp() -> str | None:
    """The stamp is a comment on the schema, so that it goes wherever the database goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        return cursor.fetchone()[0]


def write_stamp(stamp: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON SCHEMA public IS %s", [stamp])


def explanation() -> str:
    """What `make demo` prints when everything runs: where to look around, and how to log in as people do."""
    gemeenten = list(Gemeente.objects.opened().filter(slug__in=SLUGS).order_by("code"))
    address = settings.PUBLIEK_URL.replace("://", "://{}.", 1)
    lines = [
        f"{settings.KOMPAS_NAAM} draait op {settings.PUBLIEK_URL}",
        "",
        "Probeer eerst:",
        f"  1. Ga naar {settings.PUBLIEK_URL} en kies een rol, zoals Beleidsadviseur. Je bent dan meteen ingelogd.",
        "  2. Kies ‘Nog te regelen’, vul een bouwsteen in en maak er een actie van.",
        "  3. Kies ‘Beleidsplan’ en daarna ‘PDF maken’.",
        "",
        "Gemeenten:",
        *(f"  {address.format(gemeente.slug)}" for gemeente in gemeenten),
        "",
        f"Zelf inloggen kan ook, bijvoorbeeld als {email_of(Bewerker.naam, gemeenten[0])}. Iedereen heeft",
        f"het wachtwoord {PASSWORD} en in de code-app de sleutel {TOTP_SECRET}.",
        "",
        f"Gemaakt op {timezone.localtime():%d-%m-%Y}. Mail staat als bestand in var/mail.",
    ]
    return "\n".join(lines) + "\n"
