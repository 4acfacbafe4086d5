import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from tenants.sight import visible

POWERLESS = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LONGEST = 150  # of a name without its ending; some file systems take 255 bytes
ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}$")
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+|[\\/:*?"<>|]')


def file_response(content: bytes, *, name: str, mimetype: str) -> HttpResponse:
    """A file out of the database: always saved, never shown, never kept by a cache, and powerless if opened."""
    response = image_response(content, mimetype=mimetype)
    response["Content-Disposition"] = saved_as(name)
    return response


def image_response(content: bytes, *, mimetype: str) -> HttpResponse:
    """An image of ours for in a page; opened on its own it is as powerless as any other file."""
    response = HttpResponse(content, content_type=mimetype)
    response["Content-Security-Policy"] = POWERLESS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def saved_as(name: str) -> str:
    """The header that makes a browser save a file under this name."""
    header = content_disposition_header(as_attachment=True, filename=safe_name(name))
    assert header is not None
    return header


def safe_name(name: str) -> str:
    """As it was called, in one form of its accents; only what no file system takes becomes a hyphen."""
    clean = NOT_IN_A_NAME.sub("-", visible(unicodedata.normalize("NFC", name.replace("\x00", ""))))
    clean = " ".join(clean.split()).strip(". ")
    found = ENDING.search(clean)
    ending = found[0] if found else ""
    return clean.removesuffix(ending)[:LONGEST].rstrip(". ") + ending if clean.strip("-. ") else "bestand"
