"""What lokaleregelgeving.overheid.nl asks of a regulation, in the words of its form, with the OWMS term beside it.

Who adopted the plan, when and until when it counts is empty as long as nobody did; what only the gemeente can say, such
as the kind of regulation, stays empty.
"""

import json
from datetime import date
from typing import Any

from reports.document.html import names
from reports.document.plan import Plan

OWMS = {
    "dcterms:title": "officiele_titel",
    "dcterms:alternative": "citeertitel",
    "dcterms:creator": "gemeenten",
    "dcterms:language": "taal",
    "dcterms:type": "soort_regeling",
    "dcterms:subject": "onderwerp",
    "dcterms:isRatifiedBy": "vastgesteld_door",
    "dcterms:issued": "datum_vaststelling",
    "overheidrg:kenmerk": "kenmerk",
    "overheidrg:inwerkingtredingDatum": "geldig_van",
    "overheidrg:uitwerkingtredingDatum": "geldig_tot",
}


def render_metadata(plan: Plan) -> str:
    return json.dumps(metadata(plan), ensure_ascii=False, indent=2) + "\n"


def metadata(plan: Plan) -> dict[str, Any]:
    return {
        "citeertitel": plan.citeertitel or plan.volledig,
        "officiele_titel": f"{plan.volledig}, {names(plan)}",
        "soort_regeling": "",  # for the gemeente to choose there; a plan is not always a beleidsregel
        "onderwerp": "",
        "taal": "nl",
        "status": plan.status,
        "gemeenten": [{"code": gemeente.code, "naam": gemeente.naam} for gemeente in plan.gemeenten],
        **adoption(plan),
        "kader": {"titel": plan.kader.titel, "uitgever": plan.kader.uitgever, "versie": plan.kader.versie},
        "herkomst": plan.herkomst,
        "gemaakt_op": plan.made_at.isoformat(),
        "owms": OWMS,
    }


def adoption(plan: Plan) -> dict[str, Any]:
    """The register asks who adopted; who took note stands in `besluiten`, with the function that answers for it."""
    adopted = [besluit for besluit in plan.vaststellingen if besluit.adopts]
    return {
        "vastgesteld_door": [besluit.orgaan_label for besluit in adopted],
        "datum_vaststelling": iso(plan.vastgesteld_op),
        "kenmerk": [besluit.kenmerk for besluit in adopted if besluit.kenmerk],
        "geldig_van": iso(plan.periode_van),
        "geldig_tot": iso(plan.periode_tot),
        "evaluatie_op": iso(plan.evaluatiedatum),
        "besluiten": [
            {
                "orgaan": besluit.orgaan_label,
                "besluit": besluit.besluit,
                "datum": iso(besluit.datum),
                "kenmerk": besluit.kenmerk,
                "portefeuillehouder": besluit.portefeuillehouder,
            }
            for besluit in plan.vaststellingen
        ],
    }


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""
