from django.urls import path

from logins import views

app_name = "logins"
urlpatterns = [
    path("", views.login_list, name="login_list"),
    path("inloggeschiedenis.csv", views.login_csv, name="login_csv"),
    path("inloggeschiedenis.xlsx", views.login_xlsx, name="login_xlsx"),
]
