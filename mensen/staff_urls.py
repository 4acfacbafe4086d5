"""On the public host: the same pages for the people of VNG and CoMensha, of a regio, and of Kompas itself."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.http import require_POST, require_safe

from mensen import staff_views as views
from mensen.staff_scopes import StaffView, in_each_scope


class Organisatie(StringConverter):
    regex = "vng|comensha"


register_converter(Organisatie, "organisatie")
app_name = "staf"
PREFIXES = {
    "organisatie": "organisatie/<organisatie:organisatie>/mensen/",
    "platform": "platform/<organisatie:organisatie>/mensen/",
    "regio": "regio/<uuid:regio>/mensen/",
}
Pages = list[tuple[str, StaffView]]
READS: Pages = [("", views.collega_list)]
FORMS: Pages = [
    ("uitnodigen/", views.uitnodiging_add),
    ("<uuid:pk>/", views.collega_detail),
    ("<uuid:pk>/stoppen/", views.collega_end),
    ("<uuid:pk>/opnieuw-inloggen/", views.collega_reset),
]
POSTS: Pages = [
    ("uitnodiging/<uuid:pk>/opnieuw/", views.uitnodiging_resend),
    ("uitnodiging/<uuid:pk>/intrekken/", views.uitnodiging_withdraw),
]
urlpatterns = [
    path(PREFIXES[kind] + route, method(each), name=f"{kind}_{view.__name__}")
    for method, pages in ((require_safe, READS), (lambda view: view, FORMS), (require_POST, POSTS))
    for route, view in pages
    for kind, each in in_each_scope(view).items()
]
