from django.urls import path, register_converter
from django.urls.converters import StringConverter

from openbaar import views


class AccentConverter(StringConverter):
    regex = "[0-9a-f]{6}"


register_converter(AccentConverter, "accent")

app_name = "openbaar"
# The number is that of the informatiecategorie of the Woo: overige besluiten van algemene strekking (article 3.3).
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemapindex-diwoo-infocat002.xml", views.diwoo_index, name="diwoo_index"),
    path("plannen/", views.plan_list, name="plan_list"),
    path("plannen/kleur/<accent:accent>.css", views.accent_style, name="accent_style"),
    path("plannen/<slug:gemeente>/", views.gemeente_detail, name="gemeente_detail"),
    path("plannen/<slug:gemeente>/diwoo.xml", views.diwoo_sitemap, name="diwoo_sitemap"),
    path("plannen/<slug:gemeente>/<slug:adres>/", views.plan_detail, name="plan_detail"),
    path("plannen/<slug:gemeente>/<slug:adres>/controle/", views.plan_check, name="plan_check"),
    path("plannen/<slug:gemeente>/<slug:adres>/qr.svg", views.plan_qr, name="plan_qr"),
    path(
        "plannen/<slug:gemeente>/<slug:adres>/beleidsplan.<slug:formaat>",
        views.bestand_download,
        name="bestand_download",
    ),
]
