"""What is not in the plan: no actie, no choice, no reason, no sentence; and what a text promises all the same."""

import re
from collections.abc import Iterator

from aanpak.enums import Ambitie
from kader.enums import Status
from reports.document.checks.check import Check, Subject
from reports.document.checks.reading import Reading, place_of_zin
from reports.document.checks.remark import Found, Kind, Place
from reports.document.choices import bijlagen_of, has_stand
from reports.document.passage import LOKAAL, LOKALE_TEKSTEN
from reports.document.plan import PlanBouwsteenStand

OPTIONAL = {
    "lokaal.voorwoord",
    "lokaal.taferelen",
    "lokaal.samen",
    "lokaal.bekendmaken",
}  # a plan is whole without them
TO_DO = {Status.NOG_NIET, Status.IN_VOORBEREIDING}
WHO_AND_WHEN = re.compile(r"\bwie\b[^.]{0,30}\b(?:doet|trekker)\b[^.]{0,20}\bwanneer\b", re.IGNORECASE)
NOT_YET = re.compile(r"\bwat (?:wij|we) al doen en wat (?:wij |we )?nog niet\b", re.IGNORECASE)
COSTS = re.compile(r"\b(?:staat|leest u|vindt u)\b[^.]{0,60}\bwat (?:het|dat|dit|de acties) kost\w*", re.IGNORECASE)
BIJLAGE = re.compile(r"\b[Bb]ijlage (\d)\b")
HOME = re.compile(r"\b(?:urgent\w*|voorrang)\b", re.IGNORECASE)
LEAVES = re.compile(r"\b(?:opvang|slachtoffers?|uitstapprogramma)\b", re.IGNORECASE)


def basis(reading: Reading) -> Iterator[PlanBouwsteenStand]:
    return (bouwsteen for thema in reading.whole.stand for bouwsteen in thema.plateau_1)


def place_of_bouwsteen(bouwsteen: PlanBouwsteenStand, field: str = "status") -> Place:
    return Place(Kind.BOUWSTEEN, bouwsteen.titel, bouwsteen.code, field)


def without_actie(reading: Reading) -> Iterator[Found]:
    planned = {actie.code for actie in reading.open_acties}
    for bouwsteen in basis(reading):
        if bouwsteen.status in TO_DO and bouwsteen.code not in planned:
            yield Found(place_of_bouwsteen(bouwsteen), bouwsteen.status, f"Hier staat ‘{bouwsteen.label}’.")


def unanswered(reading: Reading) -> Iterator[Found]:
    for bouwsteen in basis(reading):
        if not bouwsteen.status:
            yield Found(place_of_bouwsteen(bouwsteen), "")


def unsaid(reading: Reading) -> Iterator[Found]:
    for part in reading.plan.onderdelen:
        for zin in part.zinnen:
            if zin.is_done and not zin.tekst:
                yield Found(place_of_zin(zin), zin.status)


def idle(reading: Reading) -> Iterator[Found]:
    for ambitie in Ambitie:
        part = reading.plan.onderdeel(f"ambitie_{ambitie}")
        if not part.acties:
            yield Found(Place(Kind.ACTIES, part.titel or ambitie.label, str(ambitie)), "")


def empty(reading: Reading) -> Iterator[Found]:
    """Parts that only the gemeente can fill."""
    plan = reading.plan
    there = {passage.code for passage in plan.onderdeel(LOKAAL).passages}
    for guide in LOKALE_TEKSTEN:
        if guide.code not in there | OPTIONAL:
            yield Found(Place(Kind.PASSAGE, guide.titel, guide.code, "tekst"), "")
    printed = bijlagen_of(plan.keuzes)
    if not plan.onderdeel("h1_2").nadruk:
        yield Found(Place(Kind.VORMEN, "Vormen waar de nadruk op ligt"), "")
    if 2 in printed and not plan.onderdeel("bijlage_2").cijfers:
        yield Found(Place(Kind.CIJFERS, "Cijfers van onze gemeente"), "")
    if 5 in printed and not plan.onderdeel("bijlage_5").meldroutes:
        yield Found(Place(Kind.MELDROUTE, "Meldroute"), "")
    if not any(part.instrumenten for part in plan.onderdelen):
        yield Found(Place(Kind.INSTRUMENTEN, "Instrumenten"), "")
    if not plan.keuzes.financiering:
        yield Found(Place(Kind.KEUZES, "Betaling van de zorgcoördinatie", field="financiering"), "")


def unexplained_vorm(reading: Reading) -> Iterator[Found]:
    for vorm in reading.plan.onderdeel("h1_2").nadruk:
        if not vorm.tekst:
            yield Found(Place(Kind.VORMEN, vorm.titel, vorm.code), "")


def unexplained_absence(reading: Reading) -> Iterator[Found]:
    """Only once the gemeente has chosen: until then all forms are open."""
    part = reading.plan.onderdeel("h1_2")
    for vorm in part.zonder_nadruk or () if part.nadruk else ():
        if not vorm.tekst:
            yield Found(Place(Kind.VORMEN, vorm.titel, vorm.code), "")


def promises(reading: Reading) -> Iterator[Found]:
    plan, acties = reading.plan, reading.open_acties
    vague = [a for a in acties if not a.trekker or not a.wanneer]
    priced = any(actie.kosten is not None for actie in acties)
    says_not = any(passage.code == "lokaal.niet" for passage in plan.passages)
    kept = (
        (WHO_AND_WHEN, not vague, "Bij een of meer acties staat niet wie het doet of wanneer."),
        (NOT_YET, says_not or has_stand(plan), "Wat nog niet gebeurt, staat nergens in het plan."),
        (COSTS, priced, "Bij geen enkele actie staan kosten."),
    )
    for text in reading.texts:
        for sentence in text.sentences:
            for pattern, is_kept, said in kept:
                if not is_kept and pattern.search(sentence):
                    yield Found(text.place, sentence, said, quote=sentence)


def lost_bijlagen(reading: Reading) -> Iterator[Found]:
    there = {*map(str, bijlagen_of(reading.plan.keuzes))}
    if has_stand(reading.whole):
        there.add("6")
    for text in reading.texts:
        for sentence in text.sentences:
            for number in BIJLAGE.findall(sentence):
                if number not in there:
                    yield Found(text.place, sentence, f"Bijlage {number} zit niet in dit plan.", quote=sentence)


def no_home(reading: Reading) -> Iterator[Found]:
    """Huisvestingswet 2014, artikel 12, since 1 July 2026."""
    found = any(HOME.search(sentence) and LEAVES.search(sentence) for t in reading.texts for sentence in t.sentences)
    if not found:
        said = "Het plan zegt niet hoe iemand na de opvang met voorrang een woning krijgt."
        yield Found(Place(Kind.VRAAG, "Wonen na de opvang", "PR-2", "plan_zin"), "", said)


GAPS = Subject(
    "inhoud",
    "Wat ontbreekt",
    (
        Check(
            "gap",
            "Nog niet geregeld, en geen actie",
            "Dit hoort bij de basis. Maak een actie, of kies ‘n.v.t.’ en schrijf waarom.",
            without_actie,
        ),
        Check("unanswered", "Nog niet ingevuld", "Over dit deel van de basis zegt het plan niets.", unanswered),
        Check(
            "unsaid",
            "Geregeld, zonder zin in het plan",
            "Het plan noemt alleen de titel. Schrijf in één of twee zinnen hoe jullie het doen.",
            unsaid,
        ),
        Check(
            "idle_ambitie",
            "Ambities zonder actie",
            "Wat ga je hieraan doen? Doe je er nu niets aan, zeg dat dan bij ‘Wat we niet doen’.",
            idle,
        ),
        Check(
            "empty", "Lege delen", "Dit kan alleen de gemeente zelf invullen. Leeg staat het niet in het plan.", empty
        ),
        Check(
            "vorm_reason",
            "Vormen zonder reden",
            "Zeg in één zin waarom deze vorm hier aandacht krijgt.",
            unexplained_vorm,
        ),
        Check(
            "vorm_absent",
            "Vormen zonder nadruk, en zonder reden",
            "Zeg in één zin waarom deze vorm hier geen nadruk krijgt, of waarom jullie haar niet in beeld hebben.",
            unexplained_absence,
        ),
        Check(
            "promise",
            "De tekst belooft iets wat er niet staat",
            "Vul aan wat beloofd wordt, of schrijf een eigen tekst zonder die belofte.",
            promises,
        ),
        Check(
            "lost_bijlage",
            "Verwijzing naar een bijlage die er niet is",
            "Zet de bijlage aan bij de keuzes voor dit plan, of haal de verwijzing weg.",
            lost_bijlagen,
        ),
        Check(
            "home",
            "Wonen na de opvang",
            "Sinds 1 juli 2026 moet de raad mensen die na mensenhandel de opvang verlaten voorrang geven op een woning "
            "(Huisvestingswet 2014, artikel 12).",
            no_home,
        ),
    ),
)
