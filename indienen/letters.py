"""A reminder is for who did not begin, where staff asked so. Whether a gemeente began is seen in its own schema, as
itself, at the moment of sending; nothing of it leaves but a mail that is not sent."""

from berichten.compose import Letter
from berichten.models import Bericht
from indienen.models import Voorbereiding
from metingen import mailing
from metingen.mailing import Audience, verzoek_of
from metingen.models import Meetronde
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord


def compose(bericht: Bericht) -> Letter | None:
    """As metingen.mailing.compose, and none for a gemeente that began where only the others are meant."""
    letter = mailing.compose(bericht)
    if letter is None:
        return None
    verzoek, gemeente = verzoek_of(bericht), bericht.gemeente
    if verzoek is None or gemeente is None or verzoek.audience != Audience.NOT_BEGUN:
        return letter
    return None if has_begun(gemeente, verzoek.meetronde) else letter


def has_begun(gemeente: Gemeente, meetronde: Meetronde) -> bool:
    """Whether it made something ready for this round, or saved an answer since it opened. Who has no Kompas did not,
    and one that cannot be entered now gets its mail."""
    if gemeente.opened_at is None or gemeente.maintenance_since is not None:
        return False
    with in_gemeente(gemeente):
        if Voorbereiding.objects.filter(meetronde=meetronde).exists():
            return True
        return Antwoord.objects.filter(updated_at__gte=meetronde.opened_at or meetronde.created_at).exists()
