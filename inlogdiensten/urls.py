from django.urls import path

from inlogdiensten import views

app_name = "inlogdiensten"
urlpatterns = [
    path("", views.inlogdienst_list, name="inlogdienst_list"),
    path("nieuw/", views.inlogdienst_add, name="inlogdienst_add"),
    path("<uuid:pk>/", views.inlogdienst_detail, name="inlogdienst_detail"),
    path("<uuid:pk>/wijzigen/", views.inlogdienst_edit, name="inlogdienst_edit"),
    path("<uuid:pk>/geheim/", views.inlogdienst_geheim, name="inlogdienst_geheim"),
    path("<uuid:pk>/test/", views.inlogdienst_test, name="inlogdienst_test"),
    path("<uuid:pk>/goedkeuren/", views.inlogdienst_approve, name="inlogdienst_approve"),
    path("<uuid:pk>/stoppen/", views.inlogdienst_end, name="inlogdienst_end"),
    path("<uuid:pk>/aanbieden/", views.inlogdienst_offer, name="inlogdienst_offer"),
    path("aanvaarding/<uuid:pk>/accepteren/", views.aanvaarding_accept, name="aanvaarding_accept"),
    path("aanvaarding/<uuid:pk>/stoppen/", views.aanvaarding_end, name="aanvaarding_end"),
    path("aanvaarding/<uuid:pk>/functies/", views.aanvaarding_functies, name="aanvaarding_functies"),
    path("aanvaarding/<uuid:pk>/verplicht/", views.aanvaarding_verplicht, name="aanvaarding_verplicht"),
    path("aanvaarding/<uuid:pk>/vrijwillig/", views.aanvaarding_vrijwillig, name="aanvaarding_vrijwillig"),
]
