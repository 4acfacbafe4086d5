"""The layers of text: which one counts, what it may hold, and that nothing written is lost."""

import json
from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from reports.document.html import chapters, render_document
from reports.document.passage import COLUMNS_MAX, Mark, problems
from reports.document.plan import Plan
from reports.gather.layers import layers, replaced_standard
from reports.gather.plan import gather_plan
from reports.models import LokalePassage, LokalePassageRevision
from reports.passages.actions import keep_passage, reset_passage, save_passage
from sjablonen.markdown import markdown
from tenants.context import in_gemeente
from tenants.models import Indeling, Regio
from tests.reports.conftest import as_platform
from tests.reports.passages.texts import CODE, STANDARD, publish, revisions
from zelfevaluatie.models import Zelfevaluatie


@pytest.fixture
def save(zelfevaluatie, bewerker):
    def save(tekst="Ons eigen doel.", code=CODE, version=0, standard=STANDARD):
        standard = standard if code == CODE else None
        data = {"tekst": tekst, "code": code, "version": version, "standard": standard}
        save_passage(zelfevaluatie=zelfevaluatie, by=bewerker, **data)
        return LokalePassage.objects.get(code=code)

    return save


@pytest.fixture
def gather(zelfevaluatie, gemeente):
    return lambda: gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)


@pytest.fixture
def layer(zelfevaluatie, gemeente):
    return lambda code=CODE: layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)[code]


def region(gemeente, naam="Groningen", **dates):
    with as_platform():
        regio = Regio.objects.create(soort="ketenregie", code=naam, naam=naam)
        Indeling.objects.create(gemeente=gemeente, regio=regio, **dates)
    return regio


def printed(plan, code=CODE):
    found = [passage for passage in plan.passages if passage.code == code]
    assert len(found) == 1
    return found[0]


# Which text counts.


def test_the_plan_takes_the_text_of_the_gemeente_and_says_so(save, gather, gemeente):
    save()
    passage = printed(gather())
    assert (passage.laag, passage.versie, passage.tekst) == ("lokaal", 1, "Ons eigen doel.")
    assert (passage.standard_laag, passage.standard_versie, passage.titel) == (*STANDARD, "Doel van dit plan")
    assert passage.bron == "Eigen tekst van gemeente Stadskanaal"


def test_the_plan_takes_the_text_of_the_regio_before_that_of_the_country(gather, gemeente):
    publish(1, "regionaal", region(gemeente))
    passage = printed(gather())
    assert (passage.laag, passage.versie, passage.regio) == ("regionaal", 1, "Ketenregie Groningen")
    assert passage.tekst == "Doel, regionaal versie 1, in Stadskanaal."


def test_the_plan_takes_the_text_of_the_gemeente_before_that_of_the_regio(save, gather, gemeente):
    publish(1, "regionaal", region(gemeente))
    save()
    assert printed(gather()).laag == "lokaal"


@pytest.mark.parametrize("dates", [{"valid_until": date(2020, 1, 1)}, {"valid_from": date(2090, 1, 1)}])
def test_the_plan_takes_no_text_of_a_regio_of_another_time(gather, gemeente, dates):
    publish(1, "regionaal", region(gemeente, **dates))
    assert printed(gather()).laag == "landelijk"


def test_the_plan_takes_no_text_of_the_regio_of_another_gemeente(gather, gemeente, voorbeeldstad):
    publish(1, "regionaal", region(voorbeeldstad))
    assert printed(gather()).laag == "landelijk"


def test_the_plan_takes_of_two_regios_always_the_same(gather, gemeente):
    for naam in ("Westerkwartier", "Groningen"):
        publish(1, "regionaal", region(gemeente, naam))
    assert printed(gather()).regio == "Ketenregie Groningen"


def test_the_plan_takes_the_newest_version_that_was_checked(gather, gemeente):
    publish(3)
    publish(4, zekerheid="controleren")
    assert printed(gather()).versie == 3


def test_a_text_of_a_regio_alone_has_its_place_too(gather, gemeente):
    publish(1, "regionaal", region(gemeente), code="h2_2.eigen_overleg", onderdeel="h2_2", volgorde=5)
    assert gather().onderdeel("h2_2").passages[0].code == "h2_2.eigen_overleg"


def test_a_text_stays_when_its_standard_is_gone(save, gather):
    save(code="h1.vervallen_tekst", tekst="Blijft.")
    assert printed(gather(), "h1.vervallen_tekst").tekst == "Blijft."
    assert "Blijft." in render_document(gather())


def test_local_texts_are_printed_in_chapter_1_only_when_filled(save, gather):
    def introduction():
        return next(chapter.sections for chapter in chapters(gather()) if chapter.id == "inleiding")

    before = [section.titel for section in introduction()]
    save(code="lokaal.onze_keuzes", tekst="Eerst arbeidsuitbuiting.")
    after = introduction()
    assert [section.titel for section in after if section.titel not in before] == ["Onze keuzes"]
    assert [section.number for section in after] == ["1.1", "1.2", "1.3", "1.4"]
    assert "Eerst arbeidsuitbuiting." in render_document(gather())


def test_a_voorwoord_goes_before_all_and_what_can_go_wrong_stands_with_the_means(save, gather):
    assert [chapter.id for chapter in chapters(gather())][:2] == ["kern", "samenvatting"]
    save(code="lokaal.voorwoord", tekst="*Samen staan wij sterk.*")
    save(code="lokaal.risico", tekst="De regio kan stoppen met betalen.")
    plan = gather()
    first, *_ = chapters(plan)
    assert (first.id, first.titel, first.number) == ("lokaal-voorwoord", "Voorwoord", "")
    means = next(chapter.sections for chapter in chapters(plan) if chapter.id == "uitvoering")
    assert [section.titel for section in means] == ["Middelen", "Wat kan er misgaan?", "Evaluatie"]
    html = render_document(plan)
    assert html.index("<em>Samen staan wij sterk.</em>") < html.index('id="kern"')
    assert html.count("De regio kan stoppen met betalen.") == 1


def test_a_plan_with_local_texts_comes_back_from_its_json(save, gather):
    save()
    plan = gather()
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_plan_of_before_the_layers_can_still_be_read(gather):
    data = gather().to_json()
    for part in data["onderdelen"]:
        for passage in part["passages"]:
            for name in ("regio", "standard_laag", "standard_versie"):
                del passage[name]
    old, new = (
        [passage for passage in plan.passages if passage.laag == "landelijk"]  # there were no others yet
        for plan in (Plan.from_json(data), gather())
    )
    assert old == new


def test_texts_of_another_gemeente_are_out_of_reach(save, gather, voorbeeldstad, buitenstaander):
    with in_gemeente(voorbeeldstad):
        theirs = Zelfevaluatie.objects.get()
        save_passage(zelfevaluatie=theirs, code=CODE, tekst="KANARIE", standard=STANDARD, version=0, by=buitenstaander)
    save(code="lokaal.niet", tekst="Van ons.")
    assert "KANARIE" not in json.dumps(gather().to_json())
    assert list(LokalePassage.objects.values_list("tekst", flat=True)) == ["Van ons."]
    assert [tekst for _, tekst, _ in revisions()] == ["Van ons."]


@pytest.mark.parametrize("count", [1, 3])
def test_gather_plan_asks_as_many_queries_for_one_local_text_as_for_three(
    save, gather, zelfevaluatie, gemeente, django_assert_num_queries, count
):
    for code in ("h1.doel", "h1.aanleiding", "lokaal.niet")[:count]:
        save(code=code)
    assert zelfevaluatie.kaderversie
    with django_assert_num_queries(15):
        gather()


# Marks.


def test_the_mark_follows_the_text(save, layer):
    assert (layer().mark, layer("lokaal.niet").mark) == (Mark.STANDAARD, Mark.LEEG)
    save()
    assert layer().mark == Mark.AANGEPAST
    publish(3)
    assert layer().mark == Mark.NIEUW


def test_a_new_version_is_no_news_for_who_has_no_own_text(layer, gemeente):
    publish(3)
    assert layer().mark == Mark.STANDAARD


def test_a_first_text_of_the_regio_is_news_too(save, layer, gemeente):
    save()
    publish(1, "regionaal", region(gemeente))
    assert layer().mark == Mark.NIEUW


# Saving.


def test_save_passage_counts_versions_and_keeps_each(save):
    assert save().version == 1
    assert save("Beter.", version=1).tekst == "Beter."
    assert revisions() == [(1, "Ons eigen doel.", True), (2, "Beter.", True)]


@pytest.mark.parametrize("version", [0, 1, 7])
def test_save_passage_after_a_colleague_keeps_the_text_that_lost(save, zelfevaluatie, bewerker, version):
    save("Eerst.")
    save("Van de collega.", version=1)
    data = {"code": CODE, "tekst": "Van mij.", "standard": STANDARD, "version": version}
    saved = save_passage(zelfevaluatie=zelfevaluatie, by=bewerker, **data)
    assert saved.conflicts == (LokalePassage.FIELDS,)
    assert (saved.row.tekst, LokalePassage.objects.get().tekst) == ("Van de collega.",) * 2
    assert revisions()[-1] == (2, "Van mij.", False)


def test_save_passage_of_the_same_text_is_no_conflict(save, zelfevaluatie, bewerker):
    """A text and the standard that it replaces are one: neither of two people loses."""
    save("Eerst.")
    data = {"code": CODE, "tekst": "Eerst.", "standard": STANDARD, "version": 0}
    assert save_passage(zelfevaluatie=zelfevaluatie, by=bewerker, **data).conflicts == ()
    assert revisions() == [(1, "Eerst.", True)]


def test_reset_passage_brings_the_standard_back_and_keeps_the_history(save, gather, layer, bewerker):
    reset_passage(lokaal=save(), version=1, by=bewerker)
    assert (printed(gather()).laag, layer().mark) == ("landelijk", Mark.STANDAARD)
    assert [tekst for _, tekst, _ in revisions()] == ["Ons eigen doel.", ""]
    assert save("Toch weer eigen.", version=2).version == 3


def test_keep_passage_keeps_the_text_beside_a_new_version(save, layer, bewerker):
    lokaal = save()
    new = publish(3)
    keep_passage(lokaal=lokaal, standard=new, version=1, by=bewerker)
    assert (layer().mark, layer().lokaal.tekst, layer().lokaal.standard_versie) == (
        Mark.AANGEPAST,
        "Ons eigen doel.",
        3,
    )


@pytest.mark.parametrize("change", [{"data": {}}, None])
def test_history_cannot_be_changed_or_deleted(save, change):
    save()
    rows = LokalePassageRevision.objects.all()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.update(**change) if change else rows.delete()


# What a text may hold.


@pytest.mark.parametrize(
    ("tekst", "problem"),
    [
        ("# Kop", "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("Tekst\n\n## Kop", "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("#### Kop", "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("Kop\n===", "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("![x](https://a.nl/b.png)", "Een afbeelding kan niet in het plan. Haal ‘![’ weg."),
        ("[x](http://a.nl)", "Een link begint met https:// of mailto:."),
        ("[x](javascript:alert(1))", "Een link begint met https:// of mailto:."),
        ("[x]( </pad>)", "Een link begint met https:// of mailto:."),
        ("|a" * 7 + "|\n" + "|-" * 7 + "|", f"Een tabel heeft ten hoogste {COLUMNS_MAX} kolommen."),
        ("> " + "|a" * 7 + "|\n> " + "|-" * 7 + "|", f"Een tabel heeft ten hoogste {COLUMNS_MAX} kolommen."),
    ],
)
def test_problems_says_how_to_do_it(tekst, problem):
    assert problems(tekst) == [problem]


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "### Kop\n\n- **een**\n- [twee](https://a.nl) of [mail](mailto:a@b.nl)",
        "|a" * 6 + "|\n" + "|-" * 6 + "|",
        "<script>alert(1)</script>",
        "Onze #aanpak kost € 5 | 6.",
    ],
)
def test_problems_has_none_with_what_can_be_printed(tekst):
    assert problems(tekst) == []


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("### Kop *x*", "<h4>Kop <em>x</em></h4>\n"),
        ("## Kop", "<p>## Kop</p>\n"),
        ("#### Kop", "<p>#### Kop</p>\n"),
        ("###", "<p>### </p>\n"),
        ("- ### Kop", "<ul>\n<li>\n<p>### Kop</p>\n</li>\n</ul>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<h1>Kop</h1>", "<p>&lt;h1&gt;Kop&lt;/h1&gt;</p>\n"),
        ("[x](//kwaad.nl)", "<p><a>x</a></p>\n"),
        ("[x](/acties/)", "<p><a>x</a></p>\n"),
        ("<javascript:alert(1)>", "<p>&lt;javascript:alert(1)&gt;</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ('[x](https://a.nl "onclick=x")', '<p><a href="https://a.nl">x</a></p>\n'),
        ("| a | b |\n|---|\n| c | d |", "<p>| a | b |\n|---|\n| c | d |</p>\n"),
    ],
)
def test_markdown_makes_nothing_that_we_did_not_choose(tekst, html):
    assert markdown(tekst) == html


def test_markdown_names_the_column_in_each_cell():
    html = markdown('| **Wat** | "><b> |\n|---|---|\n| a | b |')
    assert '<td data-label="Wat">a</td>' in html
    assert "<b>" not in html


def test_a_hostile_text_in_the_plan_stays_text(save, gather):
    save("<img src=x onerror=alert(1)> [x](javascript:alert(1)) <style>*{}</style>")
    html = render_document(gather())
    assert [tag for tag in ("<img", "<style", 'href="javascript') if tag in html] == []
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_replaced_standard_is_that_of_the_own_regio(save, layer, gemeente):
    """Another regio, first by name, has a text with the same code and version."""
    own, other = region(gemeente, "Noord"), Regio.objects.get(soort="provincie", code="PV22")
    publish(1, "regionaal", own, tekst="Van ons.")
    publish(1, "regionaal", other, tekst="Van Drenthe.")
    save(standard=("regionaal", 1))
    publish(2, "regionaal", own, tekst="Van ons, nieuw.")
    assert (replaced_standard(layer(), gemeente), layer().standard_tekst) == ("Van ons.", "Van ons, nieuw.")


def test_local_text_is_outdated_when_its_regio_withdraws(save, layer, gemeente):
    regio = region(gemeente)
    publish(1, "regionaal", regio)
    save(standard=("regionaal", 1))
    before = layer().is_outdated
    publish(2, "regionaal", regio, ingetrokken=True)
    assert (before, layer().is_outdated, layer().standard_key) == (False, True, STANDARD)
