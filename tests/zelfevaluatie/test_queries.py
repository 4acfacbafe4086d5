import pytest
from django.http import Http404

from saving.rows import save_row
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Zelfevaluatie
from zelfevaluatie.queries import (
    aanvullend_page,
    aanvullende_of,
    antwoord_for,
    antwoorden_of,
    bouwsteen_page,
    current_zelfevaluatie,
    last_changes,
)


def save(code, by, **values):
    antwoord = Antwoord.objects.get(bouwsteen__code=code)
    save_row(row=antwoord, values=values, version=antwoord.version, by=by)


def test_current_zelfevaluatie_is_the_open_one(zelfevaluatie):
    assert current_zelfevaluatie() == zelfevaluatie
    Zelfevaluatie.objects.update(staat="gesloten")
    assert current_zelfevaluatie() is None


def changes_of(zelfevaluatie):
    return last_changes(antwoorden_of(zelfevaluatie), aanvullende_of(zelfevaluatie))


def test_last_changes_names_each_bouwsteen_once(zelfevaluatie, bewerker, beheerder):
    save("BB-P1-1", bewerker, status="deels")
    save("SV-P1-1", bewerker, status="deels")
    save("BB-P1-1", beheerder, status="geregeld")
    assert [(change.code, change.door) for change in changes_of(zelfevaluatie)] == [
        ("BB-P1-1", "Beheerder Stadskanaal"),
        ("SV-P1-1", "Beleidsadviseur Stadskanaal"),
    ]


def test_last_changes_leaves_out_what_lost_a_race(zelfevaluatie, bewerker):
    save("BB-P1-1", bewerker, status="deels")
    other = Antwoord.objects.get(bouwsteen__code="SV-P1-1")
    AntwoordRevision.objects.create(kind="antwoord", row=other.pk, version=1, accepted=False, data={})
    assert [change.code for change in changes_of(zelfevaluatie)] == ["BB-P1-1"]


def test_last_changes_has_the_extra_questions_too(zelfevaluatie, bewerker):
    antwoord = AanvullendAntwoord.objects.select_related("vraag").first()
    save_row(row=antwoord, values={"status": "deels"}, version=antwoord.version, by=bewerker)
    (change,) = changes_of(zelfevaluatie)
    assert (change.code, change.titel) == (antwoord.vraag.code, antwoord.vraag.titel)
    assert change.url == f"/zelfevaluatie/vraag/{antwoord.vraag.code}/"


def test_bouwsteen_page_knows_its_place(zelfevaluatie):
    page = bouwsteen_page("SV-P1-3")
    assert (page["plaats"], page["aantal"], page["previous"].bouwsteen.code, page["next"].bouwsteen.code) == (
        3,
        6,
        "SV-P1-2",
        "SV-P2-1",
    )
    assert [a.bouwsteen.code for a in page["gekoppeld"]] == ["AB-P1-3"]


def test_bouwsteen_page_finds_the_next_unanswered_past_the_end(zelfevaluatie):
    Antwoord.objects.exclude(bouwsteen__code="BB-P1-2").update(status="deels")
    assert bouwsteen_page("OH-P1-3")["next_unanswered"].bouwsteen.code == "BB-P1-2"
    assert bouwsteen_page("BB-P1-2")["next_unanswered"] is None


@pytest.mark.parametrize(("first", "second"), [("SV-P1-3", "AB-P1-3"), ("SK-P1-3", "OH-P1-2")])
def test_bouwsteen_page_links_both_ways(zelfevaluatie, first, second):
    linked = [[a.bouwsteen.code for a in bouwsteen_page(code)["gekoppeld"]] for code in (first, second)]
    assert linked == [[second], [first]]


def test_bouwsteen_page_without_an_open_zelfevaluatie_is_404(zelfevaluatie):
    Zelfevaluatie.objects.update(staat="gesloten")
    with pytest.raises(Http404):
        bouwsteen_page("BB-P1-1")


def test_antwoord_for_brings_the_codes_of_its_deelcriteria(zelfevaluatie, django_assert_num_queries):
    with django_assert_num_queries(1):
        antwoord = antwoord_for("BB-P1-1")
        assert [code[:9] for code in antwoord.codes] == ["BB-P1-1.a", "BB-P1-1.b", "BB-P1-1.c"][: len(antwoord.codes)]


def test_aanvullend_page_knows_its_place(zelfevaluatie):
    codes = list(zelfevaluatie.aanvullende_antwoorden.values_list("vraag__code", flat=True))
    page = aanvullend_page(codes[1])
    near = [page[name].code for name in ("previous", "next", "next_unanswered")]
    assert (page["plaats"], page["aantal"], near) == (2, 11, [codes[0], codes[2], codes[2]])
