from django.urls import path

import dashboards.converters  # noqa: F401, registers <gemeente:code> and the like
from dashboards import export_views, regio_views, search_views, stand_views, views

app_name = "dashboards"
urlpatterns = [
    path("land/", views.stand_detail, name="stand_detail"),
    path("land/kaart/", views.kaart_detail, name="kaart_detail"),
    path("land/zoeken/", search_views.gemeente_search, name="gemeente_search"),
    path("land/gemeente/<gemeente:code>/", views.gemeente_detail, name="gemeente_detail"),
    path("land/provincie/<provincie:code>/", views.provincie_detail, name="provincie_detail"),
    path(
        "land/veiligheidsregio/<veiligheidsregio:code>/",
        views.veiligheidsregio_detail,
        name="veiligheidsregio_detail",
    ),
    path("land/ontwikkeling/", views.ontwikkeling_detail, name="ontwikkeling_detail"),
    path("land/ondersteuning/", views.ondersteuning_detail, name="ondersteuning_detail"),
    path("land/tegenspraken/", views.tegenspraak_list, name="tegenspraak_list"),
    path("land/werklijst/", views.werklijst, name="werklijst"),
    path("land/pdf/", stand_views.stand_request, name="stand_request"),
    path("land/pdf/<uuid:pk>/", stand_views.publicatie_status, name="publicatie_status"),
    path("land/pdf/<uuid:pk>/downloaden/", stand_views.publicatie_download, name="publicatie_download"),
    path("land/export/", export_views.export_form, name="export_form"),
    path("land/export/cijfers.<tabel:formaat>", export_views.export_cijfers, name="export_cijfers"),
    path("land/export/gemeenten.<tabel:formaat>", export_views.export_gemeenten, name="export_gemeenten"),
    path("regio/<uuid:regio>/stand/", regio_views.regio_stand, name="regio_stand"),
    path("regio/<uuid:regio>/gemeente/<gemeente:code>/", regio_views.regio_gemeente, name="regio_gemeente"),
]
