"""Files for staff, all of them working files: marked and recorded. What names gemeenten is a choice of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from dashboards.exports import by_name, figures, flat_by_name, flat_figures
from dashboards.forms import ByNameForm
from dashboards.seen import record_view, staf_view
from dashboards.selection import Choice, choose, place
from dashboards.werkbestand import marked
from sheets.files import MIMETYPES, write_book
from sheets.sheet import Sheet
from tenants.files import file_response


@staf_view(figures=False)
def export_form(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    return show_form(request, choice, ByNameForm())


@staf_view
def export_cijfers(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    record_view(request)
    sheets = [flat_figures(choice)] if formaat == "csv" else figures(choice)
    return as_file(choice, "cijfers", formaat, sheets)


@require_POST
@staf_view
def export_gemeenten(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    """By name: the tick says that it stays a working file."""
    choice, form = choose(request), ByNameForm(request.POST)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    if not form.is_valid():
        return show_form(request, choice, form, status=422)
    record_view(request)
    sheets = [flat_by_name(choice)] if formaat == "csv" else by_name(choice)
    return as_file(choice, "gemeenten", formaat, sheets)


def show_form(
    request: AuthenticatedHttpRequest, choice: Choice, by_name_form: ByNameForm, status: int = 200
) -> HttpResponse:
    context = {**choice.context("export_form"), "by_name": by_name_form}
    return render(request, "dashboards/export_form.html", context, status=status)


def as_file(choice: Choice, soort: str, formaat: str, sheets: list[Sheet]) -> HttpResponse:
    content = write_book(formaat, marked(sheets, choice.werkbestand))
    return file_response(content, name=choice.werkbestand.file_name(soort, formaat), mimetype=MIMETYPES[formaat])
