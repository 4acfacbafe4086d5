"""How often somebody without a session may let Kompas work or keep something, by network: what answers an anonymous
request must not be stopped by one visitor for the whole country.

A window of a minute with one number in Valkey: exact enough, and nothing waits for anything. allauth counts beside it
what is closer to guessing (ACCOUNT_RATE_LIMITS).
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from redis.exceptions import RedisError

from accounts.errors import too_many

WINDOW = 60  # seconds


def allow(request: HttpRequest, action: str) -> bool:
    """Count this one. `action` is one of settings.ANONYMOUS_LIMITS. Raises RedisError when nobody can count."""
    key = f"anoniem:{action}:{get_ip(request)}:{int(time.time()) // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    return bool(cache.incr(key) <= settings.ANONYMOUS_LIMITS[action])


def limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a page that computes or stores for a visitor; a post is counted on every address (AnonymousMiddleware).

    Without Valkey the page is shown: whoever sends it is told then that it does not work just now.
    """

    @wraps(view)
    def counting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        try:
            allowed = allow(request, "page")
        except RedisError:
            allowed = True
        return view(request, *args, **kwargs) if allowed else too_many(request)

    return counting


class AnonymousMiddleware:
    """Counts what is sent without a session, whatever the address; after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated and not allow(request, "post"):
            return too_many(request)
        return self.get_response(request)
