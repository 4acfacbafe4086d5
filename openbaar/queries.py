from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openbaar.models import OpenbaarBestand, OpenbaarPlan
from tenants.names import sort_key

Formaat = OpenbaarBestand.Formaat


@dataclass(frozen=True)
class Download:
    """A file on the page of its plan, without what is in it."""

    plan: OpenbaarPlan
    formaat: str
    size: int
    sha256: str

    @property
    def label(self) -> str:
        return Formaat(self.formaat).label

    @property
    def path(self) -> str:
        places = [self.plan.gemeente_slug, self.plan.adres, self.formaat]
        return reverse("openbaar:bestand_download", args=places, urlconf=settings.PUBLIC_SCHEMA_URLCONF)

    @property
    def url(self) -> str:
        return settings.PUBLIEK_URL + self.path


def plan_or_404(gemeente: str, adres: str) -> OpenbaarPlan:
    return get_object_or_404(OpenbaarPlan, gemeente_slug=gemeente, adres=adres)


def bestand_or_404(gemeente: str, adres: str, formaat: str) -> OpenbaarBestand:
    """With its plan, without the text of that."""
    bestanden = OpenbaarBestand.objects.select_related("plan").defer("plan__tekst")
    return get_object_or_404(bestanden, plan__gemeente_slug=gemeente, plan__adres=adres, formaat=formaat)


def downloads_of(plan: OpenbaarPlan) -> list[Download]:
    rows = plan.bestanden.values_list("formaat", "size", "sha256")
    found = [Download(plan, *row) for row in rows]
    return sorted(found, key=lambda each: Formaat.values.index(each.formaat))


def pdf_of(plan: OpenbaarPlan) -> Download | None:
    return next((each for each in downloads_of(plan) if each.formaat == Formaat.PDF), None)


def newest_of_each() -> list[OpenbaarPlan]:
    """Of each gemeente that has any, the plan that was adopted last, by name."""
    newest = OpenbaarPlan.objects.light().order_by("gemeente_slug", "-vastgesteld_op", "-published_at")
    return sorted(newest.distinct("gemeente_slug"), key=lambda plan: sort_key(plan.gemeente_naam))


def plans_of(gemeente: str) -> list[OpenbaarPlan]:
    return list(
        OpenbaarPlan.objects.light().filter(gemeente_slug=gemeente).order_by("-vastgesteld_op", "-published_at")
    )
