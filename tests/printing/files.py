"""Bytes that tests print from, and what they read in the result."""

import io

from PIL import Image
from pypdf import PdfReader


def png(size=(40, 20), mode="RGB", **options):
    Image.new(mode, size).save(made := io.BytesIO(), "PNG", **options)
    return made.getvalue()


def text_of(made):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
