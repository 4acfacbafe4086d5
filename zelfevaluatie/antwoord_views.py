"""The page of one bouwsteen or extra question, and saving its answer. Saving: see docs/saving.md."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from saving.forms import VersionedForm, for_page, save_form
from saving.revisions import earlier, history
from voorgangers.queries import voorgangers_at
from zelfevaluatie.closed import SENTENCE, YearClosed, closed_meanwhile, is_of_another, unless_closed
from zelfevaluatie.forms import AanvullendForm, AntwoordForm, BeantwoordingForm, OverleggenForm
from zelfevaluatie.onderbouwing_forms import OnderbouwingForm
from zelfevaluatie.places import Place, place_of
from zelfevaluatie.queries import aanvullend_for, aanvullend_page, antwoord_for, bouwsteen_page, detail_url
from zelfevaluatie.views import PLACE

OVERLEGGEN = {"AB-P1-1", "AB-P2-1"}  # in the first Kader: they share the counts of overleggen
BY_ITSELF = "X-Vanzelf"  # kompas.js says so when nobody pressed the button


@requires(Permission.READ)
def bouwsteen_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """`?overnemen=CODE` fills the form with the answer of a linked bouwsteen, `?versie=ID` with an earlier version;
    nothing is saved until the user does."""
    page = bouwsteen_page(code)
    initial = earlier(page["antwoord"], request.GET.get("versie", ""))
    for other in page["gekoppeld"]:
        if other.bouwsteen.code == request.GET.get("overnemen"):
            initial = {field: getattr(other, field) for field in other.FIELDS if field != "deelcriteria"}
    return render_bouwsteen(request, page, forms_of(page, initial), taken_over=bool(initial))


def forms_of(page: dict[str, Any], initial: dict[str, Any] | None = None) -> list[VersionedForm]:
    """What the page of a bouwsteen saves: its answer, and for some the counts of the year."""
    forms: list[VersionedForm] = [
        AntwoordForm(instance=page["antwoord"], criteria=page["criteria"], initial=initial or {})
    ]
    if page["bouwsteen"].oorsprong in OVERLEGGEN:
        forms.append(OverleggenForm(instance=page["zelfevaluatie"]))
    return forms


def render_bouwsteen(
    request: AuthenticatedHttpRequest, page: dict[str, Any], forms: list[VersionedForm], status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of a bouwsteen around its forms, which may hold a text that was not accepted."""
    context = {**PLACE, **outcome(forms), "can_edit": Permission.EDIT in request.permissions, **page, **extra}
    context["voorgangers"] = voorgangers_at(page["bouwsteen"].code, request.gemeente)
    context.setdefault("onderbouwing", OnderbouwingForm(auto_id="onderbouwing_%s"))
    return render(request, "zelfevaluatie/bouwsteen_detail.html", context, status=status)


def outcome(forms: list[VersionedForm]) -> dict[str, Any]:
    """What became of a save, for page and fragment alike; of forms that were not sent, nothing."""
    return {
        "form": forms[0],
        "forms": forms,
        "overleggen": forms[1] if len(forms) > 1 else None,
        "choices": [choice for form in forms for choice in form.choices],
        "told": " ".join(filter(None, (form.told for form in forms))),
    }


@requires(Permission.EDIT)
def bouwsteen_save(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """Who comes here by a link or by reloading goes to the page itself."""
    if request.method != "POST":
        return redirect(detail_url(code))
    antwoord = antwoord_for(code)
    forms: list[VersionedForm] = [AntwoordForm(request.POST, instance=antwoord, by_itself=is_by_itself(request))]
    if antwoord.bouwsteen.oorsprong in OVERLEGGEN and f"{OverleggenForm.prefix}-version" in request.POST:
        forms.append(OverleggenForm(request.POST, instance=antwoord.zelfevaluatie))
    return saved(request, code, forms, show_bouwsteen)


def show_bouwsteen(
    request: AuthenticatedHttpRequest, code: str, forms: list[VersionedForm], status: int
) -> HttpResponse:
    page = bouwsteen_page(code)
    forms[0].fields["deelcriteria"].choices = [(c.code, c.tekst) for c in page["criteria"]]
    forms += forms_of(page)[len(forms) :]
    return render_bouwsteen(request, page, forms, status)


@requires(Permission.READ)
def vraag_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    page = aanvullend_page(code)
    initial = earlier(page["antwoord"], request.GET.get("versie", ""))
    form = AanvullendForm(instance=page["antwoord"], initial=initial)
    return render_vraag(request, page, [form], taken_over=bool(initial))


def render_vraag(
    request: AuthenticatedHttpRequest, page: dict[str, Any], forms: list[VersionedForm], status: int = 200, **extra: Any
) -> HttpResponse:
    context = {**PLACE, **page, **outcome(forms), "can_edit": Permission.EDIT in request.permissions, **extra}
    context["voorgangers"] = voorgangers_at(page["vraag"].code, request.gemeente)
    return render(request, "zelfevaluatie/vraag_detail.html", context, status=status)


@requires(Permission.EDIT)
def vraag_save(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return redirect(detail_url(code))
    form = AanvullendForm(request.POST, instance=aanvullend_for(code), by_itself=is_by_itself(request))
    return saved(request, code, [form], show_vraag)


def show_vraag(request: AuthenticatedHttpRequest, code: str, forms: list[VersionedForm], status: int) -> HttpResponse:
    return render_vraag(request, aanvullend_page(code), forms, status)


def is_by_itself(request: AuthenticatedHttpRequest) -> bool:
    return BY_ITSELF in request.headers


def saved(
    request: AuthenticatedHttpRequest, code: str, forms: list[Any], show: Callable[..., HttpResponse]
) -> HttpResponse:
    """Save what was sent, and say what became of it: 422 something is wrong with the text, 409 there is to choose."""
    status = 422
    try:
        with unless_closed():
            if is_of_another(request, forms[0].stored.zelfevaluatie):
                raise YearClosed
            if not any(form.errors for form in forms):
                results = [save_form(form, by=request.user) for form in forms]
                status = 409 if any(result.conflicts for result in results) else 200
    except YearClosed:
        if not request.htmx:
            return closed_meanwhile(request)
        forms[0].add_error(None, SENTENCE)
        status = 422
    if request.htmx:
        return render_saved(request, forms, status)
    if status == 200:
        tell(request, code, forms)
        return redirect(detail_url(code))
    return show(request, code, forms, status)


def tell(request: AuthenticatedHttpRequest, code: str, forms: list[Any]) -> None:
    antwoord = forms[0].instance
    if any(form.saved.changed for form in forms):
        at = f"{code} is opgeslagen om {timezone.localtime():%H:%M}"
        messages.success(request, f"{at}: {antwoord.get_status_display() or 'nog geen antwoord gekozen'}.")
    else:
        messages.info(request, f"{code} was al opgeslagen. Er is niets veranderd.")
    for form in forms:
        if form.told:
            messages.info(request, form.told)


def render_saved(request: AuthenticatedHttpRequest, forms: list[BeantwoordingForm], status: int) -> HttpResponse:
    """The fragment that says what happened; what was typed stays where it is."""
    context = {
        **outcome(list(forms)),
        "status": status,
        "fields": for_page(list(forms)),
        "tijd": f"{timezone.localtime():%H:%M}" if any(form.saved and form.saved.changed for form in forms) else "",
        "wacht": " ".join(forms[0].waits),
        "place_in_plan": moved_to(forms[0]),
    }
    return render(request, "zelfevaluatie/opslag.html", context, status=status)


def moved_to(form: BeantwoordingForm) -> Place | None:
    """Where the answer stands in the plan now, when this save may have moved it."""
    saved = form.saved
    moves = saved and any(saved.read.get(name) != saved.now.get(name) for name in ("status", "plan_zin"))
    return place_of(form.instance) if moves else None


@requires(Permission.READ)
def bouwsteen_geschiedenis(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = antwoord_for(code)
    form = AntwoordForm(instance=antwoord, criteria=list(antwoord.bouwsteen.deelcriteria.all()))
    context = {"code": code, "titel": antwoord.bouwsteen.titel, "form": form, "terug": detail_url(code)}
    if antwoord.bouwsteen.oorsprong in OVERLEGGEN:
        context["overleggen"] = history(OverleggenForm(instance=antwoord.zelfevaluatie))
    return render_geschiedenis(request, context)


@requires(Permission.READ)
def vraag_geschiedenis(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = aanvullend_for(code)
    form = AanvullendForm(instance=antwoord)
    context = {"code": code, "titel": antwoord.vraag.titel, "form": form, "terug": detail_url(code)}
    return render_geschiedenis(request, context)


def render_geschiedenis(request: AuthenticatedHttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["history"] = history(context["form"], before=request.GET.get("voor", ""))
    context["can_edit"] = Permission.EDIT in request.permissions
    return render(request, "zelfevaluatie/antwoord_geschiedenis.html", {**PLACE, **context})
