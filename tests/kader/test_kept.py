import pytest
from django.utils import timezone

from kader.kept import inhoud_of
from kader.models import Bouwsteen, Deelcriterium, KaderVersie
from tenants.context import in_gemeente


@pytest.fixture
def versie(db):
    return KaderVersie.objects.latest()


def test_inhoud_holds_the_kader_in_its_order(versie):
    found = inhoud_of(versie)
    assert list(found.bouwstenen) == list(versie.bouwstenen.order_by("volgorde"))
    assert list(found.vragen) == list(versie.aanvullende_vragen.order_by("volgorde"))
    assert list(found.onderdelen) == list(versie.plan_onderdelen.order_by("volgorde"))
    assert (list(found.rollen), list(found.themas)) == (list(versie.rollen.all()), list(versie.themas.all()))
    assert found.bouwsteen[found.bouwstenen[3].pk] is found.bouwstenen[3]
    assert found.vraag[found.vragen[3].pk] is found.vragen[3]


def test_inhoud_asks_once_and_what_hangs_on_a_bouwsteen_comes_along(versie, django_assert_num_queries):
    inhoud_of(versie)
    with django_assert_num_queries(0):
        for bouwsteen in inhoud_of(versie).bouwstenen:
            assert (bouwsteen.thema.code, bouwsteen.rol.code, bouwsteen.plan.code) != ("", "", "")
            assert len(bouwsteen.deelcriteria.all()) > 0
            list(bouwsteen.ook_rollen.all())
        assert all(vraag.plan.code for vraag in inhoud_of(versie).vragen)


def test_inhoud_is_read_anew_when_the_kader_was_loaded_anew(versie):
    before = inhoud_of(versie)
    Deelcriterium.objects.filter(code="BB-P1-1.a").update(tekst="Nieuwe tekst")
    Bouwsteen.objects.filter(code="BB-P1-1").update(titel="Nieuwe titel")
    versie.loaded_at = timezone.now()
    found = next(each for each in inhoud_of(versie).bouwstenen if each.code == "BB-P1-1")
    assert (before is inhoud_of(versie), found.titel, found.deelcriteria.all()[0].tekst) == (
        False,
        "Nieuwe titel",
        "Nieuwe tekst",
    )


def test_load_kader_tells_that_it_was_loaded(versie):
    before = versie.loaded_at
    versie.save()
    assert KaderVersie.objects.latest().loaded_at > before


PAGES = ["/", "/zelfevaluatie/", "/zelfevaluatie/BB-P1-1/", "/zelfevaluatie/nog-te-regelen/", "/beleidsplan/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_puts_nothing_of_a_gemeente_on_the_rows_that_all_share(
    versie, client_for, bewerker, zelfevaluatie, path
):
    found = inhoud_of(versie)

    def state():
        rows = (*found.bouwstenen, *found.vragen, *found.onderdelen, *found.rollen, *found.themas)
        return [(row, sorted(vars(row)), sorted(row._state.fields_cache)) for row in rows]

    before = state()
    assert client_for(bewerker).get(path).status_code == 200
    assert (inhoud_of(versie) is found, state()) == (True, before)


def test_the_answers_of_two_gemeenten_share_the_kader_and_nothing_else(versie, stadskanaal, voorbeeldstad):
    from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie

    found = []
    for gemeente in (stadskanaal, voorbeeldstad):
        with in_gemeente(gemeente):
            found.append(antwoorden_of(current_zelfevaluatie()))
    assert all(a.bouwsteen is b.bouwsteen and a.pk != b.pk for a, b in zip(*found, strict=True))
