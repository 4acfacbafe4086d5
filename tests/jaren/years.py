"""A gemeente goes into the next year, on its pages: three answers changed, the others *nog steeds zo*."""

from collections import Counter
from typing import Any

import lxml.html

from tests.jaren.visitors import Page, Visitor, Wrong, filled
from tests.jaren.world import Answer, World

LADDER = ("nog_niet", "in_voorbereiding", "deels", "geregeld")
MIXED = "deels"  # where answers that differ were joined
BACK_AFTER = 2  # of the answers that change, these go further and the next one goes back
CHANGED = 3


def begin(world: World, slug: str, jaar: int) -> None:
    """Begin that year and go through all of it."""
    bewerker = world.enter("bewerker", slug)
    page = bewerker.submit("/jaar/beginnen/", holds="terugblik", terugblik=f"Zo sloten wij {jaar - 1} af.")
    if f"Zelfevaluatie {jaar}" not in page.words:
        raise Wrong(f"{slug}: {jaar} is niet begonnen, wel {page.path}")
    go_through(world, slug, bewerker, page)
    world.did(f"{slug}: {jaar} begonnen en helemaal nagelopen")


def go_through(world: World, slug: str, bewerker: Visitor, page: Page) -> None:
    """From the page of the first thema to that of the last; then what is saved must be what was chosen."""
    chosen = choices(world, slug)
    while page.path.endswith("/invullen/"):
        form = next(form for form in page.forms() if form.xpath(".//*[@name='zelfevaluatie']"))
        data = filled(form)
        for name in [name for name in data if name.endswith("-version")]:
            code = name.removesuffix("-version")
            data[f"{code}-status"] = chosen[code]
        page = bewerker.follow("POST", page.path, data, 200)
    saved = {each.code: each.status for each in open_answers(world, slug)}
    world.found.check(f"{slug}: de antwoorden van het nieuwe jaar", saved, chosen)
    movement(world, slug, bewerker)


def open_answers(world: World, slug: str) -> list[Answer]:
    found = [*world.answers(slug), *world.answers(slug, "aanvullendantwoord")]
    return [each for each in found if each.staat == "open"]


def before(world: World, slug: str) -> dict[str, list[str]]:
    """Per code the statuses that it goes on from."""
    everything = [*world.answers(slug), *world.answers(slug, "aanvullendantwoord")]
    known = {each.pk: each.status for each in everything}
    return {each.code: [known[pk] for pk in each.vorige] for each in everything if each.staat == "open"}


def choices(world: World, slug: str) -> dict[str, str]:
    """What is chosen now: as it was, but for some."""
    was, found, changed = before(world, slug), {}, 0
    for code in sorted(was):
        statuses = {status for status in was[code] if status}
        status = statuses.pop() if len(statuses) == 1 else MIXED if statuses else "nog_niet"
        step = 1 if changed < BACK_AFTER else -1
        moved = LADDER.index(status) + step if status in LADDER else -1
        if "-P" in code and was[code] and changed < CHANGED and 0 <= moved < len(LADDER):
            status, changed = LADDER[moved], changed + 1
        found[code] = status
    return found


def movement(world: World, slug: str, bewerker: Visitor) -> None:
    """*Ontwikkeling* says what moved."""
    was, now = before(world, slug), world.statuses(slug)
    counted = Counter(moved(was[code], status) for code, status in now.items())
    page = bewerker.get("/ontwikkeling/")
    said = ", ".join(f"{counted[each]} {each}" for each in ("verder", "terug", "nieuw"))
    world.found.check(f"{slug}: Ontwikkeling zegt wat bewoog", said in page.words, True)
    cells = Counter(each for each in cells_of(page) if each in ("verder", "terug", "nieuw", "gelijk", "anders"))
    world.found.check(f"{slug}: Ontwikkeling per bouwsteen", cells, counted)


def cells_of(page: Page) -> list[str]:
    cells: Any = lxml.html.fromstring(page.text).xpath("//td[@data-label='Sinds het jaar ervoor']")
    return [cell.text_content().strip() for cell in cells]


def moved(was: list[str], now: str) -> str:
    known = [status for status in was if status]
    if not known:
        return "nieuw"
    if set(known) == {now}:
        return "gelijk"
    if now not in LADDER or any(status not in LADDER for status in known):
        return "anders"
    steps = [LADDER.index(now) - LADDER.index(status) for status in known]
    if min(steps) < 0 < max(steps):
        return "anders"
    return "verder" if max(steps) > 0 else "terug"
