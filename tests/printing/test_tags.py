import io

import pikepdf
import pytest

from printing.tags import SINGLE
from reports.document.html import render_document
from tests.reports.conftest import printed

LINK = '<p><a href="https://wet.nl">de <strong>wet</strong> zelf</a> en <a href="#kop">verder</a></p>'
HTML = f"""<!DOCTYPE html><html lang="nl-NL"><head><title>t</title></head><body><h1 id="kop">Kop</h1>{LINK}
<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><th scope="row">b</th></tr></tbody></table></body>"""


@pytest.fixture
def opened():
    """Opens what a document became."""
    documents = []

    def open_pdf(html):
        documents.append(pikepdf.open(io.BytesIO(printed(html).content)))
        return documents[-1]

    yield open_pdf
    for document in documents:
        document.close()


def elements(element, around=()):
    """Each tag below `element`, with those around it."""
    yield element, around
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid, (*around, str(element.S)))


def tags(document):
    return list(elements(document.Root.StructTreeRoot.K[0]))


def test_a_head_says_what_it_is_the_head_of(opened):
    assert [str(tag.A.Scope) for tag, _ in tags(opened(HTML)) if tag.S == "/TH"] == ["/Column", "/Row"]


def test_a_link_is_one_link_and_says_where_it_goes(opened):
    document = opened(HTML)
    assert [str(tag.S) for tag, around in tags(document) if "/Link" in around and tag.S == "/Link"] == []
    assert [str(each.Contents) for each in document.pages[0].Annots] == ["https://wet.nl", "Kop"]


def test_no_heading_or_paragraph_is_inside_itself(plan, opened):
    found = [(str(tag.S), around) for tag, around in tags(opened(render_document(plan)))]
    # A div says nothing of its own: the page for who decides and the begrippen have rows and columns in a block.
    assert {tag for tag, around in found if tag in around[-1:]} <= {"/Sect", "/Div", "/Span", "/NonStruct", "/L"}
    assert [tag for tag, around in found if tag in SINGLE and tag in around] == []
    assert {tag for tag, _ in found} >= {"/H1", "/H2", "/H3", "/P", "/Link"}


def test_running_heads_and_watermark_are_no_part_of_the_text(plan, opened):
    document = opened(render_document(plan))
    content = document.pages[2].Contents.read_bytes()
    marked = content.count(b"/MCID")
    owners = document.Root.StructTreeRoot.ParentTree.Nums[5]
    assert content.count(b"/Pagination") == 4
    assert marked == sum(owner is not None for owner in owners) == len(owners) - 4
