"""A page for whoever comes by: the same for everybody, made in a role that reads what is public and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from accounts.limits import limited
from tenants.context import as_visitor

View = Callable[..., HttpResponse]


def for_visitors(view: View) -> View:
    """No login, no session, no cookie; all that it shows is asked for within that role, its template too.

    A cache may keep the answer and has to ask each time whether it is still so: what is withdrawn is gone at once.
    """

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with as_visitor():
            response = view(request, *args, **kwargs)
        response["Cache-Control"] = "public, no-cache"
        return response

    return login_not_required(limited(reading))  # type: ignore[arg-type,return-value]


def unless_known(request: HttpRequest, response: HttpResponse, *, sha256: str) -> HttpResponse:
    """Only that it is unchanged, to who has these bytes already."""
    response["ETag"] = f'"{sha256}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response  # type: ignore[return-value]
