"""On the public host: the rounds, for VNG and CoMensha, and what everybody may see of them."""

from django.urls import path

from metingen import adres_views, beeld_views, mail_views, publicatie_views, thema_views, verzoek_views, views

app_name = "metingen"
urlpatterns = [
    path("meetrondes/", views.meetronde_list, name="meetronde_list"),
    path("meetrondes/nieuw/", views.meetronde_add, name="meetronde_add"),
    path("meetrondes/<uuid:pk>/", views.meetronde_detail, name="meetronde_detail"),
    path("meetrondes/<uuid:pk>/aanpassen/", views.meetronde_edit, name="meetronde_edit"),
    path("meetrondes/<uuid:pk>/eerder/", views.meetronde_geschiedenis, name="meetronde_geschiedenis"),
    path("meetrondes/<uuid:pk>/verwijderen/", views.meetronde_delete, name="meetronde_delete"),
    path("meetrondes/<uuid:pk>/openen/", mail_views.meetronde_open, name="meetronde_open"),
    path("meetrondes/<uuid:pk>/verlengen/", mail_views.meetronde_extend, name="meetronde_extend"),
    path("meetrondes/<uuid:pk>/sluiten/", views.meetronde_close, name="meetronde_close"),
    path("meetrondes/<uuid:pk>/herinneren/", mail_views.meetronde_remind, name="meetronde_remind"),
    path("meetrondes/<uuid:pk>/publiceren/", publicatie_views.meetronde_publish, name="meetronde_publish"),
    path("meetrondes/<uuid:pk>/vragen/", thema_views.themavraag_list, name="themavraag_list"),
    path("meetrondes/<uuid:pk>/vragen/nieuw/", thema_views.themavraag_add, name="themavraag_add"),
    path("meetrondes/<uuid:pk>/vragen/overnemen/", thema_views.themavraag_copy, name="themavraag_copy"),
    path("meetrondes/<uuid:ronde>/vragen/<uuid:pk>/", thema_views.themavraag_edit, name="themavraag_edit"),
    path(
        "meetrondes/<uuid:ronde>/vragen/<uuid:pk>/eerder/",
        thema_views.themavraag_geschiedenis,
        name="themavraag_geschiedenis",
    ),
    path(
        "meetrondes/<uuid:ronde>/vragen/<uuid:pk>/verwijderen/", thema_views.themavraag_delete, name="themavraag_delete"
    ),
    path("meetrondes/adressen/", adres_views.adres_list, name="adres_list"),
    path("meetrondes/adressen/importeren/", adres_views.adres_import, name="adres_import"),
    path("meetrondes/adressen/<uuid:pk>/verwijderen/", adres_views.adres_delete, name="adres_delete"),
    path("meetrondes/verzoek/<uuid:pk>/bevestigen/", verzoek_views.verzoek_confirm, name="verzoek_confirm"),
    path("meetrondes/verzoek/<uuid:pk>/intrekken/", verzoek_views.verzoek_withdraw, name="verzoek_withdraw"),
    path("land/beeld/", beeld_views.beeld_detail, name="beeld_detail"),
    path("land/beeld/<uuid:pk>/tussenstand/", beeld_views.tussenstand_add, name="tussenstand_add"),
    *(
        path(
            f"land/beeld/<uuid:pk>/cijfers.{formaat}", beeld_views.beeld_file, {"formaat": formaat}, f"beeld_{formaat}"
        )
        for formaat in ("csv", "xlsx", "ods")
    ),
    path("land/beeld/<uuid:pk>/pdf/", beeld_views.beeld_pdf, name="beeld_pdf"),
    path("land/beeld/<uuid:pk>/pdf/downloaden/", beeld_views.beeld_download, name="beeld_download"),
    path("cijfers/", publicatie_views.publicatie_list, name="publicatie_list"),
    path("cijfers/<uuid:pk>/", publicatie_views.publicatie_detail, name="publicatie_detail"),
    path("cijfers/<uuid:pk>/<slug:anchor>.svg", publicatie_views.publicatie_figuur, name="publicatie_figuur"),
    path("cijfers/<uuid:pk>/csv/", publicatie_views.publicatie_csv, name="publicatie_csv"),
]
