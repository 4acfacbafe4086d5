"""Codes of gemeenten and regio's and forms of a table in an address; anything else gets a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class GemeenteCode(StringConverter):
    regex = "GM[0-9A-Z]{4}"


class ProvincieCode(StringConverter):
    regex = "PV[0-9]{2,4}"


class VeiligheidsregioCode(StringConverter):
    regex = "VR[0-9]{2,4}"


class Tabelformaat(StringConverter):
    regex = "xlsx|ods|zip|csv"


register_converter(GemeenteCode, "gemeente")
register_converter(ProvincieCode, "provincie")
register_converter(VeiligheidsregioCode, "veiligheidsregio")
register_converter(Tabelformaat, "tabel")
