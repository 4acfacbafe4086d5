"""The words of a document in the order in which it is read, whatever its form."""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from pypdf import PdfReader
from pypdf.generic import IndirectObject

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
INLINE = {"a", "span", "strong", "em"}


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.skipping, self.said = 0, []

    def handle_starttag(self, tag, attrs):
        self.skipping += tag in {"head", "svg"}
        self.said.append("" if tag in INLINE else " ")

    def handle_endtag(self, tag):
        self.skipping -= tag in {"head", "svg"}
        self.said.append("" if tag in INLINE else " ")

    def handle_data(self, data):
        if not self.skipping:
            self.said.append(data.replace("\xad", ""))  # a place to break, which nobody reads


def of_html(html):
    reader = Reader()
    reader.feed(html)
    return "".join(reader.said).split()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))


def of_docx(content):
    said = []
    for element in part(content, "word/document.xml").iter():
        if element.tag == f"{W}t":
            said.append(element.text or "")
        elif element.tag in {f"{W}p", f"{W}br", f"{W}tab"}:
            said.append(" ")
    return "".join(said).split()


def of_odt(content):
    said = []

    def read(element):
        if element.tag == f"{TEXT}table-of-content-source":
            return
        block = element.tag in {f"{TEXT}{name}" for name in ("p", "h", "line-break", "tab", "s")}
        said.append(" " if block else "")
        said.append(element.text or "")
        for child in element:
            read(child)
            said.append(child.tail or "")
        said.append(" " if block else "")

    read(part(content, "content.xml").find(f".//{OFFICE}text"))
    return "".join(said).split()


def of_pdf(content):
    """All characters but spaces, along the tree of tags: the order in which a screen reader says them.

    Without those in a drawing, as of_html: of a figure it says the words that stand for it.
    """
    reader = PdfReader(io.BytesIO(content))
    marked = {page.indirect_reference.idnum: by_mark(page) for page in reader.pages}
    said = []

    def read(node, page):
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, int):
            said.append(marked[page].get(node, ""))
            return
        if isinstance(node, list):
            for child in node:
                read(child, page)
            return
        if node.get("/S") == "/Figure":
            return
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        if node.get("/Type") == "/MCR":
            said.append(marked[page].get(node["/MCID"], ""))
        elif node.get("/Type") != "/OBJR" and "/K" in node:
            read(node["/K"], page)

    read(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], None)
    return re.sub(r"\s", "", "".join(said))


def by_mark(page):
    """The text of each piece of marked content (MCID) on a page."""
    texts, stack = {}, []

    def before(operator, operands, *_):
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 and hasattr(operands[1], "get") else {}
            stack.append(properties.get("/MCID"))
        elif operator == b"EMC":
            stack.pop()

    def text(said, *_):
        mark = next((mark for mark in reversed(stack) if mark is not None), None)
        if mark is not None:
            texts[mark] = texts.get(mark, "") + said

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return texts
