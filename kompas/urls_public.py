"""The public host: who we are, login, and later the naslagwerk and the national pages."""

from django.urls import include, path

import accounts.views

urlpatterns = [
    path("", accounts.views.landing, name="landing"),
    path("toegankelijkheid/", accounts.views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", accounts.views.privacy, name="privacy"),
    path("start/", accounts.views.start, name="start"),
    path("account/login/", accounts.views.login, name="account_login"),
    path("account/2fa/authenticate/", accounts.views.second_step, name="mfa_authenticate"),
    path("account/email/", accounts.views.email, name="account_email"),
    path("account/confirm-email/", accounts.views.email, name="account_email_verification_sent"),
    path("account/confirm-email/<str:key>/", accounts.views.email, name="account_confirm_email"),
    path("account/", include("allauth.urls")),
]
