"""Every form carries the same text, of the right gemeente, and nothing that was not meant for it."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from aanpak.models import Actie
from kader.models import Status
from printing.archives import UNPRINTABLE
from reports.document.html import AMBITIES, chapters, render_document
from reports.document.in_beeld import IN_BEELD, SECTORS
from reports.document.plan import Plan
from reports.files.actions import render_rapport, request_rapport
from reports.files.formats import EVERY_FORM, FORMS
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand
from reports.models import Rapport
from tests.printing import words
from tests.reports.conftest import MADE_AT, SCRIPT, as_platform, hostile, printed
from tests.reports.forms import SKIP_LINK, Tags, make
from zelfevaluatie.models import AanvullendAntwoord, Antwoord

NASTY = "\u202egeheim\u202c \u2066a\u2069 \x00 \ufffe <w:p/> </text:p> & KOP {{7*7}} $(id) 'x' \"y\""


@pytest.fixture
def everything(zelfevaluatie, gemeente):
    """A plan in which each answer, to all 23 bouwstenen and 11 extra questions, has a sentence."""

    def gather(status):
        nvt_reden = "GEHEIM" if status == Status.NVT else ""
        for model, path in ((Antwoord, "bouwsteen__code"), (AanvullendAntwoord, "vraag__code")):
            for pk, code in model.objects.values_list("pk", path):
                model.objects.filter(pk=pk).update(
                    status=status, plan_zin=f"Zin van {code}.", toelichting=f"GEHEIM {code}", nvt_reden=nvt_reden
                )
        Actie.objects.create(ambitie=1, wat="Iets", toelichting="GEHEIM")
        return replace(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente), made_at=MADE_AT)

    return gather


def place(zin, part):
    """Where a sentence belongs: what is done stands by thema in chapter 3, all else in its own part."""
    if part in AMBITIES and zin.is_done and zin.thema:
        return IN_BEELD if zin.code in SECTORS else f"thema-{zin.thema}"
    return {"h2": "h2_4", "bijlage_4": "middelen"}.get(part, part)


@pytest.mark.parametrize("status", ["", *Status.values])
def test_every_answer_reaches_its_place_and_no_toelichting_does(everything, status):
    plan = everything(status)
    wanted = {zin.code: place(zin, part.code) for part in plan.onderdelen for zin in part.zinnen}
    found = [
        (zin.code, section.id)
        for chapter in chapters(plan)
        for section in (chapter, *chapter.sections)
        for zin in section.zinnen
    ]
    assert (len(wanted), sorted(found)) == (23 + 11, sorted(wanted.items()))
    html = render_document(plan)
    assert [code for code in wanted if html.count(f"Zin van {code}.") != 1] == []
    office = " ".join(words.of_docx(make("docx", plan).content))
    assert [code for code in wanted if office.count(f"{code} Zin van {code}.") != 1] == []
    assert "GEHEIM" not in html + office + repr(plan)  # what is not in a Plan is in no form of it


@pytest.mark.parametrize("own", [True, False])
def test_word_odt_and_web_page_say_word_for_word_what_the_html_says(plan, own):
    """The web page has a link to its text besides, for who reads with the keyboard. Nothing else differs."""
    plan = replace(plan, herkomst="") if own else plan
    said = words.of_html(FORMS["docx"].html(plan))
    assert words.of_docx(make("docx", plan).content) == said
    assert words.of_odt(make("odt", plan).content) == said
    assert words.of_html(make("html", plan).content.decode()) == [*SKIP_LINK, *words.of_html(render_document(plan))]


def test_codes_of_bouwstenen_stand_in_word_and_elsewhere_when_chosen(plan):
    chosen = replace(plan, keuzes=replace(plan.keuzes, codes=True))
    pages = {formaat: FORMS[formaat].html(plan) for formaat in ("pdf", "html", "docx", "odt")}
    assert {formaat: html.count('class="plan-code">') for formaat, html in pages.items()} == {
        **dict.fromkeys(("pdf", "html"), 0),
        **dict.fromkeys(("docx", "odt"), 5),
    }
    assert [formaat for formaat, html in pages.items() if "Bij sommige zinnen staat een code" in html] == [
        "docx",
        "odt",
    ]
    assert (FORMS["pdf"].html(chosen), FORMS["html"].html(chosen).count('class="plan-code">')) == (pages["docx"], 5)


def test_the_pdf_says_it_too_along_its_tags(plan):
    """Only these differ: spaces, hyphens, bullets and numbers of a list, the head of a table once more on its next
    page, and page numbers in the contents."""
    html = render_document(plan)
    heads = {"".join(words.of_html(head)) for head in re.findall("<thead>.*?</thead>", html, re.DOTALL)}
    off = re.compile(r"[-‐•]|(?<!\d)\d{1,2}\.(?!\d)|" + "|".join(map(re.escape, heads)))
    entries = [entry for chapter in chapters(plan) for entry in (chapter, *chapter.sections)]
    contents = [off.sub("", "".join(f"{entry.number}{entry.titel}".split())) for entry in entries]
    before, found, after = off.sub("", "".join(words.of_html(html))).partition("".join(contents))
    assert found
    numbered = "".join(rf"{re.escape(entry)}\d{{1,3}}" for entry in contents)
    said = off.sub("", words.of_pdf(printed(html).content))
    assert re.fullmatch(re.escape(before) + numbered + re.escape(after), said)


@pytest.mark.parametrize("formaat", ["docx", "odt", "html"])
def test_what_somebody_typed_is_words_in_every_form(plan, formaat):
    plan = hostile(plan)
    nasty = tuple(replace(zin, tekst=NASTY) for zin in plan.onderdeel("ambitie_2").zinnen)
    parts = (replace(part, zinnen=nasty) if part.code == "ambitie_2" else part for part in plan.onderdelen)
    plan = replace(plan, onderdelen=tuple(parts))
    made = make(formaat, plan).content
    read = {"docx": words.of_docx, "odt": words.of_odt, "html": lambda content: words.of_html(content.decode())}
    html = FORMS[formaat].html(plan)
    said = [word for word in (UNPRINTABLE.sub("", word) for word in words.of_html(html)) if word]
    found = [word for word in (UNPRINTABLE.sub("", word) for word in read[formaat](made)) if word]
    assert found[-len(said) :] == said
    assert SCRIPT in " ".join(found)
    assert b"<script" not in made.lower()


@pytest.mark.parametrize("formaat", ["docx", "odt", "html", "bestuurder", "collegevoorstel"])
def test_a_very_long_text_is_made_within_the_limits(plan, formaat):
    long = tuple(replace(actie, wat="W" * 50_000, trekker="lang " * 10_000) for actie in plan.acties)
    parts = (replace(part, acties=long) if part.code == "ambitie_2" else part for part in plan.onderdelen)
    made = make(formaat, replace(plan, onderdelen=tuple(parts), herkomst="h" * 50_000))
    assert 0 < len(made.content) < 5_000_000
    assert made.pages == 1 or formaat != "bestuurder"


def test_what_there_is_in_word_there_is_in_odt_too():
    titles = {to: {form.titel for form in EVERY_FORM.values() if form.extension == to} for to in ("docx", "odt")}
    assert titles["docx"] - titles["odt"] == {FORMS["drop"].titel}  # DROP takes Word alone


@pytest.mark.parametrize("formaat", FORMS)
def test_the_same_plan_gives_the_same_bytes(plan, formaat):
    kort = replace(plan, keuzes=replace(plan.keuzes, vorm="kort"))
    assert make(formaat, kort).sha256 == make(formaat, kort).sha256


@pytest.mark.parametrize("formaat", FORMS)
def test_a_rapport_of_each_formaat_goes_through_the_job(filled, gemeente, bewerker, formaat):
    from jobs.actions import claim

    rapport = request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, formaat=formaat)
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)
    made = Rapport.objects.get()
    content = bytes(made.content)
    assert (made.formaat, made.sha256) == (formaat, hashlib.sha256(content).hexdigest())
    assert (made.pages is not None) == (FORMS[formaat].extension == "pdf")
    assert b"GEHEIM" not in content


def test_only_the_plan_of_the_bestuurder_says_how_far_each_bouwsteen_is(filled, gemeente, bewerker):
    for formaat in FORMS:
        request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, formaat=formaat)
    told = {r.formaat: sum(len(t.bouwstenen) for t in Plan.from_json(r.plan).stand) for r in Rapport.objects.all()}
    assert told == {formaat: 23 if formaat == "bestuurder" else 0 for formaat in FORMS}


def test_asking_for_two_forms_gives_two_rapporten(filled, gemeente, bewerker):
    asked = [
        request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, formaat=formaat)
        for formaat in ("docx", "odt", "docx")
    ]
    assert asked[2] == asked[0] != asked[1]


def test_the_web_page_is_one_file_that_asks_for_nothing(plan):
    html = make("html", plan).content.decode()
    tags = Tags()
    tags.feed(html)
    assert {"link", "script", "img", "iframe", "form", "object"} & set(tags.tags) == set()
    assert [tags.tags.count(tag) for tag in ("h1", "main", "nav", "style")] == [1, 1, 1, 1]
    assert [address for address in tags.addresses if not re.match(r"#|https://|mailto:", address)] == []
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = re.search(r"style-src 'sha256-([^']+)'", html)[1]
    assert hashlib.sha256(style.encode()).digest().hex() == base64.b64decode(digest).hex()
    assert "url(" not in style


def test_gather_stand_counts_all_bouwstenen_once(filled):
    codes = [bouwsteen.code for thema in gather_stand(filled) for bouwsteen in thema.bouwstenen]
    assert (len(codes), len(set(codes))) == (23, 23)
