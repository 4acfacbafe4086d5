import json
from dataclasses import replace
from datetime import date

from reports.document.metadata import OWMS, metadata
from reports.document.plan import PlanVaststelling
from reports.files.formats import FORMS

COLLEGE = PlanVaststelling("college", "vaststelling", date(2026, 3, 1), "Z-17", "wethouder zorg")
RAAD = PlanVaststelling("raad", "vaststelling", date(2026, 4, 2), "R-4", "")
BURGEMEESTER = PlanVaststelling("burgemeester", "kennisname", date(2026, 5, 3), "B-9", "")


def test_metadata_has_the_fields_of_the_register_and_nobody_who_adopted_it_yet(plan):
    made = json.loads(FORMS["metadata"].html(plan))
    assert made == metadata(plan)
    assert made["gemeenten"] == [{"code": "GM0037", "naam": "Stadskanaal"}]
    assert (made["citeertitel"], made["status"]) == (f"Beleidsplan aanpak mensenhandel {plan.jaar}", "concept")
    fields = ("vastgesteld_door", "datum_vaststelling", "kenmerk", "geldig_van", "geldig_tot", "besluiten")
    assert [made[field] for field in fields] == [[], "", [], "", "", []]
    assert set(OWMS.values()) <= set(made)


def test_metadata_of_an_adopted_plan_carries_the_whole_adoption(plan):
    made = metadata(
        replace(
            plan,
            status="vastgesteld",
            citeertitel="Plan mensenhandel",
            periode_van=date(2026, 4, 1),
            periode_tot=date(2029, 12, 31),
            evaluatiedatum=date(2028, 3, 1),
            vaststellingen=(COLLEGE, BURGEMEESTER, RAAD),
        )
    )
    assert (made["citeertitel"], made["status"]) == ("Plan mensenhandel", "vastgesteld")
    assert made["vastgesteld_door"] == ["college van burgemeester en wethouders", "gemeenteraad"]
    assert (made["datum_vaststelling"], made["kenmerk"]) == ("2026-04-02", ["Z-17", "R-4"])
    assert [made[f] for f in ("geldig_van", "geldig_tot", "evaluatie_op")] == ["2026-04-01", "2029-12-31", "2028-03-01"]
    assert made["besluiten"][:2] == [
        {
            "orgaan": "college van burgemeester en wethouders",
            "besluit": "vaststelling",
            "datum": "2026-03-01",
            "kenmerk": "Z-17",
            "portefeuillehouder": "wethouder zorg",
        },
        {
            "orgaan": "burgemeester",
            "besluit": "kennisname",
            "datum": "2026-05-03",
            "kenmerk": "B-9",
            "portefeuillehouder": "",
        },
    ]
