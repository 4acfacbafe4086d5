"""What a file is, by what it holds and never by its name. Takes bytes, gives a type or why it cannot be taken."""

import email.parser
import email.policy
import io
import posixpath
import re
import zipfile
import zlib

import puremagic
from lxml import etree

OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = f"{OOXML}wordprocessingml.document"
XLSX = f"{OOXML}spreadsheetml.sheet"
PPTX = f"{OOXML}presentationml.presentation"
ODF = "application/vnd.oasis.opendocument."
EML, MSG = "message/rfc822", "application/vnd.ms-outlook"
MAIN = {f"{kind}.main+xml": kind for kind in (DOCX, XLSX, PPTX)}
ENDINGS_OF = {
    "application/pdf": (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    PPTX: (".pptx",),
    f"{ODF}text": (".odt",),
    f"{ODF}spreadsheet": (".ods",),
    f"{ODF}presentation": (".odp",),
    EML: (".eml",),
    MSG: (".msg",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
TYPES = set(ENDINGS_OF)
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, een mail (eml of msg), PNG of JPEG"
ENDINGS = tuple(ending for endings in ENDINGS_OF.values() for ending in endings)

OTHER = f"Dit soort bestand kan niet. Kies {KINDS}."
MACROS = "In dit bestand zitten macro’s. Bewaar het zonder macro’s, bijvoorbeeld als docx of xlsx, en kies het opnieuw."
LOCKED = "Dit bestand heeft een wachtwoord of label. Bewaar een kopie zonder wachtwoord of label en kies die."
BROKEN = "Dit bestand is beschadigd. Open het, bewaar het opnieuw en kies het dan nog eens."
OLD = "Dit is een bestand van een oude {}. Bewaar het als {} en kies het opnieuw."

MACRO_WORDS = ("macroenabled", "vbaproject", "macrosheet", "vbadata")  # in the type of a part; sheets of Excel 4.0 too
NAME_MAX = 200
HIDDEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f]")  # turn a name around, or break it
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_PARTS = {
    "WordDocument": ("Word (.doc)", "docx"),
    "Workbook": ("Excel (.xls)", "xlsx"),
    "Book": ("Excel (.xls)", "xlsx"),
    "PowerPoint Document": ("PowerPoint (.ppt)", "pptx"),
}
OFFICE_NAME = re.compile(r"\.(docx|xlsx|pptx)$", re.IGNORECASE)
PART_MAX = 1_000_000  # of a list of parts
HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,70}:[ \t\r\n]")
MAIL_HEADERS = {"from", "to", "date", "subject", "message-id", "received"}
XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Refused(Exception):
    """This file is not taken. `str` is for who chose it."""


def filetype(content: bytes, name: str = "") -> str:
    """The type that the file is served as. Raises Refused; `name` only chooses the words of that."""
    if content.startswith(OLE):
        return ole_type(content, name)
    if content.startswith(b"PK\x03\x04"):
        return zip_type(content)
    found = magic(content)
    if found in TYPES and found != EML:
        return found
    if is_mail(content):
        return EML
    raise Refused(OTHER)


def file_name(name: str, mimetype: str) -> str:
    """The name that the file keeps: it ends as its type does, so that a computer opens it as what it is.

    `rapport.hta` that is a PDF becomes `rapport.hta.pdf`. At most 200 characters.
    """
    name = HIDDEN.sub("", name).rstrip(" .")
    ending = posixpath.splitext(name)[1]
    if ending.lower() not in ENDINGS_OF[mimetype]:
        ending = ENDINGS_OF[mimetype][0]
        name += ending
    return name.removesuffix(ending)[: NAME_MAX - len(ending)] + ending


def magic(content: bytes) -> str:
    try:
        return puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        return ""


def ole_type(content: bytes, name: str) -> str:
    """Of Office before 2007, of Outlook, and of what Office locks; the directory names the streams in UTF-16."""
    if has(content, "__properties_version1.0"):  # first: what hangs on a mail may be locked
        return MSG
    if has(content, "EncryptedPackage") or has(content, "EncryptionInfo"):
        raise Refused(LOCKED)
    for part, words in OLD_PARTS.items():
        if has(content, part):
            raise Refused(LOCKED if OFFICE_NAME.search(name) else OLD.format(*words))
    raise Refused(LOCKED if OFFICE_NAME.search(name) else OTHER)


def has(content: bytes, stream: str) -> bool:
    """Whether a stream with this name stands in the directory of an OLE container; a name is followed by zeros."""
    return f"{stream}\0".encode("utf-16-le") in content


def zip_type(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return office_type(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error, ValueError) as error:
        raise Refused(BROKEN) from error
    except RuntimeError as error:  # a zip with a password
        raise Refused(LOCKED) from error


def office_type(archive: zipfile.ZipFile) -> str:
    """As the formats lay down: ODF names its type in a first member, OOXML the type of its main part."""
    names = archive.namelist()
    found = odf_type(archive, names) if "mimetype" in names else ooxml_type(archive, names)
    if found not in TYPES:
        raise Refused(OTHER)
    return found


def odf_type(archive: zipfile.ZipFile, names: list[str]) -> str:
    found = part(archive, "mimetype").decode("ascii", "replace").strip()
    if "META-INF/manifest.xml" in names and b"encryption-data" in part(archive, "META-INF/manifest.xml"):
        raise Refused(LOCKED)
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise Refused(MACROS)
    return found if found.startswith(ODF) else ""


def ooxml_type(archive: zipfile.ZipFile, names: list[str]) -> str:
    if not {"[Content_Types].xml", "_rels/.rels"} <= set(names):
        return ""
    types, relations = (tree(part(archive, name)) for name in ("[Content_Types].xml", "_rels/.rels"))
    every = [element.get("ContentType", "").lower() for element in types]
    if any(word in kind for kind in every for word in MACRO_WORDS) or any(map(is_macro, names)):
        raise Refused(MACROS)
    targets = [r.get("Target", "") for r in relations if r.get("Type", "").endswith("/relationships/officeDocument")]
    if len(targets) != 1 or (main := posixpath.normpath(targets[0].lstrip("/"))) not in names:
        return ""
    return MAIN.get(type_of(types, main), "")


def type_of(types: etree._Element, name: str) -> str:
    """Of one part: what is said of it by name, else of all with its ending."""
    by_name = {e.get("PartName", "").lstrip("/").lower(): e.get("ContentType", "") for e in types}
    by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in types if e.get("Extension")}
    return by_name.get(name.lower()) or by_ending.get(name.rpartition(".")[2].lower(), "")


def is_macro(name: str) -> bool:
    return posixpath.basename(name).lower().startswith(("vbaproject", "vbadata")) or "macrosheets/" in name.lower()


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        found = file.read(PART_MAX + 1)
    if len(found) > PART_MAX:
        raise ValueError(name)
    return found


def tree(content: bytes) -> etree._Element:
    try:
        root = etree.fromstring(content, etree.XMLParser(**XML))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("DOCTYPE")
    return root


def is_mail(content: bytes) -> bool:
    """A mail begins with its headers, of which some are always there."""
    if not HEADER.match(content[:200]):
        return False
    message = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(content[:200_000])
    names = {name.lower() for name in message}
    return {"from", "date"} <= names and len(names & MAIL_HEADERS) > 2 and not message.defects
