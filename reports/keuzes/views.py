"""What a gemeente chooses about its plan, and its own look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from reports.document.look import accent_css
from reports.gather.huisstijl import huisstijl
from reports.gather.keuzes import keuzes_of
from reports.gather.layers import first_by_rank
from reports.keuzes.actions import save_huisstijl, save_keuzes
from reports.keuzes.forms import HuisstijlForm, KeuzesForm
from reports.models import Huisstijl, Keuzes
from reports.page import PLACE
from sjablonen.models import Passage
from tenants.files import image_response
from zelfevaluatie.queries import current_zelfevaluatie


@requires(Permission.EDIT)
def keuzes_form(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        raise Http404
    form = KeuzesForm(
        request.POST or None,
        instance=keuzes_of(zelfevaluatie),
        kader=zelfevaluatie.kaderversie,
        naam=request.gemeente.korte_naam,
        to_check=list(first_by_rank(Passage.objects.to_check_for(request.gemeente)).values()),
    )
    if request.method != "POST" or not form.is_valid():
        return render_keuzes(request, form, status=422 if form.errors else 200)
    if save_keuzes(keuzes=form.instance, version=form.cleaned_data["version"], by=request.user):
        messages.success(request, "De keuzes zijn opgeslagen. Het plan hieronder is aangepast.")
        return redirect("reports:plan_detail")
    current = Keuzes.objects.get(zelfevaluatie=zelfevaluatie)
    form.data = on_top_of(request, current.version)
    extra = {"colleague": colleague_of(current), "differences": differences(form, current)}
    return render_keuzes(request, form, status=409, **extra)


def render_keuzes(request: GemeenteHttpRequest, form: KeuzesForm, status: int, **extra: Any) -> HttpResponse:
    can_manage = Permission.MANAGE in request.permissions
    context = {**PLACE, "form": form, "can_manage": can_manage, **extra}
    return render(request, "reports/keuzes/keuzes_form.html", context, status=status)


def on_top_of(request: GemeenteHttpRequest, version: int) -> QueryDict:
    """What was sent, as if its sender had read this version: sent again, it replaces what a colleague saved."""
    data = request.POST.copy()
    data["version"] = str(version)
    return data


def colleague_of(row: Keuzes | Huisstijl) -> str:
    return Collega.names({row.updated_by} - {None}).get(row.updated_by, "Een collega")


def differences(form: KeuzesForm, current: Keuzes) -> list[dict[str, str]]:
    return [
        {"label": str(form[name].label), "mine": said(form, form.instance, name), "theirs": said(form, current, name)}
        for name in Keuzes.FIELDS
        if getattr(form.instance, name) != getattr(current, name)
    ]


def said(form: KeuzesForm, keuzes: Keuzes, name: str) -> str:
    """A choice in words."""
    value = getattr(keuzes, name)
    if name in {"bijlagen", "controleren"}:
        titels = {str(key): titel for key, titel in form.fields[name].choices}
        return ", ".join(titels.get(str(key), str(key)) for key in value) or "geen"
    if name == "stand":
        return "aan" if value else "uit"
    if name == "financiering_tekst":
        return value or "leeg"
    return dict(form.fields[name].choices)[value]


@requires(Permission.MANAGE)
def huisstijl_form(request: GemeenteHttpRequest) -> HttpResponse:
    saved = huisstijl()
    form = HuisstijlForm(request.POST or None, request.FILES or None, huisstijl=saved)
    if request.method != "POST" or not form.is_valid():
        return render_huisstijl(request, form, status=422 if form.errors else 200)
    data = {name: form.cleaned_data[name] for name in ("logo_tekst", "accent", "version")}
    if save_huisstijl(logo=form.logo, by=request.user, **data):
        messages.success(request, "De huisstijl is opgeslagen.")
        return redirect("reports:huisstijl_form")
    form.data = on_top_of(request, saved.version)
    return render_huisstijl(request, form, status=409, colleague=colleague_of(saved))


def render_huisstijl(request: GemeenteHttpRequest, form: HuisstijlForm, status: int, **extra: Any) -> HttpResponse:
    context = {**PLACE, "form": form, "huisstijl": form.huisstijl, **extra}
    return render(request, "reports/keuzes/huisstijl_form.html", context, status=status)


@requires(Permission.READ)
def logo_file(request: GemeenteHttpRequest) -> HttpResponse:
    """The logo as it is now."""
    saved = huisstijl()
    if not saved.logo:
        raise Http404
    return image_response(bytes(saved.logo), mimetype=saved.logo_mimetype)


@requires(Permission.READ)
def accent_style(request: GemeenteHttpRequest, accent: str) -> HttpResponse:
    """One rule: our policy allows no style in a page. The colour stands in the address, so it may be kept."""
    response = HttpResponse(accent_css(accent), content_type="text/css")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response
