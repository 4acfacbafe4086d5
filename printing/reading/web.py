"""The paragraphs of a saved page, such as one of lokaleregelgeving.overheid.nl. No address in it is followed."""

from lxml import etree

from printing.file_words import decoded
from printing.reading.office import local
from printing.reading.pieces import LEVEL_LOOSE, Outline, Piece, Table, cleaned, heading_level
from printing.reading.refusals import NotRead

PAGE_MAX = 8_000_000
AWAY = (
    *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head"),
    *("nav", "header", "footer", "label", "aside", "button", "select", "dialog", "figcaption"),
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {
    *("p", "div", "section", "article", "main", "body", "blockquote", "pre", "dl", "dt", "dd", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "address", "details", "summary", "hr", "figure"),
    *HEADINGS,
}
CELLS = {"td", "th"}


def read_web(content: bytes) -> list[Piece]:
    if len(content) > PAGE_MAX:
        raise NotRead("large")
    text = decoded(content).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotRead("broken") from error
    if root is None:
        raise NotRead("empty")
    etree.strip_elements(root, *AWAY, with_tail=False)
    return Reading(main_of(root)).pieces


def main_of(root: etree._Element) -> etree._Element:
    """Where the text stands, when the page says so."""
    found = [*root.iter("main"), *root.iter("article")]
    largest = max(found, key=lambda each: len("".join(map(str, each.itertext()))), default=root)
    whole = len("".join(map(str, root.itertext())))
    return largest if len("".join(map(str, largest.itertext()))) * 2 > whole else root


class Reading:
    """Walks once through the tree: what is between two blocks is a paragraph, or a point, or belongs to a row."""

    def __init__(self, root: etree._Element) -> None:
        self.outline = Outline()
        self.open: list[str] = []
        self.text: list[str] = []
        self.tables: list[tuple[Table, list[str]]] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            self.start(element) if event == "start" else self.end(element, is_root=element is root)
        self.flush()
        self.pieces: list[Piece] = self.outline.done()

    def start(self, element: etree._Element) -> None:
        name = local(element)
        if name in BLOCKS:
            if name not in CELLS or not self.tables:
                self.flush()
            self.open.append(name)
            if name == "table":
                self.tables.append((Table(self.outline), []))
            elif name in CELLS and self.tables:
                self.tables[-1][1].append("")
        self.text.append(" " if name == "br" else "")
        self.text.append(element.text or "")

    def end(self, element: etree._Element, *, is_root: bool) -> None:
        name = local(element)
        if name in BLOCKS:
            self.flush()
            self.open.pop()
            if name == "tr" and self.tables and self.tables[-1][1]:
                table, cells = self.tables[-1]
                table.row(cells)
                cells.clear()
            elif name == "table" and self.tables:
                self.tables.pop()
        if not is_root:
            self.text.append(element.tail or "")

    def flush(self) -> None:
        text = cleaned("".join(self.text))
        self.text.clear()
        if not text:
            return
        block = next((name for name in reversed(self.open) if name in HEADINGS or name == "li" or name in CELLS), "")
        if block in HEADINGS:
            self.outline.heading(HEADINGS[block], text)
        elif block in CELLS and self.tables and self.tables[-1][1]:
            cells = self.tables[-1][1]
            cells[-1] = f"{cells[-1]} {text}".strip()
        elif block == "li" or text[0] in "•▪–":
            self.outline.point(text.lstrip("•▪–- "))
        elif self.is_loose_heading(text):
            self.outline.heading(heading_level(text) or LEVEL_LOOSE, text)
        else:
            self.outline.paragraph(text)

    def is_loose_heading(self, text: str) -> bool:
        return len(text) < 100 and heading_level(text) is not None
