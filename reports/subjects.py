"""What the logboek says a row about the plan is about: a report, a version, a text, or a plan of several gemeenten."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from logboek.subjects import Pair, Subject, id_in, ids_in
from reports.models import Evaluatieversie, Planversie, Rapport
from samenwerking.models import GezamenlijkPlan


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    """At most one query per kind of thing."""
    texts = {pair: text_of(pair[1]) for pair in pairs if pair[0].startswith("reports:passage_")}
    found = dict(things(ids_in(pairs)))
    return texts | {pair: found[pk] for pair in pairs if (pk := id_in(pair[1])) in found}


def text_of(code: str) -> Subject:
    return Subject(f"tekst {code}", reverse("reports:passage_detail", args=[code]))


def things(ids: set[UUID]) -> Iterator[tuple[UUID, Subject]]:
    if not ids:
        return
    for pk, at, formaat in rows(Rapport.objects.all(), ids, "requested_at", "formaat"):
        yield pk, Subject(f"{formaat.upper()} van {day(at)}", reverse("reports:rapport_status", args=[pk]))
    for pk, at in rows(Planversie.objects.all(), ids, "created_at"):
        yield pk, Subject(f"versie van {day(at)}", reverse("reports:version_detail", args=[pk]))
    for pk, jaar in rows(Evaluatieversie.objects.all(), ids, "jaar"):
        yield pk, Subject(f"evaluatie {jaar}", reverse("reports:evaluatieversie_detail", args=[pk]))
    for (pk,) in rows(GezamenlijkPlan.objects.all(), ids):
        yield pk, Subject("gezamenlijk plan", reverse("reports:joint_detail", args=[pk]))


def rows(found: QuerySet, ids: set[UUID], *fields: str) -> "QuerySet":
    return found.filter(pk__in=ids).values_list("pk", *fields)


def day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y}"
