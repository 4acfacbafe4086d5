"""A round: VNG asks it and CoMensha confirms, gemeenten share into it, and all of them see what was shared."""

import re
from collections import Counter
from datetime import timedelta

import lxml.html

from tests.jaren.visitors import Page, Visitor, Wrong
from tests.jaren.world import World

OPEN = "SELECT id::text FROM metingen_meetronde WHERE voorbeeld AND staat = 'open'"
SHARED = """
SELECT a.code, a.status FROM metingen_indieningantwoord a JOIN metingen_indiening i ON i.id = a.indiening_id
JOIN tenants_gemeente g ON g.id = i.gemeente_id
WHERE i.meetronde_id = %s AND i.staat = 'geldig' AND g.slug = %s"""
PUBLISHED = "SELECT count(*) FROM metingen_publicatie WHERE meetronde_id = %s AND published_at IS NOT NULL"
CODES = """
SELECT b.code FROM kader_bouwsteen b JOIN kader_kaderversie k ON k.id = b.kaderversie_id
WHERE k.versie = %s ORDER BY b.volgorde"""
EVERYBODY = ["vng", "comensha"]


def open_round(world: World, jaar: int, kader: str) -> str:
    """Which asks that year, on that Kader; its id."""
    vng = world.enter("vng")
    today = world.clock.now().date()
    page = vng.get("/meetrondes/nieuw/")
    versie = next(value for label, value in page.options("kaderversie").items() if kader in label)
    values = {
        "titel": f"Meting over {jaar}",
        "doel": "Weten hoe het er in dat jaar voor stond.",
        "kaderversie": versie,
        "jaar": str(jaar),
        "periode_van": today.isoformat(),
        "periode_tot": (today + timedelta(days=90)).isoformat(),
        "peildatum": today.isoformat(),
        "voorbeeld": "on",
    }
    made = vng.submit("/meetrondes/nieuw/", holds="titel", **values)
    confirmed(world, vng, f"{made.path}openen/", holds="boodschap")
    ronde = str(world.value(OPEN))
    world.found.check("de ronde die openging, is die van het jaar", f"/meetrondes/{ronde}/", made.path)
    world.did(f"meetronde over {jaar} met Kader {kader} geopend door twee mensen")
    return ronde


def close_round(world: World, *, publish: bool) -> str:
    """The one that is open; where enough gemeenten shared, its figures are published."""
    ronde = str(world.value(OPEN))
    vng = world.enter("vng")
    confirmed(world, vng, f"/meetrondes/{ronde}/sluiten/", to="/sluiten/")
    staat = world.value("SELECT staat FROM metingen_meetronde WHERE id = %s", [ronde])
    world.found.check("de ronde is gesloten", staat, "gesloten")
    if publish:
        confirmed(world, vng, f"/meetrondes/{ronde}/publiceren/", to="/publiceren/")
        world.found.check("de groepscijfers zijn uitgegeven", world.value(PUBLISHED, [ronde]) > 0, True)
    world.did(f"meetronde gesloten{' en groepscijfers uitgegeven' if publish else ''}, telkens door twee mensen")
    return ronde


def confirmed(world: World, vng: Visitor, path: str, **form: str) -> None:
    """Asked by VNG, done by CoMensha."""
    vng.submit(path, **form)
    world.enter("comensha").submit(path, to="/bevestigen/")


def share(world: World, slug: str, ronde: str, *year: object) -> None:
    """All statuses; what arrives must be what stood in that year."""
    bewerker = world.enter("bewerker", slug)
    bewerker.submit("/indienen/meetronde/vragen/", holds="organisaties", organisaties=EVERYBODY)
    mandate = {"mandaat_functie": "college van B en W", "mandaat_datum": world.clock.now().date().isoformat()}
    page = bewerker.submit("/indienen/meetronde/voorbeeld/", to="/meetronde/indienen/", **mandate)
    if "Jullie antwoorden zijn gedeeld." not in page.words:
        raise Wrong(f"{slug}: indienen lukte niet: {page.words[:400]}")
    check_shared(world, slug, ronde, *year)
    world.did(f"{slug}: ingediend wat er bij {' '.join(map(str, year)) or 'het open jaar'} stond")


def check_shared(world: World, slug: str, ronde: str, *year: object) -> None:
    arrived, stood = dict(world.rows(SHARED, [ronde, slug])), world.statuses(slug, *year)
    world.found.check(f"{slug}: ingediend is wat er stond", arrived, stood)
    page = world.enter("vng").get(f"/land/gemeente/{world.schemas[slug].upper()}/?ronde={ronde}")
    seen, wanted = Counter(shapes(page, "main")), Counter(status or "niet_ingevuld" for status in stood.values())
    world.found.check(f"{slug}: VNG ziet wat er stond", seen, wanted)


def check_compared(world: World, slug: str, titel: str, kader: str, then: dict[str, str]) -> None:
    """*Vergelijken* has the figures of that round, and per bouwsteen what this gemeente shared in it and says now."""
    page = world.enter("bewerker", slug).get("/vergelijk/")
    world.found.check(f"{slug}: Vergelijken met ‘{titel}’", f"gemeenten in ‘{titel}’" in page.words, True)
    codes = [code for (code,) in world.rows(CODES, [kader])]
    now = world.statuses(slug)
    for label, expected in ((titel, then), ("Nu", now)):
        cells = lxml.html.fromstring(page.text).xpath(
            f"//td[@data-label='{label}']//span[contains(@class, 'k-status')]"
        )
        shapes = [found[1] for cell in cells if (found := re.search(r"k-status--(\w+)", cell.get("class", "")))]
        wanted = [expected.get(code) or "niet_ingevuld" for code in codes]
        world.found.check(f"{slug}: Vergelijken, kolom {label}", shapes, wanted)
    world.did(f"{slug}: vergeleken met ‘{titel}’")


def shapes(page: Page, inside: str) -> list[str]:
    """The status that each shape stands for, in their order."""
    found = lxml.html.fromstring(page.text).xpath(f"//{inside}//span[contains(@class, 'k-status')]/@class")
    return [match[1] for each in found if (match := re.search(r"k-status--(?!large)(\w+)", each))]
