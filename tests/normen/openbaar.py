"""An adopted plan in the world of the tests, as far as each view asks."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from reports.models import Beleidsplan, Planversie
from reports.versions.openbaar_actions import publish_plan
from tenants.context import in_gemeente
from tests.builders.openbaar import adopt, make_files
from tests.normen.urls import TENANT

ALWAYS = UUID("00000000-0000-4000-8000-00000000000b")  # so that the logboek says the same each time


def adopted(world: Any, step: str, *, files: bool = True, public: bool = False) -> dict[str, str]:
    by = world.people["bewerker"]
    with in_gemeente(world.gemeente):
        Beleidsplan.objects.update(status="concept", voorstel=None)
        versie = adopt(gemeente=world.gemeente, by=by, naam="Vastgesteld", pk=ALWAYS)
        if files:
            make_files(versie, by)
        if public:
            publish_plan(versie=Planversie.objects.get(pk=versie.pk), gemeente=world.gemeente)
    return {"path": reverse(f"reports:openbaar_{step}", args=[versie.pk], urlconf=TENANT)}


def without_files(client: Any, world: Any) -> dict[str, str]:
    return adopted(world, "files", files=False)


def with_files(client: Any, world: Any) -> dict[str, str]:
    return adopted(world, "publish")


def public_without_number(client: Any, world: Any) -> dict[str, str]:
    return adopted(world, "gemeenteblad", public=True)


def public(client: Any, world: Any) -> dict[str, str]:
    return adopted(world, "withdraw", public=True)
