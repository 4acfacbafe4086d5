"""Plans that were kept at each format are still read whole, and say the same in every form. See files/README.md."""

import copy
import json
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from reports.document.plan import FORMAAT, Plan
from reports.files.formats import FORMS
from tests.golden import leaves, lost, missing
from tests.printing import words

FILES = Path(__file__).parent / "files"
NAMES = ("plan_formaat_1", "plan_formaat_2", "plan_formaat_3", "plan_formaat_3_samen")
JOINT = "plan_formaat_3_samen"
# What each form must say is written down once per document, whatever the form of its file.
SAID_BY = {
    "docx": "pdf",
    "odt": "pdf",
    "html": "pdf",
    "uitvoeringsplan_docx": "uitvoeringsplan",
    "uitvoeringsplan_odt": "uitvoeringsplan",
}
SAID_BY |= dict.fromkeys(("collegevoorstel_pdf", "collegevoorstel_odt"), "collegevoorstel")
CASES = [
    (name, formaat)
    for name in NAMES
    for formaat, form in FORMS.items()
    # A wijzigingsblad says what changed in a version, which no kept plan holds; what is for DROP came later.
    if not (form.of_changes or form.of_adoption or (name == JOINT and form.has_stand))
]
READERS = {
    "docx": words.of_docx,
    "odt": words.of_odt,
    "html": lambda content: words.of_html(content.decode()),
    "json": lambda content: content.decode().split(),
}
# Never in print as they stand: marks by which texts are chosen and placed, dates (which the .txt has), and a picture.
UNPRINTED = {"code", "laag", "standard_laag", "thema", "status", "staat", "cadans", "organisatieniveau", "regio"}
UNPRINTED |= {"bijlagen", "controleren", "vorm", "financiering", "orgaan", "besluit", "per", "made_at", "bron_url"}
UNPRINTED |= {"logo", "logo_mimetype", "accent", "datum", "gereed", "gecontroleerd_op", "stand_op", "kosten"}
UNPRINTED |= {"periode_van", "periode_tot", "evaluatiedatum"}
# In print where there are no passages or sentences, or where the stand per thema is chosen.
INSTEAD = {"rollen.tekst", "zinnen.titel", "bouwstenen.titel"}
UNPRINTED_OF = {"kader.bron", "onderdelen.titel"}  # the chapters have titles of their own


@cache
def golden(name):
    return json.loads((FILES / f"{name}.json").read_text(encoding="utf-8"))


@cache
def plan_of(name):
    return Plan.from_json(golden(name))


def expected(name, formaat):
    """The phrases of that document, in order."""
    sections = re.split(r"^== (\w+)\n", (FILES / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(sections[1::2], sections[2::2], strict=True))[SAID_BY.get(formaat, formaat)].splitlines()


def said(name, formaat):
    """All that is in the file, as one text; of a PDF without spaces and hyphens, which it adds where a line ends."""
    form, plan = FORMS[formaat], plan_of(name)
    content = form.make(plan, form.html(plan), lambda: None).content
    return squeezed(words.of_pdf(content)) if form.extension == "pdf" else " ".join(READERS[form.extension](content))


def squeezed(text):
    return re.sub(r"[\s\-‐\xad]", "", text)


def test_there_is_a_golden_file_of_every_format():
    assert {golden(name)["formaat"] for name in NAMES} == set(range(1, FORMAAT + 1))


def test_every_field_is_filled_in_the_golden_files_of_the_current_format():
    values = [pair for name in NAMES[2:] for pair in leaves(golden(name))]
    filled = {path for path, value in values if value not in ("", None, False)}
    uitvoering = ("", "uitvoering")  # a row in one file and null in the other
    assert {path for path, _ in values} - filled == {uitvoering}


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_plan_is_read_whole(name):
    """Whoever renames a field of Plan loses what stood under the old name: here that is a failure."""
    assert list(lost(golden(name), json.loads(json.dumps(plan_of(name).to_json())))) == []


def test_a_renamed_field_would_be_noticed():
    data = plan_of(NAMES[0]).to_json()
    data["jaren"] = data.pop("jaar")
    data["onderdelen"][0]["titel"] = "Anders"
    assert list(lost(golden(NAMES[0]), data)) == [
        "plan.jaar",
        "plan.onderdelen[0].titel: 'Titelblad en vaststelling' became 'Anders'",
    ]


@pytest.mark.parametrize(("name", "formaat"), CASES)
def test_a_kept_plan_says_the_same_in_every_form(name, formaat):
    phrases = expected(name, formaat)
    assert len(phrases) > 5
    if FORMS[formaat].extension == "pdf":
        phrases = [squeezed(phrase) for phrase in phrases]
    assert missing(phrases, said(name, formaat)) is None


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_kept_plan_is_left_out(name):
    """Each text in the file is in print, in one form or another, or is on the list of what never is."""
    forms = [form for formaat, form in FORMS.items() if (name, formaat) in CASES]
    pages = [unescape(form.html(plan_of(name))) for form in forms]
    printed = " ".join(" ".join(words.of_html(page)) + page for page in pages).lower()
    texts = [(path, text) for path, text in leaves(golden(name)) if isinstance(text, str) and is_printed(path)]
    assert len(texts) > 150
    assert [(path, text) for path, text in texts if first_words(text).lower() not in printed] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_kept_plan_without_texts_says_what_it_has_instead(name):
    data = copy.deepcopy(golden(name))
    data["keuzes"] = {**data.get("keuzes", {}), "stand": True, "vorm": "volledig"}
    for part in data["onderdelen"]:
        part["passages"] = []
        part["zinnen"] = [{**zin, "tekst": "", "status": "geregeld"} for zin in part["zinnen"]]
    printed = " ".join(words.of_html(unescape(FORMS["pdf"].html(Plan.from_json(data)))))
    texts = {" ".join(text.split()) for path, text in leaves(data) if ".".join(path) in INSTEAD}
    assert len(texts) > 20
    assert {text for text in texts if text not in printed} == set()


def is_printed(path):
    return path[-1] not in UNPRINTED and ".".join(path) not in INSTEAD | UNPRINTED_OF


def first_words(text):
    """Of a text in Markdown the first words without marks: those of the rest are in the .txt."""
    return re.split(r"[*\[\]#|\n‘’'\"]", text.strip("#* \n-1."))[0].strip()
