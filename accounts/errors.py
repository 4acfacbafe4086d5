"""The answers when something went wrong: with a reference number, and with what was typed; without any detail."""

import sys
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.forms import CharField
from django.forms.forms import BaseForm
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import render
from django.template import loader
from django.urls import Resolver404, resolve
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from tenants.secrets import Unreadable

# Never given back on a page: what somebody proves to be with.
SECRET_FIELDS = {
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
    "credential",
    "geheim",
}
AWAY_SECONDS = 30
WAIT_SECONDS = 60  # after too many; see accounts/limits.py


class Typed(NamedTuple):
    name: str
    value: str
    label: str  # of the field in the page, or "" when no form has it
    is_text: bool  # whether people write there, and do not choose

    @property
    def is_shown(self) -> bool:
        """As words to read; the rest is what a page sends along. As templates/components/typed_fields.html."""
        return " " in self.value or (self.is_text and bool(self.value))


def typed_fields(request: HttpRequest) -> list[Typed]:
    """What somebody sent, field by field, to give it back; without secrets, and nothing when it cannot be read."""
    try:
        lists = list(request.POST.lists())
    except (UnreadablePostError, MultiPartParserError, SuspiciousOperation, BadRequest, ValueError):
        return []
    found = getattr(request, "resolver_match", None)
    app = found.func.__module__.partition(".")[0] if found else ""
    forms = likely_forms({name for name, _values in lists}, app)
    return [
        Typed(name, str(value), *field_of(name, forms))
        for name, values in lists
        for value in values
        if name not in SECRET_FIELDS
    ]


def likely_forms(names: set[str], app: str) -> list[Any]:
    """Our forms, first the one that has most of these fields; of two alike that of `app`."""
    sent = {name.rpartition("-")[2] for name in names}
    forms = [form for form in subclasses(BaseForm) if hasattr(form, "base_fields")]
    return sorted(
        forms, key=lambda form: (-len(sent & form.base_fields.keys()), not form.__module__.startswith(f"{app}."))
    )


def field_of(name: str, forms: list[Any]) -> tuple[str, bool]:
    """What the first of `forms` that has it calls the field that is sent as `name`, and whether it is a text."""
    fields = (form.base_fields.get(name.rpartition("-")[2]) for form in forms)
    found = next((field for field in fields if field and field.label), None)
    return (str(found.label), isinstance(found, CharField)) if found else ("", False)


def subclasses(kind: type) -> list[Any]:
    direct: list[Any] = kind.__subclasses__()
    return [each for child in direct for each in (child, *subclasses(child))]


def server_error(request: HttpRequest) -> HttpResponse:
    """Uses neither database nor session, which may be what failed."""
    away = is_away(sys.exc_info()[1])  # Django calls us while it handles the exception
    fields = typed_fields(request) if request.method == "POST" else []
    context = {
        "reference": getattr(request, "reference", ""),
        "away": away,
        "fields": fields,
        "path": request.path,
        "csrf_token": kept_token(request) if fields else "",
    }
    response = HttpResponse(loader.get_template("500.html").render(context), status=503 if away else 500)
    response["Cache-Control"] = "private, no-store"
    if away:
        response["Retry-After"] = str(AWAY_SECONDS)
    return response


def is_away(error: BaseException | None) -> bool:
    """Whether the database, Valkey or a key was out of reach, or not there in time: trying again helps, later.

    Django takes a session that could not be saved for one that is gone; the view had done its work by then.
    """
    missing = OperationalError | InterfaceError | SessionInterrupted | RedisError | BrokerError | Unreadable
    return isinstance(error, missing)


def kept_token(request: HttpRequest) -> str:
    """A token for the secret that the browser has already, also when we failed before Django read its cookie."""
    if "CSRF_COOKIE" not in request.META:
        CsrfViewMiddleware(server_error).process_request(request)  # reads the cookie, and no more
    return get_token(request)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, SessionInterrupted):  # not the user's fault, and "nothing was saved" may not be true
        return server_error(request)
    too_big = isinstance(exception, RequestDataTooBig)
    page = loader.get_template("400.html").render({"too_big": too_big})
    return HttpResponse(page, status=413 if too_big else 400)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return refused(request, "404.html", 404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return refused(request, "403.html", 403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, "403_csrf.html", 403)


def refused(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """What somebody typed can be copied, whatever took the page or the right to save from her meanwhile.

    Not sent again from here: without a valid token we do not know who made the form.
    """
    fields = typed_fields(request) if request.method == "POST" else []
    texts = [typed for typed in fields if typed.value.strip() and (typed.label or " " in typed.value)]
    return render(request, template, {"texts": texts, **context}, status=status)


@login_not_required
def too_many(request: HttpRequest) -> HttpResponse:
    """Sent again from here, but for what somebody proves to be with: that is typed in its own form."""
    fields = typed_fields(request) if request.method == "POST" else []
    secret = request.POST.keys() & (SECRET_FIELDS - {"csrfmiddlewaretoken"}) if fields else ()
    page = render(request, "429.html", {"fields": [] if secret else fields}, status=429)
    page["Retry-After"] = str(WAIT_SECONDS)
    return page


def with_way_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only saves, opened by a link or by reloading: a page that says so, and leads to the one above."""
    if request.method != "GET" or response.status_code != 405 or response.content:
        return response
    above = request.path_info
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_page(above, getattr(request, "urlconf", None)):
            break
    page = render(request, "405.html", {"url": above}, status=405)
    page["Allow"] = response.get("Allow", "")
    return page


def is_page(path: str, urlconf: Any) -> bool:
    try:
        resolve(path, urlconf)
    except Resolver404:
        return False
    return True
