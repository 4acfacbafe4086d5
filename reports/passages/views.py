"""Editing a passage: in place with htmx, on a page of its own without. See reports/gather/layers.py for the layers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.html import Text
from reports.gather.layers import Layer, replaced_standard
from reports.models import PASSAGE_MAX
from reports.page import PLACE, zelfevaluatie_or_404
from reports.passages import preview
from reports.passages.actions import keep_passage, reset_passage
from reports.passages.forms import PassageForm
from reports.passages.oudplan.queries import taken_from
from saving.conflicts import A_COLLEAGUE, names_of
from saving.revisions import earlier, history
from sjablonen.lists import with_lists
from sjablonen.markdown import markdown
from sjablonen.vergelijking import word_diff
from zelfevaluatie.models import Zelfevaluatie

NO_VERSION = -1  # 0 is one: a row that nobody saved


@requires(Permission.READ)
def passage_detail(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """One passage as it stands in the preview; what *Annuleren* brings back."""
    return shown(request, code)


@requires(Permission.EDIT)
def passage_edit(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier text; nothing is saved until the user does."""
    zelfevaluatie, text, layer = place(request, code)
    initial = earlier(layer.lokaal, request.GET.get("versie", "")) if layer.lokaal else {}
    form = PassageForm(layer=layer, zelfevaluatie=zelfevaluatie, initial=initial)
    return render_edit(request, text, form, taken_over=bool(initial))


@require_POST
@requires(Permission.EDIT)
def passage_preview(request: GemeenteHttpRequest) -> HttpResponse:
    """What was typed so far as it will be printed, beside it; nothing is kept."""
    return HttpResponse(as_printed(request.POST.get("tekst", "")))


@requires(Permission.EDIT)
def passage_save(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """Who comes here by a link or by reloading goes to the page itself."""
    if request.method != "POST":
        return redirect("reports:passage_edit", code)
    zelfevaluatie, text, layer = place(request, code)
    form = PassageForm(request.POST, layer=layer, zelfevaluatie=zelfevaluatie)
    if "voorbeeld" in request.POST:  # without JavaScript
        return render_edit(request, text, form)
    if not form.is_valid():
        return render_edit(request, text, form, status=422)
    if form.changes_nothing and not is_choosing(request):
        return shown(request, code, said="Er is niets veranderd")
    saved = form.save_by(request.user)
    if saved.conflicts:
        return render_edit(request, text, form, status=409)
    done = f"Opgeslagen om {timezone.localtime():%H:%M}" if saved.changed else "Er is niets veranderd"
    return shown(request, code, said=form.told or done)


def is_choosing(request: GemeenteHttpRequest) -> bool:
    return any(name.startswith(("basis-", "keuze-")) for name in request.POST)


@require_POST
@requires(Permission.EDIT)
def passage_reset(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """Back to the standard text, or over to its new version."""
    _, _, layer = place(request, code)
    if layer.lokaal is None:
        return shown(request, code)
    if reset_passage(lokaal=layer.lokaal, version=posted_version(request), by=request.user).conflicts:
        return render_changed(request, code)
    return shown(request, code, said="De standaardtekst staat weer in het plan")


@require_POST
@requires(Permission.EDIT)
def passage_keep(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """The gemeente saw the new standard text and stays with its own."""
    _, _, layer = place(request, code)
    if layer.lokaal is None or layer.standard is None or not layer.is_outdated:
        return shown(request, code)
    saved = keep_passage(lokaal=layer.lokaal, standard=layer.standard, version=posted_version(request), by=request.user)
    if saved.conflicts:
        return render_changed(request, code)
    return shown(request, code, said="Je eigen tekst blijft staan")


@requires(Permission.READ)
def passage_geschiedenis(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    zelfevaluatie, text, layer = place(request, code)
    form = PassageForm(layer=layer, zelfevaluatie=zelfevaluatie)
    url = resolve_url("reports:passage_edit", code) if Permission.EDIT in request.permissions else ""
    context = {"text": text, "history": history(form, before=request.GET.get("voor", "")), "url": url}
    return render(request, "reports/passages/passage_geschiedenis.html", {**PLACE, **context})


def place(request: GemeenteHttpRequest, code: str) -> tuple[Zelfevaluatie, Text, Layer]:
    """The passage as the preview of this gemeente has it; 404 when there is no such passage, or no plan."""
    zelfevaluatie = zelfevaluatie_or_404()
    return zelfevaluatie, *preview.place_or_404(code, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)


def posted_version(request: GemeenteHttpRequest) -> int:
    """What is no number matches no version, and so ends in a conflict instead of a change."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 10 else NO_VERSION


def shown(request: GemeenteHttpRequest, code: str, said: str = "") -> HttpResponse:
    """With htmx the passage in its place, and the contents beside it; without, the plan at that passage."""
    if not request.htmx:
        _, text, layer = place(request, code)
        if said:
            messages.success(request, f"{text.naam}: {said[0].lower()}{said[1:].removesuffix('.')}.")
        return redirect(f"{resolve_url('reports:plan_detail')}#passage-{layer.anchor}")
    context = preview.context(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)
    text = preview.text_or_404(context["chapters"], code)
    fragment = {"text": text, "layer": text.layer, "said": said, "returned": True}
    can_edit = Permission.EDIT in request.permissions
    return render(request, "reports/passages/passage_answer.html", {**context, **fragment, "can_edit": can_edit})


def render_edit(
    request: GemeenteHttpRequest, text: Text, form: PassageForm, status: int = 200, **extra: Any
) -> HttpResponse:
    """The form, which may hold a text that was not accepted, with the standard text beside it."""
    layer = form.layer
    context = {**PLACE, "text": text, "layer": layer, "form": form, "standard_html": markdown(layer.standard_tekst)}
    context["printed"] = as_printed(form["tekst"].value() or "")
    context["tag"] = text.heading if request.htmx else "h2"  # within the plan, or below the page's own h1
    context["herkomst"] = taken_from(layer.code)
    context["printed_titel"] = "" if request.htmx else text.naam
    if layer.is_outdated:
        context["changes"] = word_diff(replaced_standard(layer, request.gemeente), layer.standard_tekst)
    template = "reports/passages/passage_edit.html" + ("#form" if request.htmx else "")
    return render(request, template, {**context, **extra}, status=status)


def as_printed(typed: str) -> SafeString:
    return markdown(with_lists(typed[:PASSAGE_MAX]))


def render_changed(request: GemeenteHttpRequest, code: str) -> HttpResponse:
    """After a choice about a whole text that a colleague changed first: the text as it is now, to choose again."""
    zelfevaluatie, text, layer = place(request, code)
    form = PassageForm(layer=layer, zelfevaluatie=zelfevaluatie)
    who = layer.lokaal.updated_by if layer.lokaal else None
    name = names_of({who}).get(who, A_COLLEAGUE)
    form.told = f"{name} heeft deze tekst net ook aangepast. Kijk of je keuze nog klopt."
    return render_edit(request, text, form, status=409)
