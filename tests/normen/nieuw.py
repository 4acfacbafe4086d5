"""A standard text that changed, for the views that say what a gemeente does with it."""

from datetime import date
from typing import Any

from django.utils import timezone

from reports.models import Beleidsplan, LokalePassage, Tekstbesluit, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from sjablonen.models import Passage
from tenants.context import from_public, in_gemeente
from tests.normen.world import PASSAGE, World
from zelfevaluatie.models import Zelfevaluatie


def published() -> dict[str, str]:
    """A next version of PASSAGE, and how a page names it."""
    with from_public():
        passage = Passage.objects.filter(code=PASSAGE, laag="landelijk").latest("versie")
        passage.pk, passage.versie, passage.tekst = None, passage.versie + 1, "Zo staat het nu in de wet."
        passage._state.adding = True
        passage.published_at = timezone.now()
        passage.save(force_insert=True)
    return {"tekst": f"{PASSAGE}:landelijk:{passage.versie}"}


def a_new_text(client: Any, world: World) -> dict[str, str]:
    with in_gemeente(world.gemeente):
        LokalePassage.objects.filter(code=PASSAGE).delete()
    return published()


def a_text_that_was_seen(client: Any, world: World) -> dict[str, str]:
    found = a_new_text(client, world)
    code, laag, versie = found["tekst"].split(":")
    with in_gemeente(world.gemeente):
        by = world.people["bewerker"].pk
        Tekstbesluit.objects.create(code=code, laag=laag, versie=int(versie), besluit="gezien", created_by=by)
    return found


def a_text_since_the_adoption(client: Any, world: World) -> dict[str, str]:
    gemeente, by = world.gemeente, world.people["bewerker"]
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1))
    with in_gemeente(gemeente):
        LokalePassage.objects.filter(code=PASSAGE).delete()
        Beleidsplan.objects.update(status="concept", voorstel=None)
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat=Zelfevaluatie.Staat.OPEN)
        versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam="Ons plan")
        offer_version(versie=versie, by=by)
        adopt_version(versie=versie, gemeente=gemeente, by=by, adoption=Adoption("Ons plan", (besluit,)))
    return published()
