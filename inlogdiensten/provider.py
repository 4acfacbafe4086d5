"""allauth's OpenID Connect: it keeps the state of a login, makes the proof of PKCE and logs in. What it fetches and
believes is ours: bounded (fetching.py), and checked (tokens.py)."""

import hmac
from typing import Any, NoReturn

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from accounts.models import Gebruiker
from accounts.sessions import INLOGDIENST
from inlogdiensten.arrival import arrive
from inlogdiensten.documents import Metadata, metadata_of
from inlogdiensten.exchange import tokens_for
from inlogdiensten.failures import NoAttempt, Refused, Untrusted
from inlogdiensten.models import Inlogdienst
from inlogdiensten.tokens import claims_of

SCOPE = ["openid", "profile", "email"]
STATE_LENGTH = 32  # 190 bits; the NL GOV profile asks 128, allauth makes 95


def nonce_of(verifier: str) -> str:
    """Of the login that this verifier is of, which is secret and used once; it tells nothing of the verifier."""
    return hmac.new(verifier.encode(), b"nonce", "sha256").hexdigest()


class Provider(OpenIDConnectProvider):
    """Of one Inlogdienst. allauth's SocialApp is made for the occasion and never saved: a secret is not kept there."""

    def __init__(self, request: HttpRequest, inlogdienst: Inlogdienst) -> None:
        self.inlogdienst = inlogdienst
        settings = {"scope": SCOPE, "oauth_pkce_enabled": True, "server_url": inlogdienst.issuer}
        issuer, client_id = inlogdienst.issuer, inlogdienst.client_id
        app = SocialApp(provider=self.id, provider_id=issuer, name=inlogdienst.naam, client_id=client_id)
        app.settings = settings
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> "Flow":
        return Flow(request, self.inlogdienst)

    def start(self, request: HttpRequest, *, next_url: str, data: dict[str, Any]) -> HttpResponse:
        """Send the browser to the provider. `data` comes back with its answer. Raises InlogFout."""
        kept = {**data, INLOGDIENST: str(self.inlogdienst.pk)}
        response: HttpResponse = self.redirect(request, "login", next_url=next_url, data=kept)
        return response

    def get_pkce_params(self) -> dict[str, Any]:
        """allauth sends no nonce, and hands us back nothing of a login but this verifier."""
        params: dict[str, Any] = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def serialize(self) -> dict[str, Any]:
        return {"id": self.id, "app.client_id": str(self.inlogdienst.pk)}  # read by SocialAccountAdapter.get_provider


class Flow(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, inlogdienst: Inlogdienst) -> None:
        super().__init__(request, provider_id=inlogdienst.issuer)
        self.inlogdienst = inlogdienst
        self._metadata: Metadata | None = None

    @property
    def metadata(self) -> Metadata:
        self._metadata = self._metadata or metadata_of(self.inlogdienst)
        return self._metadata

    @property
    def openid_config(self) -> dict[str, Any]:
        return {name: getattr(self.metadata, name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}

    @property
    def basic_auth(self) -> bool:
        return False  # how allauth's client would prove itself, but it is asked nothing: get_access_token_data

    def get_provider(self) -> Provider:
        return Provider(self.request, self.inlogdienst)

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return self.inlogdienst.callback_url

    def get_access_token_data(self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: Any = None) -> Any:
        """After allauth found the state in the session of this browser, and took it out."""
        self.check_sender(request)
        self.nonce = nonce_of(str(pkce_code_verifier))
        code = str(request.GET["code"])
        return tokens_for(self.inlogdienst, self.metadata, code=code, verifier=str(pkce_code_verifier))

    def check_sender(self, request: HttpRequest) -> None:
        """RFC 9207: an answer that names another provider is not for this login."""
        said = request.GET.get("iss")
        if said != self.inlogdienst.issuer and (said is not None or self.metadata.says_iss):
            raise Untrusted("Het antwoord komt van een andere inlogdienst (iss).")

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        return SocialToken(token="")  # we ask nothing with it, so it is not kept

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """Who it is, from the id_token alone; of what else it says nothing is kept."""
        token = kwargs["response"].get("id_token")
        claims = claims_of(token, self.inlogdienst, self.metadata, nonce=self.nonce)
        account = SocialAccount(provider=self.inlogdienst.issuer, uid=claims["sub"])
        login = SocialLogin(user=Gebruiker(), account=account, provider=self.get_provider())
        login.claims = claims
        return login


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """Of a login that waits for a second step; see Provider.serialize."""
        return Provider(request, Inlogdienst.objects.working().get(pk=str(client_id)))

    def generate_state_param(self, state: dict[str, Any]) -> str:
        return get_random_string(STATE_LENGTH)

    def get_requests_session(self) -> NoReturn:
        """allauth would fetch by this where something above is not ours any more, after an update of it."""
        raise RuntimeError("Only inlogdiensten/fetching.py speaks to a provider.")

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any
    ) -> NoReturn:
        """The provider said no, or there is no such login in this browser: begun elsewhere, too old, or used."""
        said = str(request.GET.get("error", ""))[:40]
        if error == AuthError.CANCELLED or said:
            raise Refused(f"De inlogdienst zegt: {said}.")
        raise NoAttempt(
            "Deze poging om in te loggen is al gebruikt, verlopen of in een andere browser begonnen (state)."
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        arrive(request, sociallogin)
