from django.urls import path

from logboek import views

app_name = "logboek"
urlpatterns = [
    path("", views.gebeurtenis_list, name="gebeurtenis_list"),
    path("logboek.csv", views.gebeurtenis_csv, name="gebeurtenis_csv"),
    path("logboek.json", views.gebeurtenis_json, name="gebeurtenis_json"),
]
