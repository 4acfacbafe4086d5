from django.urls import path, register_converter

from indienen import views, voorbereiding_views


class SoortConverter:
    regex = "meetronde|regio"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SoortConverter, "soort")
app_name = "indienen"
urlpatterns = [
    path("", views.indiening_list, name="indiening_list"),
    path("toezegging/", views.toezegging_save, name="toezegging_save"),
    path("<soort:soort>/controleren/", views.controle_detail, name="controle_detail"),
    path("<soort:soort>/vragen/", voorbereiding_views.voorbereiding_form, name="voorbereiding_form"),
    path("<soort:soort>/eerder/", voorbereiding_views.voorbereiding_geschiedenis, name="voorbereiding_geschiedenis"),
    path("<soort:soort>/voorbeeld/", views.voorbeeld_detail, name="voorbeeld_detail"),
    path("<soort:soort>/uitleg/", views.uitleg_save, name="uitleg_save"),
    path("<soort:soort>/indienen/", views.indiening_add, name="indiening_add"),
    path("<uuid:pk>/", views.indiening_detail, name="indiening_detail"),
    path("<uuid:pk>/intrekken/", views.indiening_withdraw, name="indiening_withdraw"),
]
