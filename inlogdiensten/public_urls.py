"""Without a namespace, as all of the public host that is not of one app."""

from django.urls import path

from inlogdiensten import platform_views
from inlogdiensten import public_views as views

urlpatterns = [
    path("account/werk/", views.inlogdienst_kies, name="inlogdienst_kies"),
    path("account/werk/<uuid:pk>/", views.inlogdienst_start, name="inlogdienst_start"),
    path("account/werk/<uuid:pk>/terug/", views.inlogdienst_terug, name="inlogdienst_terug"),
    path("account/werk/<uuid:pk>/sleutels/", views.inlogdienst_sleutels, name="inlogdienst_sleutels"),
    path("account/werkaccounts/", views.werkaccount_list, name="werkaccount_list"),
    path("account/werkaccounts/<uuid:pk>/koppelen/", views.werkaccount_koppel, name="werkaccount_koppel"),
    path("account/werkaccounts/<int:pk>/loskoppelen/", views.werkaccount_los, name="werkaccount_los"),
]
PLATFORM = {
    "inlogdienst_list": "",
    "inlogdienst_add": "nieuw/",
    "inlogdienst_detail": "<uuid:pk>/",
    "inlogdienst_edit": "<uuid:pk>/wijzigen/",
    "inlogdienst_geheim": "<uuid:pk>/geheim/",
    "inlogdienst_test": "<uuid:pk>/test/",
    "inlogdienst_approve": "<uuid:pk>/goedkeuren/",
    "inlogdienst_end": "<uuid:pk>/stoppen/",
    "aanvaarding_functies": "aanvaarding/<uuid:pk>/functies/",
    "aanvaarding_verplicht": "aanvaarding/<uuid:pk>/verplicht/",
    "aanvaarding_vrijwillig": "aanvaarding/<uuid:pk>/vrijwillig/",
}
urlpatterns += [
    path(f"platform/inlogdiensten/{route}", getattr(platform_views, f"platform_{name}"), name=f"platform_{name}")
    for name, route in PLATFORM.items()
]
