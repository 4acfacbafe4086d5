"""The one-time links of a round, for who asks something of all gemeenten. Kompas mails them; nobody here sees one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.actions import IndieningFout
from metingen.antwoord_actions import end_antwoordlink, make_antwoordlink
from metingen.antwoord_forms import GemeenteKeuzeForm
from metingen.antwoordlink_queries import links_of, others_alive
from metingen.models import Antwoordlink, Meetronde
from metingen.queries import without_kompas
from metingen.views import frame

FORM = "metingen/antwoordlink_form.html"


@never_cache
@requires_landelijk(Permission.MEETRONDE)
def antwoordlink_list(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    context = {**frame(), "meetronde": meetronde, "links": links_of(meetronde), "ours": request.organisaties}
    return render(request, "metingen/antwoordlink_list.html", context)


@never_cache
@requires_landelijk(Permission.MEETRONDE)
def antwoordlink_add(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Where links wait for this gemeente already, of whomever, it is said first, and whoever makes one chooses."""
    meetronde = get_object_or_404(Meetronde, pk=pk)
    form = GemeenteKeuzeForm(request.POST or None, meetronde=meetronde, by=request.user)
    context: dict[str, Any] = {**frame(), "meetronde": meetronde, "form": form, "fout": "", "others": []}
    context["offered"] = without_kompas(meetronde).exists()
    if request.method != "POST" or not form.is_valid():
        return render(request, FORM, context, status=422 if request.method == "POST" else 200)
    gemeente = form.cleaned_data["gemeente"]
    context["others"] = others_alive(meetronde, gemeente)
    if context["others"] and request.POST.get("stap") != "toch":
        return render(request, FORM, context, status=409)
    try:
        make_antwoordlink(
            meetronde=meetronde,
            gemeente=gemeente,
            email=form.cleaned_data["email"],
            by=request.user.pk,
            organisatie=organisatie_of(request),
        )
    except IndieningFout as fout:
        return render(request, FORM, context | {"fout": str(fout)}, status=422)
    messages.success(request, f"Kompas mailt de link voor {gemeente}. Hieronder staat of dat lukt.")
    return redirect("antwoordlink_list", pk)


def organisatie_of(request: AuthenticatedHttpRequest) -> str:
    """For which of both somebody works; who works for both does so for VNG, which sets out the rounds."""
    return sorted(request.organisaties)[-1]


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def link_end(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Only of one's own organisation: what a colleague elsewhere had sent, is hers."""
    link = get_object_or_404(Antwoordlink.objects.select_related("gemeente"), pk=pk)
    if link.organisatie not in request.organisaties:
        messages.warning(request, f"Deze link liet {link.maker} sturen. Alleen {link.maker} kan hem laten vervallen.")
    elif end_antwoordlink(link=link):
        messages.success(request, f"De link voor {link.gemeente} werkt niet meer.")
    else:
        messages.warning(request, "Deze link was al gebruikt of verlopen.")
    return redirect("antwoordlink_list", link.meetronde_id)
