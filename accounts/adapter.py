import hashlib
import re
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import sentences
from accounts.models import Gebruiker
from accounts.networks import network_of
from accounts.secrets import hide_factor, reveal_factor
from accounts.sessions import INLOGDIENST, SECOND_STEP
from accounts.stages import came_by
from tenants.models import Domein

FAMILIAR_SECONDS = 30 * 24 * 60 * 60  # how long a network counts as one where this person logs in


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **sentences.ACCOUNT}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # invitation only

    def is_safe_url(self, url: str | None) -> bool:
        """A `next` may lead to a path here or to the host of a gemeente that is open."""
        return bool(url) and (
            gemeente_origin(url or "") is not None
            or url_has_allowed_host_and_scheme(url, allowed_hosts={urlsplit(settings.PUBLIEK_URL).netloc})
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Per account and network: who guesses from elsewhere does not lock out whose account it is."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{network_of(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Guessing from many networks at once has a limit too, but not for where the person has been before."""
        super().pre_authenticate(request, **credentials)
        email = str(credentials.get("email", "")).lower()
        limit = {"app": "allauth.account", "action": "login_failed_everywhere", "key": email}
        self._everywhere = ratelimit.consume(request, **limit)
        if not self._everywhere and not cache.get(self.familiar(request, email)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            if self._everywhere:
                self._everywhere.rollback()
            email = str(credentials.get("email", "")).lower()
            cache.set(self.familiar(request, email), True, timeout=FAMILIAR_SECONDS)
        return user

    def familiar(self, request: HttpRequest, email: str) -> str:
        digest = hashlib.sha256(f"{email}:{network_of(request)}".encode()).hexdigest()
        return f"vertrouwd:{digest}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of who logged in a moment ago: a new beheerder sets up the second step with the password just given."""
        records = get_authentication_records(context.request, context.request.user)
        own = [record for record in records if record["method"] != "socialaccount"]
        fresh = any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in own)
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_login_stages(self) -> list[str]:
        """allauth's, but for the second step: that of an inlogdienst may stand for ours."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.stages.AuthenticateStage"}
        return [ours.get(path, path) for path in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Any, *, signal_kwargs: Any, **kwargs: Any) -> Any:
        """The session keeps how somebody logged in: what it opens depends on it (accounts/models.py)."""
        came = came_by((signal_kwargs or {}).get("sociallogin"))
        for name in (INLOGDIENST, SECOND_STEP):
            if name in came:
                request.session[name] = came[name]
            else:
                request.session.pop(name, None)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def ways_in(self, **scope: Any) -> list[Any]:
        """The inlogdiensten that open this place; inlogdiensten, which stands above, knows them."""
        return []

    def may_choose_password(self, gebruiker: Gebruiker) -> bool:
        """By a link in a mail; as the above."""
        return True

    def note_ended(self, request: HttpRequest, gebruiker: Gebruiker, *, how: str) -> None:
        """That sessions of this person ended, and how; logins, which stands above, writes it down."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no usernames."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **sentences.MFA}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.KOMPAS_HOST, "name": settings.KOMPAS_NAAM}

    def encrypt(self, text: str) -> str:
        return hide_factor(text)

    def decrypt(self, encrypted_text: str) -> str:
        return reveal_factor(encrypted_text)


def gemeente_origin(url: str) -> str | None:
    """`http://stadskanaal.kompas.localhost:8000` when `url` points to an open gemeente, else None."""
    label = label_in(url)
    if label is None or not Domein.objects.filter(domain=label, tenant__opened_at__isnull=False).exists():
        return None
    own = urlsplit(settings.PUBLIEK_URL)
    return f"{own.scheme}://{label}.{own.netloc}"


def label_in(url: str) -> str | None:
    """`stadskanaal` when `url` may point to a gemeente, which may not be there, else None.

    The parts are compared whole with our own addresses, so user names, other ports and look-alikes do not pass.
    """
    try:
        parts, own = urlsplit(url), urlsplit(settings.PUBLIEK_URL)
    except ValueError:  # such as an unclosed bracket
        return None
    label, _, rest = parts.netloc.partition(".")
    return label if (parts.scheme, rest) == (own.scheme, own.netloc) and re.fullmatch(r"[a-z0-9-]+", label) else None
