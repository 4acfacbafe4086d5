"""A small one, of twenty gemeenten; how long the whole takes, the bench says."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from demo.country import MAXIMUM, code_of, places
from kader.kept import inhoud_of as kept_kader
from kader.models import KaderVersie
from metingen.actions import apart_of, rows_of
from metingen.inhoud import Inhoud
from metingen.models import Groepsantwoord, Indiening, IndieningAntwoord, Meetronde, Themavraag
from metingen.tegenspraak import tegenspraken_of
from metingen.thema_forms import field_of
from metingen.thema_rules import against
from tenants.canonical import sha256_of
from tenants.models import Gemeente, Regio
from tests.builders.rounds import make_round


def load(**options):
    out = io.StringIO()
    call_command("load_demo_country", stdout=out, **{"gemeenten": 20, **options})
    return out.getvalue()


def real():
    return list(Gemeente.objects.filter(code__lt="GM9101").order_by("code").values())


@pytest.mark.parametrize(
    ("nummer", "code"), [(1, "GM9101"), (342, "GM9442"), (899, "GM9999"), (900, "GMA000"), (MAXIMUM, "GMC520")]
)
def test_code_of_each_is_nobodys_and_they_sort_in_order(nummer, code):
    assert (code_of(nummer), Gemeente(code=code).is_invented) == (code, True)
    assert code_of(nummer - 1) < code_of(nummer)


def test_places_follow_the_real_ones_in_order_of_their_codes(db):
    """The first real code in the map is GM0014, Groningen; the inhabitants are a little other."""
    first = next(places(1, seed=1))
    assert (first.provincie, first.veiligheidsregio) == ("PV20", "VR01")
    inwoners = Gemeente.objects.get(code="GM0014").inwoners
    assert 0.92 * inwoners < first.inwoners < 1.08 * inwoners


def test_larger_country_holds_the_smaller_one():
    assert list(places(400, seed=1))[:342] == list(places(342, seed=1))


def test_load_demo_country_makes_five_rounds_and_leaves_real_gemeenten_alone(db):
    before = real()
    load()
    rounds = Meetronde.objects.order_by("periode_van")
    assert [(ronde.staat, ronde.voorbeeld) for ronde in rounds] == [("gesloten", True)] * 4 + [("open", True)]
    assert real() == before
    assert not Indiening.objects.filter(gemeente__code__lt="GM9101").exists()
    assert Gemeente.objects.get(code="GM9120").regios.count() == 2


def test_load_demo_country_stores_what_the_product_itself_would_read(db):
    load()
    for indiening in Indiening.objects.select_related("gemeente"):
        inhoud = Inhoud.from_json(indiening.inhoud)
        assert (sha256_of(indiening.inhoud), inhoud.gemeente.code) == (indiening.sha256, indiening.gemeente.code)
        assert (len(inhoud.antwoorden), inhoud.enquete is None) == (23, False)
        kept = indiening.antwoorden.order_by("pk").values_list("gemeente", "code", "status", "organisatieniveau")
        rows = rows_of(indiening, inhoud)
        assert sorted(kept) == sorted((r.gemeente_id, r.code, r.status, r.organisatieniveau) for r in rows)
        apart = indiening.groepsantwoorden.exclude(themavraag__alleen_groep=True).values_list("themavraag", "waarde")
        assert dict(apart) == {each.themavraag_id: each.waarde for each in apart_of(indiening, inhoud, {})}
    assert IndieningAntwoord.objects.count() == 23 * Indiening.objects.count()


def test_the_last_two_rounds_ask_the_same_beside_the_kader_and_one_answer_is_for_groups_alone(db):
    load()
    *early, last, now = Meetronde.objects.order_by("periode_van")
    assert [ronde.themavragen.count() for ronde in (*early, last, now)] == [0, 0, 0, 3, 3]
    assert [vraag.vorige for vraag in now.themavragen.all()] == list(last.themavragen.all())
    for vraag in Themavraag.objects.all():
        lines = vraag.lines
        assert against(vraag=vraag.vraag, uitleg=vraag.uitleg, soort=vraag.soort, lines=lines) == {}
        given = Groepsantwoord.objects.filter(themavraag=vraag).values_list("waarde", flat=True)
        assert len(given) >= 5
        assert [field_of(vraag).clean(waarde) for waarde in given] == list(given)
    by_name = [[each["nummer"] for each in i.inhoud["themavragen"]] for i in Indiening.objects.filter(meetronde=now)]
    assert {tuple(nummers) for nummers in by_name} == {(1, 2)}


def test_load_demo_country_gives_the_same_answers_again_and_others_with_another_seed(db):
    def loaded(seed):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT country")
            load(seed=seed)
            hashes = set(Indiening.objects.values_list("sha256", flat=True))
            cursor.execute("ROLLBACK TO SAVEPOINT country")
        return hashes

    first = loaded(1)
    assert (loaded(1) == first, loaded(2) & first) == (True, set())


def test_load_demo_country_twice_changes_nothing(db):
    load()
    before = list(Indiening.objects.order_by("pk").values())
    assert "staan er al" in load()
    assert list(Indiening.objects.order_by("pk").values()) == before


def test_load_demo_country_goes_on_in_a_round_that_is_open(db):
    ronde = make_round(titel="Van een ander")
    load()
    assert Meetronde.objects.get(staat="open") == ronde
    assert ronde.indieningen.count() > 0


@pytest.mark.parametrize("gemeenten", [0, -1, MAXIMUM + 1])
def test_load_demo_country_of_an_odd_size_is_refused(db, gemeenten):
    with pytest.raises(CommandError, match="Kies een aantal"):
        load(gemeenten=gemeenten)


def test_load_demo_country_of_another_size_asks_to_remove_the_first(db):
    load()
    with pytest.raises(CommandError, match="Haal die eerst weg"):
        load(gemeenten=21)


def test_remove_is_for_the_owner_alone(db):
    load()
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        load(remove=True)
    assert Regio.objects.filter(code="PV920").exists()


def odd_ones():
    """Whose answers do not all fit together, by gemeente and round, and how many there are."""
    bouwstenen = kept_kader(KaderVersie.objects.latest()).bouwstenen
    found = {}
    for indiening in Indiening.objects.exclude(staat="vervangen").order_by("pk"):
        inhoud = Inhoud.from_json(indiening.inhoud)
        day = timezone.localdate(indiening.ingediend_at)
        found[indiening.pk] = ([each.code for each in tegenspraken_of(inhoud, bouwstenen, day)], inhoud.uitleg)
    return {pk: each for pk, each in found.items() if each[0]}, len(found)


def test_answers_of_the_country_fit_together_but_for_some_on_purpose(db):
    load(gemeenten=120)
    odd, total = odd_ones()
    assert 0.04 * total < len(odd) < 0.16 * total
    assert {code for codes, _ in odd.values() for code in codes} - {
        *("zorg-niet", "zorg-regio", "functionaris-wel", "geld-niet"),
        *("zorg-onderdeel", "geld-onderdeel"),  # where deelcriteria are shared
    } == set()
    assert {bool(uitleg) for _, uitleg in odd.values()} == {True, False}
    assert {each.code for codes, uitleg in odd.values() for each in uitleg if each.code not in codes} == set()


def test_load_demo_country_tells_how_far_it_is(db):
    lines = load().splitlines()
    assert lines[0] == "Het voorbeeldland van 20 gemeenten wordt geladen. Kompas werkt intussen."
    assert next(line.strip() for line in lines if "indieningen" in line).endswith(" indieningen")
    assert sum("geteld en gepubliceerd" in line for line in lines) == 4
    assert "voorbeeldgemeenten en" in lines[-1]
