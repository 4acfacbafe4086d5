"""Making ready what is shared: the questions, what goes along per bouwsteen, and with whom."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from indienen.forms import VINKEN, KeuzeForm, MeetrondeVoorbereidingForm, RegioVoorbereidingForm, ticked
from indienen.models import Voorbereiding
from indienen.queries import Sharing, first_values
from indienen.sharing import context_of, with_sharing
from metingen.queries import regios_on
from metingen.thema_queries import themavragen_of
from saving.forms import save_form
from saving.revisions import earlier, history
from saving.rows import first_row
from zelfevaluatie.models import Antwoord
from zelfevaluatie.queries import antwoorden_of


@requires(Permission.EDIT)
@with_sharing
def voorbereiding_form(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    """The enquête, what goes along per bouwsteen, and with whom. A button for a whole column saves nothing yet.

    `?versie=ID` fills in an earlier version.
    """
    antwoorden = antwoorden_of(sharing.zelfevaluatie)
    if request.method != "POST":
        row = sharing.voorbereiding
        if row and (found := earlier(row, request.GET.get("versie", ""))):
            return render_form(request, sharing, make_form(sharing, initial=found), taken_over=True)
        return render_form(request, sharing, first_form(sharing, antwoorden))
    if (vink := request.POST.get("vink", "")) in VINKEN:
        return render_form(request, sharing, make_form(sharing, ticked(request.POST, antwoorden, vink)))
    return save(request, sharing, make_form(sharing, request.POST))


def first_form(sharing: Sharing, antwoorden: list[Antwoord]) -> KeuzeForm:
    values, sources = first_values(sharing, antwoorden)
    form = make_form(sharing, initial=values)
    form.sources = sources
    return form


def save(request: GemeenteHttpRequest, sharing: Sharing, form: KeuzeForm) -> HttpResponse:
    """What collides is asked, the rest is saved; the row is made when it is saved for the first time. After the last
    day too: the round may be lengthened. Of one that closed nothing is kept any more, but the page."""
    if sharing.meetronde and not sharing.meetronde.is_open:
        return render_form(request, sharing, form, status=409)
    if not form.is_valid():
        return render_form(request, sharing, form, status=422)
    if form.stored._state.adding:
        form.stored = first_row(Voorbereiding, meetronde=sharing.meetronde)
    if save_form(form, by=request.user).conflicts:
        return render_form(request, sharing, form, status=409)
    if form.told:
        messages.info(request, form.told)
    return redirect("indienen:voorbeeld_detail", sharing.soort)


def make_form(sharing: Sharing, data: Any = None, initial: dict[str, Any] | None = None) -> KeuzeForm:
    form = MeetrondeVoorbereidingForm if sharing.meetronde else RegioVoorbereidingForm
    row = sharing.voorbereiding or Voorbereiding(meetronde=sharing.meetronde)
    regios = regios_on(sharing.gemeente, timezone.localdate())
    antwoorden = antwoorden_of(sharing.zelfevaluatie)
    themavragen = {"themavragen": themavragen_of(sharing.meetronde)} if sharing.meetronde else {}
    return form(data, instance=row, initial=initial or {}, antwoorden=antwoorden, regios=regios, **themavragen)


def render_form(
    request: GemeenteHttpRequest,
    sharing: Sharing,
    form: KeuzeForm,
    status: int = 200,
    *,
    taken_over: bool = False,
) -> HttpResponse:
    context = {"form": form, "taken_over": taken_over} | context_of(request, sharing)
    return render(request, "indienen/voorbereiding_form.html", context, status=status)


@requires(Permission.EDIT)
@with_sharing
def voorbereiding_geschiedenis(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    if sharing.voorbereiding is None:
        raise Http404
    found = history(make_form(sharing), before=request.GET.get("voor", ""))
    url = reverse("indienen:voorbereiding_form", args=[sharing.soort])
    context = {"history": found, "url": url} | context_of(request, sharing)
    return render(request, "indienen/voorbereiding_geschiedenis.html", context)
