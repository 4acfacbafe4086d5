from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import VNG
from kader.models import Bouwsteen
from metingen.actions import derived, rows_of
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, GedeeldeGemeente, GedeeldeRegio, Inhoud
from metingen.models import Indiening, IndieningAntwoord
from tenants.canonical import sha256_of
from tenants.models import Gemeente
from tests.builders.rounds import make_round

ROUND = {
    "titel": "Meting 2026",
    "doel": "Zien wie hulp kan gebruiken.",
    "periode_van": date(2026, 11, 1),
    "periode_tot": date(2027, 1, 31),
    "peildatum": date(2026, 10, 1),
}


@pytest.fixture
def meetronde(db):
    return make_round(**ROUND)


@pytest.fixture
def second(client_for):
    """A browser of another rondebeheerder than `medewerker`."""
    return client_for(Gebruiker.objects.get(email=VNG), gemeente=None)


@pytest.fixture
def dijk(db):
    return Gemeente.objects.get(slug="voorbeelddijk")


@pytest.fixture
def stad(db):
    return Gemeente.objects.get(slug="voorbeeldstad")


def inhoud_of(gemeente, zin="Een zin van ons."):
    """All 23 geregeld, with one sentence and two regio's."""
    codes = Bouwsteen.objects.order_by("volgorde").values_list("code", flat=True)
    regios = (GedeeldeRegio("provincie", "PV20", "Groningen"), GedeeldeRegio("veiligheidsregio", "VR01", "Groningen"))
    return Inhoud(
        kaderversie="2021-02",
        peildatum=ROUND["peildatum"],
        gemeente=GedeeldeGemeente(gemeente.code, gemeente.naam, gemeente.inwoners, regios),
        antwoorden=tuple(
            GedeeldAntwoord(code, "geregeld", ("zelf",), zin if code == "AB-P1-1" else None) for code in codes
        ),
        enquete=GedeeldeEnquete("ja", "eigen", date(2029, 1, 1), "ja", 12, "nee"),
    )


def long_withdrawn(*, gemeente, meetronde, inhoud, days):
    """Submitted and withdrawn so long ago, as it was written then: nobody can change the dates afterwards."""
    at, data = timezone.now() - timedelta(days=days), inhoud.to_json()
    indiening = Indiening.objects.create(
        gemeente=gemeente,
        meetronde=meetronde,
        nummer=7,
        staat="ingetrokken",
        organisaties=["vng"],
        formaat=data["formaat"],
        inhoud=data,
        sha256=sha256_of(data),
        mandaat_functie="college van B en W",
        mandaat_datum=at.date(),
        ingediend_at=at,
        ingetrokken_at=at,
        **derived(inhoud),
    )
    IndieningAntwoord.objects.bulk_create(rows_of(indiening, inhoud))
    return indiening
