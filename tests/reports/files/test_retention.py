from datetime import timedelta

from django.utils import timezone

from reports.files.ahead import begin
from reports.files.retention import enforce_retention
from reports.models import Rapport
from tests.reports.conftest import as_platform

WORD = "vooraf gemaakte rapporten"


def test_what_was_made_ahead_goes_the_next_day_and_what_was_asked_for_stays(filled, gemeente, rapport):
    Rapport.objects.filter(pk=rapport.pk).update(made_of_sha256="")
    ahead = begin(gemeente)
    with as_platform():
        assert enforce_retention() == {WORD: 0}
    Rapport.objects.update(requested_at=timezone.now() - timedelta(days=1))
    with as_platform():
        assert (enforce_retention(), enforce_retention()) == ({WORD: 1}, {WORD: 0})
    assert ([row.pk for row in Rapport.objects.all()], ahead.pk == rapport.pk) == ([rapport.pk], False)
