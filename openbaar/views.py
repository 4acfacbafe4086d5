"""What gemeenten made public, on the public host."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openbaar.forms import GetalForm
from openbaar.models import OpenbaarPlan
from openbaar.qr import qr_svg
from openbaar.queries import Formaat, bestand_or_404, downloads_of, newest_of_each, pdf_of, plan_or_404, plans_of
from openbaar.visitors import for_visitors, unless_known
from tenants.files import file_response, image_response

XML = "application/xml; charset=utf-8"


@for_visitors
def plan_list(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/plan_list.html", {"plannen": newest_of_each()})


@for_visitors
def gemeente_detail(request: HttpRequest, gemeente: str) -> HttpResponse:
    """All plans that this gemeente made public, the newest first."""
    plannen = plans_of(gemeente)
    if not plannen:
        raise Http404
    return render(request, "openbaar/gemeente_detail.html", {"plannen": plannen, "naam": plannen[0].gemeente_naam})


@for_visitors
def plan_detail(request: HttpRequest, gemeente: str, adres: str) -> HttpResponse:
    plan = plan_or_404(gemeente, adres)
    others = [other for other in plans_of(gemeente) if other.pk != plan.pk]
    context = {"plan": plan, "downloads": downloads_of(plan), "pdf": pdf_of(plan), "others": others}
    return render(request, "openbaar/plan_detail.html", context)


@for_visitors
def plan_check(request: HttpRequest, gemeente: str, adres: str) -> HttpResponse:
    """Whether a file that somebody has is that of the plan. Files name this page from the adoption on, so where nothing
    is public it says that."""
    plan = OpenbaarPlan.objects.light().filter(gemeente_slug=gemeente, adres=adres).first()
    if plan is None:
        return render(request, "openbaar/geen_plan.html", status=404)
    form, downloads = GetalForm.of(request.GET), downloads_of(plan)
    context: dict[str, Any] = {"plan": plan, "downloads": downloads, "form": form}
    if form.is_bound and form.is_valid():
        getal = form.cleaned_data["getal"]
        context |= {"checked": True, "found": next((each for each in downloads if each.sha256 == getal), None)}
        context["is_text"] = getal == plan.sha256
    return render(request, "openbaar/plan_check.html", context, status=422 if form.errors else 200)


@for_visitors
def bestand_download(request: HttpRequest, gemeente: str, adres: str, formaat: str) -> HttpResponse:
    if formaat not in Formaat.values:
        raise Http404
    bestand = bestand_or_404(gemeente, adres, formaat)
    name = f"beleidsplan-{gemeente}-{adres}.{formaat}"
    response = file_response(bytes(bestand.content), name=name, mimetype=bestand.mimetype)
    if bestand.plan.herkomst:
        response["X-Robots-Tag"] = "noindex"  # as its page says
    return unless_known(request, response, sha256=bestand.sha256)


@for_visitors
def plan_qr(request: HttpRequest, gemeente: str, adres: str) -> HttpResponse:
    """A drawing that leads to the page where one checks a file, for on a print."""
    return image_response(qr_svg(plan_or_404(gemeente, adres).check_url), mimetype="image/svg+xml")


@for_visitors
def accent_style(request: HttpRequest, accent: str) -> HttpResponse:
    """The colour of a gemeente on the text of its plan; a page may hold no styles itself."""
    return HttpResponse(
        f".plan, .plan-contents {{ --plan-accent: #{accent}; }}\n", content_type="text/css; charset=utf-8"
    )


@for_visitors
def robots(request: HttpRequest) -> HttpResponse:
    context = {"publiek_url": settings.PUBLIEK_URL}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@for_visitors
def sitemap(request: HttpRequest) -> HttpResponse:
    plannen = OpenbaarPlan.objects.light().real()
    return render(request, "openbaar/sitemap.xml", {"plannen": plannen}, content_type=XML)


@for_visitors
def diwoo_index(request: HttpRequest) -> HttpResponse:
    """Under the name by which the Woo-harvester knows what kind of documents it leads to."""
    plannen = [plan for plan in newest_of_each() if not plan.herkomst]
    context: dict[str, Any] = {"plannen": plannen, "publiek_url": settings.PUBLIEK_URL}
    return render(request, "openbaar/diwoo_index.xml", context, content_type=XML)


@for_visitors
def diwoo_sitemap(request: HttpRequest, gemeente: str) -> HttpResponse:
    plannen = [plan for plan in plans_of(gemeente) if not plan.herkomst]
    if not plannen:
        raise Http404
    documents = [(plan, pdf) for plan in plannen if (pdf := pdf_of(plan))]
    return render(request, "openbaar/diwoo_sitemap.xml", {"documents": documents}, content_type=XML)
