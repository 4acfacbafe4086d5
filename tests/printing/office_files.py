"""Small files of the kinds that people upload, made by hand: only what the formats ask, and what a test puts in."""

import io
import zipfile

OOXML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "word/document.xml": f"{OOXML}wordprocessingml.document.main+xml",
    "word/document2.xml": f"{OOXML}wordprocessingml.document.main+xml",
    "xl/workbook.xml": f"{OOXML}spreadsheetml.sheet.main+xml",
    "ppt/presentation.xml": f"{OOXML}presentationml.presentation.main+xml",
}
RELATIONS = '<Relationships><Relationship Type="{}" Target="{}"/></Relationships>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def ooxml(main="word/document.xml", content=f"<w:document {W}/>", kind="", target="", **parts):
    """With what stands in `main`; `parts` by name with __ for / and _dot_ for a dot, `kind` is its type."""
    types = f'<Override PartName="/{main}" ContentType="{kind or MAIN[main]}"/>'
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            "_rels/.rels": RELATIONS.format(RELATION, target or main),
            main: content,
            **named,
        }
    )


def document(body):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'


def docx(body, **parts):
    return ooxml(content=document(body), **parts)


def odf(kind="text", content="<x/>", **parts):
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": "<m/>", **named})


def ole(*streams):
    """The beginning of an OLE container, and the names in its directory."""
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


MAIL = (
    "From: aanvrager@voorbeeldstad.nl\r\nTo: ontvanger@voorbeeldstad.nl\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n"
    "Subject: {subject}\r\nMIME-Version: 1.0\r\n{rest}"
)


def mail(subject="Afspraak", rest="Content-Type: text/plain; charset=utf-8\r\n\r\nTot dan.\r\n"):
    return MAIL.format(subject=subject, rest=rest).encode()
