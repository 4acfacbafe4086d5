"""On the public host: the same pages for the people of VNG and CoMensha, of a regio, and of Kompas itself."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mensen.pages import PAGES
from mensen.staff_desk import in_each_scope


class Organisatie(StringConverter):
    regex = "vng|comensha"


register_converter(Organisatie, "organisatie")
app_name = "staf"
PREFIXES = {
    "organisatie": "organisatie/<organisatie:organisatie>/mensen/",
    "platform": "platform/<organisatie:organisatie>/mensen/",
    "regio": "regio/<uuid:regio>/mensen/",
}
urlpatterns = [
    path(PREFIXES[kind] + route, method(each), name=f"{kind}_{view.__name__}")
    for route, view, method in PAGES
    for kind, each in in_each_scope(view).items()
]
