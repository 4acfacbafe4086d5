from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import tasks
from metingen.models import Antwoordlink, Indiening, Inzage
from metingen.retention import enforce_retention
from tests.metingen.conftest import inhoud_of, long_withdrawn

NOTHING = {"indieningen": 0, "inzages": 0, "antwoordlinks": 0}


@pytest.fixture
def make(dijk, meetronde, bewerker):
    """An Inzage and a link that was used, so many days ago; and an Indiening withdrawn then."""

    def made(days):
        at = timezone.now() - timedelta(days=days)
        inzage = Inzage.objects.create(gemeente=dijk, organisatie="vng", wat="x", created_by=bewerker.pk)
        Inzage.objects.filter(pk=inzage.pk).update(created_at=at)
        link = {"sha256": "a" * 64, "created_by": bewerker.pk, "valid_until": at, "used_at": at}
        Antwoordlink.objects.create(meetronde=meetronde, gemeente=dijk, **link)
        long_withdrawn(gemeente=dijk, meetronde=meetronde, inhoud=inhoud_of(dijk), days=days)

    return made


@pytest.mark.parametrize(
    ("days", "removed"),
    [
        (29, NOTHING),
        (31, NOTHING | {"indieningen": 1}),
        (89, NOTHING | {"indieningen": 1}),
        (91, NOTHING | {"indieningen": 1, "antwoordlinks": 1}),
        (729, NOTHING | {"indieningen": 1, "antwoordlinks": 1}),
        (731, {"indieningen": 1, "inzages": 1, "antwoordlinks": 1}),
    ],
)
def test_what_is_past_its_term_is_removed_once(make, days, removed):
    make(days)
    assert (enforce_retention(), enforce_retention()) == (removed, NOTHING)


def test_the_task_of_every_night_does_so(make):
    make(731)
    tasks.enforce_retention()
    assert (Inzage.objects.count(), Indiening.objects.get().inhoud) == (0, None)
