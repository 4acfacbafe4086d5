from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpResponse
from django.utils.text import get_valid_filename

POWERLESS = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def file_response(content: bytes, *, name: str, mimetype: str) -> HttpResponse:
    """A file out of the database: always saved, never shown, never kept by a cache, and powerless if opened."""
    response = image_response(content, mimetype=mimetype)
    response["Content-Disposition"] = f'attachment; filename="{safe_name(name)}"'
    return response


def image_response(content: bytes, *, mimetype: str) -> HttpResponse:
    """An image of ours for in a page; opened on its own it is as powerless as any other file."""
    response = HttpResponse(content, content_type=mimetype)
    response["Content-Security-Policy"] = POWERLESS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def safe_name(name: str) -> str:
    try:
        return get_valid_filename(name)
    except SuspiciousFileOperation:  # nothing is left of it, as of `..`
        return "bestand"
