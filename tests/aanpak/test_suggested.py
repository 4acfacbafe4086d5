"""What Kompas proposes is added once; and the database refuses a value that is no choice."""

import pytest
from django.db import IntegrityError, transaction

from aanpak.actions import TWICE
from aanpak.models import Actie
from tests.pages import fields_of, shown

ADD = "/acties/nieuw/SV-P1-1/"


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    return client_for(bewerker)


def test_the_same_proposal_taken_twice_is_added_once(client):
    one, other = fields_of(client.get(ADD)), fields_of(client.get(ADD))
    assert client.post(ADD, one).status_code == 302
    answer = client.post(ADD, other)
    assert (answer.status_code, TWICE in shown(answer), Actie.objects.count()) == (422, True, 1)
    assert client.post(ADD, one).status_code == 302  # the same click twice is one, as everywhere
    assert client.post(ADD, {**other, "wat": f"{other['wat']} Ook voor vrijwilligers."}).status_code == 302
    assert Actie.objects.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"prioriteit": "gisteren"}, {"kostensoort": "soms"}, {"cadans": "ooit"}, {"staat": "half"}]
)
def test_an_actie_holds_nothing_that_is_no_choice(zelfevaluatie, wrong):
    with pytest.raises(IntegrityError, match="is_known"), transaction.atomic():
        Actie.objects.create(ambitie=1, wat="Iets", **wrong)
