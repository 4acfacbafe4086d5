from django.urls import path

import kader.converters  # noqa: F401  registers <bouwsteen:> and <vraag:>
from aanpak import cijfer_views, indicator_views, keuze_views, meldroute_views, views

app_name = "aanpak"
urlpatterns = [
    path("", views.actie_list, name="actie_list"),
    path("nieuw/", views.actie_add, name="actie_add"),
    path("nieuw/<bouwsteen:code>/", views.actie_add, name="actie_add"),
    path("nieuw/<vraag:code>/", views.actie_add, name="actie_add"),
    path("<uuid:pk>/", views.actie_edit, name="actie_edit"),
    path("<uuid:pk>/eerder/", views.actie_geschiedenis, name="actie_geschiedenis"),
    path("<uuid:pk>/staat/", views.actie_staat, name="actie_staat"),
    path("<uuid:pk>/weg/", views.actie_delete, name="actie_delete"),
    path("instrumenten/", keuze_views.instrument_list, name="instrument_list"),
    path("instrumenten/opslaan/", keuze_views.instrument_save, name="instrument_save"),
    path("instrumenten/<slug:code>/eerder/", keuze_views.instrument_geschiedenis, name="instrument_geschiedenis"),
    path("vormen/", keuze_views.vorm_list, name="vorm_list"),
    path("vormen/opslaan/", keuze_views.vorm_save, name="vorm_save"),
    path("vormen/<slug:code>/eerder/", keuze_views.vorm_geschiedenis, name="vorm_geschiedenis"),
    path("cijfers/", cijfer_views.cijfer_list, name="cijfer_list"),
    path("cijfers/landelijk/", cijfer_views.landelijk_list, name="landelijk_list"),
    path("cijfers/nieuw/", cijfer_views.cijfer_add, name="cijfer_add"),
    path("cijfers/<uuid:pk>/", cijfer_views.cijfer_edit, name="cijfer_edit"),
    path("cijfers/<uuid:pk>/eerder/", cijfer_views.cijfer_geschiedenis, name="cijfer_geschiedenis"),
    path("cijfers/<uuid:pk>/weg/", cijfer_views.cijfer_delete, name="cijfer_delete"),
    path("indicatoren/", indicator_views.indicator_list, name="indicator_list"),
    path("indicatoren/nieuw/", indicator_views.indicator_add, name="indicator_add"),
    path("indicatoren/<uuid:pk>/", indicator_views.indicator_edit, name="indicator_edit"),
    path("indicatoren/<uuid:pk>/eerder/", indicator_views.indicator_geschiedenis, name="indicator_geschiedenis"),
    path("indicatoren/<uuid:pk>/weg/", indicator_views.indicator_delete, name="indicator_delete"),
    path("meldroute/", meldroute_views.meldroute_detail, name="meldroute_detail"),
    path("meldroute/poster/", meldroute_views.meldroute_poster, name="meldroute_poster"),
    path("meldroute/overnemen/", meldroute_views.meldroute_copy, name="meldroute_copy"),
    path("meldroute/stap/", meldroute_views.stap_add, name="stap_add"),
    path("meldroute/<uuid:pk>/", meldroute_views.stap_edit, name="stap_edit"),
    path("meldroute/<uuid:pk>/eerder/", meldroute_views.stap_geschiedenis, name="stap_geschiedenis"),
    path("meldroute/<uuid:pk>/verplaatsen/", meldroute_views.stap_move, name="stap_move"),
    path("meldroute/<uuid:pk>/weg/", meldroute_views.stap_delete, name="stap_delete"),
]
