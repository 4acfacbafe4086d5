"""On the host of a gemeente: who came in, for who guards its security. Whether a colleague came in at all: mensen/."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from logins.forms import FilterForm
from logins.models import KEPT_DAYS, CollegaLogin
from logins.queries import make_page, people_here, sheet_of
from sheets.files import MIMETYPES, write_book
from tenants.files import file_response


@requires(Permission.SECURITY)
@require_safe
def login_list(request: GemeenteHttpRequest) -> HttpResponse:
    """Each look is written in the logboek (logboek/words.py), for the beheerder to see."""
    people = people_here()
    form = FilterForm(request.GET, people=people)
    page = make_page(form.narrow(CollegaLogin.objects.all()), people, request.GET)
    context = {"form": form, "page": page, "kept_days": KEPT_DAYS}
    return render(request, "logins/login_list.html", context, status=422 if form.errors else 200)


@requires(Permission.SECURITY)
@require_safe
def login_csv(request: GemeenteHttpRequest) -> HttpResponse:
    return download(request, "csv")


@requires(Permission.SECURITY)
@require_safe
def login_xlsx(request: GemeenteHttpRequest) -> HttpResponse:
    return download(request, "xlsx")


def download(request: GemeenteHttpRequest, formaat: str) -> HttpResponse:
    people = people_here()
    form = FilterForm(request.GET, people=people)
    content = write_book(formaat, [sheet_of(form.narrow(CollegaLogin.objects.all()), people)])
    name = f"inloggeschiedenis-{request.gemeente.slug}-{timezone.localdate():%Y%m%d}.{formaat}"
    return file_response(content, name=name, mimetype=MIMETYPES[formaat])
