"""What comes once in years: a next version of the Kader, and a gemeente that goes over into another."""

from tests.jaren.visitors import Wrong
from tests.jaren.world import World
from tests.jaren.years import go_through

NEXT, FILE = "2027-01", "fixtures/test/kader-2027-01.yaml"
SECOND = "aanpak@vng.example"  # the demo has one redacteur; this person of VNG becomes the other
PLACES = """
SELECT a.id::text, b.code, a.wat, a.staat, a.trekker FROM aanpak_actie a
LEFT JOIN public.kader_bouwsteen b ON b.id = coalesce(a.eerder_bouwsteen_id, a.bouwsteen_id) ORDER BY 1"""
ARRIVED = """
SELECT count(*) FROM voorgangers_herkomst h JOIN aanpak_actie a ON a.id = h.rij
WHERE h.soort = 'actie' AND h.gemeente_naam = %s"""
PLAN = "SELECT geldt_tot::text, vervangen_op::text, bestand IS NOT NULL FROM voorgangers_voorgangersplan"


def publish(world: World) -> None:
    """The made-up version of the tests, by two redacteuren."""
    world.manage("load_kader", FILE)
    world.manage("grant_toegang", SECOND, "redacteur", "vng")
    page = f"/redactie/kader/{NEXT}/"
    world.enter("redacteur").submit(page, to="/vragen/")
    world.enter("vng").submit(page, to="/uitgeven/")
    holds = world.value("SELECT published_at IS NOT NULL FROM kader_kaderversie WHERE versie = %s", [NEXT])
    world.found.check(f"Kader {NEXT} is uitgegeven", holds, True)
    world.did(f"Kader {NEXT} geladen en uitgegeven door twee mensen")


def go_over(world: World, slug: str, jaar: int) -> None:
    """The year begins once more, on the next Kader, and is gone through."""
    acties = world.rows(PLACES, slug=slug)
    closed = world.statuses(slug)
    page = world.enter("beheerder", slug).submit("/kader/overstappen/", holds="naar")
    if f"Jullie werken nu met Kader {NEXT}." not in page.words:
        raise Wrong(f"{slug}: overstappen lukte niet: {page.words[:400]}")
    world.found.check(f"{slug}: alle acties, met waar zij hingen", world.rows(PLACES, slug=slug), acties)
    world.found.check(f"{slug}: het gesloten jaar is zoals het was", world.statuses(slug, jaar, "2021-02"), closed)
    world.found.check(f"{slug}: geen status is ongezien mee", set(world.statuses(slug).values()), {""})
    bewerker = world.enter("bewerker", slug)
    first = bewerker.get("/zelfevaluatie/thema/BB/invullen/")
    go_through(world, slug, bewerker, first)
    world.did(f"{slug}: overgestapt op Kader {NEXT} en helemaal nagelopen")


def hand_over(world: World, van: str, naar: str, datum: str) -> None:
    """The operator notes the pair, the predecessor makes ready what goes over and who."""
    operator = world.enter("operator")
    page = operator.get("/platform/herindelingen/")
    pair = {"voorganger": option(page.options("voorganger"), van), "opvolger": option(page.options("opvolger"), naar)}
    operator.submit("/platform/herindelingen/", holds="voorganger", datum=datum, **pair)
    ready = world.enter("beheerder", van).submit("/herindeling/", holds="mensen")
    world.found.check(f"{van}: de overdracht is klaargezet", "Klaargezet voor" in ready.words, True)
    world.did(f"{van} gaat op {datum} over in {naar}: vastgelegd en klaargezet, met haar mensen")


def option(options: dict[str, str], slug: str) -> str:
    return next(value for label, value in options.items() if label.lower() == slug)


def take_over(world: World, van: str, naar: str) -> None:
    own = world.rows(PLACES, slug=naar)
    theirs, naam = world.rows(PLACES, slug=van), van.capitalize()
    statuses = world.statuses(naar)
    taken = world.enter("beheerder", naar).submit("/herindeling/", to="/overnemen/")
    world.found.check(f"{naar}: overgenomen", f"Overgenomen van {naam}" in taken.words, True)
    world.enter("operator").submit("/platform/herindelingen/", to="/toegang/")
    now = world.rows(PLACES, slug=naar)
    world.found.check(f"{naar}: de eigen acties zijn er nog", [row for row in now if row in own], own)
    world.found.check(f"{naar}: elke actie van {van} kwam mee", len(now) - len(own), len(theirs))
    world.found.check(f"{naar}: met de naam van {van}", world.value(ARRIVED, [naam], slug=naar), len(theirs))
    world.found.check(f"{naar}: geen antwoord is voor haar gekozen", world.statuses(naar), statuses)
    world.did(f"{naar} nam over van {van}; haar mensen hebben toegang")


def check_merged(world: World, van: str, naar: str) -> None:
    """Beside each other at the successor, still to be read at the predecessor; and her people work."""
    came = world.enter("bewerker", van)
    there = came.at(naar)
    beside = there.get("/voorgangers/").words
    for code, status in world.statuses(van).items():
        world.found.check(f"{naar}: {code} van {van} staat ernaast", not status or code in beside, True)
    wat = f"Wat {van} meebracht in {world.clock.now().year}"
    page = there.submit("/acties/nieuw/", holds="wat", wat=wat, ambitie="2")
    world.found.check(f"{naar}: wie meekwam, kan werken", wat in page.words, True)
    before = world.rows(PLACES, slug=van)
    came.get("/acties/")
    came.post("/acties/nieuw/", status=409, wat=wat, ambitie="2")
    world.found.check(f"{van}: niemand kan er nog schrijven", world.rows(PLACES, slug=van), before)
    world.did(f"{naar}: antwoorden van {van} ernaast, haar bewerker schrijft daar; {van} is alleen te lezen")


def check_plan(world: World, naar: str, until: str, replaced: str | None) -> None:
    """The one that the predecessor adopted holds for her area until the successor adopts one."""
    found = world.rows(PLAN, slug=naar)
    world.found.check(f"{naar}: het plan van haar voorganger", found, [(until, replaced, True)])
    page = world.enter("lezer", naar).get("/voorgangers/")
    words = "vervangen door jullie eigen plan" if replaced else "Geldt voor het gebied van"
    world.found.check(f"{naar}: de pagina zegt van het plan ‘{words}’", words in page.words, True)
    world.did(f"{naar}: het plan van haar voorganger {words if replaced else f'geldt tot en met {until}'}")
