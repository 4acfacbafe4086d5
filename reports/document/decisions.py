"""What the bestuurder is asked to decide; and once that is done, what was decided and until when it counts."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from reports.document.enums import Orgaan
from reports.document.enums import PlanStatus as Status
from reports.document.means import Means, count
from reports.document.plan import Plan, PlanActie, PlanVaststelling

DECIDED = {Status.VASTGESTELD, Status.VERVANGEN, Status.VERLOPEN}
WHO = {
    Orgaan.COLLEGE: "Het college van burgemeester en wethouders",
    Orgaan.BURGEMEESTER: "De burgemeester",
    Orgaan.RAAD: "De gemeenteraad",
}


def is_decided(plan: Plan) -> bool:
    return plan.status in DECIDED


def asked(plan: Plan, acties: list[PlanActie], means: Means, *, gaps: bool = True) -> Iterable[str]:
    """For a plan that nobody adopted yet. `gaps`: whether to count the acties that nobody leads."""
    offered = plan.status == Status.TER_VASTSTELLING
    yield f"Of u het {plan.noemer_kort} vaststelt. {'Het ligt nu voor' if offered else 'Nu is het een concept'}."
    if acties:
        yield f"Of u instemt met de {count(len(acties), 'actie', 'acties')} in het plan."
    if means.kosten:
        where = " uit de budgetten die het plan noemt" if means.is_covered else ", en uit welk budget"
        yield f"Of u {means.geld} beschikbaar stelt{where}."
    open_trekker = sum(not actie.trekker for actie in acties)
    if gaps and open_trekker:
        yield f"Wie verantwoordelijk wordt voor {count(open_trekker, 'actie', 'acties')} zonder trekker."


def decided(plan: Plan) -> Iterable[str]:
    """Who decided what and when, how long that counts, and what has become of it since."""
    yield from (said(besluit) for besluit in plan.vaststellingen)
    if plan.looptijd:
        yield f"De looptijd is {plan.looptijd}."
    if plan.status == Status.VERVANGEN:
        yield "Daarna is een ander plan vastgesteld. Dit plan geldt niet meer."
    elif plan.status == Status.VERLOPEN:
        yield "Die tijd is voorbij en er is nog geen nieuw plan vastgesteld. U beslist of er een nieuw plan komt."
    elif plan.evaluatiedatum:
        yield f"De evaluatie is op {written(plan.evaluatiedatum)}."


def said(besluit: PlanVaststelling) -> str:
    verb = ("stelde het plan op {} vast" if besluit.adopts else "nam op {} kennis van het plan").format(
        written(besluit.datum)
    )
    reference = f" (kenmerk {besluit.kenmerk})" if besluit.kenmerk else ""
    return f"{WHO[Orgaan(besluit.orgaan)]} {verb}{reference}."


def written(day: date) -> str:
    return date_format(day, "j F Y")
