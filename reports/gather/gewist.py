"""What was wiped from the text of a joint plan, and which of the versions that were kept of it still hold it (ADR 9).

Who wiped tells the others that it did and the hash of each of its own versions as they are since; never the words. The
same words wiped elsewhere give the same text, and so the same hash.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from reports.models import Planversie
from samenwerking.models import Deelname
from tenants.connection import connection
from tenants.locks import hold
from tenants.models import Gemeente

Parts = dict[UUID, list[object]]
MEANWHILE = timedelta(minutes=1)  # who put the text together just before we commit, keeps it just after


def hold_joint_plans(gemeente: Gemeente) -> None:
    """Until we commit nobody shares in them, nor shows them to everybody. Before any row of them is held."""
    for pk in sorted(Deelname.objects.filter(gemeente=gemeente).values_list("gezamenlijk_plan_id", flat=True)):
        hold(f"samenwerking {pk}")


def parts_of(gemeente: Gemeente) -> Parts:
    """What she has in each joint plan, as hashes: what she shares and decided, and the versions that she kept."""
    mine = Deelname.objects.filter(gemeente=gemeente).defer("plan")
    parts: Parts = {row.gezamenlijk_plan_id: [row.sha256, row.besluiten] for row in mine}
    kept = Planversie.objects.filter(gezamenlijk_plan__in=list(parts)).order_by("pk")
    for pk, sha256 in kept.values_list("gezamenlijk_plan_id", "sha256"):
        if pk:
            parts[pk].append(sha256)
    return parts


def note_wiped(before: Parts, gemeente: Gemeente) -> None:
    """Of each joint plan that was not what it was: tell the others, and take their copies off the web."""
    for pk, parts in parts_of(gemeente).items():
        if parts != before.get(pk):
            kept = Planversie.objects.filter(gezamenlijk_plan=pk).values_list("sha256", flat=True)
            mine = Deelname.objects.filter(gemeente=gemeente, gezamenlijk_plan=pk)
            mine.update(gewist_at=Now() + MEANWHILE, gewist_sha256=sorted(set(kept)))
            with connection.cursor() as cursor:
                cursor.execute("SELECT public.openbaar_wiped(%s)", [pk])


def wiped_since(versie: Planversie) -> date | None:
    """When another gemeente wiped words that this version of a joint plan still has; None when there are none."""
    if versie.gezamenlijk_plan_id is None:
        return None
    later = Deelname.objects.filter(gezamenlijk_plan=versie.gezamenlijk_plan_id, gewist_at__gt=versie.created_at)
    others = later.exclude(gemeente__schema_name=connection.schema_name).values_list("gewist_at", "gewist_sha256")
    moments = [moment for moment, clean in others if moment and versie.sha256 not in (clean or ())]
    return timezone.localdate(max(moments)) if moments else None


def takes_part(versie: Planversie) -> bool:
    """Whether this gemeente still shares in the joint plan, and so hears of what the others wipe."""
    shared = Deelname.objects.filter(gezamenlijk_plan=versie.gezamenlijk_plan_id, staat=Deelname.Staat.GEDEELD)
    return versie.gezamenlijk_plan_id is None or shared.filter(gemeente__schema_name=connection.schema_name).exists()
