"""A year without a day is a moment too, and a standing duty is no task that comes or that nobody dated."""

from dataclasses import replace
from datetime import date

from reports.document.coming import coming
from reports.document.plan import PlanActie


def actie(wat, **values):
    empty = {"code": "", "trekker": "", "gereed": None, "cadans": "", "kosten": None, "uren": None, "staat": "open"}
    return PlanActie(**{"wat": wat, **empty, **values})


def test_coming_knows_years_and_standing_duties(plan):
    acties = (
        actie("elk jaar", cadans="jaarlijks"),
        actie("elk jaar vanaf later", cadans="jaarlijks", jaar=2029),
        actie("steeds", staat="doorlopend"),
        actie("in 2027", jaar=2027),
        actie("in 2028", jaar=2028),
        actie("ooit"),
        actie("straks", gereed=date(2027, 5, 1), prioriteit="later"),
        actie("eerst", gereed=date(2027, 5, 1), prioriteit="nu"),
    )
    parts = (replace(part, acties=acties if part.code == "ambitie_1" else ()) for part in plan.onderdelen)
    found = coming(replace(plan, onderdelen=tuple(parts), periode_van=date(2027, 1, 1)))
    assert [row.wat for row in found.acties] == ["eerst", "straks", "in 2027", "elk jaar"]
    assert [row.wat for row in found.undated] == ["ooit"]
