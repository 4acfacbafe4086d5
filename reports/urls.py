from django.urls import path

from reports import version_views, views

app_name = "reports"
urlpatterns = [
    path("", views.plan_detail, name="plan_detail"),
    path("pdf/", views.rapport_request, name="rapport_request"),
    path("rapport/<uuid:pk>/", views.rapport_status, name="rapport_status"),
    path("rapport/<uuid:pk>/beleidsplan.pdf", views.rapport_download, name="rapport_download"),
    path("rapport/<uuid:pk>/opnieuw/", views.rapport_retry, name="rapport_retry"),
    path("versies/", version_views.version_list, name="version_list"),
    path("versies/bewaren/", version_views.version_add, name="version_add"),
    path("versies/vergelijken/", version_views.version_compare, name="version_compare"),
    path("versies/<uuid:pk>/", version_views.version_detail, name="version_detail"),
    path("versies/<uuid:pk>/pdf/", version_views.version_pdf, name="version_pdf"),
    path("versies/<uuid:pk>/plan.json", version_views.version_json, name="version_json"),
    path("versies/<uuid:pk>/aanbieden/", version_views.version_offer, name="version_offer"),
    path("versies/<uuid:pk>/terugnemen/", version_views.version_withdraw, name="version_withdraw"),
    path("versies/<uuid:pk>/vaststellen/", version_views.vaststelling_form, name="vaststelling_form"),
    path("uitvoeringsplan/<int:jaar>/", version_views.uitvoeringsplan_detail, name="uitvoeringsplan_detail"),
]
