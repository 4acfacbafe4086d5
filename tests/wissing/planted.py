"""Words planted in every kind of place of one gemeente."""

from datetime import date

from django.db import connection

from aanpak.models import Actie
from kader.models import Bouwsteen
from metingen.actions import store_indiening
from reports.files.actions import plan_for
from reports.gather.plan import gather_plan
from reports.models import Rapport, Vaststelling
from reports.passages.actions import save_passage
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from samenwerking.models import Deelname, GezamenlijkPlan
from saving.rows import save_row
from tenants.canonical import sha256_of
from tests.metingen.conftest import inhoud_of
from zelfevaluatie.models import Antwoord, Onderbouwing, Zelfevaluatie

WORDS = "Kanariepiet Vogelaar"
TEXT = f"Wij spraken met {WORDS} over het loket."
CODE = "AB-P1-1"


def plant(gemeente, by, joint=None):
    """In the gemeente: an answer and its revision, a passage and its own, an actie, files, reports, an adopted version
    with its decision, a shared plan, and what it shared with a regio."""
    zelfevaluatie = Zelfevaluatie.objects.get(staat="open")
    antwoord = Antwoord.objects.get(bouwsteen__code=CODE)
    values = {"status": "deels", "plan_zin": TEXT, "toelichting": TEXT.upper()}
    save_row(row=antwoord, values=values, version=antwoord.version, by=by)
    save_passage(
        zelfevaluatie=zelfevaluatie, code="h1.aanleiding", tekst=TEXT, standard=("landelijk", 1), version=0, by=by
    )
    Actie.objects.create(wat=TEXT, ambitie=6, bouwsteen=Bouwsteen.objects.get(code=CODE))
    for name, content in (("tekst", TEXT.encode()), ("schoon", b"niets")):
        Onderbouwing.objects.create(
            antwoord=antwoord, titel=f"{name}", bestand=content, bestandsnaam=f"{name}.txt", mimetype="text/plain"
        )
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam=f"Voor {WORDS}")
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente).to_json()
    rows = {"beleidsplan": plan_for(zelfevaluatie), "requested_by": by.pk, "plan": plan}
    Rapport.objects.create(id="00000000-0000-4000-8000-000000000001", content=TEXT.encode(), sha256="0" * 64, **rows)
    offer_version(versie=versie, by=by)
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1), kenmerk=WORDS)
    adopt_version(versie=versie, adoption=Adoption(f"Plan {WORDS}", (besluit,)), gemeente=gemeente, by=by)
    if joint:
        share(gemeente, by, plan, joint)
    return versie


def share(gemeente, by, plan, naam):
    from django.utils import timezone

    joint = GezamenlijkPlan.objects.create(naam=naam, jaar=2026, initiatiefnemer=gemeente)
    deelname = Deelname.objects.create(gezamenlijk_plan=joint, gemeente=gemeente)
    Deelname.objects.filter(pk=deelname.pk).update(
        staat="gedeeld", plan=plan, formaat=1, sha256=sha256_of(plan), shared_at=timezone.now(), shared_by=by.pk
    )
    store_indiening(
        meetronde=None,
        gemeente=gemeente,
        inhoud=inhoud_of(gemeente, TEXT),
        regios=[joint.pk],  # any will do: nothing looks for the regio here
        mandaat_functie=f"Hoofd {WORDS}",
        by=by.pk,
    )


PLACES = [
    "aanpak_actie",
    "metingen_indiening",
    "reports_lokalepassage",
    "reports_lokalepassagerevision",
    "reports_planversie",
    "reports_rapport",
    "reports_vaststelling",
    "samenwerking_deelname",
    "samenwerking_gezamenlijkplan",
    "zelfevaluatie_antwoord",
    "zelfevaluatie_antwoordrevision",
    "zelfevaluatie_onderbouwing",
]
OWN = ("metingen_indiening", "samenwerking_deelname", "samenwerking_gezamenlijkplan")


def everything():
    """Every row of the gemeente, and of what it shared, as text: files and hidden things as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname <> 'django_migrations'"
            " AND relnamespace = current_schema()::regnamespace"
        )
        found = []
        for table in [*(name for (name,) in cursor.fetchall()), *OWN]:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            found += [(table, row) for (row,) in cursor.fetchall()]
    return found


def places(words=WORDS):
    hidden = "".join(f"{byte:02x}" for byte in words.encode())  # as PostgreSQL shows bytes
    return sorted({table for table, row in everything() if words.lower() in row.lower() or hidden in row})
