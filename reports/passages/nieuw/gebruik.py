"""In how many plans each landelijke text stands: found by each gemeente in its own schema, kept as rounded sums."""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction

from reports.document.choices import as_chosen
from reports.document.plan import Plan
from reports.gather.plan import gather_plan
from reports.gather.version import plan_of
from reports.passages.nieuw.queries import in_force
from sjablonen.models import Passage, Tekstgebruik
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

Soort = Tekstgebruik.Soort
Used = tuple[Soort, str, int]  # where, code and version


def count_gebruik() -> dict[str, int]:
    """Runs nightly with what removes, safe to repeat; it removes nothing. An example counts in nothing."""
    used: Counter[Used] = Counter()
    for gemeente in Gemeente.objects.at_work().not_over().filter(herkomst=""):
        with in_gemeente(gemeente):
            used.update(set(used_by(gemeente)))
    keep(used)
    return {}


def used_by(gemeente: Gemeente) -> Iterator[Used]:
    """What its concept and its adopted plan print. Runs as the gemeente."""
    zelfevaluatie, versie = current_zelfevaluatie(), in_force()
    if zelfevaluatie:
        yield from printed(Soort.CONCEPT, gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente))
    if versie:
        yield from printed(Soort.VASTGESTELD, plan_of(versie))


def printed(soort: Soort, plan: Plan) -> Iterator[Used]:
    for passage in as_chosen(plan).passages:
        if passage.laag == Passage.Laag.LANDELIJK:
            yield soort, passage.code, passage.versie


@transaction.atomic
def keep(used: Counter[Used]) -> None:
    """In the place of the former count."""
    texts = Passage.objects.filter(laag=Passage.Laag.LANDELIJK).values_list("code", "versie", "pk")
    known = {(code, versie): pk for code, versie, pk in texts}
    rows = [
        Tekstgebruik(passage_id=known[code, versie], soort=soort, aantal=rounded(aantal))
        for (soort, code, versie), aantal in used.items()
        if aantal >= Tekstgebruik.MINIMUM and (code, versie) in known
    ]
    Tekstgebruik.objects.all().delete()
    Tekstgebruik.objects.bulk_create(rows)


def rounded(aantal: int) -> int:
    return Tekstgebruik.STEP * round(aantal / Tekstgebruik.STEP)
