"""The one-time link for a gemeente without Kompas: staff make it, and who has it answers without login."""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.errors import too_many
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from kader.models import Bouwsteen
from metingen.actions import IndieningFout
from metingen.antwoord_actions import answer_once, hash_of, inhoud_of, make_antwoordlink
from metingen.antwoord_forms import AntwoordForm, GemeenteKeuzeForm
from metingen.inhoud import Inhoud
from metingen.models import Antwoordlink, Indiening, Meetronde
from metingen.queries import regios_on, without_kompas
from metingen.views import frame
from metingen.weergave import recipients, show
from tenants.canonical import sha256_of

LIMIT = {"antwoord": "30/m/ip"}


@never_cache
@requires_landelijk(Permission.MEETRONDE)
def antwoordlink_add(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Shows the link once: what is kept of it is only a hash."""
    meetronde = get_object_or_404(Meetronde, pk=pk)
    form = GemeenteKeuzeForm(request.POST or None, meetronde=meetronde)
    context: dict[str, Any] = {**frame(), "meetronde": meetronde, "form": form, "link": "", "fout": ""}
    context["offered"] = without_kompas(meetronde).exists()
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "metingen/antwoordlink_form.html", context, status=status)
    gemeente = form.cleaned_data["gemeente"]
    try:
        token = make_antwoordlink(meetronde=meetronde, by=request.user.pk, **form.cleaned_data)
    except IndieningFout as fout:
        return render(request, "metingen/antwoordlink_form.html", context | {"fout": str(fout)}, status=422)
    context |= {"gemeente": gemeente, "link": settings.PUBLIEK_URL + reverse("antwoord_form", args=[token])}
    until = Antwoordlink(meetronde=meetronde, valid_until=timezone.now() + Antwoordlink.VALID).until
    return render(request, "metingen/antwoordlink_form.html", context | {"until": until})


@never_cache
@login_not_required
def antwoord_form(request: HttpRequest, token: str) -> HttpResponse:
    """First the questions, then exactly what would be shared, then it is. Nothing is kept on the way."""
    if not ratelimit.consume(request, app="kompas", action="antwoord", config=LIMIT, limit_get=True):
        return too_many(request)
    links = Antwoordlink.objects.usable().select_related("meetronde__kaderversie", "gemeente")
    link = links.filter(sha256=hash_of(token)).first()
    if link is None:
        return unusable(request, Antwoordlink.objects.filter(sha256=hash_of(token)))
    form = make_form(link, request.POST if request.method == "POST" else None)
    if request.method != "POST" or request.POST.get("stap") == "wijzigen":
        return render_form(request, link, form)
    if not form.is_valid():
        return render_form(request, link, form, status=422)
    inhoud = inhoud_of(link=link, statussen=form.statussen(), enquete=form.enquete())
    if request.POST.get("stap") != "indienen" or request.POST.get("sha256") != sha256_of(inhoud.to_json()):
        return render_voorbeeld(request, link, form, inhoud)
    return store(request, link, form, inhoud)


def unusable(request: HttpRequest, links: QuerySet[Antwoordlink]) -> HttpResponse:
    """Where the round is over it says so, and what somebody was typing stays on the page, to copy or print."""
    link = links.filter(used_at=None).select_related("meetronde__kaderversie", "gemeente").first()
    fout = link.meetronde.reason_against if link else ""
    if link and fout and request.method == "POST":
        return render_form(request, link, make_form(link, request.POST), status=409, fout=fout)
    return render(request, "metingen/antwoord_niet.html", {"fout": fout}, status=404)


def make_form(link: Antwoordlink, data: Any) -> AntwoordForm:
    bouwstenen = Bouwsteen.objects.filter(kaderversie=link.meetronde.kaderversie).select_related("thema")
    regios = regios_on(link.gemeente, timezone.localdate())
    return AntwoordForm(data, bouwstenen=list(bouwstenen.order_by("volgorde")), regios=regios)


def render_form(
    request: HttpRequest, link: Antwoordlink, form: AntwoordForm, status: int = 200, fout: str = ""
) -> HttpResponse:
    return render(request, "metingen/antwoord_form.html", {"link": link, "form": form, "fout": fout}, status=status)


def render_voorbeeld(request: HttpRequest, link: Antwoordlink, form: AntwoordForm, inhoud: Inhoud) -> HttpResponse:
    ontvangers = form.ontvangers()
    context = {
        "link": link,
        "meetronde": link.meetronde,
        "form": form,
        "getoond": show(inhoud),
        "sha256": sha256_of(inhoud.to_json()),
        "ontvangers": recipients(ontvangers["organisaties"], ontvangers["regios"]),
        "mandaat": form.mandaat(),
        "replaces": Indiening.objects.current().filter(gemeente=link.gemeente, meetronde=link.meetronde).first(),
    }
    return render(request, "metingen/antwoord_voorbeeld.html", context)


def store(request: HttpRequest, link: Antwoordlink, form: AntwoordForm, inhoud: Inhoud) -> HttpResponse:
    """What was stored stays on the page to print or keep: the link does not work a second time."""
    ontvangers = form.ontvangers()
    try:
        indiening = answer_once(link=link, inhoud=inhoud, **ontvangers, **form.mandaat())
    except IndieningFout:
        return unusable(request, Antwoordlink.objects.filter(pk=link.pk))
    context = {
        "link": link,
        "indiening": indiening,
        "getoond": show(inhoud),
        "ontvangers": recipients(ontvangers["organisaties"], ontvangers["regios"]),
    }
    return render(request, "metingen/antwoord_klaar.html", context)
