"""Which addresses are for whom."""

ALLAUTH_LOGGED_IN = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
# allauth's own, by name; each checks for itself what it needs.
ALLAUTH_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
# Ours, for visitors and for whoever is logged in.
EVERY_HOST = {"accounts.views.security_txt"}
LOGGED_IN = {
    f"accounts.views.{name}" for name in ("email", "gegevens_form", "mfa_index", "session_end", "session_list", "start")
}
LOGGED_IN |= {"logins.public_views.login_mine"}
LOGGED_IN |= {f"inlogdiensten.public_views.werkaccount_{name}" for name in ("list", "koppel", "los")}
OPEN = EVERY_HOST | {
    f"accounts.views.{name}"
    for name in ("landing", "login", "privacy", "second_step", "security_policy", "toegankelijkheid")
}
OPEN |= {f"inlogdiensten.public_views.inlogdienst_{name}" for name in ("kies", "start", "terug", "sleutels")}
OPEN |= {"demo.views.landing", "demo.views.enter"}  # where there is a demo: tests/demo/test_views.py
OPEN |= {"tenants.views.certificate_ask"}  # for the proxy; see docs/proxy.md
# Before the host is known, so in no list of addresses, and for whom: what answers there says nothing of anybody.
FOR_MACHINES = {
    "/healthz/live": "whoever reaches the port",
    "/healthz/ready": "whoever reaches the port",
    "/metrics": "whoever knows KOMPAS_METRICS_TOKEN",
}
OPEN |= {"metingen.antwoord_views.antwoord_form"}  # who has the one-time link
OPEN |= {f"openbaar.views.{name}" for name in ("plan_list", "gemeente_detail", "plan_detail", "bestand_download")}
OPEN |= {f"openbaar.views.{name}" for name in ("plan_qr", "accent_style", "robots", "sitemap", "diwoo_index")}
OPEN |= {"openbaar.views.diwoo_sitemap", "openbaar.views.plan_check"}
OPEN |= {f"metingen.publicatie_views.publicatie_{name}" for name in ("list", "detail", "csv", "figuur")}
OPEN |= {"accounts.uitnodiging_views.uitnodiging_accept"}  # who has the link
