"""What WeasyPrint leaves undone for PDF/UA, done to its PDF/A. Only the process of child.py loads this.

WeasyPrint writes one claim, PDF/A-2a; a plan also is PDF/UA-1, and says so. Its tags are mended where they would
mislead a screen reader: running heads are no part of the text, a link is one link, a heading is one heading, and a head
of a table says what it is the head of. The same bytes in give the same bytes out.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

MARKED = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC"
IN_PLAN = "Verwijzing in dit plan"
# WeasyPrint tags the anonymous boxes inside these as if each were one more.
SINGLE = {f"/H{level}" for level in range(1, 7)} | {"/P", "/Link"}
SCOPES = {"/THead": Name.Column, "/TBody": Name.Row}
# PDF/A asks that a property it does not know is described in the file itself.
CLAIM = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@dataclass
class Tree:
    """What walking the tags brings to light; a reference is pikepdf's (number, generation)."""

    reached: set[tuple[int, int]] = field(default_factory=set)
    doubles: set[tuple[int, int]] = field(default_factory=set)  # annotations of a link inside a link


def conform(content: bytes) -> bytes:
    """The PDF/A-2a of WeasyPrint as a PDF that is PDF/UA-1 too."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        claim(pdf)
        tree = Tree()
        walk(pdf.Root.StructTreeRoot.K[0], tree)
        drop_doubles(pdf, tree)
        drop_running_heads(pdf, tree)
        name_links(pdf)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def claim(pdf: pikepdf.Pdf) -> None:
    """In the text itself: pikepdf's own editor would add its name and the time."""
    before, end, after = pdf.Root.Metadata.read_bytes().decode().rpartition("</rdf:RDF>")
    if not end:
        raise ValueError("No metadata to add the claim to.")
    pdf.Root.Metadata.write((before + CLAIM + after).encode())


def walk(element: Object, tree: Tree, parent: str = "", part: str = "", link: bool = False) -> None:
    """Mend `element` and what is below it. `part`: of the table; `link`: there is one around it."""
    tree.reached.add(element.objgen)
    tag = str(element.S)
    if tag == "/Table" and not any(kid.get("/S") == Name.TBody for kid in kids(element)):
        for kid in kids(element):  # a head alone, which is no head of anything
            kid.S = Name.TBody if kid.get("/S") == Name.THead else kid.S
    if tag == "/TH":
        element.A.Scope = SCOPES[part]
    if tag == parent and tag in SINGLE:
        element.S = Name.Span
    if link:
        drop_references(element, tree)
    for kid in kids(element):
        if "/S" in kid:
            walk(kid, tree, tag, tag if tag in SCOPES else part, link or tag == "/Link")


def kids(element: Object) -> Iterator[Any]:
    """Without the numbers, which point into the page."""
    return (kid for kid in element.get("/K", []) if isinstance(kid, Dictionary))


def drop_references(element: Object, tree: Tree) -> None:
    """WeasyPrint makes each box inside a link a link of its own; the outer one covers them all."""
    doubles = [kid for kid in kids(element) if kid.get("/Type") == Name.OBJR]
    tree.doubles.update(kid.Obj.objgen for kid in doubles)
    gone = {kid.objgen for kid in doubles}
    element.K = Array([kid for kid in element.K if not (isinstance(kid, Dictionary) and kid.objgen in gone)])
    if str(element.S) == "/Link":
        element.S = Name.Span


def drop_doubles(pdf: pikepdf.Pdf, tree: Tree) -> None:
    """From the pages, and from the list that leads from an annotation to its tag."""
    used = {int(page.StructParents) for page in pdf.pages}
    for page in pdf.pages:
        if "/Annots" in page:
            page.Annots = Array([each for each in page.Annots if each.objgen not in tree.doubles])
            used |= {int(each.StructParent) for each in page.Annots}
    parents = pdf.Root.StructTreeRoot.ParentTree
    parents.Nums = Array([item for pair in pairs(parents.Nums) if int(pair[0]) in used for item in pair])


def pairs(array: Any) -> Iterator[tuple[Any, Any]]:
    """A tree of numbers or names is a flat array of keys and values."""
    return zip(array[::2], array[1::2], strict=True)


def drop_running_heads(pdf: pikepdf.Pdf, tree: Tree) -> None:
    """Make what no tag leads to an artifact. A number that is gone from the page is null in the list of its tags."""
    owners_of = {int(number): owners for number, owners in pairs(pdf.Root.StructTreeRoot.ParentTree.Nums)}
    for page in pdf.pages:
        owners = owners_of[int(page.StructParents)]
        heads = {n for n, owner in enumerate(owners) if owner.objgen not in tree.reached}
        for n in heads:
            owners[n] = None
        content = page.Contents.read_bytes()
        page.Contents.write(MARKED.sub(partial(as_artifact, heads), content))


def as_artifact(heads: set[int], found: re.Match[bytes]) -> bytes:
    return ARTIFACT if int(found[1]) in heads else found[0]


def name_links(pdf: pikepdf.Pdf) -> None:
    """A link within the plan is called after the heading it leads to; WeasyPrint gives it the name of the anchor."""
    with pdf.open_outline() as outline:
        titles = {place(item.destination): item.title for item in every(outline.root)}
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names", Array())
    title_of = {str(name): titles[place(target)] for name, target in pairs(names) if place(target) in titles}
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if "/Dest" in annotation:
                annotation.Contents = String(title_of.get(str(annotation.Dest), IN_PLAN))


def place(target: Any) -> tuple[Any, ...]:
    """Page, left and top of `[page /XYZ left top zoom]`."""
    return (target[0].objgen, target[2], target[3])


def every(items: list[OutlineItem]) -> Iterator[OutlineItem]:
    for item in items:
        yield item
        yield from every(item.children)
