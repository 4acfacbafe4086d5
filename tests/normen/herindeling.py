"""Gemeenten that go over into others, for the pages of the operator and of their beheerders."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import email_of
from herindeling.handover import hand_over
from herindeling.models import Meegaan
from tenants.context import in_gemeente
from tenants.models import Gemeente, Opvolging

OLD, NEW = ("GM9991", "Oudmeren"), ("GM9992", "Nieuwmeren")


def new_year() -> date:
    return date(timezone.localdate().year + 1, 1, 1)


def made_up(code: str, naam: str, **values: Any) -> Gemeente:
    names = {"naam": naam, "korte_naam": naam, "sorteernaam": naam.lower(), "slug": naam.lower()}
    return Gemeente.objects.get_or_create(code=code, defaults={"schema_name": code.lower(), **names, **values})[0]


def make_herindeling(gemeente: Gemeente) -> dict[str, Any]:
    """This gemeente goes over into one that does not exist, and one that works in Kompas goes over into this. By the
    key under which Address.value finds their id. Nobody ends by it, so that all may write."""
    connection.set_schema_to_public()
    other = Gemeente.objects.opened().exclude(pk=gemeente.pk).order_by("code").last()
    assert other
    out = Opvolging.objects.create(predecessor=gemeente, successor=made_up(*NEW), datum=new_year())
    lezer = Gebruiker.objects.get(email=email_of("lezer", gemeente))
    Meegaan.objects.create(opvolging=out, predecessor=gemeente, gebruiker_id=lezer.pk)
    into = Opvolging.objects.create(predecessor=other, successor=gemeente, datum=new_year())
    with in_gemeente(other):
        overdracht = hand_over(opvolging=into, gemeente=other, by=None)
    old = made_up(*OLD, valid_until=new_year().replace(year=new_year().year - 1, month=12, day=31))
    free = Opvolging.objects.create(predecessor=old, successor=gemeente, datum=new_year())
    return {
        "herindeling.views pk": out,
        "herindeling.views.overdracht_take pk": overdracht,
        "herindeling.platform_views pk": free,
        "herindeling.platform_views.opvolging_let_in pk": out,
    }


def a_new_pair(client: Any, world: Any) -> dict[str, str]:
    """Of two that do not exist, and of which the one ends on the day before anyway."""
    old, new = made_up(*OLD), made_up(*NEW)
    return {"voorganger": str(old.pk), "opvolger": str(new.pk), "datum": new_year().isoformat()}


def writes(write: Any) -> list[Any]:
    return [
        write("herindeling.views.opvolging_ready", who="beheerder"),
        write("herindeling.views.overdracht_take", who="beheerder"),
        write("herindeling.platform_views.opvolging_list", who="redacteur", before=a_new_pair),
        write("herindeling.platform_views.opvolging_let_in", who="redacteur"),
        write("herindeling.platform_views.opvolging_delete", who="redacteur"),
    ]
