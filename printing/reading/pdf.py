"""The paragraphs of a PDF that has letters in it; of a scan there are none."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from printing.reading.lines import read_lines
from printing.reading.pieces import LETTERS_MAX, Piece
from printing.reading.refusals import PAGES_MAX, NotRead

LETTERS_OF_A_PAGE = 30  # with fewer on average it is a scan with a stamp on it
FAULTS = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError)


def read_pdf(content: bytes) -> list[Piece]:
    logging.disable()  # pypdf's remarks may quote what it reads
    try:
        pages = pages_of(content)
    except NotImplementedError as error:  # a lock that it does not know
        raise NotRead("locked") from error
    except FAULTS as error:
        raise NotRead("broken") from error
    letters = sum(char.isalpha() for page in pages for line in page for char in line)
    if letters < LETTERS_OF_A_PAGE * len(pages):
        raise NotRead("scan")
    return read_lines(pages)


def pages_of(content: bytes) -> list[list[str]]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotRead("locked")
    if len(reader.pages) > PAGES_MAX:
        raise NotRead("pages")
    found, letters = [], 0
    for page in reader.pages:
        text = page.extract_text()
        letters += len(text)
        if letters > LETTERS_MAX:
            raise NotRead("large")
        found.append(text.split("\n"))
    return found
