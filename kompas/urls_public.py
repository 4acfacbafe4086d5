"""The public host: who we are, login, standard texts, meetrondes and the regional and national pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

import accounts.uitnodiging_views
import accounts.views
import berichten.platform_views
import herindeling.platform_views
import metingen.antwoord_views
import metingen.antwoordlink_views
import tenants.views
from charts.examples import FIGURES

handler400 = "accounts.errors.bad_request"
handler403 = "accounts.errors.forbidden"
handler404 = "accounts.errors.not_found"
handler429 = "accounts.errors.too_many"  # allauth looks for it
handler500 = "accounts.errors.server_error"
urlpatterns = [
    path(".well-known/security.txt", accounts.views.security_txt, name="security_txt"),
    path("certificate/", tenants.views.certificate_ask, name="certificate_ask"),
    path("", accounts.views.landing, name="landing"),
    path("toegankelijkheid/", accounts.views.toegankelijkheid, name="toegankelijkheid"),
    path("zwakke-plek-melden/", accounts.views.security_policy, name="security_policy"),
    path("privacy/", accounts.views.privacy, name="privacy"),
    path("start/", accounts.views.start, name="start"),
    path("account/login/", accounts.views.login, name="account_login"),
    path("account/2fa/", accounts.views.mfa_index, name="mfa_index"),
    path("account/2fa/authenticate/", accounts.views.second_step, name="mfa_authenticate"),
    path("account/email/", accounts.views.email, name="account_email"),
    path("account/confirm-email/", accounts.views.email, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", accounts.views.email, name="account_confirm_email"),
    path("account/gegevens/", accounts.views.gegevens_form, name="gegevens_form"),
    path("account/sessies/", accounts.views.session_list, name="session_list"),
    path("account/sessies/uitloggen/", accounts.views.session_end, name="session_end"),
    path("uitnodiging/<str:token>/", accounts.uitnodiging_views.uitnodiging_accept, name="uitnodiging_accept"),
    path("platform/herindelingen/", herindeling.platform_views.opvolging_list, name="opvolging_list"),
    path(
        "platform/herindelingen/<uuid:pk>/toegang/",
        herindeling.platform_views.opvolging_let_in,
        name="opvolging_let_in",
    ),
    path("platform/herindelingen/<uuid:pk>/weg/", herindeling.platform_views.opvolging_delete, name="opvolging_delete"),
    path("platform/mail/", berichten.platform_views.platform_bericht_list, name="platform_bericht_list"),
    path(
        "platform/mail/<uuid:pk>/opnieuw/",
        berichten.platform_views.platform_bericht_resend,
        name="platform_bericht_resend",
    ),
    path("", include("mensen.staff_urls")),
    path("platform/", include("beheer.urls")),
    path("meetrondes/<uuid:pk>/link/", metingen.antwoordlink_views.antwoordlink_add, name="antwoordlink_add"),
    path("meetrondes/<uuid:pk>/links/", metingen.antwoordlink_views.antwoordlink_list, name="antwoordlink_list"),
    path("meetrondes/link/<uuid:pk>/vervallen/", metingen.antwoordlink_views.link_end, name="link_end"),
    path("antwoord/<str:token>/", metingen.antwoord_views.antwoord_form, name="antwoord_form"),
    path("", include("logins.public_urls")),
    path("redactie/kader/", include("kader.redactie_urls")),
    path("", include("inlogdiensten.public_urls")),
    path("redactie/", include("redactie.urls")),
    path("redactie/", include("sjablonen.urls")),
    path("", include("openbaar.urls")),
    path("", include("metingen.urls")),
    path("", include("dashboards.urls")),
    path("account/", include("accounts.urls")),
]
if "demo" in settings.INSTALLED_APPS and (settings.KOMPAS_DEMO or settings.DEBUG):  # demo/guard.py asks more
    urlpatterns.insert(0, path("", include("demo.urls")))
if settings.DEBUG:  # every component on one page, for who designs
    gallery = login_not_required(TemplateView.as_view(template_name="galerij.html", extra_context={"figures": FIGURES}))
    urlpatterns.append(path("galerij/", gallery, name="galerij"))
