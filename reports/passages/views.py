"""Editing a passage: in place with htmx, on a page of its own without. See reports/gather/layers.py for the layers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from reports.document.html import Text
from reports.gather.layers import Layer, replaced_standard
from reports.models import PASSAGE_MAX, LokalePassageRevision
from reports.page import PLACE, zelfevaluatie_or_404
from reports.passages import preview
from reports.passages.actions import PassageConflict, keep_passage, reset_passage, save_passage
from reports.passages.forms import PassageForm
from sjablonen.lists import with_lists
from sjablonen.markdown import markdown
from sjablonen.vergelijking import unwrapped, word_diff
from zelfevaluatie.models import Zelfevaluatie


@requires(Permission.READ)
def passage_detail(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """One passage as it stands in the preview; what *Annuleren* brings back."""
    return shown(request, code)


@requires(Permission.EDIT)
def passage_edit(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """`?revision=ID` fills the form with an earlier text; nothing is saved until the user does."""
    zelfevaluatie, text, layer = place(request, code)
    earlier = LokalePassageRevision.objects.filter(zelfevaluatie=zelfevaluatie, code=code)
    tekst = next((row.tekst for row in earlier if str(row.pk) == request.GET.get("revision")), None)
    form = PassageForm(layer=layer, initial={} if tekst is None else {"tekst": tekst})
    return render_edit(request, text, layer, form, taken_over=tekst is not None)


@require_POST
@requires(Permission.EDIT)
def passage_preview(request: GemeenteHttpRequest) -> HttpResponse:
    """What was typed so far as it will be printed, beside it; nothing is kept."""
    return HttpResponse(as_printed(request.POST.get("tekst", "")))


@require_POST
@requires(Permission.EDIT)
def passage_save(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    zelfevaluatie, text, layer = place(request, code)
    form = PassageForm(request.POST, layer=layer)
    if "voorbeeld" in request.POST:  # without JavaScript
        return render_edit(request, text, layer, form)
    if not form.is_valid():
        return render_edit(request, text, layer, form, status=422)
    if form.changes_nothing:
        return shown(request, code, said="Er is niets veranderd")
    data = {"tekst": form.cleaned_data["tekst"], "standard": form.standard, "version": form.based_on}
    try:
        save_passage(zelfevaluatie=zelfevaluatie, code=code, by=request.user, **data)
    except PassageConflict as conflict:
        return render_conflict(request, text, layer, form, conflict)
    return shown(request, code, said=f"Opgeslagen om {timezone.localtime():%H:%M}")


@require_POST
@requires(Permission.EDIT)
def passage_reset(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """Back to the standard text, or over to its new version."""
    _, text, layer = place(request, code)
    if layer.lokaal is None:
        return shown(request, code)
    try:
        reset_passage(lokaal=layer.lokaal, version=posted_version(request), by=request.user)
    except PassageConflict as conflict:
        return render_conflict(request, text, layer, PassageForm(layer=layer), conflict)
    return shown(request, code, said="De standaardtekst staat weer in het plan")


@require_POST
@requires(Permission.EDIT)
def passage_keep(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """The gemeente saw the new standard text and stays with its own."""
    _, text, layer = place(request, code)
    if layer.lokaal is None or layer.standard is None or not layer.is_outdated:
        return shown(request, code)
    try:
        keep_passage(lokaal=layer.lokaal, standard=layer.standard, version=posted_version(request), by=request.user)
    except PassageConflict as conflict:
        return render_conflict(request, text, layer, PassageForm(layer=layer), conflict)
    return shown(request, code, said="Je eigen tekst blijft staan")


@requires(Permission.READ)
def passage_geschiedenis(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    zelfevaluatie, text, layer = place(request, code)
    revisions = list(LokalePassageRevision.objects.filter(zelfevaluatie=zelfevaluatie, code=code)[:100])
    names = Collega.names({revision.created_by for revision in revisions} - {None})
    rows = [(r, markdown(r.tekst), names.get(r.created_by, "onbekend")) for r in revisions]
    context = {"text": text, "layer": layer, "revisions": rows, "can_edit": Permission.EDIT in request.permissions}
    return render(request, "reports/passages/passage_geschiedenis.html", {**PLACE, **context})


def place(request: GemeenteHttpRequest, code: str) -> tuple[Zelfevaluatie, Text, Layer]:
    """The passage as the preview of this gemeente has it; 404 when there is no such passage, or no plan."""
    zelfevaluatie = zelfevaluatie_or_404()
    return zelfevaluatie, *preview.place_or_404(code, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)


def posted_version(request: GemeenteHttpRequest) -> int:
    """What is no number matches no version, and so ends in a conflict instead of a change."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 10 else 0


def shown(request: GemeenteHttpRequest, code: str, said: str = "") -> HttpResponse:
    """With htmx the passage in its place, and the contents beside it; without, the plan at that passage."""
    if not request.htmx:
        _, text, layer = place(request, code)
        if said:
            messages.success(request, f"{text.naam}: {said[0].lower()}{said[1:]}.")
        return redirect(f"{resolve_url('reports:plan_detail')}#passage-{layer.anchor}")
    context = preview.context(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)
    text = preview.text_or_404(context["chapters"], code)
    fragment = {"text": text, "layer": text.layer, "said": said, "returned": True}
    can_edit = Permission.EDIT in request.permissions
    return render(request, "reports/passages/passage_answer.html", {**context, **fragment, "can_edit": can_edit})


def render_edit(
    request: GemeenteHttpRequest, text: Text, layer: Layer, form: PassageForm, status: int = 200, **extra: Any
) -> HttpResponse:
    """The form, which may hold a text that was not accepted, with the standard text beside it."""
    context = {**PLACE, "text": text, "layer": layer, "form": form, "standard_html": markdown(layer.standard_tekst)}
    context["printed"] = as_printed(form["tekst"].value() or "")
    context["tag"] = text.heading if request.htmx else "h2"  # within the plan, or below the page's own h1
    if layer.is_outdated:
        context["changes"] = word_diff(replaced_standard(layer, request.gemeente), layer.standard_tekst)
    template = "reports/passages/passage_edit.html" + ("#form" if request.htmx else "")
    return render(request, template, {**context, **extra}, status=status)


def as_printed(typed: str) -> SafeString:
    return markdown(with_lists(typed[:PASSAGE_MAX]))


def render_conflict(
    request: GemeenteHttpRequest, text: Text, layer: Layer, form: PassageForm, conflict: PassageConflict
) -> HttpResponse:
    current = conflict.current
    theirs = current.tekst or unwrapped(layer.standard_tekst)
    colleague = Collega.names({current.updated_by} - {None}).get(current.updated_by, "Een collega")
    extra = {"current": current, "theirs": theirs, "colleague": colleague}
    return render_edit(request, text, layer, form, status=409, mine=form["tekst"].value(), **extra)
