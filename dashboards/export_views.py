"""Files for staff. The figures name no gemeente; the file that does is a choice of its own, marked and recorded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from dashboards.exports import by_name, figures, flat_by_name, flat_figures
from dashboards.forms import ByNameForm
from dashboards.selection import Choice, choose, place, record_view
from sheets.files import MIMETYPES, write_book
from tenants.files import file_response


@requires_landelijk(Permission.LANDELIJK)
def export_form(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    return show_form(request, choice, ByNameForm())


@requires_landelijk(Permission.LANDELIJK)
def export_cijfers(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    record_view(request, meetronde=choice.selection.meetronde)
    sheets = [flat_figures(choice)] if formaat == "csv" else figures(choice)
    return as_file(choice, "cijfers", formaat, write_book(formaat, sheets))


@require_POST
@requires_landelijk(Permission.LANDELIJK)
def export_gemeenten(request: AuthenticatedHttpRequest, formaat: str) -> HttpResponse:
    """By name: the tick says that it stays a working file."""
    choice, form = choose(request), ByNameForm(request.POST)
    if choice is None:
        return render(request, "dashboards/leeg.html", place("export_form"))
    if not form.is_valid():
        return show_form(request, choice, form, status=422)
    record_view(request, meetronde=choice.selection.meetronde)
    sheets = [flat_by_name(choice)] if formaat == "csv" else by_name(choice)
    return as_file(choice, "werkbestand-niet-voor-publicatie", formaat, write_book(formaat, sheets))


def show_form(
    request: AuthenticatedHttpRequest, choice: Choice, by_name_form: ByNameForm, status: int = 200
) -> HttpResponse:
    context = {**choice.context("export_form"), "by_name": by_name_form}
    return render(request, "dashboards/export_form.html", context, status=status)


def as_file(choice: Choice, kind: str, formaat: str, content: bytes) -> HttpResponse:
    example = "voorbeeld-" if choice.selection.meetronde.voorbeeld else ""
    name = f"{example}{kind}-{choice.selection.meetronde.titel}-{timezone.localdate()}.{formaat}"
    return file_response(content, name=name, mimetype=MIMETYPES[formaat])
