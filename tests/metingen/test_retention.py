from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import tasks
from metingen.models import Antwoordlink, Gemeenteadres, Indiening, Inzage, Meetronde, MeetrondeRevision
from metingen.retention import enforce_retention
from saving.rows import create_row
from tenants.models import Gemeente
from tests.builders.rounds import make_round
from tests.metingen.conftest import inhoud_of, long_withdrawn

NAMES = ("indieningen", "inzages", "antwoordlinks", "oude versies", "adressen")
NOTHING = dict.fromkeys(NAMES, 0)


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
        (731, NOTHING | {"indieningen": 1, "inzages": 1, "antwoordlinks": 1}),
    ],
)
def test_what_is_past_its_term_is_removed_once(make, days, removed):
    make(days)
    assert (enforce_retention(), enforce_retention()) == (removed, NOTHING)


def test_the_task_of_every_night_does_so(make):
    make(731)
    tasks.enforce_retention()
    assert (Inzage.objects.count(), Indiening.objects.get().inhoud) == (0, None)


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_versions_of_a_concept_that_was_deleted_go_and_others_stay(medewerker, days, left):
    for titel in ("Blijft", "Weg"):
        made = make_round(titel=titel, staat="concept")
        Meetronde.objects.filter(pk=made.pk).delete()
        create_row(row=made, by=medewerker)
    Meetronde.objects.filter(titel="Weg").delete()
    MeetrondeRevision.objects.update(created_at=timezone.now() - timedelta(days=days))
    assert enforce_retention() == NOTHING | {"oude versies": 1 - left}
    assert MeetrondeRevision.objects.count() == 1 + left


@pytest.mark.parametrize(("days", "left"), [(182, 2), (184, 1)])
def test_the_address_of_who_uses_kompas_goes_after_half_a_year(medewerker, dijk, days, left):
    for gemeente in (dijk, Gemeente.objects.get(slug="voorbeeldwaard")):
        Gemeenteadres.objects.create(gemeente=gemeente, email="info@voorbeeld.example", updated_by=medewerker.pk)
    Gemeente.objects.filter(pk=dijk.pk).update(opened_at=timezone.now() - timedelta(days=days))
    assert enforce_retention() == NOTHING | {"adressen": 2 - left}
    assert Gemeenteadres.objects.count() == left
