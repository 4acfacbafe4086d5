"""A plan of a few texts, and what one check says of it."""

from datetime import UTC, date, datetime

from reports.document.checks.reader import SUBJECTS, ask
from reports.document.checks.reading import Reading
from reports.document.plan import (
    Plan,
    PlanActie,
    PlanBouwsteenStand,
    PlanDeel,
    PlanGemeente,
    PlanKader,
    PlanKeuzes,
    PlanPassage,
    PlanThemaStand,
    PlanZin,
)

TODAY = date(2026, 11, 30)
CHECKS = {check.code: check for subject in SUBJECTS for check in subject.checks}


def plan(*parts, stand=(), **fields):
    bouwstenen = tuple(
        PlanBouwsteenStand(code, f"Titel van {code}", plateau, status) for code, plateau, status in stand
    )
    return Plan(
        formaat=3,
        gemeenten=(PlanGemeente("GM0037", "Stadskanaal", "Stadskanaal"),),
        jaar=2026,
        status="concept",
        herkomst="",
        made_at=datetime(2026, 11, 30, 12, tzinfo=UTC),
        kader=PlanKader("2021-02", "Kader", "VNG", date(2021, 2, 1), ""),
        rollen=(),
        themas=(),
        onderdelen=parts,
        stand=(PlanThemaStand("Thema", bouwstenen),) if bouwstenen else (),
        **{"keuzes": PlanKeuzes(), **fields},
    )


def deel(code="ambitie_1", **fields):
    return PlanDeel(code, f"Titel van {code}", **{name: tuple(rows) for name, rows in fields.items()})


def actie(wat="Wij geven les.", **values):
    empty = {"code": "", "trekker": "", "gereed": None, "cadans": "", "kosten": None, "uren": None, "staat": "open"}
    return PlanActie(**{"wat": wat, **empty, **values})


def zin(tekst, code="BB-P1-1", **values):
    return PlanZin(code, f"Titel van {code}", "BB", "geregeld", tekst, **values)


def passage(tekst, code="h1.doel", laag="landelijk", day=TODAY, **values):
    return PlanPassage(code, 1, laag, "Doel", tekst, "Een bron", "", day, **values)


def said(code, whole, today=TODAY):
    """Of each remark what it shows, or else the title of its place."""
    return [remark.found.quote or remark.found.place.titel for remark in remarks(code, whole, today)]


def remarks(code, whole, today=TODAY):
    return ask(CHECKS[code], Reading(whole, today)).remarks


def of_zin(code, tekst):
    """What a check says of one own sentence."""
    return said(code, plan(deel(zinnen=[zin(tekst)])))
