"""What a gemeente reads before it shares and before it withdraws, beside what the code does."""

from datetime import timedelta

import pytest

from dashboards.seen import SMALL
from metingen.models import ERASE_AFTER, Groepscijfer, Indiening, Inzage, Publicatie, Publicatielid
from metingen.retention import INZAGES_KEPT
from tests.indienen.conftest import LIST, VOORBEELD, text_of

SHARING = (
    ("Ze zien ook wie besloot en wanneer.", True),
    ("Die zijn exact, heten ‘werkbestand’ en zijn niet voor publicatie.", True),
    ("cijfers van minder dan tien gemeenten met jullie erbij?", SMALL == 10),
    ("Jullie zien het twee jaar lang onder ‘Wie keek ernaar?’.", timedelta(days=730) == INZAGES_KEPT),
    ("krijgen alleen cijfers over groepen van tien of meer gemeenten.", Groepscijfer.MINIMUM == 10),
    ("pdf's die Kompas bewaart en waarin jullie meetellen, worden op dat moment verwijderd.", True),
    ("Groepscijfers die al gepubliceerd zijn, blijven.", True),
    ("Na 30 dagen wordt de inhoud gewist.", timedelta(days=30) == ERASE_AFTER),
)


@pytest.mark.parametrize(("sentence", "holds"), SHARING)
def test_each_sentence_before_sharing_is_there_and_true(client, prepared, sentence, holds):
    assert (sentence in text_of(client.get(VOORBEELD)).replace("&#x27;", "'"), holds) == (True, True)


@pytest.fixture
def vng(client_for, adviseur_vng):
    return client_for(adviseur_vng, gemeente=None)


def test_who_was_ticked_sees_who_decided_and_the_gemeente_sees_that_they_looked(client, vng, submitted, dijk):
    page = text_of(vng.get(f"/land/gemeente/{dijk.code}/"))
    assert "Besloten door: college van B en W, 2 november 2026." in page
    assert "<strong>VNG</strong> bekeek de pagina van jullie gemeente" in text_of(client.get(LIST))


def test_who_opens_figures_of_few_is_shown_to_the_gemeente(client, vng, submitted, dijk):
    vng.get("/land/", {"ronde": str(submitted.meetronde_id)})
    assert list(Inzage.objects.values_list("gemeente", "wat")) == [(dijk.pk, "dashboards:stand_detail")]
    words = "<strong>VNG</strong> bekeek cijfers van minder dan tien gemeenten, waaronder jullie"
    assert words in text_of(client.get(LIST))


def test_withdrawing_does_at_once_what_its_page_says(client, vng, submitted, dijk):
    pdf = {"meetronde": submitted.meetronde, "soort": "stand", "organisaties": ["vng"], "nummer": 1}
    file = Publicatie.objects.create(**pdf, bestand=b"%PDF", sha256="0" * 64)
    Publicatielid.objects.create(publicatie=file, indiening=submitted, gemeente=dijk)
    path = f"{LIST}{submitted.pk}/intrekken/"
    page = text_of(client.get(path)).replace("&#x27;", "'")
    assert "Pdf's die Kompas bewaart en waarin jullie meetellen, worden meteen verwijderd." in page
    client.post(path)
    file.refresh_from_db()
    assert (file.bestand, file.removed_at is None) == (None, False)
    assert "Onbekend" in text_of(vng.get(f"/land/gemeente/{dijk.code}/"))
    assert Indiening.objects.get().staat == "ingetrokken"
