"""Joint plans of one gemeente: one that it began, to which two have shared their plan, and one that it is asked for."""

from datetime import date
from typing import Any

from django.db import connection

from accounts.models import Gebruiker
from demo.people import email_of
from reports.models import Beleidsplan, Vaststelling
from reports.samen.actions import share_plan
from reports.samen.queries import joint_or_404, sharing_of
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from samenwerking.actions import start_plan
from samenwerking.models import Deelname, GezamenlijkPlan
from samenwerking.queries import deelname_or_404
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie


def others_of(gemeente: Gemeente) -> list[Gemeente]:
    """The first takes part in what `gemeente` began; the last may still be invited."""
    return list(Gemeente.objects.opened().exclude(pk=gemeente.pk).order_by("slug"))


def make_joint_plans(gemeente: Gemeente) -> dict[str, Any]:
    """By the key under which Address.value finds their id."""
    connection.set_schema_to_public()
    other = others_of(gemeente)[0]
    with in_gemeente(gemeente):
        ours = start_plan(naam="Samen verder", jaar=2027, gemeente=gemeente, others=[other])
    for each in (gemeente, other):
        share(ours, each)
    with in_gemeente(other):
        asked = start_plan(naam="Doe je mee", jaar=2027, gemeente=other, others=[gemeente])
    return {
        "reports.samen.views pk": ours,
        "reports.samen.deelname_views pk": ours,
        "reports.samen.deelname_views.deelname_decline pk": asked,
    }


def share(gezamenlijk_plan: GezamenlijkPlan, gemeente: Gemeente) -> None:
    by = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
    with in_gemeente(gemeente):
        deelname = deelname_or_404(gezamenlijk_plan.pk, gemeente)
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat=Zelfevaluatie.Staat.OPEN)
        sharing = sharing_of(deelname, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        share_plan(deelname=deelname, version=deelname.version, sharing=sharing, by=by)


def ours_of(world: Any) -> str:
    return str(world.values["reports.samen.views pk"])


def other_gemeente(client: Any, world: Any) -> dict[str, str]:
    connection.set_schema_to_public()
    return {"gemeenten": str(others_of(world.gemeente)[-1].pk)}


def version_there(client: Any, world: Any) -> dict[str, str]:
    with in_gemeente(world.gemeente):
        return {"version": str(Deelname.objects.get(gezamenlijk_plan=ours_of(world), gemeente=world.gemeente).version)}


def shown_there(client: Any, world: Any) -> dict[str, str]:
    """What the page on which one shares carries along."""
    with in_gemeente(world.gemeente):
        mine = deelname_or_404(ours_of(world), world.gemeente)
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat=Zelfevaluatie.Staat.OPEN)
        sharing = sharing_of(mine, zelfevaluatie=zelfevaluatie, gemeente=world.gemeente)
        return {"version": str(mine.version), "mark": sharing.mark}


def close_ours(client: Any, world: Any) -> None:
    with in_gemeente(world.gemeente):
        GezamenlijkPlan.objects.filter(pk=ours_of(world)).update(staat=GezamenlijkPlan.Staat.GESLOTEN)


def adopt_ours(client: Any, world: Any) -> dict[str, str]:
    gemeente, by = world.gemeente, world.people["bewerker"]
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1))
    with in_gemeente(gemeente):
        Beleidsplan.objects.update(status="concept", voorstel=None)
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat=Zelfevaluatie.Staat.OPEN)
        text = joint_or_404(ours_of(world), gemeente).text
        versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam="Samen", joint=text)
        offer_version(versie=versie, by=by)
        adopt_version(versie=versie, gemeente=gemeente, by=by, adoption=Adoption("Samen", (besluit,)))
    return version_there(client, world)
