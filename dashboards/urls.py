from django.urls import path

from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("land/", views.stand_detail, name="stand_detail"),
]
