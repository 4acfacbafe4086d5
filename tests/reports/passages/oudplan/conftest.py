import pytest

from jobs.actions import claim
from reports.models import OudPlan
from reports.passages.oudplan.actions import read_oudplan, request_reading
from tests.reports.conftest import as_platform

TEKST = """1 Ons beleid

1.1 Acties en resultaten

• Nieuwe collega’s krijgen binnen een half jaar de basistraining over het herkennen van mensenhandel.
• Wij bespreken mensenhandel twee keer per jaar in de gezagsdriehoek.

1.2 Wat er is

Twee collega’s zijn aandachtsfunctionaris mensenhandel. Zij zijn het aanspreekpunt en verzamelen signalen.

1.3 Waarom hier

Onze gemeente ligt aan twee snelwegen en heeft drie bedrijventerreinen. Dat maakt onze gemeente kwetsbaar.

1.4 Leeswijzer

In hoofdstuk 2 leest u hoe wij samenwerken met anderen in de regio en daarbuiten.
"""


@pytest.fixture
def oudplan(zelfevaluatie, gemeente, bewerker):
    """Read, with five paragraphs."""
    return read_now(gemeente, bewerker)


def read_now(gemeente, by, bestand=b"", soort="tekst"):
    bestand = bestand or TEKST.encode()
    row = request_reading(bestand=bestand, soort=soort, jaar=2022, gemeente=gemeente, by=by)
    with as_platform():
        read_oudplan(job=claim(job_id=row.pk), gemeente=gemeente)
    return OudPlan.objects.get(pk=row.pk)
