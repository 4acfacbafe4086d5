"""On the public host: the landelijke texts for redacteuren, and those of one regio for its ketenregisseurs."""

from django.urls import path

import sjablonen.converters  # noqa: F401  registers <passage:>
from sjablonen import landelijk_views, regio_views, views

app_name = "sjablonen"
urlpatterns = [
    path("", views.passage_list, name="passage_list"),
    path("voorbeeld/", views.passage_preview, name="passage_preview"),
    path("cijfers/", landelijk_views.cijfer_list, name="cijfer_list"),
    path("<passage:code>/", views.passage_detail, name="passage_detail"),
    path("<passage:code>/gecontroleerd/", views.passage_confirm, name="passage_confirm"),
    path("regio/<uuid:regio>/", regio_views.regio_passage_list, name="regio_passage_list"),
    path("regio/<uuid:regio>/voorbeeld/", regio_views.regio_passage_preview, name="regio_passage_preview"),
    path("regio/<uuid:regio>/<passage:code>/", regio_views.regio_passage_detail, name="regio_passage_detail"),
    path(
        "regio/<uuid:regio>/<passage:code>/gecontroleerd/",
        regio_views.regio_passage_confirm,
        name="regio_passage_confirm",
    ),
]
