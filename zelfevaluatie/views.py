from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aanpak.models import Actie
from accounts.http import AuthenticatedHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from kader.models import KaderVersie
from tenants.files import file_response
from zelfevaluatie.actions import VersionConflict, open_zelfevaluatie, save_antwoord, save_overleggen
from zelfevaluatie.forms import (
    AanvullendForm,
    AntwoordForm,
    BeantwoordingForm,
    GapFilterForm,
    OnderbouwingForm,
    OverleggenForm,
)
from zelfevaluatie.models import AntwoordRevision, Onderbouwing, Zelfevaluatie
from zelfevaluatie.queries import (
    aanvullend_for,
    aanvullend_page,
    antwoord_for,
    antwoorden_of,
    bouwsteen_page,
    current_zelfevaluatie,
)
from zelfevaluatie.stand import is_gap, is_unchosen, make_overzicht

PLACE = {"place": "zelfevaluatie"}
OVERLEGGEN = {"AB-P1-1", "AB-P2-1"}  # the two bouwstenen that share the counts of overleggen


@requires(Permission.READ)
def zelfevaluatie_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    context: dict[str, Any] = {
        **PLACE,
        "zelfevaluatie": zelfevaluatie,
        "can_edit": Permission.EDIT in request.permissions,
    }
    if zelfevaluatie:
        context["overzicht"] = make_overzicht(antwoorden_of(zelfevaluatie))
        context["aanvullend"] = zelfevaluatie.aanvullende_antwoorden.select_related("vraag")
    return render(request, "zelfevaluatie/zelfevaluatie_detail.html", context)


@require_POST
@requires(Permission.EDIT)
def zelfevaluatie_open(request: AuthenticatedHttpRequest) -> HttpResponse:
    if not current_zelfevaluatie():
        new = open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=timezone.localdate().year)
        if new.staat == Zelfevaluatie.Staat.GESLOTEN:
            messages.error(request, f"De zelfevaluatie van {new.jaar} is al gesloten.")
    return redirect("zelfevaluatie:zelfevaluatie_detail")


@requires(Permission.READ)
def thema_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    themas = make_overzicht(antwoorden_of(zelfevaluatie)).themas if zelfevaluatie else []
    index = next((i for i, stand in enumerate(themas) if stand.thema.code == code), None)
    if index is None:
        raise Http404
    context = {
        "stand": themas[index],
        "previous": themas[index - 1] if index else None,
        "next": themas[index + 1] if index + 1 < len(themas) else None,
    }
    return render(request, "zelfevaluatie/thema_detail.html", {**PLACE, **context})


@requires(Permission.READ)
def bouwsteen_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """`?overnemen=CODE` fills the form with the answer of a linked bouwsteen; nothing is saved until the user does."""
    page = bouwsteen_page(code)
    initial = {}
    for other in page["gekoppeld"]:
        if other.bouwsteen.code == request.GET.get("overnemen"):
            initial = {field: getattr(other, field) for field in other.FIELDS if field != "deelcriteria"}
    form = AntwoordForm(instance=page["antwoord"], criteria=page["criteria"], initial=initial)
    return render_bouwsteen(request, page, form, taken_over=bool(initial))


def render_bouwsteen(
    request: AuthenticatedHttpRequest, page: dict[str, Any], form: AntwoordForm, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of a bouwsteen around a form, which may hold a text that was not accepted."""
    context = {**PLACE, "form": form, "can_edit": Permission.EDIT in request.permissions, **page, **extra}
    if page["bouwsteen"].code in OVERLEGGEN:
        zelfevaluatie = page["zelfevaluatie"]
        context.setdefault("overleggen", OverleggenForm(initial=vars(zelfevaluatie), auto_id="overleggen_%s"))
    context.setdefault("onderbouwing", OnderbouwingForm(auto_id="onderbouwing_%s"))
    return render(request, "zelfevaluatie/bouwsteen_detail.html", context, status=status)


@require_POST
@requires(Permission.EDIT)
def bouwsteen_save(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    form = AntwoordForm(request.POST, instance=antwoord_for(code))
    result = save(form, code, request)
    if request.htmx:
        return render_saved(request, form, result)
    if result["status"] == 200:
        return redirect("zelfevaluatie:bouwsteen_detail", code)
    page = bouwsteen_page(code)
    form.fields["deelcriteria"].choices = [(c.code, c.tekst) for c in page["criteria"]]
    return render_bouwsteen(request, page, form, **result)


@requires(Permission.READ)
def vraag_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    page = aanvullend_page(code)
    context = {"form": AanvullendForm(instance=page["antwoord"]), "can_edit": Permission.EDIT in request.permissions}
    return render(request, "zelfevaluatie/vraag_detail.html", {**PLACE, **page, **context})


@require_POST
@requires(Permission.EDIT)
def vraag_save(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    form = AanvullendForm(request.POST, instance=aanvullend_for(code))
    result = save(form, code, request)
    if request.htmx:
        return render_saved(request, form, result)
    if result["status"] == 200:
        return redirect("zelfevaluatie:vraag_detail", code)
    context = {**PLACE, **aanvullend_page(code), "form": form, "can_edit": True, **result}
    return render(request, "zelfevaluatie/vraag_detail.html", context, status=result["status"])


def save(form: BeantwoordingForm, code: str, request: AuthenticatedHttpRequest) -> dict[str, Any]:
    """Try to save: status 200, 422 (something is wrong with the text) or 409 (a colleague was first)."""
    if not form.is_valid():
        return {"status": 422}
    if not form.has_changed():
        if not request.htmx:
            messages.info(request, f"{code} was al opgeslagen. Er is niets veranderd.")
        return {"status": 200}
    try:
        save_antwoord(antwoord=form.instance, code=code, version=form.based_on, by=request.user)
    except VersionConflict as conflict:
        names = Collega.names({conflict.current.updated_by} - {None})
        return {
            "status": 409,
            "current": conflict.current,
            "colleague": names.get(conflict.current.updated_by, "Een collega"),
            "differences": differences(form, conflict.current),
        }
    if not request.htmx:
        saved = f"{code} is opgeslagen om {timezone.localtime(form.instance.updated_at):%H:%M}"
        messages.success(request, f"{saved}: {form.instance.get_status_display() or 'nog geen antwoord gekozen'}.")
    return {"status": 200}


def differences(form: BeantwoordingForm, current: Any) -> list[dict[str, Any]]:
    """Per field that differs: its label, my text and that of my colleague, as the page shows them."""
    mine, theirs = form.instance.data(), current.data()
    return [
        {"label": form[name].label, "mine": words(form, name, mine[name]), "theirs": words(form, name, theirs[name])}
        for name in form.instance.FIELDS
        if mine[name] != theirs[name]
    ]


def words(form: BeantwoordingForm, name: str, value: Any) -> str:
    """A stored value in the words of the page: labels for choices, `leeg` for nothing."""
    labels = dict(getattr(form.fields[name], "choices", []))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(v, v)) for v in values if v) or "leeg"


def render_saved(request: AuthenticatedHttpRequest, form: BeantwoordingForm, result: dict[str, Any]) -> HttpResponse:
    """The fragment that says what happened; what was typed stays where it is."""
    context = {"form": form, "antwoord": form.instance, **result}
    return render(request, "zelfevaluatie/opslag.html", context, status=result["status"])


@requires(Permission.READ)
def bouwsteen_geschiedenis(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = antwoord_for(code)
    revisions = list(AntwoordRevision.objects.filter(zelfevaluatie=antwoord.zelfevaluatie, code=code)[:100])
    names = Collega.names({revision.created_by for revision in revisions} - {None})
    context = {
        "bouwsteen": antwoord.bouwsteen,
        "revisions": [(revision, names.get(revision.created_by, "onbekend")) for revision in revisions],
    }
    return render(request, "zelfevaluatie/bouwsteen_geschiedenis.html", {**PLACE, **context})


@require_POST
@requires(Permission.EDIT)
def overleggen_save(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    page = bouwsteen_page(code)
    form = OverleggenForm(request.POST, auto_id="overleggen_%s")
    if form.is_valid() and save_overleggen(zelfevaluatie=page["zelfevaluatie"], **form.cleaned_data):
        messages.success(request, "De overleggen van dit jaar zijn opgeslagen.")
        return redirect("zelfevaluatie:bouwsteen_detail", code)
    if form.is_valid():
        form.add_error(None, "Een collega heeft deze aantallen net ook aangepast. Kijk of ze nu kloppen.")
        form.data = {**request.POST.dict(), "version": page["zelfevaluatie"].version}
    answer_form = AntwoordForm(instance=page["antwoord"], criteria=page["criteria"])
    return render_bouwsteen(request, page, answer_form, status=422, overleggen=form)


@require_POST
@requires(Permission.EDIT)
def onderbouwing_add(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = antwoord_for(code)
    new = Onderbouwing(antwoord=antwoord, created_by=request.user.pk)
    form = OnderbouwingForm(request.POST, request.FILES, instance=new, auto_id="onderbouwing_%s")
    if form.is_valid():
        form.save()
        messages.success(request, f"‘{form.instance.titel}’ staat bij de onderbouwing.")
        return redirect("zelfevaluatie:bouwsteen_detail", code)
    page = bouwsteen_page(code)
    answer_form = AntwoordForm(instance=page["antwoord"], criteria=page["criteria"])
    return render_bouwsteen(request, page, answer_form, status=422, onderbouwing=form)


@require_POST
@requires(Permission.EDIT)
def onderbouwing_delete(request: AuthenticatedHttpRequest, code: str, pk: Any) -> HttpResponse:
    get_object_or_404(Onderbouwing, pk=pk, antwoord=antwoord_for(code)).delete()
    messages.success(request, "De onderbouwing is verwijderd.")
    return redirect("zelfevaluatie:bouwsteen_detail", code)


@requires(Permission.READ)
def onderbouwing_download(request: AuthenticatedHttpRequest, code: str, pk: Any) -> HttpResponse:
    found = get_object_or_404(Onderbouwing.objects.exclude(bestand=None), pk=pk, antwoord__bouwsteen__code=code)
    return file_response(bytes(found.bestand or b""), name=found.bestandsnaam, mimetype=found.mimetype)


@requires(Permission.READ)
def nog_te_regelen(request: AuthenticatedHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    antwoorden = antwoorden_of(zelfevaluatie) if zelfevaluatie else []
    form = GapFilterForm(request.GET, antwoorden)
    shown = form.narrow(antwoorden)
    gaps = [antwoord for antwoord in shown if is_gap(antwoord)]
    per_bouwsteen = Counter(Actie.objects.unfinished().values_list("bouwsteen_id", flat=True))
    rows = [(antwoord, per_bouwsteen[antwoord.bouwsteen_id]) for antwoord in gaps]
    context = {
        "zelfevaluatie": zelfevaluatie,
        "form": form,
        "plateaus": [(n, [row for row in rows if row[0].bouwsteen.plateau == n]) for n in (1, 2)],
        "unchosen": [antwoord for antwoord in shown if is_unchosen(antwoord)],
        "optional": sum(antwoord.bouwsteen.plateau == 2 for antwoord in shown),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "zelfevaluatie/nog_te_regelen.html", {**PLACE, **context})
