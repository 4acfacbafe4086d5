"""The words in XML and HTML as people read them: what parts words and what does not, in Office files and mail."""

from collections.abc import Iterator
from html.parser import HTMLParser

from lxml import etree

NO_TEXT = "\ufdd0"  # between texts that do not touch; no character at all
# Between these people see a space or a new line. Local names, of all formats together.
BREAKS = set(
    """p h tab br cr ptab tc tr c row si is v f pt line-break s table-cell covered-table-cell table-row list-item body
    comment footnote endnote hdr ftr sp graphicFrame txBody""".split()  # noqa: SIM905 - as a list it is a page long
)
# A text stands in these that the text around them does not touch.
ASIDE = set(
    """txbxContent Fallback note note-body note-citation annotation footnote endnote comment frame text-box drawing pict
    object""".split()  # noqa: SIM905 - as above
)
FIELDS = {"instrText", "delInstrText", "fldData"}  # parts of what Word does, as of one link
HYPHENS = {"noBreakHyphen": "-", "softHyphen": "", "non-breaking-hyphen": "-", "soft-hyphen": ""}
DELETED, ADDED = {"del", "moveFrom"}, {"ins", "moveTo"}
# Of these we know which tags part words.
KNOWN = ("wordprocessingml", "spreadsheetml", "presentationml", "opendocument")
INLINE_HTML = set(
    "a abbr b big cite code em font i ins del mark q s small span strike strong sub sup tt u wbr".split()  # noqa: SIM905
)


def root_of(content: bytes) -> etree._Element | None:
    """None for what is no XML. Neither entities nor addresses in it are followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def is_whole(root: etree._Element) -> bool:
    """Whether we can read all that it says: not what its own entities say, nor where in an ODF text something went."""
    entities = bool(root.getroottree().docinfo.doctype)
    return not entities and next(root.iter("{*}deletion"), None) is None


def has_numbers(root: etree._Element) -> bool:
    """Whether a sheet of Excel has cells that show a number or date otherwise than they keep it."""
    return local(root) == "worksheet" and any(
        cell.get("t", "n") == "n" and cell.find("{*}v") is not None for cell in root.iter("{*}c")
    )


def xml_texts(root: etree._Element, shared: dict[str, str]) -> Iterator[str]:
    """The text as it reads now, without what was deleted, added or hidden, and all that stands in attributes."""
    hidden = {run for mark in root.iter("{*}vanish") for run in mark.iterancestors("{*}r")}
    ways = [{element for element in root.iter() if local(element) in names} for names in (DELETED, ADDED)]
    parted = [False] if any(known in str(root.tag) for known in KNOWN) else [False, True]
    for skip in [set(), *filter(None, (*ways, hidden))]:
        yield from (flow(root, skip, parting, shared) for parting in parted)
    yield NO_TEXT.join(str(value) for element in root.iter() for value in element.attrib.values() if value)
    yield NO_TEXT.join(element.text or "" for element in root.iter(etree.Comment, etree.ProcessingInstruction))


def local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def flow(root: etree._Element, skip: set[etree._Element], parting: bool, shared: dict[str, str]) -> str:
    """All text in the order in which it stands, without that in `skip`. With `parting`, every tag parts words."""
    out = Flow(mixed="openxmlformats" not in (root.tag if isinstance(root.tag, str) else ""), shared=shared)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if element in skip:
            out.skipped += 1 if event == "start" else -1
        if name in ASIDE:
            out.aside(event)
        if name in BREAKS or (parting):
            out.add(" ")
        if event == "end":
            out.add(out.significant(element.tail))
        elif name in FIELDS:
            out.fields.append(element.text or "")
        else:
            out.add(HYPHENS.get(name, "") or out.own(element, name))
    return NO_TEXT.join(["".join(out.open[0]), *out.done, "".join(out.fields)])


class Flow:
    """Texts in the making: the outermost first, and in it what stands aside."""

    def __init__(self, *, mixed: bool, shared: dict[str, str]) -> None:
        self.open: list[list[str]] = [[]]
        self.done: list[str] = []
        self.fields: list[str] = []
        self.skipped = 0
        self.mixed = mixed  # whether text stands between tags, as in ODF
        self.shared = shared

    def aside(self, event: str) -> None:
        if event == "start":
            self.open.append([])
        else:
            self.done.append("".join(self.open.pop()))

    def add(self, text: str) -> None:
        if text and not self.skipped:
            self.open[-1].append(text)

    def significant(self, text: str | None) -> str:
        """Not the new lines that only make XML readable."""
        return text if text and (self.mixed or text.strip()) else ""

    def own(self, element: etree._Element, name: str) -> str:
        if not isinstance(element.tag, str):
            return ""
        text = element.text or ""
        if name == "v" and self.shared and (cell := element.getparent()) is not None and cell.get("t") == "s":
            return self.shared.get(text.strip(), text)
        return text if len(element) == 0 else self.significant(text)


def strings_of(root: etree._Element) -> dict[str, str]:
    """The shared texts of an Excel file, by their number."""
    items = [element for element in root if local(element) == "si"]
    return {str(n): "".join(t.text or "" for t in item.iter("{*}t")) for n, item in enumerate(items)}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.apart: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.apart += [value for _, value in attrs if value]
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE_HTML:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.apart.append(data)


def html_texts(html: str) -> list[str]:
    """What a page shows, and what stands in its attributes and comments."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return ["".join(reader.text), NO_TEXT.join(reader.apart)]
