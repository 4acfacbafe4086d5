"""Beginning the next year, going back, and how it went over the years."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from overzicht.jaar_actions import begin_jaar, reopen_jaar, rests_on
from overzicht.jaar_forms import JaarForm
from overzicht.ontwikkeling import ontwikkeling_of
from tenants.models import Gemeente
from zelfevaluatie.closed import closed_meanwhile, is_of_another
from zelfevaluatie.jaar_actions import JaarFout, touched
from zelfevaluatie.jaar_queries import closed_or_404, next_jaar, years
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie

PLACE = {"place": "zelfevaluatie"}
BACK = "zelfevaluatie:zelfevaluatie_detail"


@requires(Permission.EDIT)
def jaar_begin(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie and request.method == "POST" and is_of_another(request, zelfevaluatie):
        return begun_already(request, zelfevaluatie)
    jaar = next_jaar(zelfevaluatie) if zelfevaluatie else None
    if zelfevaluatie is None or jaar is None:
        messages.info(request, "Er is nu geen nieuw jaar om te beginnen.")
        return redirect(BACK)
    form = JaarForm(request.POST or None, initial={"terugblik": zelfevaluatie.terugblik})
    if request.method != "POST" or not form.is_valid():
        return render_begin(request, zelfevaluatie, form, jaar, 422 if form.errors else 200)
    try:
        new = begin_jaar(vorige=zelfevaluatie, jaar=jaar, by=request.user, **form.cleaned_data)
    except JaarFout as fout:
        messages.error(request, str(fout))
        return redirect(BACK)
    messages.success(request, f"{new} is begonnen. {zelfevaluatie.jaar} is gesloten en blijft te lezen.")
    return redirect("zelfevaluatie:thema_invullen", antwoorden_of(new)[0].bouwsteen.thema.code)


def begun_already(request: GemeenteHttpRequest, zelfevaluatie: Zelfevaluatie) -> HttpResponse:
    """By a colleague, or by the first of two presses. The line that was typed is there to copy."""
    if request.POST.get("terugblik", "").strip():
        return closed_meanwhile(request)
    messages.info(request, f"Een collega was je voor: {zelfevaluatie} is al begonnen.")
    return redirect(BACK)


def render_begin(
    request: GemeenteHttpRequest, zelfevaluatie: Zelfevaluatie, form: JaarForm, jaar: int, status: int
) -> HttpResponse:
    context = {
        "zelfevaluatie": zelfevaluatie,
        "form": form,
        "jaar": jaar,
        "button": f"Zelfevaluatie {jaar} beginnen",
        "open": [antwoord for antwoord in antwoorden_of(zelfevaluatie) if not antwoord.status],
    }
    return render(request, "overzicht/jaar_begin.html", {**PLACE, **context}, status=status)


@requires(Permission.EDIT)
def jaar_reopen(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    """Asks first, and says why not where something rests on it."""
    zelfevaluatie = closed_or_404(jaar, request.GET.get("kader", ""))
    later = Zelfevaluatie.objects.filter(vorige=zelfevaluatie).first()
    why = why_not(zelfevaluatie, later, request.gemeente)
    if request.method == "POST":
        try:
            if why:
                raise JaarFout(why)
            reopen_jaar(zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
        except JaarFout as fout:
            messages.error(request, str(fout))
            return redirect(zelfevaluatie.url)
        messages.success(request, f"{zelfevaluatie} is weer open.")
        return redirect(BACK)
    context = {"zelfevaluatie": zelfevaluatie, "later": later, "why": why}
    return render(request, "overzicht/jaar_reopen.html", {**PLACE, **context})


def why_not(zelfevaluatie: Zelfevaluatie, later: Zelfevaluatie | None, gemeente: Gemeente) -> str:
    """Why a closed year stays closed; or nothing."""
    if later and later.kaderversie_id != zelfevaluatie.kaderversie_id:
        return f"{later} volgt een nieuwere versie van het Kader. Daarom blijft {zelfevaluatie.jaar} hier gesloten."
    if later and (not later.is_open or touched(later)):
        return f"In {later} is al iets ingevuld. Daarom blijft {zelfevaluatie.jaar} gesloten."
    return rests_on(zelfevaluatie, gemeente)


@requires(Permission.READ)
def ontwikkeling(request: GemeenteHttpRequest) -> HttpResponse:
    found = years()
    if not found:
        raise Http404
    names = Collega.names({year.closed_by for year in found if year.closed_by})
    context: dict[str, Any] = {
        "place": "overzicht",
        "ontwikkeling": ontwikkeling_of(found),
        "closed": [(year, names.get(year.closed_by, "onbekend")) for year in found if not year.is_open],
    }
    return render(request, "overzicht/ontwikkeling.html", context)
