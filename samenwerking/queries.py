from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.models import Gemeente, Indeling
from tenants.written import written


def deelnames_of(gemeente: Gemeente) -> list[Deelname]:
    """The joint plans that this gemeente takes part in or was asked for, the newest first: one query."""
    return list(
        Deelname.objects.filter(gemeente=gemeente)
        .select_related("gezamenlijk_plan__initiatiefnemer")
        .defer("plan")
        .order_by("-gezamenlijk_plan__created_at")
    )


@written
def invited(gemeente: Any) -> QuerySet[GezamenlijkPlan]:
    asked = Q(deelnames__gemeente=gemeente, deelnames__staat=Deelname.Staat.UITGENODIGD)
    plans = GezamenlijkPlan.objects.filter(asked, staat=GezamenlijkPlan.Staat.OPEN)
    return plans.exclude(initiatiefnemer=gemeente).select_related("initiatiefnemer")


def invitations_for(gemeente: Gemeente) -> list[GezamenlijkPlan]:
    """The joint plans that wait for an answer of this gemeente: one query. What one began oneself is no invitation."""
    return invited(gemeente.pk)


def deelname_or_404(pk: object, gemeente: Gemeente) -> Deelname:
    """That of this gemeente in a joint plan; of any other plan nothing shows."""
    deelnames = Deelname.objects.select_related("gezamenlijk_plan__initiatiefnemer")
    return get_object_or_404(deelnames, gezamenlijk_plan=pk, gemeente=gemeente)


def all_deelnames(gezamenlijk_plan: GezamenlijkPlan) -> list[Deelname]:
    """With what each shared: who began first, then in the order of invitation."""
    found = list(gezamenlijk_plan.deelnames.select_related("gemeente"))
    return sorted(found, key=lambda deelname: deelname.gemeente_id != gezamenlijk_plan.initiatiefnemer_id)


def may_be_invited(gemeente: Gemeente, gezamenlijk_plan: GezamenlijkPlan | None = None) -> list[Gemeente]:
    """Every other opened gemeente that was not asked yet; who shares most regio's with us comes first. One query."""
    others = Gemeente.objects.opened().today().exclude(pk=gemeente.pk)
    if gezamenlijk_plan:
        asked = gezamenlijk_plan.deelnames.values("gemeente_id")
        others = others.exclude(pk__in=asked)
    ours = Indeling.objects.today().filter(gemeente=gemeente).values("regio")
    theirs = Indeling.objects.today().filter(regio__in=ours)
    near = Count("indeling__regio", filter=Q(indeling__in=theirs), distinct=True)
    return list(others.annotate(near=near).order_by("-near", "sorteernaam"))
