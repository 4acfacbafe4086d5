"""Small countries, made in bulk: who they are, what they answered and with whom they shared it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from django.utils import timezone

from kader.models import Bouwsteen
from metingen.actions import derived, rows_of
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, GedeeldeGemeente, GedeeldeRegio, Inhoud
from metingen.models import Groepscijfer, Indiening, IndieningAntwoord, Meetronde, Publicatie, Toezegging
from tenants.canonical import sha256_of
from tenants.models import Gemeente, Regio
from tests.builders.rounds import make_round

PEILDATUM = date(2026, 1, 1)
OPENED = datetime(2026, 2, 1, 9, tzinfo=UTC)


def make_ronde(titel: str = "Meting 2026", *, year: int = 2026, **values: Any) -> Meetronde:
    opened = OPENED.replace(year=year)
    values = {"staat": Meetronde.Staat.GESLOTEN, "closed_at": opened + timedelta(days=60), **values}
    days = {"periode_van": date(year, 2, 1), "periode_tot": date(year, 4, 1), "peildatum": PEILDATUM}
    return make_round(**{"titel": titel, "voorbeeld": False, "opened_at": opened, **days, **values})


def submit(ronde: Meetronde | None, gemeente: Gemeente, **values: Any) -> Indiening:
    """`status` is that of every bouwsteen, but for those in `statuses`; `enquete` as GedeeldeEnquete."""
    inhoud = make_inhoud(gemeente, values)
    data = inhoud.to_json()
    indiening = Indiening.objects.create(
        meetronde=ronde,
        gemeente=gemeente,
        nummer=Indiening.objects.filter(gemeente=gemeente).count() + 1,
        organisaties=values.get("organisaties", ["comensha", "vng"]),
        regios=values.get("regios", []),
        formaat=data["formaat"],
        inhoud=data,
        sha256=sha256_of(data),
        ingediend_at=(ronde.opened_at if ronde else OPENED) + timedelta(days=values.get("day", 3)),
        **derived(inhoud),
    )
    IndieningAntwoord.objects.bulk_create(rows_of(indiening, inhoud))
    return indiening


@cache
def codes() -> list[str]:
    return list(Bouwsteen.objects.values_list("code", flat=True))


def make_inhoud(gemeente: Gemeente, values: dict[str, Any]) -> Inhoud:
    statuses, status = values.get("statuses", {}), values.get("status", "geregeld")
    shared = values.get("shared", {})
    antwoorden = tuple(
        GedeeldAntwoord(code, statuses.get(code, status), ("zelf",), **shared.get(code, {})) for code in codes()
    )
    regios = tuple(GedeeldeRegio(regio.soort, regio.code, regio.naam) for regio in gemeente.regios.all())
    shown = GedeeldeGemeente(gemeente.code, gemeente.naam, gemeente.inwoners, regios)
    enquete, uitleg = GedeeldeEnquete(**values.get("enquete", {})), values.get("uitleg", ())
    return Inhoud("2021-02", PEILDATUM, shown, antwoorden, enquete, uitleg, values.get("themas", ()))


def publish_land(ronde: Meetronde) -> Publicatie:
    """What everybody may see of the country: some figures of about 150 gemeenten."""
    publicatie = Publicatie.objects.create(
        meetronde=ronde, soort=Publicatie.Soort.GROEPSCIJFERS, nummer=1, published_at=timezone.now()
    )
    rows = {
        ("SV-P1-1", "geregeld"): 60,
        ("SV-P1-1", "deels"): 90,
        ("begroting", "ja"): 75,
        ("beleidsplan", "eigen"): 45,
        ("beleidsplan", "gezamenlijk"): 30,
    }
    for (onderwerp, waarde), aantal in rows.items():
        about = {"onderwerp": onderwerp, "waarde": waarde, "aantal": aantal, "n": 150}
        Groepscijfer.objects.create(publicatie=publicatie, soort="land", groep_naam="Nederland", **about)
    return publicatie


@pytest.fixture
def ronde(db: None) -> Meetronde:
    return make_ronde()


@pytest.fixture
def groningen(db: None) -> list[Gemeente]:
    """The ten gemeenten of the provincie, alphabetical."""
    regio = Regio.objects.get(soort=Regio.Soort.PROVINCIE, code="PV20")
    return list(regio.gemeenten.order_by("sorteernaam"))


@pytest.fixture
def promise(ronde: Meetronde) -> Callable[[Gemeente], Toezegging]:
    return lambda gemeente: Toezegging.objects.create(meetronde=ronde, gemeente=gemeente)


@pytest.fixture
def vng(client_for: Any, adviseur_vng: Any) -> Any:
    """A browser of somebody of VNG; the next of CoMensha."""
    return client_for(adviseur_vng, gemeente=None)


@pytest.fixture
def comensha(client_for: Any, medewerker: Any) -> Any:
    return client_for(medewerker, gemeente=None)
