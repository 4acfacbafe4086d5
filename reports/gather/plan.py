"""From what a gemeente answered, planned and wrote to one Plan (plan.py)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

import aanpak.models
import tenants.models
from aanpak.enums import Staat
from aanpak.moment import rank
from kader.kept import inhoud_of
from kader.models import KaderVersie, Status
from reports.document.enums import PlanStatus
from reports.document.passage import LOKAAL
from reports.document.plan import (
    FORMAAT,
    Plan,
    PlanActie,
    PlanDeel,
    PlanGemeente,
    PlanKader,
    PlanPassage,
    PlanRol,
    PlanThema,
    PlanZin,
)
from reports.document.tidy import tidy
from reports.gather.begrippen import gather_begrippen
from reports.gather.huisstijl import gather_huisstijl
from reports.gather.keuzes import gather_keuzes, keuzes_of
from reports.gather.layers import Layer, layers
from reports.gather.lokaal import MELDROUTE, drop_examples, gather_lokaal
from reports.gather.samenvatting import gather_samenvatting
from reports.gather.scenarios import gather_scenarios
from reports.gather.stand import gather_stand
from sjablonen.models import Passage as Standard
from tenants.written import written
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie
from zelfevaluatie.queries import aanvullende_of, antwoorden_of

PRINTED = (
    *("wat", "ambitie", "trekker", "gereed", "cadans", "kosten", "uren", "staat", "bouwsteen", "vraag"),
    *("prioriteit", "jaar", "kostensoort", "dekking", "resultaat", "niet_gedaan"),
)
CODE = ("code", "kaderversie_id")
ByPart = defaultdict[str, list[PlanActie]]
Beantwoord = TypeVar("Beantwoord", Antwoord, AanvullendAntwoord)


def gather_plan(
    *, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente, places: Mapping[str, Layer] | None = None
) -> Plan:
    """The plan as it stands now, in fifteen queries however much there is. Runs as the gemeente.

    `zelfevaluatie` should carry its kaderversie (select_related); `places` saves three queries where they are known.
    Passages that must be checked and a stand per thema, when chosen, take a query each; options for the college two.
    """
    versie = zelfevaluatie.kaderversie
    inhoud = inhoud_of(versie)
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente) if places is None else places
    passages, zinnen = gather_passages(places.values()), gather_zinnen(zelfevaluatie)
    acties, vervallen = gather_acties(versie)
    lokaal = gather_lokaal()
    drop_examples(passages, lokaal)
    titels = {part.code: part.titel for part in inhoud.onderdelen}
    onderdelen = [
        PlanDeel(
            code=code,
            titel=titels.get(code, ""),
            passages=tuple(passages[code]),
            zinnen=tuple(zinnen[code]),
            acties=tuple(acties[code]),
            vervallen=tuple(vervallen[code]),
            **lokaal[code],
        )
        # Parts that only the standard texts know, such as `evaluatie`, come after those of the Kader.
        for code in dict.fromkeys([*titels, *passages])
    ]
    plan = plan_of_texts(zelfevaluatie, gemeente, onderdelen)
    samenvatting = gather_samenvatting(zelfevaluatie)
    counts = plan.keuzes.stand or (samenvatting is not None and samenvatting.stand)
    return replace(
        plan,
        themas=tuple(PlanThema(code=thema.code, titel=thema.titel) for thema in inhoud.themas),
        stand=gather_stand(zelfevaluatie) if counts else (),
        samenvatting=samenvatting,
        scenarios=gather_scenarios(zelfevaluatie, plan.acties),
        begrippen=gather_begrippen(),
        huisstijl=gather_huisstijl(),
    )


def gather_place(
    *, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente, places: Iterable[Layer], code: str
) -> Plan:
    """Of the plan only the part in which that text stands, to see where and what it is called: three queries.

    In a bijlage eight, because what is printed of it depends on what the gemeente uses.
    """
    places = list(places)
    onderdeel = next(place.onderdeel for place in places if place.code == code)
    passages = gather_passages(place for place in places if place.onderdeel == onderdeel)
    lokaal = gather_lokaal() if onderdeel.startswith("bijlage_") else defaultdict(dict)
    if onderdeel == MELDROUTE:
        drop_examples(passages, lokaal)
    titels = {part.code: part.titel for part in zelfevaluatie.kaderversie.plan_onderdelen.all()}
    parts = [
        PlanDeel(part, titels.get(part, ""), passages=tuple(passages.get(part, ())), **lokaal.get(part, {}))
        for part in dict.fromkeys([*passages, *lokaal])
    ]
    return plan_of_texts(zelfevaluatie, gemeente, parts)


def plan_of_texts(
    zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente, onderdelen: Sequence[PlanDeel]
) -> Plan:
    """What every plan has, round these parts."""
    versie = zelfevaluatie.kaderversie
    inhoud = inhoud_of(versie)
    chosen = keuzes_of(zelfevaluatie)
    return Plan(
        formaat=FORMAAT,
        gemeenten=(PlanGemeente(code=gemeente.code, naam=gemeente.naam, korte_naam=gemeente.korte_naam),),
        jaar=zelfevaluatie.jaar,
        status=PlanStatus.CONCEPT.value,
        herkomst=gemeente.herkomst,
        made_at=timezone.now().replace(microsecond=0),
        kader=PlanKader(
            versie=versie.versie, titel=versie.titel, uitgever=versie.uitgever, datum=versie.datum, bron=versie.bron
        ),
        rollen=tuple(PlanRol(code=rol.code, titel=rol.titel, tekst=rol.tekst) for rol in inhoud.rollen),
        themas=(),
        onderdelen=tuple(onderdelen),
        titel=tidy(chosen.titel),
        periode_van=chosen.periode_van,
        periode_tot=chosen.periode_tot,
        keuzes=gather_keuzes(zelfevaluatie, list(onderdelen)),
    )


def gather_shared(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> Plan:
    """As gather_plan, for a joint plan: standard texts still say `{gemeente}`, for whoever they will be for."""
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    unnamed = {code: replace(place, naam="{gemeente}") for code, place in places.items()}
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente, places=unnamed)
    return replace(plan, scenarios=None)  # what its own college chooses between is for nobody else


def gather_passages(places: Iterable[Layer]) -> defaultdict[str, list[PlanPassage]]:
    """The texts per part: lokaal goes before regionaal, regionaal before landelijk; what is empty is left out."""
    passages = defaultdict(list)
    for place in places:
        if place.is_local and place.lokaal and place.lokaal.updated_at:
            passages[place.onderdeel].append(
                PlanPassage(
                    code=place.code,
                    versie=place.lokaal.version,
                    laag=LOKAAL,
                    titel=place.titel,
                    tekst=tidy(place.lokaal.tekst),
                    bron=f"Eigen tekst van gemeente {place.naam}",
                    bron_url="",
                    gecontroleerd_op=timezone.localdate(place.lokaal.updated_at),
                    standard_laag=place.lokaal.standard_laag,
                    standard_versie=place.lokaal.standard_versie,
                    kort=bool(place.standard and place.standard.kort),
                )
            )
        elif place.standard:
            passages[place.onderdeel].append(
                PlanPassage(
                    code=place.code,
                    versie=place.standard.versie,
                    laag=place.standard.laag,
                    titel=place.titel,
                    tekst=place.standard_tekst,
                    bron=place.standard.bron,
                    bron_url=place.standard.bron_url,
                    gecontroleerd_op=place.standard.gecontroleerd_op,
                    regio=str(place.standard.regio or ""),
                    kort=place.standard.kort,
                    to_check=place.standard.zekerheid == Standard.Zekerheid.CONTROLEREN,
                )
            )
    return passages


def gather_zinnen(zelfevaluatie: Zelfevaluatie) -> defaultdict[str, list[PlanZin]]:
    """What the answers say, per part: those with a sentence, and those that are at least partly arranged."""
    zinnen = defaultdict(list)
    for antwoord in speaking(antwoorden_of(zelfevaluatie)):
        zinnen[antwoord.bouwsteen.plan.code].append(
            PlanZin(
                code=antwoord.bouwsteen.code,
                titel=antwoord.bouwsteen.titel,
                thema=antwoord.bouwsteen.thema.code,
                status=antwoord.status,
                tekst=tidy(antwoord.plan_zin),
                organisatieniveau=tuple(antwoord.organisatieniveau),
                georganiseerd_door=tidy(antwoord.georganiseerd_door),
            )
        )
    for extra in speaking(aanvullende_of(zelfevaluatie)):
        zinnen[extra.vraag.plan.code].append(
            PlanZin(
                code=extra.vraag.code,
                titel=extra.vraag.titel,
                thema="",
                status=extra.status,
                tekst=tidy(extra.plan_zin),
            )
        )
    return zinnen


def speaking(antwoorden: Iterable[Beantwoord]) -> Iterable[Beantwoord]:
    already = {Status.DEELS, Status.GEREGELD}
    return (antwoord for antwoord in antwoorden if antwoord.plan_zin.strip() or antwoord.status in already)


@written
def told_acties() -> QuerySet[aanpak.models.Actie]:
    """With the code of what each belongs to, and no more of it."""
    planned = aanpak.models.Actie.objects.told().select_related("bouwsteen", "vraag")
    return planned.only(*PRINTED, *(f"{kind}__{name}" for kind in ("bouwsteen", "vraag") for name in CODE))


def gather_acties(versie: KaderVersie) -> tuple[ByPart, ByPart]:
    """Per part what is done, the first first, and what is dropped.

    With their code, unless that is of another version: in this plan it would say something else, or nothing.
    """
    acties, vervallen = ByPart(list), ByPart(list)
    for row in sorted(told_acties(), key=rank):
        origin = row.place if row.place and row.place.kaderversie_id == versie.pk else None
        found = vervallen if row.staat == Staat.VERVALLEN else acties
        found[f"ambitie_{row.ambitie}"].append(printed_actie(row, code=origin.code if origin else ""))
    return acties, vervallen


def printed_actie(row: aanpak.models.Actie, *, code: str = "") -> PlanActie:
    return PlanActie(
        wat=tidy(row.wat),
        code=code,
        trekker=tidy(row.trekker),
        gereed=row.gereed,
        cadans=row.cadans,
        kosten=row.kosten,
        uren=row.uren,
        staat=row.staat,
        prioriteit=row.prioriteit,
        jaar=row.jaar,
        resultaat=tidy(row.resultaat),
        niet_gedaan=tidy(row.niet_gedaan),
        kostensoort=row.kostensoort,
        dekking=tidy(row.dekking),
        key=row.pk,
        pk=row.pk,
    )
