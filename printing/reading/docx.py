"""The paragraphs of a DOCX: what was deleted under tracked changes is gone, what was added is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from printing.reading.office import DEPTH_MAX, attribute, local, part_of, within
from printing.reading.pieces import LEVEL_LOOSE, Outline, Piece, Table, cleaned, heading_level

NOTES = ("footnote", "endnote")
REFERENCES = {f"{kind}Reference": kind for kind in NOTES}
GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "txbxContent", *REFERENCES}
SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
AROUND = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "document"}
HEADING = re.compile(r"^(?:heading|kop)\s*([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"^(?:toc|inhopg|inhoudsopgave|table of figures)", re.IGNORECASE)
LIST = re.compile(r"^(?:list|lijst|opsomming)", re.IGNORECASE)
TITLE = re.compile(r"^(?:title|titel|subtitle|ondertitel)$", re.IGNORECASE)


@dataclass(frozen=True)
class Beside:
    """What stands in other parts: what each style is called, and the text of each note; by id."""

    styles: dict[str, str]
    notes: dict[tuple[str, str], str]


def read_docx(content: bytes) -> list[Piece]:
    beside = Beside(style_names(part_of(content, "word/styles.xml", needed=False)), notes_of(content))
    root = part_of(content, "word/document.xml")
    outline = Outline()
    if root is not None:
        blocks(root, outline, beside, 0)
    return outline.done()


def notes_of(content: bytes) -> dict[tuple[str, str], str]:
    found = {}
    for kind in NOTES:
        root = part_of(content, f"word/{kind}s.xml", needed=False)
        for note in root.iterfind(f"{{*}}{kind}") if root is not None else ():
            found[kind, attribute(note, "id")] = text_of(note)
    return found


def style_names(root: etree._Element | None) -> dict[str, str]:
    """By id the name that people know; a style with a level of its own is called a heading."""
    found = {}
    for style in root.iterfind("{*}style") if root is not None else ():
        level = attribute(style.find("{*}pPr/{*}outlineLvl"), "val")
        name = attribute(style.find("{*}name"), "val")
        found[attribute(style, "styleId")] = f"heading {int(level) + 1}" if level in set("01234567") else name
    return found


def blocks(element: etree._Element, outline: Outline, beside: Beside, depth: int) -> None:
    if depth > DEPTH_MAX:
        return
    for child in element:
        name = local(child)
        if name == "p":
            paragraph(child, outline, beside)
            for box in boxes(child):
                blocks(box, outline, beside, depth + 1)
        elif name == "tbl":
            table(child, outline, beside)
        elif name in AROUND:
            blocks(child, outline, beside, depth + 1)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text boxes in it, each once: Word keeps a second copy for older readers."""
    for box in paragraph.iter("{*}txbxContent"):
        names = {local(above) for above in box.iterancestors()}
        if "Fallback" not in names and "txbxContent" not in names:
            yield box


def paragraph(element: etree._Element, outline: Outline, beside: Beside) -> None:
    text = cleaned(text_of(element))
    style = attribute(element.find("{*}pPr/{*}pStyle"), "val")
    name = beside.styles.get(style, style)
    if not text or CONTENTS.match(name):
        return
    level = level_of(element, name, text)
    if level is not None:
        outline.heading(level, text)
    elif LIST.match(name) or element.find("{*}pPr/{*}numPr") is not None or text[0] in "•▪–":
        outline.point(text.lstrip("•▪–- "))
    else:
        outline.paragraph(text)
    note(element, outline, beside)


def note(element: etree._Element, outline: Outline, beside: Beside) -> None:
    """What is said at the foot of the page about something in it."""
    for event, each in within(element, GONE):
        if event == "end" and (kind := REFERENCES.get(local(each))):
            outline.note(beside.notes.get((kind, attribute(each, "id")), ""))


def level_of(element: etree._Element, style: str, text: str) -> int | None:
    if found := HEADING.match(style):
        return int(found[1])
    if TITLE.match(style):
        return 0
    own = attribute(element.find("{*}pPr/{*}outlineLvl"), "val")
    if own in set("01234567"):
        return int(own) + 1
    if len(text) > 100 or text.endswith((".", ":", ";", ",")):
        return None
    runs = [run for run in element.iterfind("{*}r") if text_of(run).strip()]
    if runs and all(is_bold(run) for run in runs):
        return heading_level(text) or LEVEL_LOOSE
    return None


def is_bold(run: etree._Element) -> bool:
    bold = run.find("{*}rPr/{*}b")
    return bold is not None and attribute(bold, "val") not in {"0", "false"}


def text_of(element: etree._Element) -> str:
    """Of a paragraph or a cell, without what is in a box."""
    found: list[str] = []
    for event, each in within(element, GONE):
        name = local(each)
        if event == "start":
            found.append(each.text or "" if name == "t" else SIGNS.get(name, ""))
        elif name == "p":
            found.append(" ")
    return "".join(found)


def table(element: etree._Element, outline: Outline, beside: Beside) -> None:
    rows = Table(outline)
    for row in parts(element, "tr"):
        rows.row([text_of(cell) for cell in parts(row, "tc")])
        note(row, outline, beside)


def parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Its rows or cells, also those within a field to fill in."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in AROUND:
            yield from parts(child, name)
