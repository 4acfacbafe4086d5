"""Whether a gemeente began is judged in its own schema, and nobody of VNG or CoMensha sees of which it was so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berichten.actions import post_berichten, send_due
from berichten.models import Bericht
from indienen.letters import has_begun
from indienen.models import Voorbereiding
from metingen.mailing import berichten_of
from metingen.models import Gemeenteadres, Rondeverzoek
from saving.rows import create_row
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.rounds import make_round, reminder, submit, url
from tests.pages import shown
from zelfevaluatie.models import Antwoord

NOT_BEGUN = Rondeverzoek.Audience.NOT_BEGUN
DIJK = ["beheerder@voorbeelddijk.example", "bewerker@voorbeelddijk.example"]
STAD = ["beheerder@voorbeeldstad.example", "bewerker@voorbeeldstad.example"]


@pytest.fixture
def quiet(dijk):
    """A round that opened after every answer that stands in the demo; so nobody began."""
    meetronde = make_round(opened_at=timezone.now())
    for slug in ("voorbeelddijk", "voorbeeldstad"):
        with in_gemeente(Gemeente.objects.get(slug=slug)):
            Antwoord.objects.update(updated_at=timezone.now() - timedelta(days=1))
    return meetronde


def sent(meetronde, mailoutbox, audience=NOT_BEGUN, **values):
    post_berichten(berichten=berichten_of(reminder(meetronde, audience=audience, **values)))
    send_due()
    return sorted(mail.to[0] for mail in mailoutbox)


def test_who_made_something_ready_is_not_reminded(quiet, dijk, indiener, mailoutbox):
    with in_gemeente(dijk):
        create_row(row=Voorbereiding(meetronde=quiet), by=indiener)
    assert sent(quiet, mailoutbox) == STAD
    assert set(Bericht.objects.filter(gemeente=dijk).values_list("staat", flat=True)) == {"vervallen"}


def test_who_saved_an_answer_since_it_opened_is_not_reminded(quiet, dijk, mailoutbox):
    with in_gemeente(dijk):
        Antwoord.objects.filter(bouwsteen__code="AB-P1-1").update(updated_at=timezone.now())
    assert sent(quiet, mailoutbox) == STAD


def test_who_did_neither_is_reminded_and_so_is_who_has_no_kompas(quiet, medewerker, mailoutbox):
    waard = Gemeente.objects.get(slug="voorbeeldwaard")
    Gemeenteadres.objects.create(gemeente=waard, email="info@voorbeeldwaard.example", updated_by=medewerker.pk)
    assert sent(quiet, mailoutbox) == sorted([*DIJK, *STAD, "info@voorbeeldwaard.example"])


def test_a_reminder_for_all_goes_to_who_began_too(quiet, dijk, indiener, mailoutbox):
    with in_gemeente(dijk):
        create_row(row=Voorbereiding(meetronde=quiet), by=indiener)
    assert sent(quiet, mailoutbox, Rondeverzoek.Audience.ALL) == sorted([*DIJK, *STAD])


def test_another_round_does_not_count(quiet, dijk, indiener):
    other = make_round(staat="gesloten")
    with in_gemeente(dijk):
        create_row(row=Voorbereiding(meetronde=other), by=indiener)
    assert (has_begun(dijk, quiet), has_begun(dijk, other)) == (False, True)


def test_a_gemeente_that_is_being_migrated_is_not_entered(quiet, dijk, indiener):
    with in_gemeente(dijk):
        create_row(row=Voorbereiding(meetronde=quiet), by=indiener)
    dijk.maintenance_since = timezone.now()
    assert has_begun(dijk, quiet) is False


def test_staff_cannot_tell_who_began(quiet, dijk, indiener, client_for, medewerker, mailoutbox):
    """The page is the same to the letter, whoever began and whoever submitted without sharing."""
    staff = client_for(medewerker, gemeente=None)

    def page():
        return shown(staff.get(url(quiet))), shown(staff.get(url(quiet, "herinneren/")))

    sent(quiet, mailoutbox, created_by=medewerker.pk)
    before = page()
    Bericht.objects.all().delete()
    with in_gemeente(dijk):
        create_row(row=Voorbereiding(meetronde=quiet), by=indiener)
    submit(quiet, Gemeente.objects.get(slug="voorbeeldstad"), organisaties=())
    sent(quiet, mailoutbox, created_by=medewerker.pk)
    assert page() == before
