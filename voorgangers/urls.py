from django.urls import path

from voorgangers import views

app_name = "voorgangers"
urlpatterns = [
    path("", views.voorgangersrij_list, name="voorgangersrij_list"),
    path("plan/<uuid:pk>/", views.voorgangersplan_download, name="voorgangersplan_download"),
]
