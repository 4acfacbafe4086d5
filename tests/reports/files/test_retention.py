from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from openbaar.models import OpenbaarPlan
from reports.files.ahead import begin
from reports.files.retention import enforce_retention
from reports.models import Rapport
from tenants.models import Gemeente
from tests.builders.openbaar import make_public
from tests.reports.conftest import as_platform

WORD, STRAYS, OLD = "vooraf gemaakte rapporten", "openbare plannen zonder versie", "oude plannen"


def test_what_was_made_ahead_goes_the_next_day_and_what_was_asked_for_stays(filled, gemeente, rapport):
    Rapport.objects.filter(pk=rapport.pk).update(made_of_sha256="")
    ahead = begin(gemeente)
    with as_platform():
        assert enforce_retention() == {WORD: 0, STRAYS: 0, OLD: 0}
    Rapport.objects.update(requested_at=timezone.now() - timedelta(days=1))
    with as_platform():
        assert [enforce_retention()[WORD] for _ in range(2)] == [1, 0]
    assert ([row.pk for row in Rapport.objects.all()], ahead.pk == rapport.pk) == ([rapport.pk], False)


def test_what_is_public_goes_when_its_version_is_not_there_any_more(zelfevaluatie, stadskanaal, bewerker):
    """As after an older backup of her schema was put back."""
    with as_platform():
        Gemeente.objects.filter(pk=stadskanaal.pk).update(herkomst="")
    stadskanaal.herkomst = ""
    plan = make_public(gemeente=stadskanaal, by=bewerker)
    with as_platform():
        assert (enforce_retention()[STRAYS], OpenbaarPlan.objects.count()) == (0, 1)
    OpenbaarPlan.objects.filter(pk=plan.pk).update(planversie=uuid4())
    with as_platform():
        assert (enforce_retention()[STRAYS], OpenbaarPlan.objects.count()) == (1, 0)
