"""On the public host: content of the country for redacteuren, and of one regio for its ketenregisseurs."""

from django.urls import path

import redactie.converters  # noqa: F401  registers <inhoud:> and <stuk:>
from redactie import regio_views, views

app_name = "redactie"
urlpatterns = [
    path("inhoud/", views.werk, name="werk"),
    path("inhoud/<inhoud:soort>/", views.stuk_list, name="stuk_list"),
    path("inhoud/<inhoud:soort>/toevoegen/", views.stuk_add, name="stuk_add"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/", views.stuk_detail, name="stuk_detail"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/", views.voorstel_edit, name="voorstel_edit"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/bekijken/", views.voorstel_check, name="voorstel_check"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/aanbieden/", views.voorstel_offer, name="voorstel_offer"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/uitgeven/", views.voorstel_release, name="voorstel_release"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/teruggeven/", views.voorstel_return, name="voorstel_return"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/concept/weggooien/", views.voorstel_discard, name="voorstel_discard"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/intrekken/", views.stuk_withdraw, name="stuk_withdraw"),
    path("inhoud/<inhoud:soort>/<stuk:sleutel>/onderhoud/", views.onderhoud_edit, name="onderhoud_edit"),
    path("regio/<uuid:regio>/inhoud/", regio_views.regio_werk, name="regio_werk"),
    path("regio/<uuid:regio>/inhoud/<inhoud:soort>/", regio_views.regio_stuk_list, name="regio_stuk_list"),
    path("regio/<uuid:regio>/inhoud/<inhoud:soort>/toevoegen/", regio_views.regio_stuk_add, name="regio_stuk_add"),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/",
        regio_views.regio_stuk_detail,
        name="regio_stuk_detail",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/concept/",
        regio_views.regio_voorstel_edit,
        name="regio_voorstel_edit",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/concept/bekijken/",
        regio_views.regio_voorstel_check,
        name="regio_voorstel_check",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/concept/aanbieden/",
        regio_views.regio_voorstel_offer,
        name="regio_voorstel_offer",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/concept/teruggeven/",
        regio_views.regio_voorstel_return,
        name="regio_voorstel_return",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/concept/weggooien/",
        regio_views.regio_voorstel_discard,
        name="regio_voorstel_discard",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/intrekken/",
        regio_views.regio_stuk_withdraw,
        name="regio_stuk_withdraw",
    ),
    path(
        "regio/<uuid:regio>/inhoud/<inhoud:soort>/<stuk:sleutel>/onderhoud/",
        regio_views.regio_onderhoud_edit,
        name="regio_onderhoud_edit",
    ),
]
