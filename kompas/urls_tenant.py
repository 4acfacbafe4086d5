"""The host of one gemeente."""

from django.urls import include, path

import accounts.views

handler400 = "accounts.errors.bad_request"
handler403 = "accounts.errors.forbidden"
handler404 = "accounts.errors.not_found"
handler429 = "accounts.errors.too_many"  # allauth looks for it
handler500 = "accounts.errors.server_error"
urlpatterns = [
    path(".well-known/security.txt", accounts.views.security_txt, name="security_txt"),
    path("", include("overzicht.urls")),
    path("zelfevaluatie/", include("zelfevaluatie.urls")),
    path("voorgangers/", include("voorgangers.urls")),
    path("herindeling/", include("herindeling.urls")),
    path("acties/", include("aanpak.urls")),
    path("beleidsplan/", include("reports.urls")),
    path("naslag/", include("kader.urls")),
    path("beheer/mensen/", include("mensen.urls")),
    path("inloggeschiedenis/", include("logins.urls")),
    path("inlogdiensten/", include("inlogdiensten.urls")),
    path("mail/", include("berichten.urls")),
    path("logboek/", include("logboek.urls")),
    path("indienen/", include("indienen.urls")),
    path("wissen/", include("wissing.urls")),
]
