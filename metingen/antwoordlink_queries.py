"""The one-time links of a round, as who made them may see them: never the secret, nor what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from accounts.models import Gebruiker
from berichten.models import Bericht
from metingen.models import Antwoordlink, Meetronde
from tenants.models import Gemeente


@dataclass(frozen=True)
class LinkStand:
    link: Antwoordlink
    by: str
    mail: Bericht | None  # None when it is gone from the table: long ago

    @property
    def stand(self) -> str:
        """Used for what is not said: who answered and did not share with us, is unknown here."""
        link = self.link
        if link.used_at:
            return "gebruikt"
        if link.ended_at:
            return "vervallen"
        if link.valid_until <= timezone.now():
            return "verlopen"
        return "werkt" if link.sha256 else "nog niet verstuurd"


def links_of(meetronde: Meetronde, *, gemeente: Gemeente | None = None) -> list[LinkStand]:
    """All of a round, or those of one gemeente, the newest first: three queries."""
    links = Antwoordlink.objects.filter(meetronde=meetronde).select_related("gemeente", "meetronde").defer("draft")
    found = list(links.filter(gemeente=gemeente) if gemeente else links)
    mails = mails_of(found)
    people = dict(Gebruiker.objects.filter(pk__in={link.created_by for link in found}).values_list("pk", "naam"))
    return [LinkStand(link, people.get(link.created_by, "onbekend"), mails.get(link.pk)) for link in found]


def mails_of(links: Iterable[Antwoordlink]) -> dict[UUID, Bericht]:
    """What became of the mail with each link, by link."""
    addresses = {link.pk: link.email for link in links}
    rows = Bericht.objects.filter(soort=Bericht.Soort.ANTWOORDLINK, about__in=addresses).order_by("queued_at")
    return {row.about: row for row in rows if row.about and row.address == addresses[row.about]}


def others_alive(meetronde: Meetronde, gemeente: Gemeente) -> list[LinkStand]:
    return [stand for stand in links_of(meetronde, gemeente=gemeente) if stand.link.is_alive]
