from django.urls import path

import dashboards.converters  # noqa: F401, registers <gemeente:code> and the like
from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("land/", views.stand_detail, name="stand_detail"),
    path("land/kaart/", views.kaart_detail, name="kaart_detail"),
    path("land/gemeente/<gemeente:code>/", views.gemeente_detail, name="gemeente_detail"),
    path("land/provincie/<provincie:code>/", views.provincie_detail, name="provincie_detail"),
    path(
        "land/veiligheidsregio/<veiligheidsregio:code>/",
        views.veiligheidsregio_detail,
        name="veiligheidsregio_detail",
    ),
    path("land/ontwikkeling/", views.ontwikkeling_detail, name="ontwikkeling_detail"),
    path("land/ondersteuning/", views.ondersteuning_detail, name="ondersteuning_detail"),
    path("land/werklijst/", views.werklijst, name="werklijst"),
]
