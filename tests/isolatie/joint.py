"""A joint plan of one gemeente with another, in which each free text is the canary of that plan.

What a gemeente shares is for the others to read, and nothing else is. So what it shared has a word of its own, and the
canary of the gemeente itself may show in a joint plan to nobody but that gemeente.
"""

import json
from typing import Any

from django.db import transaction

from accounts.models import Gebruiker
from demo.people import email_of
from reports.document.plan import Plan
from reports.gather.besluiten import BESLUITEN
from reports.gather.plan import gather_shared
from reports.gather.version import vaststellingen_of
from reports.models import Planversie
from reports.samen.queries import joint_or_404
from samenwerking import actions
from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.isolatie.canaries import JAAR
from tests.isolatie.search import canary, joint_of
from zelfevaluatie.models import Zelfevaluatie


@transaction.atomic
def fill(gemeente: Gemeente, other: Gemeente) -> None:
    """Both share their plan, and the first tells what it decided. Safe to repeat; needs the canaries of both."""
    if GezamenlijkPlan.objects.filter(initiatiefnemer=gemeente).exists():
        return
    token = canary(joint_of(gemeente.schema_name))
    with in_gemeente(gemeente):
        gezamenlijk_plan = actions.start_plan(naam=token, jaar=JAAR, gemeente=gemeente, others=[other])
    for each in (gemeente, other):
        by = Gebruiker.objects.get(email=email_of("bewerker", each))
        with in_gemeente(each):
            deelname = Deelname.objects.get(gezamenlijk_plan=gezamenlijk_plan, gemeente=each)
            share(deelname, token, by)
    with in_gemeente(gemeente):
        tell(Deelname.objects.get(gezamenlijk_plan=gezamenlijk_plan, gemeente=gemeente), token)


def share(deelname: Deelname, token: str, by: Gebruiker) -> None:
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")
    plan = gather_shared(zelfevaluatie=zelfevaluatie, gemeente=deelname.gemeente).to_json()
    data = in_other_words(plan, deelname, token)
    actions.share(deelname=deelname, version=0, plan=data, formaat=data["formaat"], sha256=sha256_of(data), by=by)


def tell(deelname: Deelname, token: str) -> None:
    besluiten = BESLUITEN.dump_python(vaststellingen_of(Planversie.objects.get(vastgesteld_at=None)), mode="json")
    said = in_other_words(besluiten, deelname, token)
    actions.share_besluiten(deelname=deelname, version=deelname.version, besluiten=said, sha256=deelname.sha256)


def in_other_words(data: Any, deelname: Deelname, token: str) -> Any:
    """With the canary of the joint plan in the place of that of the gemeente."""
    return json.loads(json.dumps(data).replace(canary(deelname.gemeente.schema_name), token))


def readable_by(gemeente: Gemeente) -> frozenset[str]:
    """The joint plans in which it has a part, as Search names them."""
    began = "gezamenlijk_plan__initiatiefnemer__schema_name"
    return frozenset(map(joint_of, Deelname.objects.filter(gemeente=gemeente).values_list(began, flat=True)))


def joint_plan(gemeente: Gemeente) -> Plan:
    """The text that it began. Runs as this gemeente."""
    return joint_or_404(GezamenlijkPlan.objects.get(initiatiefnemer=gemeente).pk, gemeente).text.plan
