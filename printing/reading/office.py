"""The zip files that DOCX and ODT are: one part, within limits, as a tree without entities or addresses."""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator

from lxml import etree

from printing.filetypes import XML
from printing.reading.refusals import NotRead

PART_MAX = 12_000_000  # bytes of XML, unpacked; the tree of it costs some twenty times that
MEMBERS_MAX = 5_000
DEPTH_MAX = 200
FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, KeyError)


def part_of(content: bytes, name: str, *, needed: bool = True) -> etree._Element | None:
    """Raises NotRead; None for a part that is not there and not `needed`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MEMBERS_MAX:
                raise NotRead("large")
            if not needed and name not in archive.namelist():
                return None
            with archive.open(name) as file:
                found = file.read(PART_MAX + 1)
    except RuntimeError as error:  # with a password
        raise NotRead("locked") from error
    except FAULTS as error:
        raise NotRead("broken") from error
    if len(found) > PART_MAX:
        raise NotRead("large")
    return tree(found)


def tree(content: bytes) -> etree._Element:
    try:
        root = etree.fromstring(content, etree.XMLParser(**XML))
    except etree.XMLSyntaxError as error:
        raise NotRead("broken") from error
    if root.getroottree().docinfo.doctype:  # no program writes one; who brings entities means harm
        raise NotRead("broken")
    return root


def local(element: etree._Element) -> str:
    """Its name without the namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def within(element: etree._Element, gone: Collection[str]) -> Iterator[tuple[str, etree._Element]]:
    """The start and the end of it and of all in it. Of what is in `gone` only the end, for what stands behind it."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "start" and each is not element and local(each) in gone:
            walk.skip_subtree()
        else:
            yield event, each


def attribute(element: etree._Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
