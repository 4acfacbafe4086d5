from django.urls import path

from wissing import views

app_name = "wissing"
urlpatterns = [
    path("", views.wissing_list, name="wissing_list"),
    path("nieuw/", views.wissing_add, name="wissing_add"),
    path("<uuid:pk>/", views.wissing_detail, name="wissing_detail"),
    path("<uuid:pk>/bevestigen/", views.wissing_confirm, name="wissing_confirm"),
    path("<uuid:pk>/intrekken/", views.wissing_withdraw, name="wissing_withdraw"),
]
