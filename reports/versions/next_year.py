"""What a gemeente writes for its plan goes on from year to year: the plan has a period of its own."""

from django.db import transaction

from reports.keuzes.scenarios.models import Scenarios
from reports.models import Beleidsplan, Keuzes, LokalePassage, Samenvatting
from zelfevaluatie.models import Zelfevaluatie


@transaction.atomic
def follow(*, van: Zelfevaluatie, naar: Zelfevaluatie) -> None:
    """From now on the plan reads `naar`. Its versions, texts and choices stay what they are, with their history; what
    was adopted is a text of its own (ADR 0005)."""
    for model in (Beleidsplan, Keuzes, Samenvatting, Scenarios, LokalePassage):
        model.objects.filter(zelfevaluatie=van).update(zelfevaluatie=naar)
