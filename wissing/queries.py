import json
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField

from tenants.connection import connection
from tenants.rechten import TENANT_RIGHTS as READABLE
from tenants.sight import folded, pattern_of
from wissing.words import is_in_file
from zelfevaluatie.models import Onderbouwing

KINDS = {
    "zelfevaluatie_antwoord": "antwoorden",
    "zelfevaluatie_aanvullendantwoord": "antwoorden",
    "zelfevaluatie_antwoordrevision": "eerdere versies van antwoorden en teksten",
    "reports_lokalepassagerevision": "eerdere versies van antwoorden en teksten",
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
REFERENCE = ("kader", "sjablonen")  # apps with texts that are everybody's


@dataclass(frozen=True)
class Places:
    kinds: list[tuple[str, int]]
    unsearchable: list[str]  # titles of files in which we cannot look

    @property
    def total(self) -> int:
        return sum(count for _, count in self.kinds)


def places_of(words: str) -> Places:
    """Where the words stand in the gemeente we work for, and in what it shared."""
    files, unsearchable = files_with(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.wissing_count(%s, %s::uuid[])", [folded(words), files])
        found = cursor.fetchone()[0]
    return Places(by_kind(json.loads(found) if isinstance(found, str) else found), unsearchable)


def by_kind(counts: dict[str, int]) -> list[tuple[str, int]]:
    kinds: Counter[str] = Counter()
    for table, count in counts.items():
        kinds[KINDS.get(table, OF_AANPAK if table.startswith("aanpak_") else OTHER)] += count
    return sorted(kinds.items())


def files_with(words: str) -> tuple[list[UUID], list[str]]:
    """The uploaded files that hold the words, and the titles of those where we cannot look; one in memory at a time."""
    found, unsearchable = [], []
    for row in Onderbouwing.objects.filter(bestand__isnull=False).iterator(chunk_size=1):
        answer = is_in_file(bytes(row.bestand or b""), row.mimetype, words, row.bestandsnaam)
        if answer:
            found.append(row.pk)
        elif answer is None:
            unsearchable.append(row.titel)
    return found, unsearchable


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
