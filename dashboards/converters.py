"""Codes of gemeenten and regio's in an address; anything else is no address of ours and gets a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class GemeenteCode(StringConverter):
    regex = "GM[0-9A-Z]{4}"


class ProvincieCode(StringConverter):
    regex = "PV[0-9]{2,4}"


class VeiligheidsregioCode(StringConverter):
    regex = "VR[0-9]{2,4}"


register_converter(GemeenteCode, "gemeente")
register_converter(ProvincieCode, "provincie")
register_converter(VeiligheidsregioCode, "veiligheidsregio")
