"""A kind of content and its key in an address; anything else is no address of ours and gets a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class SoortCode(StringConverter):
    regex = r"[a-z_]{1,20}"


class Sleutel(StringConverter):
    regex = r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"


register_converter(SoortCode, "inhoud")
register_converter(Sleutel, "stuk")
