"""A Word document in the styles that Word has of itself, for a program that knows those alone."""

import io
import re
import zipfile

from printing.archives import write_zip

OWN = r'<w:pStyle w:val="(?!Title"|Heading[1-9]")[^"]*" ?/>'
CHARACTER = r'<w:rStyle w:val="[^"]*" ?/>'
WITHIN = r'<w:hyperlink w:anchor="[^"]*"[^>]*>(.*?)</w:hyperlink>'
BOOKMARK = r"<w:bookmark(?:Start|End)\b[^>]*/>"
TABLE = r'(<w:tblStyle w:val=")[^"]*'


def in_styles_of_word(content: bytes) -> bytes:
    """With nothing but Titel, Kop, paragraphs, lists and tables; what led to another place in it is text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    text = re.sub(WITHIN, r"\1", text, flags=re.DOTALL)
    for unknown in (OWN, CHARACTER, BOOKMARK):
        text = re.sub(unknown, "", text)
    parts["word/document.xml"] = re.sub(TABLE, r"\1TableGrid", text).encode()
    return write_zip(parts)
