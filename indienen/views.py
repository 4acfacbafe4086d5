"""What a gemeente shares with VNG, CoMensha and regio's: making ready, looking at it, submitting, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Indiener, Permission, requires
from accounts.queries import who_holds
from indienen.actions import NOT_OURS, PreviewVerouderd, current_of, save_toezegging, submit
from indienen.gather import Preview, gather_preview
from indienen.queries import Sharing, controle_of, first_values, inzages_of, ronde_stand, stands_of
from indienen.sharing import LIST, PLACE, context_of, with_sharing
from indienen.tegenspraken import checks_of, without_onderbouwing
from indienen.uitleg import UitlegForm, form_of, keep, rows_of
from metingen.actions import NOT_CURRENT, IndieningFout, withdraw_indiening
from metingen.antwoord_forms import MandaatForm
from metingen.inhoud import Inhoud
from metingen.models import Indiening
from metingen.queries import open_meetronde, regios_on
from metingen.thema_queries import group_answers_of, themavragen_of, words_of
from metingen.weergave import recipients, show
from zelfevaluatie.queries import antwoorden_of


@requires(Permission.READ)
def indiening_list(request: GemeenteHttpRequest) -> HttpResponse:
    """What is asked now, and all that was ever shared: with whom, until when, and who looked."""
    stands = stands_of(request.gemeente)
    context = {
        **PLACE,
        "ronde": ronde_stand(request.gemeente),
        "stands": stands,
        "inzages": inzages_of(request.gemeente, stands),
        "can_edit": Permission.EDIT in request.permissions,
        "can_submit": may_submit(request),
        "reason": reason_against(request),
        "has_regios": bool(regios_on(request.gemeente, timezone.localdate())),
    }
    return render(request, "indienen/indiening_list.html", context)


@require_POST
@requires(Permission.SUBMIT)
def toezegging_save(request: GemeenteHttpRequest) -> HttpResponse:
    meetronde = open_meetronde(request.gemeente)
    promised = request.POST.get("toezegging") == "ja"
    try:
        if meetronde is None:
            raise IndieningFout("Er is nu geen meetronde open.")
        save_toezegging(meetronde=meetronde, gemeente=request.gemeente, promised=promised)
    except IndieningFout as fout:
        messages.error(request, str(fout))
    else:
        said = "VNG en CoMensha zien nu dat jullie gaan indienen." if promised else "Jullie toezegging is ingetrokken."
        messages.success(request, said)
    return redirect(LIST)


@requires(Permission.READ)
@with_sharing
def controle_detail(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    antwoorden = antwoorden_of(sharing.zelfevaluatie)
    values, _ = first_values(sharing, antwoorden)
    context = {
        "controle": controle_of(antwoorden),
        "checks": checks_of(sharing, antwoorden, values),
        "bare": without_onderbouwing(antwoorden),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "indienen/controle_detail.html", context_of(request, sharing) | context)


@requires(Permission.READ)
@with_sharing
def voorbeeld_detail(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    if sharing.voorbereiding is None:
        messages.info(request, "Er is nog niets klaargezet. Begin met de controle.")
        return redirect("indienen:controle_detail", sharing.soort)
    return render_voorbeeld(request, sharing, MandaatForm())


@require_POST
@requires(Permission.SUBMIT)
@with_sharing
def indiening_add(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    """Only what the preview showed; if anything changed since, the new preview, with what was typed."""
    form = MandaatForm(request.POST)
    if sharing.voorbereiding is None:
        return redirect("indienen:controle_detail", sharing.soort)
    if Permission.EDIT in request.permissions and (answer := keep_first(request, sharing, form)):
        return answer
    if not form.is_valid():
        return render_voorbeeld(request, sharing, form, status=422)
    try:
        _, is_new = submit(
            voorbereiding=sharing.voorbereiding,
            zelfevaluatie=sharing.zelfevaluatie,
            gemeente=request.gemeente,
            mark=request.POST.get("mark", ""),
            mandaat=form.cleaned_data,
            by=request.user,
        )
    except IndieningFout as fout:
        verouderd = isinstance(fout, PreviewVerouderd)
        return render_voorbeeld(request, sharing, form, fout=str(fout), status=409 if verouderd else 422)
    messages.success(request, "Jullie antwoorden zijn gedeeld." if is_new else "Dit delen jullie al.")
    return redirect(LIST)


@require_POST
@requires(Permission.EDIT)
@with_sharing
def uitleg_save(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    """Why answers that do not seem to fit are right; then the preview shows it. What else was typed stays."""
    if sharing.voorbereiding is None:
        return redirect("indienen:controle_detail", sharing.soort)
    typed = MandaatForm(initial={name: request.POST.get(name, "") for name in MandaatForm.base_fields})
    return keep_first(request, sharing, typed) or render_voorbeeld(request, sharing, typed)


def keep_first(request: GemeenteHttpRequest, sharing: Sharing, form: MandaatForm) -> HttpResponse | None:
    """What was explained goes before what is submitted, so that nothing is shared that no preview showed."""
    voorbereiding = sharing.voorbereiding
    assert voorbereiding is not None
    uitleg = form_of(preview_of(sharing), voorbereiding, request.POST)
    if not uitleg.is_valid():
        return render_voorbeeld(request, sharing, form, uitleg=uitleg, status=422)
    if not uitleg.is_changed:
        return None
    if not keep(uitleg, voorbereiding, by=request.user):
        return render_voorbeeld(request, sharing, form, uitleg=uitleg, status=409)
    messages.success(request, "De uitleg is bewaard en staat hieronder, bij wat jullie delen.")
    return render_voorbeeld(request, sharing, form)


def preview_of(sharing: Sharing) -> Preview:
    assert sharing.voorbereiding is not None
    return gather_preview(
        voorbereiding=sharing.voorbereiding, zelfevaluatie=sharing.zelfevaluatie, gemeente=sharing.gemeente
    )


def render_voorbeeld(
    request: GemeenteHttpRequest,
    sharing: Sharing,
    form: MandaatForm,
    *,
    fout: str = "",
    status: int = 200,
    uitleg: UitlegForm | None = None,
) -> HttpResponse:
    preview = preview_of(sharing)
    context = {
        "form": form,
        "fout": fout,
        # What she typed stays, also when the last day ended meanwhile.
        "can_submit": may_submit(request) and (form.is_bound or not sharing.against),
        "can_edit": Permission.EDIT in request.permissions,
        "reason": reason_against(request) or ("" if fout else sharing.against),
        **shown_of(sharing, preview, uitleg),
    }
    return render(request, "indienen/voorbeeld_detail.html", context_of(request, sharing) | context, status=status)


def shown_of(sharing: Sharing, preview: Preview, uitleg: UitlegForm | None) -> dict[str, Any]:
    """What the preview is of, whoever looks at it."""
    voorbereiding, current = sharing.voorbereiding, current_of(sharing.gemeente, sharing.meetronde)
    assert voorbereiding is not None
    uitleg = uitleg or form_of(preview, voorbereiding)
    return {
        "preview": preview,
        "uitleg": uitleg,
        "checks": rows_of(uitleg, preview, sharing),
        "getoond": show(preview.inhoud),
        "alleen_groep": words_of(themavragen_of(sharing.meetronde), preview.groepsantwoorden),
        "ontvangers": recipients(preview.organisaties, preview.regios),
        "current": current,
        "is_shared": preview.is_like(current),
        "door": Collega.names({voorbereiding.updated_by}).get(voorbereiding.updated_by, "een collega"),
    }


@requires(Permission.READ)
def indiening_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """What was shared then, as it was then."""
    indiening = indiening_or_404(request, pk)
    stand = next(stand for stand in stands_of(request.gemeente) if stand.indiening.pk == pk)
    context = {
        **PLACE,
        "indiening": indiening,
        "nummer": str(indiening.nummer),
        "stand": stand,
        "getoond": show(Inhoud.from_json(indiening.inhoud)) if indiening.inhoud else None,
        "alleen_groep": group_answers_of(indiening) if indiening.inhoud else [],
        "can_submit": Permission.SUBMIT in request.permissions,
    }
    return render(request, "indienen/indiening_detail.html", context)


@requires(Permission.SUBMIT)
def indiening_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """Asks once more before it takes back what is shared."""
    indiening = indiening_or_404(request, pk)
    if request.method == "POST":
        return withdraw(request, indiening)
    if indiening.staat != Indiening.Staat.GELDIG:
        messages.error(request, NOT_CURRENT)
        return redirect(LIST)
    stand = next(stand for stand in stands_of(request.gemeente) if stand.indiening.pk == pk)
    return render(request, "indienen/indiening_withdraw.html", {**PLACE, "indiening": indiening, "stand": stand})


def withdraw(request: GemeenteHttpRequest, indiening: Indiening) -> HttpResponse:
    try:
        withdraw_indiening(indiening=indiening, by=request.user.pk)
    except IndieningFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, "Ingetrokken. Niemand ziet nog wat jullie hadden gedeeld.")
    return redirect(LIST)


def indiening_or_404(request: GemeenteHttpRequest, pk: UUID) -> Indiening:
    mine = Indiening.objects.filter(gemeente=request.gemeente).select_related("meetronde", "gemeente")
    return get_object_or_404(mine, pk=pk)


def may_submit(request: GemeenteHttpRequest) -> bool:
    return Permission.SUBMIT in request.permissions and request.gemeente.may_adopt


def reason_against(request: GemeenteHttpRequest) -> str:
    """Why this person cannot submit here; empty when nothing is in the way."""
    if not request.gemeente.may_adopt:
        return NOT_OURS
    if Permission.SUBMIT not in request.permissions:
        if Permission.EDIT not in request.permissions:
            return f"Jij kunt lezen. Klaarzetten en indienen doet een collega. {who_holds(Indiener.naam)}"
        return (
            f"Indienen is een apart recht. Je kunt alles klaarzetten; een collega dient in. {who_holds(Indiener.naam)}"
        )
    return ""
