from dataclasses import dataclass
from datetime import datetime

from accounts.models import Gebruiker
from metingen.models import Meetronde, Rondeverzoek
from metingen.verzoek_models import WAITS


@dataclass(frozen=True)
class Waiting:
    verzoek: Rondeverzoek
    asker: str
    is_own: bool  # of who looks: then somebody else must confirm it

    second: str = ""  # who confirmed it, when it waits for its day

    @property
    def until(self) -> datetime:
        return self.verzoek.created_at + WAITS


def waiting_for(meetronde: Meetronde, gebruiker: Gebruiker) -> list[Waiting]:
    """What waits for a second person."""
    found = list(Rondeverzoek.objects.waiting().filter(meetronde=meetronde))
    if not found:
        return []
    names = Gebruiker.objects.in_bulk([verzoek.created_by for verzoek in found])
    return [Waiting(verzoek, str(names[verzoek.created_by]), verzoek.created_by == gebruiker.pk) for verzoek in found]


def planned_for(meetronde: Meetronde, gebruiker: Gebruiker) -> list[Waiting]:
    """What two agreed on and waits for its day, the first first."""
    found = list(Rondeverzoek.objects.planned().filter(meetronde=meetronde).order_by("planned_for"))
    names = Gebruiker.objects.in_bulk({pk for each in found for pk in (each.created_by, each.confirmed_by)})
    return [
        Waiting(each, str(names[each.created_by]), each.created_by == gebruiker.pk, str(names[each.confirmed_by]))
        for each in found
    ]


@dataclass(frozen=True)
class Done:
    verzoek: Rondeverzoek
    asker: str
    second: str


def done_for(meetronde: Meetronde) -> list[Done]:
    """What was done by two, the last first."""
    found = list(Rondeverzoek.objects.filter(meetronde=meetronde, staat=Rondeverzoek.Staat.UITGEVOERD)[:20])
    if not found:
        return []
    names = Gebruiker.objects.in_bulk({pk for each in found for pk in (each.created_by, each.confirmed_by)})
    return [Done(each, str(names[each.created_by]), str(names[each.confirmed_by])) for each in found]
