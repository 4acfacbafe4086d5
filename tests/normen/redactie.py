"""What is sent to the pages of redactie, and the voorstellen that wait there."""

from collections.abc import Callable
from typing import Any

from redactie.models import Voorstel
from sjablonen.models import Passage
from tenants.context import from_public
from tests.normen.world import PASSAGE, REGIONAAL, World

FIELDS = {
    "titel": "Waarom wij dit doen",
    "tekst": "Wij spreken af dat wie iets ziet weet waar dat te melden.",
    "na": "h1:",
    "bron": "VNG, Kader mensenhandel, 2021",
    "gecontroleerd_op": "2026-11-01",
    "zekerheid": "zeker",
    "reden": "De wet is veranderd.",
}
WITHDRAWN = {"reden": "Het stond er dubbel.", "stap": "bekijken"}
UPKEEP = {"volgende_controle": "2027-03-01", "notitie": "Kijk of het voorstel wet is geworden."}
WHO = {"": "redacteur", "regio_": "ketenregisseur"}
CODES = {"": PASSAGE, "regio_": REGIONAAL}


def newest(code: str) -> Passage:
    return Passage.objects.filter(code=code).latest("versie")


def based_on(prefix: str) -> Callable[[Any, World], dict[str, Any]]:
    def before(client: Any, world: World) -> dict[str, Any]:
        with from_public():
            return {"nummer": str(newest(CODES[prefix]).versie)}

    return before


def voorstel(prefix: str, stand: str) -> Callable[[Any, World], dict[str, Any]]:
    """One that a colleague wrote."""

    def before(client: Any, world: World) -> dict[str, Any]:
        with from_public():
            passage, writer = newest(CODES[prefix]), world.people["bewerker"].pk
            Voorstel.objects.create(
                soort="tekst",
                sleutel=passage.code,
                regio=passage.regio,
                wat="wijziging",
                velden={name: [value] for name, value in FIELDS.items()},
                was={},
                naam=passage.titel,
                basis=passage.versie,
                stand=stand,
                schrijvers=[writer],
                updated_by=writer,
                offered_by=writer if stand == "wacht" else None,
                version=1,
            )
        return {"version": "1"}

    return before


def writes(write: Any) -> list[Any]:
    """`write` is tests.normen.writes.Write."""
    found = []
    for prefix, who in WHO.items():
        views = f"redactie.{prefix}views.{prefix}"
        found += [
            write(f"{views}voorstel_edit", {**FIELDS, "stap": "bekijken"}, before=based_on(prefix), who=who),
            write(f"{views}stuk_withdraw", WITHDRAWN, before=based_on(prefix), who=who),
            write(f"{views}voorstel_offer", before=voorstel(prefix, "concept"), who=who),
            write(f"{views}voorstel_discard", before=voorstel(prefix, "concept"), who=who),
            write(
                f"{views}voorstel_return", {"opmerking": "Noem het artikel."}, before=voorstel(prefix, "wacht"), who=who
            ),
            write(f"{views}onderhoud_edit", UPKEEP, who=who),
        ]
    return [*found, write("redactie.views.voorstel_release", before=voorstel("", "wacht"), who="redacteur")]
