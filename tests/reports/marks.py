"""What a document says, with the number or bullet that its reader sees before each item of a list; without spaces."""

import re
from html.parser import HTMLParser

from tests.printing import words
from tests.printing.words import OFFICE, TEXT, W, part

BULLET = "•"
NO_MARK = "1000"  # pandoc's number for a second paragraph of an item


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.lists, self.said = [], []

    def handle_starttag(self, tag, attrs):
        if tag in {"ol", "ul"}:
            self.lists.append([tag, int(dict(attrs).get("start", 1))])
        elif tag == "li":
            kind, number = self.lists[-1]
            self.lists[-1][1] += 1
            self.said.append(f"{number}." if kind == "ol" else BULLET)

    def handle_endtag(self, tag):
        if tag in {"ol", "ul"}:
            self.lists.pop()

    def handle_data(self, data):
        self.said.append(data)


def joined(said):
    return re.sub(r"\s", "", "".join(said))


def of_html(html):
    reader = Reader()
    reader.feed(html)
    return joined(reader.said)


def of_pdf(content):
    """WeasyPrint draws other bullets within a list."""
    return re.sub("[◦▪]", BULLET, words.of_pdf(content))


def of_docx(content):
    """Word counts per w:num and level."""
    numbering = part(content, "word/numbering.xml")
    formats = {
        abstract.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): level.find(f"{W}numFmt").get(f"{W}val") for level in abstract.iter(f"{W}lvl")
        }
        for abstract in numbering.iter(f"{W}abstractNum")
    }
    nums = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
    counts, said = {}, []
    for paragraph in part(content, "word/document.xml").iter(f"{W}p"):
        mark = paragraph.find(f"{W}pPr/{W}numPr")
        if mark is not None:
            level, num = (mark.find(f"{W}{name}").get(f"{W}val") for name in ("ilvl", "numId"))
            start = nums[num].find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}startOverride")
            counts[num] = counts.get(num, 0 if start is None else int(start.get(f"{W}val")) - 1) + 1
            kind = formats[nums[num].find(f"{W}abstractNumId").get(f"{W}val")][level]
            said.append("" if num == NO_MARK else BULLET if kind == "bullet" else f"{counts[num]}.")
        said += [text.text or "" for text in paragraph.iter(f"{W}t")]
    return joined(said)


def of_odt(content):
    """A list within another has the style of the outer one, unless it says its own; a style has a mark per level."""
    root = part(content, "content.xml")
    name = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
    marks = {
        style.get(name): {
            level.get(f"{TEXT}level"): (level.tag.endswith("number"), int(level.get(f"{TEXT}start-value", 1)))
            for level in style
            if level.get(f"{TEXT}level")
        }
        for style in root.iter(f"{TEXT}list-style")
    }
    said = []

    def read(element, style="", depth=0):
        said.append(element.text or "")
        if element.tag == f"{TEXT}list":
            style, depth = element.get(f"{TEXT}style-name", style), depth + 1
        is_numbered, number = marks.get(style, {}).get(str(depth), (None, 0))
        for child in element:
            if child.tag == f"{TEXT}list-item":
                number = int(child.get(f"{TEXT}start-value", number))
                said.append("(geen teken)" if is_numbered is None else f"{number}." if is_numbered else BULLET)
                number += 1
            read(child, style, depth)
            said.append(child.tail or "")

    read(root.find(f".//{OFFICE}text"))
    return joined(said)
