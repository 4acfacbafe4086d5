"""The zip files that DOCX and ODT are: what pandoc made is completed here. Knows nothing of Django."""

import html
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

# What XML cannot hold at all, and what would be read as a byte order mark.
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
OUR_ACCENT = re.compile(rb"0d5665", re.IGNORECASE)
EPOCH = "1970-01-01T00:00:00Z"  # pandoc in its sandbox knows no clock


def find_pandoc() -> str:
    """That of the wheel, never one that happens to be on PATH: our template and filter follow its version."""
    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypandoc-binary is niet geïnstalleerd.")
    return str(Path(spec.origin).parent / "files" / "pandoc")


PANDOC = find_pandoc()


@dataclass(frozen=True)
class Header:
    """What stands at the top of each page: left what it is, right how far it is."""

    left: str
    right: str


def finish(content: bytes, *, header: Header, made_at: datetime, accent: str = "") -> bytes:
    """Fill in what pandoc cannot know: the header, the date, the colour, and in an ODT the lines of the tables."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {"KOP": header.left, "STAND": header.right}
    for name, part in parts.items():
        if re.fullmatch(r"word/header\d+\.xml|styles\.xml", name):
            parts[name] = fill(part, words)
        elif name in {"docProps/core.xml", "meta.xml"}:
            parts[name] = part.replace(EPOCH.encode(), moment.encode())
        elif name == "word/document.xml":
            parts[name] = drawn(whole_rows(plain_contents(part)))
        elif name == "content.xml":
            parts[name] = styled_links(lines(part))
    return write_zip(parts if not accent else {name: colored(part, name, accent) for name, part in parts.items()})


def colored(part: bytes, name: str, accent: str) -> bytes:
    """With the colour of the gemeente in the place of ours; `accent` as 0d5665."""
    return re.sub(OUR_ACCENT, accent.upper().encode(), part) if name.endswith(".xml") else part


def drawn(document: bytes) -> bytes:
    """pandoc gives an SVG without a second picture for older readers; named twice, LibreOffice shows it too."""
    return re.sub(rb'<a:blip>(?=.*?<asvg:svgBlip [^>]*r:embed="(\w+)")', rb'<a:blip r:embed="\1">', document)


def fill(part: bytes, words: dict[str, str]) -> bytes:
    text = part.decode()
    for word, value in words.items():
        escaped = html.escape(UNPRINTABLE.sub("", value))
        text = text.replace(f">{word}<", f">{escaped}<")
    return text.encode()


def lines(content: bytes) -> bytes:
    """pandoc gives the cells of an ODT a style without lines in the text itself, where no reference can reach it."""
    edge = 'fo:padding="0.9mm" fo:padding-left="0mm" fo:border="none" fo:border-bottom="{}"'
    text = content.decode()
    for cell, line in (("TableHeaderRowCell", "1pt solid #0d5665"), ("TableRowCell", "0.5pt solid #c2cdd1")):
        text = re.sub(
            rf'(style:name="{cell}" style:family="table-cell">\s*<style:table-cell-properties) fo:border="none"',
            rf"\1 {edge.format(line)}",
            text,
        )
    return text.encode()


def plain_contents(document: bytes) -> bytes:
    """In a table of contents everything is a link, so there it need not look like one."""
    entry = rb'<w:p><w:pPr><w:pStyle w:val="TOC[12]" />.*?</w:p>'
    link = b'<w:rPr><w:rStyle w:val="Hyperlink" /></w:rPr>'
    return re.sub(entry, lambda match: match[0].replace(link, b""), document, flags=re.DOTALL)


def whole_rows(document: bytes) -> bytes:
    """A row stays on one page; Word obeys the style of the table, LibreOffice only the row itself."""
    document = document.replace(b"<w:tr><w:tc>", b"<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>")
    return document.replace(b"<w:trPr><w:tblHeader", b"<w:trPr><w:cantSplit /><w:tblHeader")


def styled_links(content: bytes) -> bytes:
    """pandoc names no style for the links of an ODT, and LibreOffice then makes them all blue."""
    for start, style in ((b"#", b"Index_20_Link"), (b"", b"Internet_20_link")):
        names = b'<text:a text:style-name="%b" text:visited-style-name="%b"' % (style, style)
        content = re.sub(rb'<text:a(?= xlink:type="simple" xlink:href="%b)' % start, names, content)
    return content


def write_zip(parts: dict[str, bytes]) -> bytes:
    """With one fixed date; an ODT begins with its mimetype, which is not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
