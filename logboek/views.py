from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from logboek.forms import FilterForm
from logboek.models import KEPT_YEARS, Gebeurtenis
from logboek.queries import make_page, rows_of
from sheets.dutch_csv import CSV
from tenants.backups.export import as_csv, as_json
from tenants.files import saved_as


def people_here() -> dict[Any, str]:
    return dict(Collega.objects.values_list("id", "naam"))


@requires(Permission.MANAGE)
def gebeurtenis_list(request: GemeenteHttpRequest) -> HttpResponse:
    people = people_here()
    form = FilterForm(request.GET, people=people)
    page = make_page(form.narrow(Gebeurtenis.objects.in_order()), people, request.GET)
    context = {"form": form, "page": page, "kept_years": KEPT_YEARS}
    return render(request, "logboek/gebeurtenis_list.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE)
def gebeurtenis_csv(request: GemeenteHttpRequest) -> HttpResponse:
    return download(request, "csv", CSV, as_csv)


@requires(Permission.MANAGE)
def gebeurtenis_json(request: GemeenteHttpRequest) -> HttpResponse:
    return download(request, "json", "application/json", as_json)


def download(request: GemeenteHttpRequest, ending: str, content_type: str, write: Any) -> HttpResponse:
    people = people_here()
    form = FilterForm(request.GET, people=people)
    content = write(rows_of(form.narrow(Gebeurtenis.objects.in_order()), people))
    name = f"logboek-{request.gemeente.slug}-{timezone.localdate():%Y%m%d}.{ending}"
    headers = {"Content-Disposition": saved_as(name)}
    return HttpResponse(content, content_type=content_type, headers=headers)
