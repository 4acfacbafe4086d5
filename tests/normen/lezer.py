"""Remarks of the tweede lezer, for the views that put them away and bring them back."""

from typing import Any

from reports.models import KloptZo
from reports.passages.lezer.queries import read_now
from tenants.context import in_gemeente
from tests.normen.world import World
from zelfevaluatie.models import Zelfevaluatie


def a_remark(client: Any, world: World) -> dict[str, str]:
    """The first that the tweede lezer has."""
    with in_gemeente(world.gemeente):
        spoken = read_now(zelfevaluatie=Zelfevaluatie.objects.get(staat="open"), gemeente=world.gemeente)
    return {"opmerking": spoken[0][1][0].remarks[0].key}


def a_remark_put_away(client: Any, world: World) -> dict[str, str]:
    found = a_remark(client, world)
    with in_gemeente(world.gemeente):
        KloptZo.objects.create(sha256=found["opmerking"], created_by=world.people["bewerker"].pk)
    return found
