"""A reading for the public article, of figures that are nobody's, without a database."""

from datetime import UTC, date, datetime

from kader.models import Bouwsteen, Status, Thema
from metingen.article_queries import Provincie, Reading, Round
from metingen.enquete import Beleidsplan, JaNee
from metingen.models import Meetronde, Publicatie
from metingen.publicatie_queries import Answers

STATUSES = [*Status.values, ""]
TITELS = {"BB": "Beleidsmatige basis", "SV": "Signalerend vermogen", "OH": "Opvang en hulp"}
THEMAS = {code: Thema(code=code, titel=titel, titel_kort=titel) for code, titel in TITELS.items()}
BOUWSTENEN = [
    Bouwsteen(code=f"{code}-P{plateau}-1", titel=f"{titel} {plateau}", plateau=plateau, thema=THEMAS[code])
    for plateau in (1, 2)
    for code, titel in TITELS.items()
]


def status_of(geregeld, n):
    """So many have it arranged, and all others have not yet."""
    return Answers(n, numbers={**dict.fromkeys(STATUSES, 0), "geregeld": geregeld, "nog_niet": n - geregeld})


def ja_of(ja, n):
    return Answers(n, numbers={**dict.fromkeys([*JaNee.values, ""], 0), "ja": ja, "nee": n - ja})


def plan_of(counts, n):
    rest = n - sum(counts)
    return Answers(
        n, numbers=dict(zip([*Beleidsplan.values, ""], [*counts, *[0] * (5 - len(counts)), rest], strict=True))
    )


def round_of(jaar=2025, *, deelnemers=283, gevraagd=346, geregeld=(200, 150, 50), enquete=None):
    meetronde = Meetronde(
        titel=f"Meting {jaar}",
        periode_van=date(jaar, 9, 15),
        periode_tot=date(jaar, 12, 29),
        peildatum=date(jaar, 1, 1),
    )
    publicatie = Publicatie(meetronde=meetronde, nummer=1, created_at=datetime(jaar + 1, 1, 3, 12, tzinfo=UTC))
    n = round(deelnemers / 5) * 5
    land = {f"{code}-P1-1": status_of(count, n) for code, count in zip(TITELS, geregeld, strict=True)}
    return Round(publicatie, deelnemers, gevraagd, {**land, **(enquete or {})} if geregeld else {})


def reading_of(*rounds, provincies=()):
    return Reading(list(rounds or [round_of()]), BOUWSTENEN, [Provincie(*each) for each in provincies])
