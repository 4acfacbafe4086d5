"""What a gemeente chooses about its plan, and its own look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.look import accent_css
from reports.gather.huisstijl import huisstijl
from reports.gather.keuzes import keuzes_of
from reports.gather.layers import first_by_rank
from reports.keuzes.forms import HuisstijlForm, KeuzesForm
from reports.page import PLACE, zelfevaluatie_or_404
from saving.forms import VersionedForm
from saving.revisions import earlier, history
from sjablonen.models import Passage
from tenants.files import image_response
from zelfevaluatie.models import Zelfevaluatie


@requires(Permission.EDIT)
def keuzes_form(request: GemeenteHttpRequest) -> HttpResponse:
    """`?versie=ID` fills the form with earlier choices; nothing is saved until the user does."""
    zelfevaluatie = zelfevaluatie_or_404()
    first = earlier(keuzes_of(zelfevaluatie), request.GET.get("versie", ""))
    form = form_of(request, zelfevaluatie, initial=first)
    if request.method != "POST" or not form.is_valid():
        return render_keuzes(request, form, status=422 if form.errors else 200, taken_over=bool(first))
    if form.save_by(request.user).conflicts:
        return render_keuzes(request, form, status=409)
    told = form.told or "Het plan hieronder is aangepast."
    messages.success(request, f"De keuzes zijn opgeslagen. {told}")
    return redirect("reports:plan_detail")


def form_of(request: GemeenteHttpRequest, zelfevaluatie: Zelfevaluatie, **extra: Any) -> KeuzesForm:
    return KeuzesForm(
        request.POST or None,
        instance=keuzes_of(zelfevaluatie),
        kader=zelfevaluatie.kaderversie,
        naam=request.gemeente.korte_naam,
        to_check=list(first_by_rank(Passage.objects.to_check_for(request.gemeente)).values()),
        **extra,
    )


def render_keuzes(request: GemeenteHttpRequest, form: KeuzesForm, status: int, **extra: Any) -> HttpResponse:
    can_manage = Permission.MANAGE in request.permissions
    context = {**PLACE, "form": form, "can_manage": can_manage, **extra}
    return render(request, "reports/keuzes/keuzes_form.html", context, status=status)


@requires(Permission.READ)
def keuzes_geschiedenis(request: GemeenteHttpRequest) -> HttpResponse:
    form = form_of(request, zelfevaluatie_or_404())
    url = resolve_url("reports:keuzes_form") if Permission.EDIT in request.permissions else ""
    return render_history(request, form, "Keuzes voor dit plan", url)


def render_history(request: GemeenteHttpRequest, form: VersionedForm, naam: str, url: str) -> HttpResponse:
    context = {"naam": naam, "url": url, "history": history(form, before=request.GET.get("voor", ""))}
    return render(request, "reports/keuzes/geschiedenis.html", {**PLACE, **context})


@requires(Permission.MANAGE)
def huisstijl_form(request: GemeenteHttpRequest) -> HttpResponse:
    form = HuisstijlForm(request.POST or None, request.FILES or None, huisstijl=huisstijl())
    if request.method != "POST" or not form.is_valid():
        return render_huisstijl(request, form, status=422 if form.errors else 200)
    if form.save_by(request.user).conflicts:
        return render_huisstijl(request, form, status=409)
    messages.success(request, " ".join(filter(None, ["De huisstijl is opgeslagen.", form.told])))
    return redirect("reports:huisstijl_form")


def render_huisstijl(request: GemeenteHttpRequest, form: HuisstijlForm, status: int) -> HttpResponse:
    context = {**PLACE, "form": form, "huisstijl": huisstijl()}
    return render(request, "reports/keuzes/huisstijl_form.html", context, status=status)


@requires(Permission.MANAGE)
def huisstijl_geschiedenis(request: GemeenteHttpRequest) -> HttpResponse:
    """To read: an earlier logo is not kept."""
    return render_history(request, HuisstijlForm(huisstijl=huisstijl()), "Logo en kleur", url="")


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
