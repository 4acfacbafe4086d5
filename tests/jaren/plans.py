"""The beleidsplan of a gemeente: kept, adopted, made into a PDF by the worker, and compared with others."""

from tests.jaren.visitors import Wrong
from tests.jaren.world import World

KEPT = "SELECT jsonb_path_query(plan, '$.onderdelen[*].acties[*].wat')#>>'{}' FROM reports_planversie WHERE id = %s"
PLANNED = "SELECT wat FROM aanpak_actie WHERE staat <> 'vervallen'"


def keep(world: World, slug: str, naam: str) -> str:
    """A version of today; its id."""
    bewerker = world.enter("bewerker", slug)
    page = bewerker.submit("/beleidsplan/versies/bewaren/", holds="naam", naam=naam)
    pk = page.path.rstrip("/").rpartition("/")[2]
    acties, planned = (sorted(world.rows(*each, slug=slug)) for each in ((KEPT, [pk]), (PLANNED,)))
    world.found.check(f"{slug}: het bewaarde plan heeft alle acties", acties, planned)
    for each in world.rows("SELECT id::text FROM reports_planversie ORDER BY created_at", slug=slug):
        bewerker.get(f"/beleidsplan/versies/vergelijken/?a={each[0]}&b=nu")
    world.did(f"{slug}: plan bewaard als ‘{naam}’ en vergeleken met elke eerdere versie")
    return pk


def adopt(world: World, slug: str, pk: str, until: str) -> None:
    bewerker = world.enter("bewerker", slug)
    detail, today = f"/beleidsplan/versies/{pk}/", world.clock.now().date().isoformat()
    bewerker.submit(detail, to="/aanbieden/")
    decided = {"college_besluit": "vaststelling", "college_datum": today, "periode_van": today, "periode_tot": until}
    page = bewerker.submit(f"{detail}vaststellen/", holds="citeertitel", stap="bevestigd", **decided)
    if "is vastgesteld" not in page.words:
        raise Wrong(f"{slug}: vaststellen lukte niet: {page.words[:400]}")
    world.wait(f"{slug}: de pdf van het vastgestelde plan", lambda: has_file(world, slug, pk))
    world.did(f"{slug}: plan vastgesteld tot en met {until}, met pdf")


def has_file(world: World, slug: str, pk: str) -> bool:
    made = "SELECT count(*) FROM reports_rapport WHERE planversie_id = %s AND content IS NOT NULL"
    return bool(world.value(made, [pk], slug=slug))


def print_plan(world: World, slug: str) -> None:
    """By the worker, and downloaded."""
    bewerker = world.enter("bewerker", slug)
    page = bewerker.submit("/beleidsplan/", to="/pdf/")
    pk = page.path.rstrip("/").rpartition("/")[2]
    made = "SELECT state FROM jobs_job WHERE id = %s"
    world.wait(f"{slug}: de pdf van het plan", lambda: world.value(made, [pk]) in ("done", "failed"))
    world.found.check(f"{slug}: het werkproces maakte de pdf", world.value(made, [pk]), "done")
    file = bewerker.get(f"/beleidsplan/rapport/{pk}/bestand/")
    world.found.check(f"{slug}: de pdf is een pdf", (file.kind, file.text[:5]), ("application/pdf", "%PDF-"))
    world.did(f"{slug}: pdf gemaakt door het werkproces en gedownload")


def adopted(world: World, slug: str) -> list[tuple[str, str, str]]:
    """Of each adopted version its id, what it is called and what it holds, as a hash."""
    statement = "SELECT id::text, naam, sha256 FROM reports_planversie WHERE vastgesteld_at IS NOT NULL ORDER BY 1"
    return [(pk, naam, sha) for pk, naam, sha in world.rows(statement, slug=slug)]
