"""On the public host: one's own logins, those of the people of VNG or CoMensha, and all for who runs Kompas.

Who looks at those of others leaves a row herself, beside what she saw.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from logins.actions import record
from logins.forms import FilterForm, PlatformForm
from logins.models import KEPT_DAYS, LoginQuerySet, Soort
from logins.queries import People, make_page, of_all, of_organisaties, of_person, people_of, sheet_of
from sheets.files import MIMETYPES, write_book
from tenants.files import file_response


@require_safe
def login_mine(request: AuthenticatedHttpRequest) -> HttpResponse:
    page = make_page(of_person(request.user), {request.user.pk: request.user.naam}, request.GET)
    return render(request, "logins/login_mine.html", {"page": page, "kept_days": KEPT_DAYS})


@require_safe
@requires_landelijk(Permission.SECURITY)
def organisatie_login_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    people = people_of(request.organisaties)
    form = FilterForm(request.GET, people=people)
    rows = form.narrow(of_organisaties(request.organisaties))
    return show(request, "organisatie_login", form, rows, people)


@require_safe
@requires_landelijk(Permission.SECURITY)
def organisatie_login_file(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    people = people_of(request.organisaties)
    rows = FilterForm(request.GET, people=people).narrow(of_organisaties(request.organisaties))
    return as_file(request, formaat, rows, people)


@require_safe
@requires_landelijk(Permission.PLATFORM)
def platform_login_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = PlatformForm(request.GET)
    rows = form.narrow(of_all())
    return show(request, "platform_login", form, rows, None)


@require_safe
@requires_landelijk(Permission.PLATFORM)
def platform_login_file(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    rows = PlatformForm(request.GET).narrow(of_all())
    return as_file(request, formaat, rows, None)


def show(request: AuthenticatedHttpRequest, name: str, form: Any, rows: LoginQuerySet, people: People) -> HttpResponse:
    page = make_page(rows, people, request.GET)
    record_look(request)
    context = {
        "place": name.partition("_")[0],
        "list_url": reverse(f"{name}_list"),
        "csv_url": reverse(f"{name}_csv"),
        "xlsx_url": reverse(f"{name}_xlsx"),
        **{"form": form, "page": page, "kept_days": KEPT_DAYS},
    }
    status = 422 if form.errors else 200
    return render(request, "logins/public_login_list.html", context, status=status)


def as_file(request: AuthenticatedHttpRequest, formaat: str, rows: LoginQuerySet, people: People) -> HttpResponse:
    content = write_book(formaat, [sheet_of(rows, people)])
    record_look(request)
    return file_response(
        content, name=f"inloggeschiedenis-{timezone.localdate():%Y%m%d}.{formaat}", mimetype=MIMETYPES[formaat]
    )


def record_look(request: AuthenticatedHttpRequest) -> None:
    if request.method == "GET":
        for organisatie in sorted(request.organisaties):
            record(request=request, soort=Soort.BEKEKEN, gebruiker=request.user, organisatie=organisatie)
