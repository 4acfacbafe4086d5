"""Of an adopted plan an evaluation has what it is about, of its own gemeente, and of today all there is."""

from aanpak.models import Actie
from reports.gather.evaluatie import gather_evaluatie, own_part
from tests.builders.plans import adopted_plan
from tests.reports.stress import joint


def test_own_part_of_a_joint_plan_is_of_this_gemeente_alone(plan, gemeente):
    whole = joint(plan)
    own = own_part(whole, gemeente)
    mine = [actie.wat for actie in whole.acties if "Stadskanaal" in actie.gemeenten]
    assert (len(whole.gemeenten) > 1, [each.code for each in own.gemeenten]) == (True, [gemeente.code])
    assert (0 < len(mine) < len(whole.acties), [actie.wat for actie in own.acties]) == (True, mine)
    assert {actie.gemeenten for actie in own.acties} == {()}


def test_gather_evaluatie_has_every_actie_of_now_and_no_text_for_ourselves(filled, gemeente, bewerker):
    versie = adopted_plan(by=bewerker)
    Actie.objects.create(ambitie=3, wat="Zonder reden", staat="vervallen", toelichting="GEHEIM")
    plan = gather_evaluatie(versie=versie, gemeente=gemeente, jaar=2026)
    today = [
        (actie.wat, actie.staat) for part in plan.evaluatie.onderdelen for actie in (*part.acties, *part.vervallen)
    ]
    assert today == [("Training geven", "open"), ("Zonder reden", "vervallen")]
    assert [actie.wat for actie in plan.acties] == ["Training geven"]
    assert plan.acties[0].key == plan.evaluatie.onderdelen[1].acties[0].key == Actie.objects.get(staat="open").pk
    assert ("GEHEIM" in repr(plan), plan.passages) == (False, ())
