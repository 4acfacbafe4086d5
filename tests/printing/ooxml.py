"""What Word insists on in a DOCX, and LibreOffice in an ODT, as far as it can be read from the file.

Word offers to "repair" a file in which elements stand in another order than the schema has (ECMA-376, part 1), a part
has no content type, a cell does not end with a paragraph, or a number is used twice. LibreOffice forgives all of
that: a file that it opens may still be broken.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tests.printing.words import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
# The order of the schema, by element; what may come more than once is checked the same way.
ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": """headerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid""",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
}
SEQUENCES = {f"{W}{name}": order.split() for name, order in ORDER.items()}


def open_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert (archive.testzip(), len(names)) == (None, len(set(names)))
        return {name: archive.read(name) for name in names}


def faults_of_docx(content: bytes) -> list[str]:
    parts = open_parts(content)
    trees = {name: ET.fromstring(part) for name, part in parts.items()}
    found = [*without_type(trees), *lost_relations(trees)]
    for name, tree in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {fault}" for fault in (*out_of_order(tree), *bad_cells(tree), *bad_fields(tree))]
    return [*found, *doubles(trees["word/document.xml"]), *unnumbered(trees)]


def without_type(trees: dict[str, ET.Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    extensions = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    named = {e.get("PartName") for e in types if e.tag.endswith("Override")}
    for name in trees:
        if name != "[Content_Types].xml" and f"/{name}" not in named and name.rpartition(".")[2] not in extensions:
            yield f"{name} has no content type"
    yield from (f"a content type for {name}, which is not there" for name in named if name[1:] not in trees)


def lost_relations(trees: dict[str, ET.Element]) -> Iterator[str]:
    """Of every part: each relation leads somewhere, and each that is used is there."""
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("/_rels/")
        source = posixpath.join(folder, file.removesuffix(".rels"))
        for relation in tree:
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target").lstrip("/")))
            if relation.get("TargetMode") != "External" and target not in trees:
                yield f"{name} leads to {target}, which is not there"
        used = uses(trees[source]) if source in trees else set()
        yield from (f"{source} uses {each} without a relation" for each in used - {r.get("Id") for r in tree})


def uses(tree: ET.Element) -> set[str]:
    """The relations that a part names."""
    return {value for element in tree.iter() for key, value in element.attrib.items() if key.startswith(R)}


def out_of_order(tree: ET.Element) -> Iterator[str]:
    for element in tree.iter():
        order = SEQUENCES.get(element.tag)
        if order is None:
            continue
        # Of these two the schema leaves the order free.
        names = [child.tag.removeprefix(W).replace("footerReference", "headerReference") for child in element]
        if unknown := set(names) - set(order):
            yield f"{element.tag.removeprefix(W)} holds {sorted(unknown)}"
        elif names != sorted(names, key=order.index):
            yield f"{element.tag.removeprefix(W)} in the order {names}"
    body = tree.find(f"{W}body")
    if body is not None and body[-1].tag != f"{W}sectPr":
        yield "the last of the body is no section"


def bad_cells(tree: ET.Element) -> Iterator[str]:
    for table in tree.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if len(cells) != columns:
                yield f"a row of {len(cells)} cells in a table of {columns} columns"
            yield from ("a cell that does not end with a paragraph" for cell in cells if cell[-1].tag != f"{W}p")


def bad_fields(tree: ET.Element) -> Iterator[str]:
    kinds = [field.get(f"{W}fldCharType") for field in tree.iter(f"{W}fldChar")]
    if kinds != ["begin", "separate", "end"] * (len(kinds) // 3):
        yield f"a field that goes {kinds}"


def doubles(document: ET.Element) -> Iterator[str]:
    for attribute in ("id", "name"):
        marks = Counter(mark.get(f"{W}{attribute}") for mark in document.iter(f"{W}bookmarkStart"))
        yield from (f"bookmark {attribute} {value} twice" for value, times in marks.items() if times > 1)
    starts = {mark.get(f"{W}id") for mark in document.iter(f"{W}bookmarkStart")}
    ends = {mark.get(f"{W}id") for mark in document.iter(f"{W}bookmarkEnd")}
    yield from (f"bookmark {each} is open at one end" for each in starts ^ ends)


def unnumbered(trees: dict[str, ET.Element]) -> Iterator[str]:
    numbering = trees["word/numbering.xml"]
    known = {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
    used = {e.get(f"{W}val") for e in trees["word/document.xml"].iter(f"{W}numId")}
    yield from (f"list {each} is not defined" for each in used - known)
    lists = {each.get(f"{W}abstractNumId") for each in numbering.iter(f"{W}abstractNum")}
    asked = {e.get(f"{W}val") for e in numbering.iter(f"{W}abstractNumId")}
    yield from (f"list of kind {each} is not defined" for each in asked - lists)


def faults_of_odt(content: bytes) -> list[str]:
    parts = open_parts(content)
    trees = {name: ET.fromstring(part) for name, part in parts.items() if re.search(r"\.(xml|rdf)$", name)}
    listed = {entry.get(f"{MANIFEST}full-path") for entry in trees["META-INF/manifest.xml"]} - {"/"}
    inside = {name for name in parts if not name.startswith("META-INF/") and name != "mimetype"}
    found = [f"{name} in the manifest or in the file alone" for name in {n for n in listed if n[-1] != "/"} ^ inside]
    named = Counter(
        (key, value)
        for e in trees["content.xml"].iter()
        for key, value in e.attrib.items()
        if key.endswith("}id") and "xlink" not in key
    )
    return found + [f"{value} twice" for (_, value), times in named.items() if times > 1]
