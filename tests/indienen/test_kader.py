"""A round on another version of the Kader than the one that the gemeente works with is no dead end."""

import pytest

from indienen.actions import check
from indienen.queries import sharing_of
from metingen.actions import IndieningFout
from overzicht.kader_actions import go_over
from tenants.connection import connection
from tests.builders.kader import load_next
from tests.builders.rounds import make_round
from tests.pages import shown

PAGE = "/indienen/meetronde/vragen/"


@pytest.fixture
def naar(zelfevaluatie):
    return load_next()


def round_on(kader):
    previous = connection.tenant
    connection.set_schema_to_public()
    try:
        return make_round(kaderversie=kader, voorbeeld=False)
    finally:
        connection.set_tenant(previous)


def test_sharing_takes_the_zelfevaluatie_of_the_version_that_the_round_asks(gemeente, zelfevaluatie, naar, beheerder):
    round_on(zelfevaluatie.kaderversie)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    sharing = sharing_of("meetronde", gemeente)
    assert (sharing.zelfevaluatie, sharing.against) == (zelfevaluatie, "")


def test_a_round_on_the_version_of_before_says_that_its_zelfevaluatie_is_closed(
    gemeente, zelfevaluatie, naar, client_for, bewerker, beheerder
):
    round_on(zelfevaluatie.kaderversie)
    client, page = client_for(bewerker), "/indienen/meetronde/controleren/"
    assert "wat er toen stond" not in shown(client.get(page))
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    said = f"Deze meetronde vraagt Kader 2021-02. Jullie zelfevaluatie {zelfevaluatie.jaar} daarvan is gesloten"
    assert said in shown(client.get(page))


def test_sharing_with_a_regio_takes_the_open_one(gemeente, naar, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    assert sharing_of("regio", gemeente).zelfevaluatie.kaderversie == naar


def test_a_round_on_a_newer_version_says_that_one_can_go_over(
    gemeente, zelfevaluatie, naar, client_for, bewerker, beheerder
):
    round_on(naar)
    page = shown(client_for(bewerker).get(PAGE))
    assert "Deze meetronde vraagt Kader 2027-01." in page
    assert "Een beheerder kan overstappen, bij Zelfevaluatie. Daarna kunnen jullie indienen." in page

    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    assert sharing_of("meetronde", gemeente).against == ""


def test_a_round_on_a_version_of_before_offers_the_one_time_link(gemeente, zelfevaluatie, naar, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    connection.set_tenant(gemeente)
    meetronde = round_on(zelfevaluatie.kaderversie)
    sharing = sharing_of("meetronde", gemeente)
    with pytest.raises(IndieningFout, match="Vraag VNG of CoMensha om een eenmalige link"):
        check(None, meetronde, type(zelfevaluatie).objects.get(staat="open"))
    assert sharing.zelfevaluatie == zelfevaluatie
