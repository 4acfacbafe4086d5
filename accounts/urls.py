"""The addresses of allauth, with what a POST there does all or nothing, and a limit to what a visitor lets them do."""

from typing import Any

from allauth.urls import urlpatterns as of_allauth
from django.urls import URLPattern, URLResolver

from accounts.limits import limited
from accounts.second_step import own_login
from accounts.views import all_or_nothing

# What opens Kompas without an inlogdienst, by itself: with a passkey one needs no password.
ALONE = {"account_change_password", "account_set_password", "mfa_add_webauthn"}
# And what helps. Who came by way of an inlogdienst cannot make herself another way in.
OWN = ALONE | {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}


def guarded(found: Any) -> Any:
    if isinstance(found, URLPattern):
        view = limited(all_or_nothing(found.callback))
        return URLPattern(found.pattern, guarded_view(view, found.name), found.default_args, found.name)
    inner = [guarded(each) for each in found.url_patterns]
    return URLResolver(found.pattern, inner, found.default_kwargs, found.app_name, found.namespace)


def guarded_view(view: Any, name: str | None) -> Any:
    return own_login(view, alone=name in ALONE) if name in OWN else view


def is_used(found: Any) -> bool:
    """Accounts of elsewhere have pages of our own: inlogdiensten/public_urls.py."""
    return not str(found.pattern).startswith(("3rdparty/", "social/"))


urlpatterns = [guarded(found) for found in of_allauth if is_used(found)]
