"""Codes of the Kader in an address; anything else is no address of ours and gets a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class ThemaCode(StringConverter):
    regex = "[A-Z]{2}"


class BouwsteenCode(StringConverter):
    regex = "[A-Z]{2}-P[12]-[0-9]{1,2}"


class VraagCode(StringConverter):
    regex = "[A-Z]{2}-[0-9]{1,2}"


class Versie(StringConverter):
    regex = "20[0-9]{2}-[0-9]{2}"


register_converter(Versie, "kaderversie")
register_converter(ThemaCode, "thema")
register_converter(BouwsteenCode, "bouwsteen")
register_converter(VraagCode, "vraag")
