"""Opening, lengthening and reminding: each of them mails gemeenten, so staff see the mail first and a second person
confirms it. How many get a reminder is never said: with the response it would tell who submitted without sharing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.adres_queries import reach_of
from metingen.mail_forms import HerinneringForm, OpeningForm, UitnodigingForm, VerlengingForm
from metingen.mailing import letter
from metingen.meetronde_actions import MeetrondeFout
from metingen.models import Meetronde, Rondeverzoek
from metingen.thema_queries import themavragen_of
from metingen.verzoek_actions import against_page, request_act
from metingen.verzoek_queries import waiting_for
from metingen.views import PAGES, frame, numbers

Soort = Rondeverzoek.Soort
FORMS: dict[str, type[OpeningForm]] = {
    Soort.OPENEN: UitnodigingForm,
    Soort.VERLENGEN: VerlengingForm,
    Soort.HERINNEREN: HerinneringForm,
}


@requires_landelijk(Permission.MEETRONDE)
def meetronde_open(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    context = {"reach": reach_of(meetronde), "vragen": themavragen_of(meetronde), **numbers(request, meetronde)}
    return asked(request, meetronde, Soort.OPENEN, **context)


@requires_landelijk(Permission.MEETRONDE)
def meetronde_extend(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return asked(request, get_object_or_404(Meetronde, pk=pk), Soort.VERLENGEN)


@requires_landelijk(Permission.MEETRONDE)
def meetronde_remind(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return asked(request, get_object_or_404(Meetronde, pk=pk), Soort.HERINNEREN)


def asked(request: AuthenticatedHttpRequest, meetronde: Meetronde, soort: str, **context: Any) -> HttpResponse:
    """A page with the mail as it would be; `stap=voorbeeld` shows it anew, and without it a second person is asked."""
    form = FORMS[soort](request.POST if request.method == "POST" else None, meetronde=meetronde)
    is_valid = form.is_valid()
    fout = ""
    if is_valid and request.POST.get("stap") != "voorbeeld":
        try:
            request_act(meetronde=meetronde, soort=soort, by=request.user, **form.details)
        except MeetrondeFout as found:
            fout = str(found)
        else:
            messages.success(request, "Gevraagd. Het gebeurt als een collega met hetzelfde recht het bevestigt.")
            return redirect("metingen:meetronde_detail", meetronde.pk)
    status = 422 if fout or form.errors else 200
    context |= shown(request, meetronde, soort, form)
    return render(request, PAGES[soort], context | {"fout": fout}, status=status)


def shown(request: AuthenticatedHttpRequest, meetronde: Meetronde, soort: str, form: OpeningForm) -> dict[str, Any]:
    """The mail of what waits for a second person, else of what stands in the form."""
    waiting = next((each for each in waiting_for(meetronde, request.user) if each.verzoek.soort == soort), None)
    details = form.details if form.is_bound else {}
    verzoek = waiting.verzoek if waiting else Rondeverzoek(meetronde=meetronde, soort=soort, **details)
    against = "" if waiting else against_page(meetronde, soort)
    names = dict(getattr(form.fields.get("provincies"), "choices", ()))
    context = {"meetronde": meetronde, "waiting": waiting, "form": form, "mail": letter(verzoek), "verzoek": verzoek}
    return {
        **frame(),
        **context,
        "provincies": [names.get(code, code) for code in verzoek.provincies],
        "against": against,
    }
