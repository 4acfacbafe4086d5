from accounts.models import Toegang
from demo.ronde import REGIO_KETENREGISSEUR, make_open_round
from metingen.models import Meetronde
from metingen.queries import open_meetronde
from tenants.models import Gemeente, Indeling


def test_the_round_of_the_demo_asks_invented_gemeenten_alone_and_is_made_once(db, stadskanaal, voorbeeldstad):
    invented = list(Gemeente.objects.filter(code__gte="GM9000"))
    for _ in range(2):
        make_open_round(invented)
    meetronde = Meetronde.objects.get()
    assert (open_meetronde(voorbeeldstad), open_meetronde(stadskanaal)) == (meetronde, None)
    toegang = Toegang.objects.get(gebruiker__email=REGIO_KETENREGISSEUR)
    assert Indeling.objects.filter(regio=toegang.regio).count() == len(invented)


def test_a_round_that_is_open_stays_as_it_is(db):
    make_open_round([])
    Meetronde.objects.update(titel="Een andere")
    make_open_round([])
    assert Meetronde.objects.get().titel == "Een andere"
