"""On the public host: people of VNG, of the regio of the ketenregisseur and of Kompas, and what is sent about them."""

from typing import Any

from accounts.models import Gebruiker, Toegang
from accounts.uitnodiging_actions import invite
from beheer.boarding import compare, rows_of
from demo.people import PLATFORMBEHEERDER, VNG, make_gebruiker
from mensen.staff_scopes import StaffScope, organisatie_scope, platform_scope, regio_scope
from tenants.models import Gemeente, Regio

# Who does it, by the kind of scope (mensen/staff_scopes.py).
STAFF = {"organisatie": "redacteur", "platform": "redacteur", "regio": "ketenregisseur"}
COLLEGA = "collega@regio.example"
STANDS = {
    "organisatie": {"rechten": "medewerker", "stand": "rondebeheerder|"},
    "platform": {"rechten": "platformbeheerder", "until": "2030-01-01", "stand": "platformbeheerder|"},
    "regio": {"rechten": "regiobeheerder", "stand": "ketenregisseur|"},
}
FUNCTIES = {"organisatie": "medewerker", "platform": "platformbeheerder", "regio": "ketenregisseur"}


def sent(kind: str) -> dict[str, dict[str, Any]]:
    """To each view that writes."""
    invitation = {"emails": "ook@voorbeeld.example", "rechten": FUNCTIES[kind], "stap": "versturen"}
    pages = {
        "uitnodiging_views": {"uitnodiging_add": invitation, "uitnodiging_resend": {}, "uitnodiging_withdraw": {}},
        "views": {"collega_detail": STANDS[kind], "collega_end": {"wanneer": "nu"}, "collega_reset": {}},
    }
    return {f"mensen.{views}.{kind}_{page}": data for views, each in pages.items() for page, data in each.items()}


def make_staff(people: dict[str, Gebruiker], regio: Regio, invited: str) -> dict[str, str]:
    """For Address.path: a person and an invitation in each scope, and the rights to look after them."""
    for functie in ("organisatiebeheerder", "ciso"):
        Toegang.objects.create(gebruiker=people["redacteur"], functie=functie, organisatie="vng")
    Toegang.objects.create(gebruiker=people["ketenregisseur"], functie="regiobeheerder", regio=regio)
    make_gebruiker(COLLEGA, "Tweede ketenregisseur", "ketenregisseur", regio=regio)
    scopes = (
        (organisatie_scope("vng"), VNG),
        (platform_scope("vng"), PLATFORMBEHEERDER),
        (regio_scope(regio), COLLEGA),
    )
    found = {
        "organisatie": "vng",
        **{f"mensen.{views} regio": str(regio.pk) for views in ("views", "uitnodiging_views")},
        "beheer.gemeente_views pk": invited,
        "beheer.gemeente_views code": "GM0193",  # which is not open
        "beheer.gebruiker_views pk": str(people["lezer"].pk),
    }
    for scope, email in scopes:
        found |= values_of(scope, Gebruiker.objects.get(email=email), people["redacteur"])
    return found


def values_of(scope: StaffScope, person: Gebruiker, by: Gebruiker) -> dict[str, str]:
    waits = invite(email=f"{scope.kind}@voorbeeld.example", functies=[FUNCTIES[scope.kind]], by=by.pk, **scope.where)
    return {
        **{f"mensen.views.{scope.kind}_collega_{page} pk": str(person.pk) for page in ("detail", "end", "reset")},
        **{
            f"mensen.uitnodiging_views.{scope.kind}_uitnodiging_{page} pk": str(waits.pk)
            for page in ("resend", "withdraw")
        },
    }


def agreed(client: Any, world: Any) -> None:
    Gemeente.objects.filter(slug="zwolle").update(verwerkersovereenkomst_on="2026-11-01")


def a_list_that_was_shown(client: Any, world: Any) -> dict[str, str]:
    lines = "Zwolle;a@zwolle.example;Sanne;1-11-2026"
    return {"regels": lines, "mark": compare(rows_of(lines)).mark}
