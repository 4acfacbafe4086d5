"""What is chosen is obeyed by every form of the plan, and what is not chosen stays as it was."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from reports.document.choices import as_chosen
from reports.document.html import chapters, context, render_document
from reports.document.plan import Plan
from reports.document.vergelijking import compare
from reports.files.formats import FORMS
from reports.gather.keuzes import BRON, ZINNEN, keuzes_of
from reports.gather.plan import gather_plan
from reports.keuzes.actions import save_keuzes
from reports.models import Huisstijl, Keuzes
from reports.passages import preview
from sjablonen.models import Passage
from tests.pages import present
from tests.printing import words
from tests.reports.conftest import MADE_AT, SCRIPT
from tests.reports.forms import SKIP_LINK, make
from zelfevaluatie.models import Zelfevaluatie

BIJLAGEN = [f"Bijlage {number}" for number in range(1, 6)]
CHECK = "ambitie_5.overbewoning"
ANDERS = "De regio’s Oost & West betalen samen."


@pytest.fixture
def choose(filled, gemeente, bewerker):
    """Save choices and give the plan that comes of them."""

    def plan_with(**values):
        keuzes = keuzes_of(Zelfevaluatie.objects.get(pk=filled.pk))
        for name, value in values.items():
            setattr(keuzes, name, value)
        assert save_keuzes(keuzes=keuzes, version=keuzes.version, by=bewerker).conflicts == ()
        fresh = Zelfevaluatie.objects.select_related("kaderversie").get(pk=filled.pk)
        return replace(gather_plan(zelfevaluatie=fresh, gemeente=gemeente), made_at=MADE_AT)

    return plan_with


def numbers(plan):
    return [chapter.number for chapter in chapters(plan) if chapter.number.startswith("Bijlage")]


def passage(code):
    return Passage.objects.get(code=code)


def test_without_a_choice_the_plan_is_what_it_was(plan, choose):
    assert (numbers(plan), plan.stand, plan.keuzes.financiering) == (BIJLAGEN, (), "")
    assert [p.code for p in plan.passages if p.to_check] == []
    assert "te controleren" not in render_document(plan)
    assert replace(choose(), made_at=plan.made_at) == plan


def test_every_form_obeys_all_choices_alike(choose):
    """Two bijlagen off, the stand on, a text that must be checked in, and a payment of its own."""
    plan = choose(bijlagen=[1, 4, 5], stand=True, controleren=[CHECK], financiering="anders", financiering_tekst=ANDERS)
    office = words.of_html(FORMS["docx"].html(plan))
    assert words.of_docx(make("docx", plan).content) == office
    assert words.of_odt(make("odt", plan).content) == office
    said = words.of_html(render_document(plan))
    assert words.of_html(make("html", plan).content.decode()) == [*SKIP_LINK, *said]
    pdf = words.of_pdf(make("pdf", plan).content)
    checked = passage(CHECK)
    inside = (ANDERS, "Stand per thema", "Nog te controleren.", checked.bron[-40:], "Signalenroute")
    outside = ("Cijfers over mensenhandel", "Wettelijke taken en bevoegdheden")
    for text, count in [*((text, 1) for text in inside), *((text, 0) for text in outside)]:
        assert min("".join(text.split()) in pdf, 1) == min(" ".join(said).count(" ".join(text.split())), 1) == count


def test_the_preview_has_the_chapters_of_the_print(choose, filled, gemeente):
    plan = choose(bijlagen=[2], stand=True, controleren=[CHECK, "bijlage_3.in_voorbereiding"])
    fresh = Zelfevaluatie.objects.select_related("kaderversie").get(pk=filled.pk)
    shown = preview.context(zelfevaluatie=fresh, gemeente=gemeente)
    assert [c.number for c in shown["chapters"]] == ["", "", "", "", *"12345", "Bijlage 2", "Bijlage 6", ""]
    assert [c.id for c in shown["chapters"]] == ["lokaal-voorwoord", *(c.id for c in chapters(plan))]
    marks = [text.to_check for c in shown["chapters"] for s in c.sections for text in s.texts if text.to_check]
    assert marks == [passage(CHECK).bron]


@pytest.mark.parametrize("off", range(1, 6))
def test_a_bijlage_that_is_off_is_nowhere_and_the_others_keep_their_number(choose, off):
    plan = choose(bijlagen=[number for number in range(1, 6) if number != off])
    texts = [p.tekst for p in plan.onderdeel(f"bijlage_{off}").passages]
    html = render_document(plan)
    assert numbers(plan) == [label for label in BIJLAGEN if label != f"Bijlage {off}"]
    assert (len(texts) > 0, f"Bijlage {off}" in html) == (True, False)
    sources = {source.code for source in context(plan)["sources"]}
    assert {p.code for p in plan.onderdeel(f"bijlage_{off}").passages} & sources == set()


def test_answers_about_money_stay_when_their_bijlage_goes(plan):
    zin = replace(plan.onderdeel("ambitie_2").zinnen[0], code="FI-1", thema="", tekst="Er is geld.")
    parts = (replace(p, zinnen=(zin,)) if p.code in {"bijlage_4", "bijlage_5"} else p for p in plan.onderdelen)
    small = replace(plan, onderdelen=tuple(parts), keuzes=replace(plan.keuzes, bijlagen=()))
    assert render_document(small).count("Er is geld.") == 1


def test_the_short_form_has_the_short_texts_and_no_bijlage(choose):
    plan = choose(vorm="kort", stand=True)
    short = set(Passage.objects.filter(kort=True).values_list("code", flat=True))
    printed = {text.code for c in chapters(plan) for part in (c, *c.sections) for text in part.texts if text.code}
    assert (printed <= short, numbers(plan)) == (True, [])
    assert {source.code for source in context(plan)["sources"]} == printed
    html = render_document(plan)
    assert ("Stand per thema" in html, "Training geven" in html, '<body class="plan plan--kort">' in html) == (
        *(False, True, True),
    )


def test_the_short_form_keeps_own_texts_in_their_own_place(plan):
    own = replace(plan.passages[0], code="lokaal.onze_keuzes", tekst="Eerst arbeid.", kort=False)
    parts = (*plan.onderdelen, replace(plan.onderdelen[0], code="lokaal", passages=(own,)))
    short = replace(plan, onderdelen=parts, keuzes=replace(plan.keuzes, vorm="kort"))
    assert render_document(short).count("Eerst arbeid.") == 1


def test_as_chosen_twice_is_as_chosen_once(choose):
    plan = choose(vorm="kort", bijlagen=[1])
    assert as_chosen(as_chosen(plan)) == as_chosen(plan)


def test_the_stand_says_each_bouwsteen_in_a_word_and_counts_without_a_judgment(choose):
    html = render_document(choose(stand=True))
    rows = html.split('id="bijlage_stand"')[1]
    assert rows.count('<span class="plan-shape ') == 23
    assert "Van de basis (Plateau 1) is 1 van 16 geregeld en 1 n.v.t. Van de aanvullende" in rows
    assert present(rows, "voldoende", "%") == []


def test_a_text_that_must_be_checked_is_marked_in_text_and_sources(choose):
    plan = choose(controleren=[CHECK])
    html = render_document(plan)
    assert plan.keuzes.controleren == (CHECK,)
    assert html.count("<strong>Nog te controleren.</strong>") == 1
    assert html.count("(nog te controleren)") == 1


def test_a_regional_text_that_must_be_checked_takes_the_place_of_a_certain_one_only_when_chosen(choose, zelfevaluatie):
    certain = passage("h3.doel")
    to_check = Passage.objects.get(pk=certain.pk)
    to_check.pk, to_check._state.adding, to_check.versie, to_check.zekerheid = None, True, 2, "controleren"
    to_check.tekst = "Een doel dat nog niet zeker is."
    previous = connection.tenant
    connection.set_schema_to_public()
    to_check.save()
    connection.set_tenant(previous)
    assert "Een doel dat nog niet zeker is." not in render_document(choose())
    html = render_document(choose(controleren=["h3.doel"]))
    assert ("Een doel dat nog niet zeker is." in html, html.count("Nog te controleren.")) == (True, 1)


def test_what_was_switched_off_keeps_the_text_that_the_gemeente_wrote_itself(choose, filled):
    choose(controleren=[CHECK])
    filled.lokale_passages.create(code=CHECK, tekst="Onze wet.", version=1, updated_at=MADE_AT)
    plan = choose(controleren=[])
    (own,) = [p for p in plan.passages if p.code == CHECK]
    assert (own.tekst, own.titel, own.to_check, plan.keuzes.controleren) == (
        "Onze wet.",
        passage(CHECK).titel,
        False,
        (),
    )
    assert render_document(plan).count("Onze wet.") == 1


def test_a_code_that_is_no_text_here_is_not_recorded(choose):
    assert choose(controleren=["h1.bestaat_niet", "h1.doel"]).keuzes.controleren == ()


@pytest.mark.parametrize("form", Keuzes.Financiering.values)
def test_how_zorgcoordinatie_is_paid_stands_in_the_chapter_on_means(choose, form):
    plan = choose(financiering=form, financiering_tekst=ANDERS)
    part = next(s for c in chapters(plan) for s in c.sections if s.id == "middelen")
    said = " ".join(words.of_html(part.texts[0].html))
    source = BRON if form not in {"onbekend", "anders"} else ""
    assert said == " ".join(f"{ZINNEN.get(form, '')} {source} {ANDERS}".split())


def test_a_kept_plan_keeps_the_words_of_its_day(choose, monkeypatch):
    kept = choose(financiering="verdeelsleutel").to_json()
    monkeypatch.setitem(ZINNEN, Keuzes.Financiering.VERDEELSLEUTEL, "Iets heel anders.")
    assert "Zij verdelen de kosten met een vaste sleutel" in render_document(Plan.from_json(kept))


def test_an_own_text_on_payment_is_words(choose):
    html = render_document(choose(financiering="anders", financiering_tekst=f"{SCRIPT}\n\n**x**"))
    assert present(html, "<script", "&lt;script&gt;", "**x**") == ["&lt;script&gt;", "**x**"]


@pytest.mark.parametrize("formaat", [1, 2, 3])
def test_a_plan_that_was_kept_before_there_were_choices_is_read_in_full(plan, formaat):
    data = plan.to_json()
    del data["keuzes"], data["huisstijl"]
    for part in data["onderdelen"]:
        for passage in part["passages"]:
            del passage["kort"], passage["to_check"]
    old = Plan.from_json({**data, "formaat": formaat})
    assert (numbers(old), old.huisstijl.logo) == (BIJLAGEN, "")
    assert len(context(old)["sources"]) == len(plan.passages)


def test_compare_shows_what_a_choice_took_away(plan):
    short = replace(plan, keuzes=replace(plan.keuzes, bijlagen=(1, 3, 4, 5)))
    changed = [chapter.titel for chapter in compare(plan, short) if chapter.changes]
    assert changed == ["Verantwoording", "Cijfers over mensenhandel"]


def test_save_keuzes_merges_what_two_people_chose(choose, zelfevaluatie, bewerker):
    choose(vorm="kort", bijlagen=[1, 2, 3, 4])
    mine = {"bijlagen": [1, 2, 3, 5], "financiering": "anders", "financiering_tekst": "Zelf."}
    saved = save_keuzes(keuzes=Keuzes(zelfevaluatie=zelfevaluatie, **mine), version=0, by=bewerker)
    assert (saved.conflicts, saved.theirs) == ((), ("vorm", "bijlagen"))
    row = Keuzes.objects.get()
    assert (row.vorm, sorted(row.bijlagen), row.financiering, row.version) == ("kort", [1, 2, 3], "anders", 2)


@pytest.mark.parametrize("values", [{"bijlagen": [6]}, {"financiering": "anders", "financiering_tekst": ""}])
def test_keuzes_refuse_what_cannot_be(zelfevaluatie, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Keuzes.objects.create(zelfevaluatie=zelfevaluatie, **values)


@pytest.mark.parametrize(
    "values",
    [{"logo": b"x"}, {"logo": b"x", "logo_mimetype": "text/html"}, {"logo_sha256": "x"}, {"accent": "red"}],
)
def test_huisstijl_refuses_what_cannot_be(gemeente, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Huisstijl.objects.create(**values)


def test_huisstijl_is_one_row(gemeente):
    Huisstijl.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Huisstijl.objects.create()
