"""Each construct that a passage may have says the same in the preview and in every form, numbers included."""

import pytest

from printing.archives import Header
from printing.pandoc import render_office
from printing.pdf import render_pdf
from sjablonen.markdown import markdown
from tests.reports import marks
from tests.reports.conftest import MADE_AT

PAGE = '<html lang="nl"><head><title></title><link rel="stylesheet" href="asset:plan/plan.css">'
PAGE += '<link rel="stylesheet" href="asset:plan/paper.css"></head><body><main class="plan">{}</main></body></html>'
CONSTRUCTS = {
    "a list that goes on": ("1. een\n2. twee\n\nZin.\n\n3. drie\n4. vier", "1.een2.tweeZin.3.drie4.vier"),
    "a year": ("1985. was een jaar.\n\n1. een\n\n1985. twee", "1985.waseenjaar.1.een1985.twee"),
    "a year below an item": ("1. een\n1985. twee\n2. drie", "1.een1985.twee2.drie"),
    "the highest number": ("100. een\n101. twee", "100.een101.twee"),
    "a list from nought": ("0. nul\n1. een", "0.nul1.een"),
    "parentheses": ("7) een\n8) twee", "7.een8.twee"),
    "lists within lists": (
        "3. a\n    - b\n        - c\n        - d\n    1. e\n    2. f\n4. g\n\n- h\n    5. i\n    6. j\n- k",
        "3.a•b•c•d1.e2.f4.g•h5.i6.j•k",
    ),
    "items of more than one paragraph": ("1. a\n\n   tweede\n2. b\n\n- c\n\n  derde\n- d", "1.atweede2.b•cderde•d"),
    "a list after a heading": ("### Kop\n2. b\n3. c\n\n### Kop 2\n- d", "Kop2.b3.cKop2•d"),
    "kinds in a row": ("- a\n- b\n1. c\n2. d\n* e\n+ f", "•a•b1.c2.d•e•f"),
    "a table": (
        "| Nr | **Wat** |\n|--:|:-:|\n| 1. | [a](https://a.nl) \\| b |\n| 2. | *c* |",
        "NrWat1.a|b2.c",
    ),
    "emphasis": ("**a** *b* ***c*** __d__ _e_ f_g_h 2*3*4", "abcdef_g_h234"),
    "links": (
        "[a](https://a.nl) <https://b.nl> <mailto:c@d.nl> [e](http://f.nl) [g]",
        "ahttps://b.nlmailto:c@d.nle[g]",
    ),
    "escapes": (r"\*a\* 1\. b \# \[c\]\(d\) \| \\ \- e", r"*a*1.b#[c](d)|\-e"),
    "entities": ("&amp; &euro; &lt;b&gt; &#8226; &nbsp;x", "&€<b>•x"),
    "quotes": ("'a' \"b\" collega's", "‘a’“b”collega’s"),
    "line breaks": ("a\\\nb  \nc\nd\n\ne", "abcde"),
    "a quotation": ("> a\n> - b\n> - c\n\nd", "a•b•cd"),
    "code": ("`a*b*` ``c``\n\n    d\n\n```\ne\n```", "a*b*cde"),
    "what is no mark": ("# a\n\n## b\n\n---\n\nc\n===\n\n![d](https://e.nl)", "#a##b---c===!d"),
    "signs of word": ("a\u2028b \uf0b7 c\x0cd \u00ade", "ab•cde"),
}
OFFICE = {"docx": marks.of_docx, "odt": marks.of_odt}


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_preview_and_every_form_say_the_same(construct):
    tekst, said = CONSTRUCTS[construct]
    html = markdown(tekst)
    page = PAGE.format(html)
    pdf = render_pdf(page, made_at=MADE_AT).content
    office = {
        to: read(render_office(page, to=to, reference=f"reference.{to}", header=Header("", ""), made_at=MADE_AT))
        for to, read in OFFICE.items()
    }
    assert {"preview": marks.of_html(html), "pdf": marks.of_pdf(pdf), **office} == dict.fromkeys(
        ["preview", "pdf", "docx", "odt"], said
    )
