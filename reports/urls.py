from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import passage_views, uitvoeringsplan_views, version_views, views
from reports.models import Rapport


class FormaatConverter(StringConverter):
    regex = "|".join(Rapport.Formaat.values)


register_converter(FormaatConverter, "formaat")

app_name = "reports"
urlpatterns = [
    path("", views.plan_detail, name="plan_detail"),
    path("voor-de-bestuurder/", views.bestuurder_detail, name="bestuurder_detail"),
    path("<formaat:formaat>/", views.rapport_request, name="rapport_request"),
    path("rapport/<uuid:pk>/", views.rapport_status, name="rapport_status"),
    path("rapport/<uuid:pk>/bestand/", views.rapport_download, name="rapport_download"),
    path("rapport/<uuid:pk>/opnieuw/", views.rapport_retry, name="rapport_retry"),
    path("passage/<str:code>/", passage_views.passage_detail, name="passage_detail"),
    path("passage/<str:code>/bewerken/", passage_views.passage_edit, name="passage_edit"),
    path("passage/<str:code>/opslaan/", passage_views.passage_save, name="passage_save"),
    path("passage/<str:code>/terugzetten/", passage_views.passage_reset, name="passage_reset"),
    path("passage/<str:code>/houden/", passage_views.passage_keep, name="passage_keep"),
    path("passage/<str:code>/eerder/", passage_views.passage_geschiedenis, name="passage_geschiedenis"),
    path("versies/", version_views.version_list, name="version_list"),
    path("versies/bewaren/", version_views.version_add, name="version_add"),
    path("versies/vergelijken/", version_views.version_compare, name="version_compare"),
    path("versies/<uuid:pk>/", version_views.version_detail, name="version_detail"),
    path("versies/<uuid:pk>/plan.json", version_views.version_json, name="version_json"),
    path("versies/<uuid:pk>/aanbieden/", version_views.version_offer, name="version_offer"),
    path("versies/<uuid:pk>/terugnemen/", version_views.version_withdraw, name="version_withdraw"),
    path("versies/<uuid:pk>/vaststellen/", version_views.vaststelling_form, name="vaststelling_form"),
    path("versies/<uuid:pk>/<formaat:formaat>/", version_views.version_rapport, name="version_rapport"),
    path("uitvoeringsplan/<int:jaar>/", uitvoeringsplan_views.uitvoeringsplan_detail, name="uitvoeringsplan_detail"),
    path(
        "uitvoeringsplan/<int:jaar>/<formaat:formaat>/",
        uitvoeringsplan_views.uitvoeringsplan_rapport,
        name="uitvoeringsplan_rapport",
    ),
]
