from django.urls import path

import kader.converters  # noqa: F401  registers <bouwsteen:>
from aanpak import views

app_name = "aanpak"
urlpatterns = [
    path("", views.actie_list, name="actie_list"),
    path("nieuw/", views.actie_add, name="actie_add"),
    path("bij/<bouwsteen:code>/", views.actie_from_bouwsteen, name="actie_from_bouwsteen"),
    path("<uuid:pk>/", views.actie_edit, name="actie_edit"),
    path("<uuid:pk>/staat/", views.actie_staat, name="actie_staat"),
    path("<uuid:pk>/weg/", views.actie_delete, name="actie_delete"),
]
