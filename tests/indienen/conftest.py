from datetime import date

import pytest

from accounts.models import Gebruiker, Toegang
from demo.people import email_of
from indienen.models import Voorbereiding
from metingen.models import Indiening
from saving.rows import create_row
from tenants.context import in_gemeente
from tenants.models import Gemeente, Indeling, Regio
from tests.builders.rounds import make_round
from zelfevaluatie.models import Antwoord, Zelfevaluatie

CODE, OTHER = "AB-P1-1", "SV-P1-1"
PEILDATUM = date(2026, 10, 1)
# Each where it must never be shared from.
CANARIES = {"toelichting": "KANARIE-TOELICHTING", "trekker": "KANARIE-TREKKER", "georganiseerd_door": "KANARIE-DOOR"}
MANDAAT = {"mandaat_functie": "college van B en W", "mandaat_datum": "2026-11-02"}


@pytest.fixture
def regio(db):
    return Regio.objects.create(soort="ketenregie", code="proef", naam="Proefregio")


@pytest.fixture
def other_regio(db):
    return Regio.objects.create(soort="ketenregie", code="elders", naam="Elders")


@pytest.fixture
def dijk(db, regio):
    """Voorbeelddijk, in a regio since long ago."""
    gemeente = Gemeente.objects.get(slug="voorbeelddijk")
    Indeling.objects.create(gemeente=gemeente, regio=regio, valid_from=date(2020, 1, 1))
    return gemeente


@pytest.fixture
def meetronde(db):
    return make_round(
        titel="Meting 2026", periode_van=date(2026, 11, 1), periode_tot=date(2027, 1, 31), peildatum=PEILDATUM
    )


@pytest.fixture
def indiener(dijk):
    """The bewerker of Voorbeelddijk, who may submit too."""
    return Gebruiker.objects.get(email=email_of("bewerker", dijk))


@pytest.fixture
def mere_bewerker(dijk):
    """May prepare, and not submit."""
    beheerder = Gebruiker.objects.get(email=email_of("beheerder", dijk))
    Toegang.objects.filter(gebruiker=beheerder).update(functie="bewerker")
    return beheerder


@pytest.fixture
def dijk_lezer(dijk):
    return Gebruiker.objects.get(email=email_of("lezer", dijk))


@pytest.fixture
def filled(dijk, indiener):
    """Two answers with everything in them, of which only some may ever be shared."""
    with in_gemeente(dijk):
        shared = {"plan_zin": "Wij bespreken dit elk jaar.", "organisatieniveau": ["zelf", "regio"]}
        hidden = {**CANARIES, "streefdoel_status": "geregeld", "streefdoel_datum": date(2031, 7, 9)}
        mine = Antwoord.objects.filter(bouwsteen__code=CODE)
        mine.update(status="deels", deelcriteria=[f"{CODE}.a"], **shared, **hidden)
        Antwoord.objects.filter(bouwsteen__code=OTHER).update(status="geregeld", plan_zin="Er is iemand.", **CANARIES)
    return dijk


@pytest.fixture
def zelfevaluatie_dijk(filled):
    with in_gemeente(filled):
        return Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")


@pytest.fixture
def prepared(filled, meetronde, indiener, regio):
    """What is shared: the sentence of one, the criteria of another, with VNG and the regio."""
    with in_gemeente(filled):
        values = {"begroting": "ja", "plan_zin": [CODE], "deelcriteria": [CODE, OTHER], "organisaties": ["vng"]}
        return create_row(row=Voorbereiding(meetronde=meetronde, regios=[regio.pk], **values), by=indiener)


@pytest.fixture
def client(client_for, indiener, dijk):
    return client_for(indiener, gemeente=dijk)


LIST, CONTROLE = "/indienen/", "/indienen/meetronde/controleren/"
VRAGEN, VOORBEELD, ADD = (f"/indienen/meetronde/{step}/" for step in ("vragen", "voorbeeld", "indienen"))
STEPS = [LIST, CONTROLE, VRAGEN, VOORBEELD]


def text_of(page):
    return " ".join(page.content.decode().split())


def mark_of(client, path=VOORBEELD):
    return client.get(path).context["preview"].mark


def submit(client, **changes):
    return client.post(ADD, {**MANDAAT, "mark": mark_of(client), **changes}, follow=False)


@pytest.fixture
def submitted(client, prepared):
    submit(client)
    return Indiening.objects.get()
