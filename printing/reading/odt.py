"""The paragraphs of an ODT."""

from collections.abc import Iterator

from lxml import etree

from printing.reading.office import DEPTH_MAX, attribute, local, part_of, within
from printing.reading.pieces import LEVEL_LOOSE, Outline, Piece, Table, cleaned

GONE = {"note", "annotation", "annotation-end", "tracked-changes", "text-box", "binary-data", "ruby-text"}
LISTS = {"list", "list-item", "list-header"}
AROUND = {"section", *LISTS}  # so not a table of contents
TITLES = {"Title", "Subtitle"}
SPACES = {"s", "tab", "line-break"}


def read_odt(content: bytes) -> list[Piece]:
    root = part_of(content, "content.xml")
    outline = Outline()
    body = root.find("{*}body/{*}text") if root is not None else None
    if body is not None:
        blocks(body, outline, 0)
    return outline.done()


def blocks(element: etree._Element, outline: Outline, depth: int, in_list: bool = False) -> None:
    for child in element if depth <= DEPTH_MAX else ():
        name = local(child)
        if name == "h":
            level = attribute(child, "outline-level")
            outline.heading(int(level) if level.isdigit() and len(level) < 3 else LEVEL_LOOSE, text_of(child))
            note(child, outline)
        elif name == "p":
            paragraph(child, outline, in_list)
            for box in boxes(child):
                blocks(box, outline, depth + 1)
        elif name == "table":
            table(child, outline)
        elif name in AROUND:
            blocks(child, outline, depth + 1, in_list or name in LISTS)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Frames with text in it, but for those in such a frame."""
    for box in paragraph.iter("{*}text-box"):
        if "text-box" not in {local(above) for above in box.iterancestors()}:
            yield box


def paragraph(element: etree._Element, outline: Outline, in_list: bool) -> None:
    text = cleaned(text_of(element))
    if attribute(element, "style-name") in TITLES:
        outline.heading(0, text)
    elif in_list:
        outline.point(text)
    else:
        outline.paragraph(text)
    note(element, outline)


def text_of(element: etree._Element) -> str:
    found: list[str] = []
    for event, each in within(element, GONE):
        if event == "start":
            found.append(" " if local(each) in SPACES else each.text or "")
        else:
            found.append(" " if local(each) in {"p", "h"} else "")
            found.append((each.tail or "") if each is not element else "")
    return "".join(found)


def note(element: etree._Element, outline: Outline) -> None:
    """What is said at the foot of the page about something in it."""
    for event, each in within(element, GONE):
        if event == "end" and local(each) == "note" and (body := each.find("{*}note-body")) is not None:
            outline.note(text_of(body))


def table(element: etree._Element, outline: Outline) -> None:
    rows = Table(outline)
    for row in element.iter("{*}table-row"):
        rows.row([text_of(cell) for cell in row.iterfind("{*}table-cell")])
        note(row, outline)
