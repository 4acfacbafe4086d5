"""The plan of the demo that shows what a whole plan is: its own texts are there, and it says one thing about each."""

import re

import pytest

from demo.answers import load_answers, read
from reports.document.html import chapters, context, render_document
from reports.document.means import means_of
from reports.document.passage import LOKALE_TEKSTEN, problems
from reports.gather.plan import gather_plan
from tests.printing import words
from zelfevaluatie.models import Zelfevaluatie

SLUG = "voorbeeldstad"


@pytest.fixture
def plan(zelfevaluatie, gemeente, bewerker):
    pk = load_answers(read(SLUG), by=bewerker).pk
    return gather_plan(zelfevaluatie=Zelfevaluatie.objects.get(pk=pk), gemeente=gemeente)


def test_every_text_of_its_own_is_as_a_person_could_have_written_it(plan):
    own = read(SLUG)["passages"]
    assert {code: found for code, text in own.items() if (found := problems(text))} == {}
    assert {guide.code for guide in LOKALE_TEKSTEN} - set(own) == set()
    printed = {passage.code: passage for passage in plan.passages if passage.laag == "lokaal"}
    assert set(printed) == set(own)
    assert printed["h2_2.centrumgemeente"].standard_versie is not None  # so that a new version of it is news


def test_every_own_text_is_printed_once_and_in_its_chapter(plan):
    html = render_document(plan)
    assert [guide.titel for guide in LOKALE_TEKSTEN if html.count(f">{guide.titel}</h3>") > 1] == []
    means = next(chapter.sections for chapter in chapters(plan) if chapter.id == "uitvoering")
    titels = ["Middelen", "Wat kan er misgaan?", "Hoe wij dit plan bekendmaken", "Evaluatie"]
    assert [section.titel for section in means] == titels


def test_every_actie_has_who_when_and_for_how_much(plan):
    means = means_of(plan.acties)
    assert [actie.wat for actie in plan.acties if not (actie.trekker and actie.wanneer)] == []
    assert (means.priced, means.timed, means.is_covered) == (means.acties, means.acties, True)
    assert [part.code for part in plan.onderdelen if part.indicatoren == ()] == []


def test_the_plan_says_one_thing_about_each(plan):
    """What the reader of an earlier print saw: a choice, a count and a first actie that other pages denied."""
    said = " ".join(words.of_html(render_document(plan)))
    signals = next(
        c.aantal for c in plan.onderdeel("bijlage_2").cijfers if c.titel.startswith("Signalen") and c.jaar == 2025
    )
    rows = re.search(
        r"\| Distributie.*?\| (\d+) \|.*?\| (\d+) \|.*?\| (\d+) \|", read(SLUG)["passages"]["lokaal.waarom_hier"], re.S
    )
    assert sum(int(row) for row in rows.groups()) == int(signals)
    assert f"Van de {signals} signalen in 2025 gingen er {rows[1]} over werk." in said
    first = [actie.wat for actie in plan.acties if actie.prioriteit == "nu"]
    wanted = ("module", "zorgcoördinatie", "kwaliteitseisen", "omgevingsscan", "controles")
    assert [word for word in wanted if not any(word in wat for wat in first)] == []


def test_every_emphasis_is_reached_by_an_actie_with_a_day(plan):
    days = {actie.wat: actie.gereed or actie.jaar for actie in plan.acties}
    wanted = ("integrale controles", "22 hotels", "sekswerkers", "jongeren in drie wijken")
    assert [word for word in wanted if not any(word in wat and day for wat, day in days.items())] == []
    assert len(read(SLUG)["lokaal"]["vormen"]) == 3
    table = read(SLUG)["passages"]["lokaal.onze_keuzes"]
    assert table.count("| Nadruk:") == 3


def test_the_raad_hears_when_and_from_whom(plan):
    told = next(passage.tekst for passage in plan.passages if passage.code == "evaluatie.werkwijze")
    assert all(
        word in told for word in ("De raad krijgt een brief", "1 juni, vanaf 2028", "wethouder zorg", "30 juni 2030")
    )
    assert context(plan)["long_contents"]  # or the contents take a second page
