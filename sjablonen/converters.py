"""The code of a passage in an address, such as `h1.doel`; anything else is no address of ours and gets a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PassageCode(StringConverter):
    regex = r"[a-z0-9_]+(?:\.[a-z0-9_]+)+"


register_converter(PassageCode, "passage")
