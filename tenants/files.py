from django.http import HttpResponse
from django.utils.text import get_valid_filename


def file_response(content: bytes, *, name: str, mimetype: str) -> HttpResponse:
    """A file out of the database: always saved, never shown, never kept by a cache, and powerless if opened."""
    response = HttpResponse(content, content_type=mimetype)
    response["Content-Disposition"] = f'attachment; filename="{get_valid_filename(name)}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
