"""Two closed rounds in which the gemeenten that do not exist submitted, so that the demo shows years beside each other.

They are rounds of the invented country (load_demo_country), which finds them there and adds its own.
"""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from demo.country import IDS
from demo.rounds import chance, make_rounds
from demo.themas import add_rounds, answer
from kader.models import Status
from kader.queries import newest_version
from metingen.actions import apart_of, derived, rows_of
from metingen.enquete import Beleidsplan, JaNee
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud
from metingen.models import Groepsantwoord, Indiening, IndieningAntwoord, Meetronde, Themavraag
from metingen.queries import gedeelde_gemeente, regios_on
from metingen.thema_queries import group_themas, shared_themas, themavragen_of
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie

YEARS = 2
LADDER = ["", Status.NOG_NIET, Status.IN_VOORBEREIDING, Status.DEELS, Status.GEREGELD]


@transaction.atomic
def make_closed_rounds() -> tuple[Meetronde, Meetronde]:
    """Safe to repeat. Before the open round, which asks again what the last of these asked."""
    *_, earlier, last, _open = make_rounds(newest_version(), timezone.localdate())
    add_rounds([earlier, last], asking=[last])
    return earlier, last


@transaction.atomic
def make_earlier_rounds(gemeenten: list[Gemeente]) -> None:
    """Safe to repeat: who submitted already keeps what it sent. Runs as the owner."""
    earlier, last = make_closed_rounds()
    for gemeente in gemeenten:
        with in_gemeente(gemeente):
            zelfevaluatie = current_zelfevaluatie()
            antwoorden = antwoorden_of(zelfevaluatie) if zelfevaluatie else []
        if antwoorden and not Indiening.objects.filter(gemeente=gemeente).exists():
            for nummer, ronde in enumerate([earlier, last], start=1):
                submit_then(gemeente, antwoorden, ronde, nummer)


def submit_then(gemeente: Gemeente, antwoorden: list[Antwoord], ronde: Meetronde, nummer: int) -> None:
    inhoud = Inhoud(
        kaderversie=ronde.kaderversie.versie,
        peildatum=ronde.peildatum,
        gemeente=gedeelde_gemeente(gemeente, regios_on(gemeente, ronde.peildatum)),
        antwoorden=tuple(
            GedeeldAntwoord(
                code=antwoord.bouwsteen.code,
                status=status_then(antwoord.status, years_ago=YEARS + 1 - nummer, turn=turn),
                organisatieniveau=tuple(antwoord.organisatieniveau),
            )
            for turn, antwoord in enumerate(antwoorden)
        ),
        enquete=GedeeldeEnquete(),
    )
    vragen = themavragen_of(ronde)
    answers = answers_then(gemeente, vragen)
    inhoud = replace(inhoud, enquete=enquete_of(inhoud), themavragen=shared_themas(vragen, answers))
    assert ronde.opened_at  # make_rounds opened it
    data, at = inhoud.to_json(), ronde.opened_at + timedelta(days=20)
    indiening = Indiening.objects.create(
        id=uuid.uuid5(IDS, f"{gemeente.code} {ronde.pk}"),
        meetronde=ronde,
        gemeente=gemeente,
        nummer=nummer,
        organisaties=["comensha", "vng"],
        regios=sorted(regio.pk for regio in regios_on(gemeente, ronde.peildatum)),
        formaat=data["formaat"],
        inhoud=data,
        sha256=sha256_of(data),
        mandaat_functie="College van burgemeester en wethouders",
        mandaat_datum=timezone.localdate(at),
        ingediend_at=at,
        **derived(inhoud),
    )
    IndieningAntwoord.objects.bulk_create(rows_of(indiening, inhoud))
    Groepsantwoord.objects.bulk_create(apart_of(indiening, inhoud, group_themas(vragen, answers)))


def answers_then(gemeente: Gemeente, vragen: list[Themavraag]) -> dict[str, str]:
    """To what the round asked beside the Kader, by the name of the question."""
    inwoners = gemeente.inwoners or 0
    return {
        each.name: answer(each, reached=0.5, inwoners=inwoners, luck=chance(gemeente.code, each.vraag))
        for each in vragen
    }


def enquete_of(inhoud: Inhoud) -> GedeeldeEnquete:
    """What the bouwstenen of that year say."""
    statuses = {antwoord.code: antwoord.status for antwoord in inhoud.antwoorden}
    known = {"geregeld": JaNee.JA, "deels": JaNee.JA, "": "", "nvt": JaNee.ONBEKEND}
    plans = {"geregeld": Beleidsplan.EIGEN, "nog_niet": Beleidsplan.NEE, "": "", "nvt": ""}
    functionaris = str(known.get(statuses["SV-P1-1"], JaNee.NEE))
    return GedeeldeEnquete(
        begroting=str(known.get(statuses["OH-P1-1"], JaNee.ONBEKEND)),
        beleidsplan=str(plans.get(statuses["AB-P1-4"], Beleidsplan.IN_DE_MAAK)),
        aandachtsfunctionaris=functionaris,
        aandachtsfunctionaris_uren=8 if functionaris == JaNee.JA else None,
        zorgcoordinatie=str(known.get(statuses["OH-P1-2"], JaNee.NEE)),
    )


def status_then(status: str, *, years_ago: int, turn: int) -> str:
    """A year ago one in two bouwstenen was a step less far, two years ago most were."""
    if status == Status.NVT:
        return status
    steps = sum((turn + year) % 2 for year in range(years_ago))
    return LADDER[max(LADDER.index(status) - steps, 0 if turn % 5 == 0 else min(LADDER.index(status), 1))]
