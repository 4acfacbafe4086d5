from django.urls import path

from berichten import views

app_name = "berichten"
urlpatterns = [
    path("", views.bericht_list, name="bericht_list"),
    path("<uuid:pk>/opnieuw/", views.bericht_resend, name="bericht_resend"),
]
