from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.plan_detail, name="plan_detail"),
    path("pdf/", views.rapport_request, name="rapport_request"),
    path("rapport/<uuid:pk>/", views.rapport_status, name="rapport_status"),
    path("rapport/<uuid:pk>/beleidsplan.pdf", views.rapport_download, name="rapport_download"),
    path("rapport/<uuid:pk>/opnieuw/", views.rapport_retry, name="rapport_retry"),
]
