from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.http import HttpRequest, HttpResponse


class HostCookieStorage(CookieStorage):
    """Messages in a cookie of this host alone. Django's would share them with the session over all gemeenten."""

    cookie_name = "__Host-meldingen"

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.signer = signing.get_cookie_signer(salt=f"{self.key_salt}.{request.get_host()}")  # void elsewhere

    def _update_cookie(self, encoded_data: str, response: HttpResponse) -> None:
        if encoded_data:
            response.set_cookie(self.cookie_name, encoded_data, secure=True, httponly=True, samesite="Lax")
        else:
            response.set_cookie(self.cookie_name, "", max_age=0, secure=True, httponly=True, samesite="Lax")
