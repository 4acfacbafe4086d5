from django.urls import path

from herindeling import views

app_name = "herindeling"
urlpatterns = [
    path("", views.opvolging_detail, name="opvolging_detail"),
    path("<uuid:pk>/klaarzetten/", views.opvolging_ready, name="opvolging_ready"),
    path("<uuid:pk>/overnemen/", views.overdracht_take, name="overdracht_take"),
]
