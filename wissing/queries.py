import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from accounts.models import Gebruiker
from jobs.models import Job
from jobs.progress import Progress
from tenants.connection import connection
from tenants.rechten import TENANT_RIGHTS as READABLE
from tenants.sight import folded, pattern_of
from wissing.files import files_with, titles_of
from wissing.models import Wissing
from wissing.places import SHOWN, Place, page_of, shown_places
from wissing.wiping import STEPS

VOORGANGERS = "wat kwam van gemeenten die in deze zijn overgegaan"
KINDS = {
    "zelfevaluatie_zelfevaluatie": "antwoorden",
    "zelfevaluatie_antwoord": "antwoorden",
    "zelfevaluatie_aanvullendantwoord": "antwoorden",
    "reports_lokalepassage": "eigen teksten in het plan",
    "reports_alinea": "alinea’s van een oud plan",
    "reports_oudplan": "alinea’s van een oud plan",
    "zelfevaluatie_onderbouwing": "bestanden en links",
    "reports_rapport": "gemaakte rapporten",
    "reports_planversie": "bewaarde versies van het plan",
    "reports_vaststelling": "bewaarde versies van het plan",
    "reports_evaluatie": "evaluaties van het plan",
    "reports_evaluatieversie": "evaluaties van het plan",
    "metingen_indiening": "wat met VNG, CoMensha of een regio is gedeeld",
    "samenwerking_deelname": "plan dat met andere gemeenten is gedeeld",
    "samenwerking_gezamenlijkplan": "plan dat met andere gemeenten is gedeeld",
    "openbaar_openbaarplan": "het plan dat openbaar is (dat gaat van het web; maak het daarna opnieuw openbaar)",
    "reports_huisstijl": "logo en huisstijl",
    "berichten_bericht": "mails van Kompas",
    "accounts_uitnodiging": "uitnodigingen",
    "herindeling_overdrachtdeel": "overdrachten die klaarstaan (die gaan weg; zet ze daarna opnieuw klaar)",
    "voorgangers_voorgangersrij": VOORGANGERS,
    "voorgangers_voorgangersplan": VOORGANGERS,
    "logboek_gebeurtenis": "het logboek",
}
OF_AANPAK, OTHER = "acties en afspraken", "keuzes en instellingen"
REVISIONS = "eerdere versies van antwoorden en teksten"
REFERENCE = ("kader", "sjablonen")  # apps with texts that are everybody's


@dataclass(frozen=True)
class Places:
    kinds: list[tuple[str, int]]
    shown: dict[str, list[Place]]  # by kind, the first of each table
    unsearchable: list[Place]  # files in which we cannot look, or not everywhere
    unseen: int = 0  # files for which a page has no time

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)

    @property
    def lines(self) -> list[tuple[str, int, list[Place], int]]:
        """Per kind how many, the places that are shown, and how many are not."""
        return [(k, n, self.shown.get(k, []), n - len(self.shown.get(k, []))) for k, n in self.kinds]


def places_of(words: str) -> Places:
    """Where the words stand in the gemeente we work for, and in what it shared."""
    seen = files_with(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.wissing_count(%s, %s::uuid[])", [folded(words), [row.pk for row in seen.found]])
        found = cursor.fetchone()[0]
    counts = json.loads(found) if isinstance(found, str) else found
    shown: defaultdict[str, list[Place]] = defaultdict(list)
    for table in counts:
        shown[kind_of(table)] += shown_places(table, pattern_of(words))
    for row in seen.found[:SHOWN]:
        shown[KINDS[row._meta.db_table]].append(Place(*page_of(row), words=str(row)))
    unsearchable = [Place(*page_of(row), words=str(row)) for row in seen.unsearchable]
    return Places(by_kind(counts), shown, unsearchable, seen.unseen)


def by_kind(counts: dict[str, int]) -> list[tuple[str, int]]:
    kinds: Counter[str] = Counter()
    for table, count in counts.items():
        kinds[kind_of(table)] += count
    return sorted(kinds.items())


def kind_of(table: str) -> str:
    if table.endswith("revision"):
        return REVISIONS
    return KINDS.get(table, OF_AANPAK if table.startswith("aanpak_") else OTHER)


def progress_of(wissing: Wissing) -> Progress | None:
    """How far the worker is; None when nobody confirmed it, or it is over and said on the row itself."""
    if wissing.staat != Wissing.Staat.BEZIG:
        return None
    job = Job.objects.filter(pk=wissing.job_id).first() if wissing.job_id else None
    return Progress.of(job, made=False, names=STEPS, waits="Het wissen staat in de rij")


def why_not(wissing: Wissing) -> tuple[str, list[str]]:
    """Why nothing was wiped: a sentence, and the files or kinds of places that it is about."""
    soort = wissing.fout.get("soort")
    if wissing.staat != Wissing.Staat.MISLUKT or soort not in Wissing.Fout.values:
        return "", []
    about = titles_of(wissing.fout.get("bestanden", []))
    about += [f"{count} × {kind}" for kind, count in by_kind(wissing.fout.get("tabellen", {}))]
    return Wissing.Fout(soort).label, about


def waiting_for(by: Gebruiker) -> list[Wissing]:
    """What colleagues asked, that this person may confirm."""
    return list(Wissing.objects.waiting().exclude(created_by=by.pk).only("created_at", "reden"))


def is_ours(words: str) -> bool:
    """Whether they stand in the Kader, a standard text, a choice or a name of ours: a plan would break without."""
    pattern = pattern_of(words)
    return any(pattern.search(text) for text in ["[gewist]", *names(), *choices(), *reference_texts()])


def names() -> list[str]:
    """Of the gemeente we work for and of its regio's: every plan and all that is shared begins with them."""
    gemeente = connection.tenant
    regios = gemeente.regios.values_list("naam", "code")
    return [gemeente.naam, gemeente.code, gemeente.slug, *(str(value) for regio in regios for value in regio)]


def choices() -> list[str]:
    models = [
        model
        for label in (*settings.TENANT_APPS, "samenwerking", "openbaar", "metingen", "berichten", "jobs", "accounts")
        for model in apps.get_app_config(label).get_models()
    ]
    fields: list[Any] = [field for model in models for field in model._meta.fields]
    fields += [base for field in fields if (base := getattr(field, "base_field", None))]
    return [str(value) for field in fields for value, _ in getattr(field, "flatchoices", ())]


def reference_texts() -> list[str]:
    texts: list[str] = []
    for model in (model for label in REFERENCE for model in apps.get_app_config(label).get_models()):
        names = [field.attname for field in model._meta.fields if type(field) in (CharField, TextField)]
        if names and f"{model._meta.db_table}" in READABLE:
            texts += [str(value) for row in model._default_manager.values_list(*names) for value in row]
    return texts
