"""The host of one gemeente."""

from django.urls import include, path

urlpatterns = [
    path("", include("overzicht.urls")),
    path("zelfevaluatie/", include("zelfevaluatie.urls")),
    path("acties/", include("aanpak.urls")),
    path("beleidsplan/", include("reports.urls")),
    path("naslag/", include("kader.urls")),
]
