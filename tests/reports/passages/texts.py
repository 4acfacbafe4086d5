"""The texts of a passage, as nationals and the gemeente write them."""

from reports.models import LokalePassageRevision
from sjablonen.models import Passage
from tests.reports.conftest import as_platform

CODE = "h1.doel"
STANDARD = ("landelijk", 2)


def publish(versie, laag="landelijk", regio=None, code=CODE, **changes):
    """As the national side does: a row in public."""
    with as_platform():
        old = Passage.objects.filter(code=CODE, laag="landelijk").earliest("versie")
        values = {name: getattr(old, name) for name in ("onderdeel", "volgorde", "titel", "bron", "gecontroleerd_op")}
        values |= {"zekerheid": "zeker", "tekst": f"Doel, {laag} versie {versie}, in {{gemeente}}."}
        return Passage.objects.create(code=code, versie=versie, laag=laag, regio=regio, **values | changes)


def revisions():
    rows = LokalePassageRevision.objects.values_list("version", "data", "accepted").order_by("created_at")
    return [(version, data["tekst"], accepted) for version, data, accepted in rows]
