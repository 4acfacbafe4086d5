import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from accounts.models import Gebruiker
from tenants.connection import connection
from tenants.rechten import TENANT_RIGHTS as READABLE
from tenants.sight import folded, pattern_of
from wissing.models import Wissing
from wissing.places import SHOWN, Place, page_of, shown_places
from wissing.words import is_in_file
from zelfevaluatie.models import Onderbouwing

KINDS = {
    "zelfevaluatie_antwoord": "antwoorden",
    "zelfevaluatie_aanvullendantwoord": "antwoorden",
    "reports_lokalepassage": "eigen teksten in het plan",
    "zelfevaluatie_onderbouwing": "bestanden en links",
    "reports_rapport": "gemaakte rapporten",
    "reports_planversie": "bewaarde versies van het plan",
    "reports_vaststelling": "bewaarde versies van het plan",
    "metingen_indiening": "wat met VNG, CoMensha of een regio is gedeeld",
    "samenwerking_deelname": "plan dat met andere gemeenten is gedeeld",
    "samenwerking_gezamenlijkplan": "plan dat met andere gemeenten is gedeeld",
}
OF_AANPAK, OTHER = "acties en afspraken", "keuzes en instellingen"
REVISIONS = "eerdere versies van antwoorden en teksten"
REFERENCE = ("kader", "sjablonen")  # apps with texts that are everybody's


@dataclass(frozen=True)
class Places:
    kinds: list[tuple[str, int]]
    shown: dict[str, list[Place]]  # by kind, the first of each table
    unsearchable: list[Place]  # files in which we cannot look, or not everywhere

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)

    @property
    def lines(self) -> list[tuple[str, int, list[Place], int]]:
        """Per kind how many, the places that are shown, and how many are not."""
        return [(k, n, self.shown.get(k, []), n - len(self.shown.get(k, []))) for k, n in self.kinds]


def places_of(words: str) -> Places:
    """Where the words stand in the gemeente we work for, and in what it shared."""
    files, unsearchable = files_with(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.wissing_count(%s, %s::uuid[])", [folded(words), [row.pk for row in files]])
        found = cursor.fetchone()[0]
    counts = json.loads(found) if isinstance(found, str) else found
    shown: defaultdict[str, list[Place]] = defaultdict(list)
    for table in counts:
        shown[kind_of(table)] += shown_places(table, pattern_of(words))
    shown[KINDS[Onderbouwing._meta.db_table]] += [Place(*page_of(row), words=row.titel) for row in files[:SHOWN]]
    return Places(by_kind(counts), shown, [Place(*page_of(row), words=row.titel) for row in unsearchable])


def by_kind(counts: dict[str, int]) -> list[tuple[str, int]]:
    kinds: Counter[str] = Counter()
    for table, count in counts.items():
        kinds[kind_of(table)] += count
    return sorted(kinds.items())


def kind_of(table: str) -> str:
    if table.endswith("revision"):
        return REVISIONS
    return KINDS.get(table, OF_AANPAK if table.startswith("aanpak_") else OTHER)


def files_with(words: str) -> tuple[list[Onderbouwing], list[Onderbouwing]]:
    """The uploaded files that hold the words, and those where we cannot look; one in memory at a time."""
    found, unsearchable = [], []
    rows = Onderbouwing.objects.filter(bestand__isnull=False).select_related("antwoord__bouwsteen")
    for row in rows.iterator(chunk_size=1):
        answer = is_in_file(bytes(row.bestand or b""), row.mimetype, words, row.bestandsnaam)
        row.bestand = None
        if answer:
            found.append(row)
        elif answer is None:
            unsearchable.append(row)
    return found, unsearchable


def waiting_for(by: Gebruiker) -> list[Wissing]:
    """What colleagues asked, that this person may confirm."""
    return list(Wissing.objects.waiting().exclude(created_by=by.pk).only("created_at", "reden"))


def is_ours(words: str) -> bool:
    """Whether the words stand in the Kader, in a standard text or in a choice: wiping those would break a plan."""
    pattern = pattern_of(words)
    return any(pattern.search(text) for text in [*choices(), *reference_texts()])


def choices() -> list[str]:
    models = [
        model
        for label in (*settings.TENANT_APPS, "samenwerking", "metingen")
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
