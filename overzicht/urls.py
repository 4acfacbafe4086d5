from django.urls import path

from overzicht import views

app_name = "overzicht"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("vergelijk/", views.vergelijk, name="vergelijk"),
]
