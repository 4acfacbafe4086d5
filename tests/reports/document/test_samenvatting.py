"""The page for who decides: from the data, in every form, one page, and nothing on it that nobody chose."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from reports.document.chosen import PlanPrioriteit, PlanSamenvatting
from reports.document.coming import coming
from reports.document.html import chapters, render_document
from reports.document.plan import Plan, PlanVaststelling
from reports.document.samenvatting import kern_of
from reports.gather.samenvatting import gather_samenvatting
from reports.gather.stand import gather_stand
from reports.keuzes.samenvatting_actions import save_samenvatting
from reports.models import Samenvatting
from tests.printing import words
from tests.reports.acties import actie
from tests.reports.conftest import MADE_AT, SCRIPT, printed
from tests.reports.forms import SKIP_LINK, make

CHOSEN = PlanSamenvatting(
    problemen=("Wij zien weinig signalen.",),
    prioriteiten=(PlanPrioriteit("Eerst trainen", "Wie niets weet, ziet niets."),),
    not_now="Wij openen geen eigen opvang.",
)
QUESTIONS = [
    "Waar staan wij?",
    "Wat vragen wij u te beslissen?",
    "Welke problemen pakken wij het eerst aan?",
    "Wat gaat voor, en waarom?",
    "Wat doen wij in de twaalf maanden vanaf 23 november 2026?",
    "Wat kost het?",
]


def with_acties(plan, *acties):
    parts = (replace(part, acties=acties if part.code == "ambitie_1" else ()) for part in plan.onderdelen)
    return replace(plan, onderdelen=tuple(parts))


def page_of(plan, html=None):
    """The words of that chapter alone."""
    html = html or render_document(plan)
    return " ".join(words.of_html(html.split('id="kern"')[-1].split('<h2 id="samenvatting"')[0]))


def test_without_a_choice_the_page_says_so_and_counts_no_gaps(plan):
    said = page_of(plan)
    assert [question for question in QUESTIONS if question not in said] == []
    assert said.count("Nog niet gekozen.") == 2
    assert [word for word in ("Plateau", "zonder trekker", "Wat doen wij nu niet") if word in said] == []


def test_stadskanaal_has_no_problem_or_priority_of_ours(stadskanaal_plan):
    assert stadskanaal_plan.samenvatting == PlanSamenvatting()
    said = page_of(stadskanaal_plan)
    assert (said.count("Nog niet gekozen."), "Nog niet bij elke actie staat een datum." in said) == (2, True)


def test_every_form_says_what_was_chosen(plan):
    plan = replace(plan, samenvatting=CHOSEN, keuzes=replace(plan.keuzes, codes=True))  # else those are in Word alone
    said = words.of_html(render_document(plan))
    assert words.of_docx(make("docx", plan).content) == said
    assert words.of_odt(make("odt", plan).content) == said
    assert words.of_html(make("html", plan).content.decode()) == [*SKIP_LINK, *said]
    short = replace(plan, keuzes=replace(plan.keuzes, vorm="kort"))
    pdf = words.of_pdf(make("pdf", short).content)
    wanted = ("Wij zien weinig signalen.", "Eerst trainen", "Wie niets weet, ziet niets.", CHOSEN.not_now)
    for text in wanted:
        assert (" ".join(said).count(text), "".join(text.split()) in pdf) == (1, True)


def test_what_is_arranged_is_counted_only_when_switched_on(plan, filled):
    plan = replace(with_acties(plan, actie()), stand=gather_stand(filled))
    off, on = (page_of(replace(plan, samenvatting=replace(CHOSEN, stand=stand))) for stand in (False, True))
    counts = ("Van de basis (Plateau 1) is 1 van 16 geregeld en 1 n.v.t.", "voor 1 actie zonder trekker")
    assert [[text in said for text in counts] for said in (off, on)] == [[False, False], [True, True]]


def test_an_adopted_plan_says_what_was_decided(plan):
    raad = PlanVaststelling("raad", "vaststelling", date(2026, 12, 1), "R-1", "")
    said = page_of(replace(plan, status="vastgesteld", vaststellingen=(raad,)))
    assert ("Wat is besloten?" in said, "Wat vragen wij u" in said) == (True, False)
    assert "De gemeenteraad stelde het plan op 1 december 2026 vast (kenmerk R-1)." in said


def test_an_actie_with_a_year_alone_says_that_year(plan):
    acties = (actie(wat="Eerst", jaar=2027), actie(wat="Steeds", cadans="jaarlijks", jaar=2026), actie(wat="Ooit"))
    said = page_of(with_acties(plan, *acties))
    assert "Steeds nog te bepalen 2026, elk jaar Eerst nog te bepalen 2027" in said
    assert "Nog niet bij elke actie staat een datum." in said


def test_coming_is_what_is_due_within_a_year_or_comes_back(plan):
    acties = (
        actie(wat="zonder datum"),
        actie(wat="elk jaar", cadans="jaarlijks"),
        actie(wat="op tijd", gereed=date(2027, 11, 22)),
        actie(wat="te laat", gereed=date(2026, 3, 1)),
        actie(wat="een jaar later", gereed=date(2027, 11, 23)),
        actie(wat="al klaar", gereed=date(2027, 1, 1), staat="gereed"),
    )
    soon = coming(with_acties(plan, *acties))
    assert (soon.since, [row.wat for row in soon.acties]) == (date(2026, 11, 23), ["te laat", "op tijd", "elk jaar"])
    assert [row.wat for row in soon.undated] == ["zonder datum"]


def test_what_goes_first_stands_before_what_is_due_first(plan):
    names = {"later": date(2026, 12, 1), "daarna": date(2027, 1, 1), "nu": date(2027, 6, 30), "": date(2026, 11, 25)}
    rows = [actie(wat=f"Actie {name}", prioriteit=name, gereed=day) for name, day in names.items()]
    rows.append(actie(wat="Actie nu, eerder", prioriteit="nu", gereed=date(2027, 4, 30)))
    first = kern_of(with_acties(plan, *rows)).acties
    assert [row.wat for row in first] == ["Actie nu, eerder", "Actie nu", "Actie daarna", "Actie later"]


@pytest.mark.parametrize(
    ("days", "since"),
    [
        ({"periode_van": date(2028, 2, 29)}, date(2028, 2, 29)),
        ({"periode_van": date(2020, 1, 1)}, date(2026, 11, 23)),
        ({"stand_op": date(2027, 5, 1), "periode_van": date(2027, 1, 1)}, date(2027, 5, 1)),
    ],
)
def test_coming_counts_from_the_day_the_plan_begins_or_its_stand(plan, days, since):
    assert coming(replace(plan, **days)).since == since


def test_the_page_is_one_page_with_all_that_fits_in_it(plan, filled):
    acties = [actie(wat="Wij " * 120, trekker="team " * 24, kosten=Decimal("99999999.99"), cadans="jaarlijks")] * 40
    short, long = ("onderzoeken " * 11)[:120], "voorlopig " * 30
    full = PlanSamenvatting((short,) * 3, (PlanPrioriteit(short, short),) * 3, long, stand=True)
    plan = replace(with_acties(plan, *acties), samenvatting=full, stand=gather_stand(filled), status="ter_vaststelling")
    pdf = printed(render_document(replace(plan, onderdelen=tuple(p for p in plan.onderdelen if p.acties))))
    texts = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf.content)).pages]
    first, last = (
        [n for n, text in enumerate(texts) if part in text] for part in ("Waarstaanwij?", "voorlopigvoorlopig")
    )
    assert (first, len(first)) == (last, 1)


def test_a_plan_from_before_has_its_own_summary_under_its_own_name(plan):
    data = plan.to_json()
    del data["samenvatting"], data["begrippen"]
    old = Plan.from_json(data)
    assert (old.samenvatting, kern_of(old)) == (None, None)
    assert [chapter.titel for chapter in chapters(old)][:2] == ["Samenvatting", "Inleiding"]


def test_a_gemeente_that_leaves_the_page_out_has_none(filled, gemeente, bewerker):
    values = {"included": False, "probleem_1": "Iets."}
    save_samenvatting(zelfevaluatie=filled, values=values, version=0, by=bewerker)
    assert Samenvatting.objects.get().version == 1
    assert gather_samenvatting(filled) is None


def test_what_was_chosen_is_words(plan):
    hostile = PlanSamenvatting((SCRIPT,), (PlanPrioriteit(SCRIPT, SCRIPT),), SCRIPT)
    html = render_document(replace(plan, samenvatting=hostile, made_at=MADE_AT))
    assert (html.count("<script"), html.count("&lt;script&gt;")) == (0, 4)
