from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Collega
from indienen.actions import against_kader, current_of, is_of
from indienen.models import Voorbereiding
from indienen.prefill import prefill
from kader.models import Status
from metingen.actions import IndieningFout
from metingen.models import ERASE_AFTER, Indiening, Inzage, Meetronde, Organisatie, Toezegging
from metingen.queries import open_meetronde
from metingen.thema_forms import EARLIER
from metingen.thema_queries import earlier_themas
from metingen.weergave import label_of, via_of
from tenants.models import Gemeente, Regio
from zelfevaluatie.jaar_queries import years
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

INZAGES_SHOWN = 20


@dataclass(frozen=True)
class Sharing:
    """What somebody is about to share: into the open Meetronde, or with regio's alone."""

    soort: str  # meetronde or regio
    gemeente: Gemeente
    meetronde: Meetronde | None
    zelfevaluatie: Zelfevaluatie
    voorbereiding: Voorbereiding | None

    @property
    def against(self) -> str:
        """Why nothing can be shared now; empty while it can."""
        if self.meetronde is None:
            return ""
        return self.meetronde.reason_against or against_kader(self.meetronde, self.zelfevaluatie)

    @property
    def of_before(self) -> str:
        """That what is shared is closed, and why it is that one; empty of the open one."""
        if self.meetronde is None or self.zelfevaluatie.is_open:
            return ""
        jaar, kader = self.zelfevaluatie.jaar, self.zelfevaluatie.kaderversie
        if self.meetronde.jaar:
            return f"Deze meetronde vraagt {jaar}. Dat jaar is gesloten: jullie delen wat er toen stond."
        return (
            f"Deze meetronde vraagt Kader {kader}. Jullie zelfevaluatie {jaar} daarvan is gesloten: jullie delen wat er"
            " toen stond."
        )

    @property
    def titel(self) -> str:
        return f"Indienen voor {self.meetronde}" if self.meetronde else "Delen met de regio"


def sharing_of(soort: str, gemeente: Gemeente, *, typed: bool = False) -> Sharing:
    """`typed`: somebody sends a form, of a round that may have closed meanwhile; her page then says so.

    Raises IndieningFout when there is nothing to share, or nobody asks.
    """
    meetronde = open_meetronde(gemeente) if soort == "meetronde" else None
    if soort == "meetronde" and meetronde is None and typed:
        meetronde = Meetronde.objects.for_gemeente(gemeente).order_by("-closed_at").first()
    if soort == "meetronde" and meetronde is None:
        raise IndieningFout("Er is nu geen meetronde open. Delen met de regio kan altijd.")
    zelfevaluatie = asked_zelfevaluatie(meetronde)
    voorbereiding = Voorbereiding.objects.filter(meetronde=meetronde).select_related("meetronde").first()
    return Sharing(soort, gemeente, meetronde, zelfevaluatie, voorbereiding)


def asked_zelfevaluatie(meetronde: Meetronde | None) -> Zelfevaluatie:
    """That of the year that the round asks, closed or not, and of its Kader if there are two; else the open one.

    Raises IndieningFout.
    """
    current = current_zelfevaluatie()
    jaar = meetronde.jaar if meetronde else None
    if meetronde and jaar is None and current and not is_of(meetronde, current):
        return next((year for year in years() if is_of(meetronde, year)), current)
    if meetronde is None or jaar is None or (current and current.jaar == jaar and is_of(meetronde, current)):
        if current is None:
            raise IndieningFout("Er is nog niets om te delen. Begin met de zelfevaluatie.")
        return current
    found = [year for year in years() if year.jaar == jaar]
    if not found and current is None:
        raise IndieningFout("Er is nog niets om te delen. Begin met de zelfevaluatie.")
    if not found:
        raise IndieningFout(f"Deze meetronde gaat over {jaar}. Van dat jaar hebben jullie geen zelfevaluatie.")
    return next((year for year in found if is_of(meetronde, year)), found[0])


@dataclass(frozen=True)
class Controle:
    """What to look at before sharing. None of it holds anybody back."""

    aantal: int
    open: list[Antwoord]
    without_reason: list[Antwoord]

    @property
    def is_complete(self) -> bool:
        return not self.open and not self.without_reason


def controle_of(antwoorden: list[Antwoord]) -> Controle:
    return Controle(
        aantal=len(antwoorden),
        open=[antwoord for antwoord in antwoorden if not antwoord.status],
        without_reason=[a for a in antwoorden if a.status == Status.NVT and not a.nvt_reden.strip()],
    )


def first_values(sharing: Sharing, antwoorden: list[Antwoord]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the form begins with, and where its answers come from."""
    if sharing.voorbereiding:
        return {name: getattr(sharing.voorbereiding, name) for name in Voorbereiding.FIELDS}, {}
    if sharing.meetronde is None:
        return {}, {}
    found = prefill(zelfevaluatie=sharing.zelfevaluatie, antwoorden=antwoorden, gemeente=sharing.gemeente)
    themas = earlier_themas(sharing.meetronde, sharing.gemeente)
    sources = dict.fromkeys(themas, EARLIER)
    return found.values | themas, found.sources | sources


@dataclass(frozen=True)
class IndieningStand:
    """An Indiening as the list shows it."""

    indiening: Indiening
    ontvangers: list[str]
    door: str
    ingetrokken_door: str

    @property
    def erased_on(self) -> datetime | None:
        """When its content goes, or went."""
        indiening = self.indiening
        return indiening.erased_at or (indiening.ingetrokken_at and indiening.ingetrokken_at + ERASE_AFTER)


def stands_of(gemeente: Gemeente) -> list[IndieningStand]:
    """All that the gemeente ever shared, the newest first; three queries however many there are."""
    rows = list(
        Indiening.objects.filter(gemeente=gemeente).select_related("meetronde").defer("inhoud").order_by("-nummer")
    )
    regios = {pk for row in rows for pk in row.regios}
    namen = {regio.pk: f"Ketenregisseur van {label_of(regio)}" for regio in Regio.objects.filter(pk__in=regios)}
    people = Collega.names({by for row in rows for by in (row.ingediend_by, row.ingetrokken_by) if by})
    return [stand_of(row, namen, people) for row in rows]


def stand_of(row: Indiening, namen: dict[Any, str], people: dict[Any, str]) -> IndieningStand:
    organisaties = [str(label) for value, label in Organisatie.choices if value in row.organisaties]
    return IndieningStand(
        indiening=row,
        ontvangers=organisaties + [namen[pk] for pk in row.regios if pk in namen],
        door=people.get(row.ingediend_by, "onbekend") if row.ingediend_by else via_of(row),
        ingetrokken_door=people.get(row.ingetrokken_by, "onbekend") if row.ingetrokken_by else withdrawn_by_link(row),
    )


# Names of addresses, see dashboards/urls.py: pages of one gemeente, and files. Whatever else is recorded, is a page.
OF_ONE = {"dashboards:gemeente_detail", "dashboards:regio_gemeente"}
FILES = ("export", "download")


def withdrawn_by_link(row: Indiening) -> str:
    """Nobody of Kompas did."""
    return "een eenmalige link" if row.ingetrokken_at else ""


@dataclass(frozen=True)
class InzageStand:
    at: datetime
    wie: str
    wat: str  # what was opened, as a sentence that begins with `wie`


def inzages_of(gemeente: Gemeente, stands: list[IndieningStand]) -> list[InzageStand]:
    """Who looked at what this gemeente shared, the last first: at it alone, at fewer than ten together, or in a list of
    all with whom it shared."""
    if not stands:
        return []
    found = Q(gemeente=gemeente)
    for stand in stands:
        found |= in_list_with(stand.indiening)
    rows = Inzage.objects.filter(found).select_related("regio")[:INZAGES_SHOWN]
    return [
        InzageStand(
            at=row.created_at,
            wie=f"Ketenregisseur van {label_of(row.regio)}" if row.regio else row.get_organisatie_display(),
            wat=in_words(row),
        )
        for row in rows
    ]


def in_list_with(indiening: Indiening) -> Q:
    """What was opened of more gemeenten together, in which this Indiening stood: of that round, for that organisatie or
    regio, of a part of the country to which it belongs, and while it was shared."""
    found = Q(gemeente=None, created_at__gte=indiening.ingediend_at)
    if indiening.ingetrokken_at:
        found &= Q(created_at__lte=indiening.ingetrokken_at)
    for part in ("provincie", "veiligheidsregio", "grootteklasse"):
        found &= Q(**{f"{part}__in": ["", getattr(indiening, part)]})
    of_round = Q(organisatie__in=indiening.organisaties) & (Q(meetronde=indiening.meetronde_id) | Q(meetronde=None))
    return found & (of_round | Q(regio__in=indiening.regios))


def in_words(inzage: Inzage) -> str:
    is_file = any(word in inzage.wat for word in FILES)
    if inzage.gemeente_id is None:
        if is_file:
            return "haalde een bestand op waarin jullie gemeente meetelt"
        return "bekeek een lijst waarin jullie gemeente staat"
    if inzage.wat in OF_ONE:
        return "bekeek de pagina van jullie gemeente"
    if is_file:
        return "haalde een bestand op over minder dan tien gemeenten, waaronder jullie"
    return "bekeek cijfers van minder dan tien gemeenten, waaronder jullie"


@dataclass(frozen=True)
class RondeStand:
    """Where the gemeente stands in the round that asks it now."""

    meetronde: Meetronde
    toezegging: Toezegging | None
    indiening: Indiening | None


def ronde_stand(gemeente: Gemeente) -> RondeStand | None:
    meetronde = open_meetronde(gemeente)
    if meetronde is None:
        return None
    toezegging = Toezegging.objects.filter(meetronde=meetronde, gemeente=gemeente).first()
    return RondeStand(meetronde, toezegging, current_of(gemeente, meetronde))
