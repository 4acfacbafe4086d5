from django.urls import path

import kader.converters  # noqa: F401  registers <thema:>, <bouwsteen:> and <vraag:>
from zelfevaluatie import antwoord_views, jaar_views, onderbouwing_views, thema_views, views

app_name = "zelfevaluatie"
urlpatterns = [
    path("", views.zelfevaluatie_detail, name="zelfevaluatie_detail"),
    path("openen/", views.zelfevaluatie_open, name="zelfevaluatie_open"),
    path("nog-te-regelen/", views.nog_te_regelen, name="nog_te_regelen"),
    path("jaren/<int:jaar>/", jaar_views.jaar_detail, name="jaar_detail"),
    path("jaren/<int:jaar>/<bouwsteen:code>/", jaar_views.jaar_bouwsteen, name="jaar_bouwsteen"),
    path("jaren/<int:jaar>/vraag/<vraag:code>/", jaar_views.jaar_vraag, name="jaar_vraag"),
    path("thema/<thema:code>/", views.thema_detail, name="thema_detail"),
    path("thema/<thema:code>/invullen/", thema_views.thema_invullen, name="thema_invullen"),
    path("vraag/<vraag:code>/", antwoord_views.vraag_detail, name="vraag_detail"),
    path("vraag/<vraag:code>/opslaan/", antwoord_views.vraag_save, name="vraag_save"),
    path("vraag/<vraag:code>/eerder/", antwoord_views.vraag_geschiedenis, name="vraag_geschiedenis"),
    path("<bouwsteen:code>/", antwoord_views.bouwsteen_detail, name="bouwsteen_detail"),
    path("<bouwsteen:code>/opslaan/", antwoord_views.bouwsteen_save, name="bouwsteen_save"),
    path("<bouwsteen:code>/eerder/", antwoord_views.bouwsteen_geschiedenis, name="bouwsteen_geschiedenis"),
    path("<bouwsteen:code>/onderbouwing/", onderbouwing_views.onderbouwing_add, name="onderbouwing_add"),
    path(
        "<bouwsteen:code>/onderbouwing/<uuid:pk>/",
        onderbouwing_views.onderbouwing_download,
        name="onderbouwing_download",
    ),
    path(
        "<bouwsteen:code>/onderbouwing/<uuid:pk>/weg/",
        onderbouwing_views.onderbouwing_delete,
        name="onderbouwing_delete",
    ),
    path(
        "<bouwsteen:code>/onderbouwing/<uuid:pk>/terug/",
        onderbouwing_views.onderbouwing_restore,
        name="onderbouwing_restore",
    ),
]
