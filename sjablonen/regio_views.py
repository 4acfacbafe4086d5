"""The pages of a ketenregisseur: the texts of one regio, beside the landelijke ones that they may replace."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_regio
from sjablonen import pages
from sjablonen.actions import PassageChanged, add_passage, withdraw_passage
from sjablonen.forms import NewPassageForm
from sjablonen.models import Passage
from sjablonen.queries import Place, Tekst, address, onderdeel_titels, places, tekst_or_404
from tenants.models import Regio


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_list(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    return pages.show_list(request, regio=regio)


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_detail(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    return pages.show_detail(request, tekst_or_404(code, regio))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_edit(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    return pages.edit(request, tekst_or_404(code, regio))


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_preview(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    return pages.show_typed(request)


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_confirm(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    return pages.confirm(request, tekst_or_404(code, regio))


@requires_regio(Permission.REGIO_REDACTIE)
def regio_passage_add(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    """A text that replaces none: the same two steps as a new version."""
    found = {place.shown.code: place for place in places(regio)}
    form = new_form(request, regio, found)
    context = {**pages.frame(regio), "form": form, "printed": pages.typed(form)}
    step = request.POST.get("stap")
    if not form.is_valid() or step == "terug":
        status = 422 if form.is_bound and step != "terug" else 200
        return render(request, "sjablonen/passage_new.html", context, status=status)
    after = found[form.cleaned_data["na"]].shown
    if step != "uitgeven":
        return render(request, "sjablonen/passage_new_check.html", {**context, **pages.preview(form), "after": after})
    passage = add_passage(regio=regio, after=after, wording=form.wording, by=request.user)
    messages.success(request, f"‘{passage.titel}’ is uitgegeven voor {regio}.")
    return redirect(address("passage_detail", regio, passage.code))


def new_form(request: AuthenticatedHttpRequest, regio: Regio, found: dict[str, Place]) -> NewPassageForm:
    choices = []
    for onderdeel, titel in onderdeel_titels().items():
        options = [
            (code, f"na {name_of(place.shown)}") for code, place in found.items() if place.shown.onderdeel == onderdeel
        ]
        choices += [(titel, options)] if options else []
    wanted = found.get(request.POST.get("na", ""), next(iter(found.values())))
    return NewPassageForm(request.POST or None, tekst=Tekst("", regio, (), wanted), choices=choices)


def name_of(passage: Passage) -> str:
    return f"‘{passage.titel}’" if passage.titel else "de inleidende tekst"


@require_POST
@requires_regio(Permission.REGIO_REDACTIE)
def passage_withdraw(request: AuthenticatedHttpRequest, code: str, regio: Regio) -> HttpResponse:
    tekst = tekst_or_404(code, regio)
    posted = request.POST.get("versie", "")
    versie = int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 6 else 0
    try:
        withdraw_passage(code=code, regio=regio, based_on=versie, by=request.user)
    except PassageChanged:
        messages.warning(request, f"{tekst.naam}: er is intussen een andere versie. Bekijk die eerst.")
        return redirect(tekst.detail_url)
    messages.success(request, f"{tekst.naam}: de tekst van {regio} is ingetrokken.")
    return redirect(tekst.detail_url)
