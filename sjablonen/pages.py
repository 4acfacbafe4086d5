"""What the pages of a redacteur and of a ketenregisseur have in common: list, text, new version in two steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.http import AuthenticatedHttpRequest
from redactie.pages import upkeep
from redactie.queries import zaak_or_404
from redactie.soorten import address as address_of
from sjablonen.actions import PassageChanged, confirm_passage
from sjablonen.forms import TEKST_MAX, ConfirmForm, FilterForm, PassageForm
from sjablonen.landelijk import landelijke_reeksen
from sjablonen.landelijk_tabel import Landelijk, in_plan
from sjablonen.lists import with_lists
from sjablonen.markdown import markdown
from sjablonen.models import Passage
from sjablonen.queries import SOORT, Place, Tekst, address, history, onderdeel_titels, places, tekst_of, with_work
from sjablonen.vergelijking import word_diff
from tenants.models import Indeling, Regio

UNFOLDED = 25  # so many texts are some screens; more are folded per part of the plan
NAAM = "Voorbeeldstad"  # where a plan has the name of the gemeente


def frame(regio: Regio | None) -> dict[str, Any]:
    """What every page needs: where one is, for the header and the way back."""
    urls = {"list_url": address("passage_list", regio), "preview_url": address("passage_preview", regio)}
    return {"place": "redactie", "regio": regio, **urls}


def as_printed(tekst: str) -> SafeString:
    return markdown(tekst.replace("{gemeente}", NAAM))


def show_typed(request: AuthenticatedHttpRequest) -> HttpResponse:
    """What was typed so far as it will be printed, beside it; nothing is kept."""
    return HttpResponse(as_printed(with_lists(request.POST.get("tekst", "")[:TEKST_MAX])))


def typed(form: PassageForm) -> SafeString:
    return as_printed(with_lists((form["tekst"].value() or "")[:TEKST_MAX]))


def show_list(request: AuthenticatedHttpRequest, *, regio: Regio | None) -> HttpResponse:
    titels = onderdeel_titels()
    form = FilterForm(request.GET, titels=titels)
    form.is_valid()
    found = with_work(places(regio), regio)
    kept = [place for place in found if form.keeps(place)]
    counts = {
        "total": len(found),
        "unsure": sum(place.is_unsure for place in found),
        "old": sum(place.is_due for place in found),
        "work": sum(place.voorstel is not None for place in found),
    }
    context: dict[str, Any] = {**frame(regio), "form": form, "counts": counts}
    context["add_url"] = address_of("stuk_add", regio, SOORT)
    context["work_url"] = address_of("werk", regio)
    if regio is None:
        context["cijfers"] = Landelijk(in_plan(landelijke_reeksen()))
        context["is_old"] = context["cijfers"].is_old(timezone.localdate())
    context["groups"] = grouped(kept, titels)
    context["open"] = len(kept) <= UNFOLDED
    return render(request, "sjablonen/passage_list.html", context)


def grouped(kept: list[Place], titels: dict[str, str]) -> list[dict[str, Any]]:
    """Per part of the plan that has any."""
    groups = ((titel, [place for place in kept if place.shown.onderdeel == code]) for code, titel in titels.items())
    return [
        {"titel": titel, "places": group, "unsure": sum(place.is_unsure for place in group)}
        for titel, group in groups
        if group
    ]


def show_detail(
    request: AuthenticatedHttpRequest, tekst: Tekst, form: ConfirmForm | None = None, status: int = 200
) -> HttpResponse:
    """`?van=1&met=3` compares those versions; without, the newest with the one before it."""
    others = [text for text in tekst.place.regionaal if text != tekst.shown] if tekst.regio is None else []
    context = {
        **frame(tekst.regio),
        "tekst": tekst,
        "form": form or confirm_form(tekst),
        "html": as_printed(tekst.shown.tekst),
        "plaats": onderdeel_titels()[tekst.shown.onderdeel],
        "others": [(other, as_printed(other.tekst)) for other in others],
        "versions": history(tekst),
    }
    if code := tekst.shown.vervangen_door:
        by = tekst_of(code, tekst.regio) or tekst_of(code, None)
        context |= {"replaced": by.naam if by else code, "replaced_url": address("passage_detail", tekst.regio, code)}
    if tekst.is_own:
        zaak = zaak_or_404(SOORT, tekst.code, tekst.regio)
        context |= {"zaak": zaak, **upkeep(zaak)}
    return render(request, "sjablonen/passage_detail.html", {**context, **compared(request, tekst)}, status=status)


def compared(request: AuthenticatedHttpRequest, tekst: Tekst) -> dict[str, Any]:
    by_number = {str(passage.versie): passage for passage in tekst.versions}
    numbers = list(by_number)
    if len(numbers) < 2:
        return {"changes": None}
    van, met = request.GET.get("van", ""), request.GET.get("met", "")
    if not {van, met} <= set(numbers):
        van, met = numbers[1], numbers[0]
    changes = word_diff(whole(by_number[van]), whole(by_number[met]))
    return {"changes": changes, "van": by_number[van], "met": by_number[met]}


def whole(passage: Passage) -> str:
    """Titel and tekst, so that a change of either is seen."""
    return f"{passage.titel}\n\n{passage.tekst}"


def confirm_form(tekst: Tekst) -> ConfirmForm:
    passage = tekst.shown
    initial = {"versie": tekst.versie, "bron": passage.bron, "bron_url": passage.bron_url}
    return ConfirmForm(initial=initial, auto_id="controle_%s")


def confirm(request: AuthenticatedHttpRequest, tekst: Tekst) -> HttpResponse:
    """The wording still holds: another date, and perhaps another source, without a new version."""
    form = ConfirmForm(request.POST, auto_id="controle_%s")
    if not form.is_valid():
        return show_detail(request, tekst, form, status=422)
    passage = tekst.newest
    checked = {name: form.cleaned_data[name] for name in ("gecontroleerd_op", "bron", "bron_url")}
    try:
        if passage is None or passage.versie != form.cleaned_data["versie"]:
            raise PassageChanged(passage)
        confirm_passage(passage=passage, **checked, by=request.user)
    except PassageChanged:
        messages.warning(
            request, f"{tekst.naam}: er is intussen een nieuwe versie. Controleer die, als dat nog nodig is."
        )
        return redirect(tekst.detail_url)
    messages.success(request, f"{tekst.naam}: vastgelegd dat de tekst is gecontroleerd.")
    return redirect(tekst.detail_url)


def gemeenten_of(regio: Regio | None) -> list[str]:
    """For whom a text of that regio counts today, by name."""
    rows = Indeling.objects.today().filter(regio=regio) if regio else Indeling.objects.none()
    return sorted(rows.values_list("gemeente__korte_naam", flat=True))
