"""What the pages of a redacteur and of a ketenregisseur have in common, whatever the kind of content."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from accounts.http import AuthenticatedHttpRequest
from redactie import actions
from redactie.actions import Kept, OnderhoudChanged, VoorstelChanged, keep_concept, keep_onderhoud
from redactie.forms import NewsForm, OnderhoudForm, ReturnForm
from redactie.models import Onderhoud, Voorstel
from redactie.queries import NEW, Zaak, current_onderhoud, facts, field_changes, history, rows_of, work_of
from redactie.soorten import SOORTEN, UitgaveFout, address
from saving.conflicts import A_COLLEAGUE, names_of
from tenants.models import Regio


def frame(regio: Regio | None) -> dict[str, Any]:
    """Where one is, for the header and the way back."""
    return {"place": "werk", "regio": regio, "work_url": address("werk", regio)}


def around(zaak: Zaak) -> dict[str, Any]:
    return {**frame(zaak.regio), "zaak": zaak, "soort": zaak.soort, "voorstel": zaak.voorstel}


def show_work(request: AuthenticatedHttpRequest, regio: Regio | None) -> HttpResponse:
    context = {**frame(regio), "werk": work_of(regio, request.user)}
    return render(request, "redactie/werk.html", context)


def show_list(request: AuthenticatedHttpRequest, soort: str, regio: Regio | None) -> HttpResponse:
    found = SOORTEN.get(soort)
    if found is None or (regio and not found.regionaal):
        raise Http404
    if (url := found.list_url(regio)) != request.path:
        return redirect(url)
    groups: dict[str, list[Any]] = {}
    for row in rows_of(found, regio):
        groups.setdefault(row.zaak.stuk.groep if row.zaak.stuk else "Nog niet uitgegeven", []).append(row)
    add_url = address("stuk_add", regio, soort) if found.can_add else ""
    context = {**frame(regio), "soort": found, "groups": list(groups.items()), "add_url": add_url}
    return render(request, "redactie/stuk_list.html", context)


def show_detail(request: AuthenticatedHttpRequest, zaak: Zaak) -> HttpResponse:
    if zaak.stuk is None:
        return redirect(zaak.check_url)
    if zaak.detail_url != request.path:
        return redirect(zaak.detail_url)
    words = facts(zaak.content_form())
    gebruik = zaak.soort.gebruik(zaak.stuk)
    context = {**around(zaak), **upkeep(zaak), "words": words, "versions": history(zaak), "gebruik": gebruik}
    return render(request, "redactie/stuk_detail.html", context)


def upkeep(zaak: Zaak) -> dict[str, Any]:
    """For redactie/onderhoud.html."""
    row = current_onderhoud(zaak)
    names = names_of({row.eigenaar}) if row else {}
    return {"onderhoud": row, "eigenaar": names.get(row.eigenaar, "") if row else ""}


def begin_new(soort: str, regio: Regio | None) -> HttpResponse:
    """The key is made with the page: sent twice, its form makes one."""
    found = SOORTEN.get(soort)
    if found is None or not found.can_add or (regio and not found.regionaal):
        raise Http404
    return redirect(address("voorstel_edit", regio, soort, f"{NEW}{uuid.uuid4().hex[:12]}"))


def edit(request: AuthenticatedHttpRequest, zaak: Zaak) -> HttpResponse:
    """The concept. `stap` says what for: to keep it, or to see what changes, which keeps it too."""
    row = zaak.voorstel
    if row and request.method != "POST":
        if not row.can_be_written:
            messages.info(request, f"Dit voorstel is bij een tweede lezer. {TAKE_FIRST}")
            return redirect(zaak.check_url)
        if request.path != zaak.edit_url:
            messages.info(request, f"Hier is al een concept: {row.get_wat_display()}.")
            return redirect(zaak.edit_url)
    if request.method != "POST":
        return show_form(request, zaak, zaak.first_form())
    kept = keep_concept(zaak=zaak, data=request.POST, by=request.user)
    if kept.choices or kept.is_refused:
        return show_form(request, kept.zaak, kept.form, status=409 if kept.choices or kept.told else 422, kept=kept)
    return go_on(request, kept)


KEPT_UNFINISHED = "Het concept is bewaard en nog niet af. Kijk nog eens naar:"
TAKE_FIRST = "Neem het eerst terug als je er verder in wilt schrijven."


def go_on(request: AuthenticatedHttpRequest, kept: Kept) -> HttpResponse:
    """To what is asked; what is not finished cannot be looked at yet, and is kept."""
    zaak = kept.zaak
    if kept.told:
        messages.info(request, kept.told)
    if request.POST.get("stap") == "bekijken":
        if zaak.whole.is_valid():
            return redirect(zaak.check_url)
        return show_form(request, zaak, zaak.whole, status=422)
    messages.success(request, f"{zaak.naam}: het concept is bewaard. Er verandert nog niets.")
    return redirect(zaak.edit_url)


def show_form(
    request: AuthenticatedHttpRequest, zaak: Zaak, form: NewsForm, *, status: int = 200, kept: Kept | None = None
) -> HttpResponse:
    context = {
        **around(zaak),
        "form": form,
        "told": kept.told if kept else "",
        "choices": kept.choices if kept else [],
        "returner": returner_of(zaak.voorstel),
        "is_changed": kept is not None,
        "error_title": "" if kept else KEPT_UNFINISHED,
        **(zaak.soort.context(zaak.stuk, zaak.regio, form) if zaak.wat != Voorstel.Wat.INTREKKEN else {}),
    }
    template = zaak.soort.edit_template if zaak.wat != Voorstel.Wat.INTREKKEN else "redactie/voorstel_edit.html"
    return render(request, template, context, status=status)


def returner_of(row: Voorstel | None) -> str:
    if row is None or row.returned_by is None:
        return ""
    return names_of({row.returned_by}).get(row.returned_by, A_COLLEAGUE)


def check(
    request: AuthenticatedHttpRequest, zaak: Zaak, form: ReturnForm | None = None, status: int = 200
) -> HttpResponse:
    """What changes and what then happens: for who wrote it, and for the second reader."""
    row = zaak.voorstel
    if row is None:
        messages.info(request, "Hier is nu geen voorstel.")
        return redirect(zaak.detail_url)
    is_whole = zaak.whole.is_valid()
    if not is_whole and row.can_be_written:
        return show_form(request, zaak, zaak.whole, status=422)
    data = zaak.whole.cleaned_data
    names = names_of({*row.schrijvers, row.offered_by, row.released_by})
    is_own = row.written_by(request.user)
    context = {
        **around(zaak),
        "changes": field_changes(zaak.whole, row.was, row.velden),
        "reden": data.get("reden", ""),
        "geldig_vanaf": data.get("geldig_vanaf"),
        "gevolgen": zaak.soort.gevolgen(zaak.stuk, zaak.regio, data, zaak.wat) if is_whole else [],
        "html": zaak.soort.preview(data, zaak.regio) if is_whole and zaak.wat != Voorstel.Wat.INTREKKEN else "",
        "schrijvers": [names.get(pk, A_COLLEAGUE) for pk in row.schrijvers],
        "lezer": names.get(row.released_by, ""),
        "is_own": is_own,
        "is_whole": is_whole,
        "return_form": None if row.can_be_written else form or first_return(row),
        **(zaak.soort.context(zaak.stuk, zaak.regio, zaak.whole) if zaak.wat != Voorstel.Wat.INTREKKEN else {}),
    }
    template = zaak.soort.check_template if zaak.wat != Voorstel.Wat.INTREKKEN else "redactie/voorstel_check.html"
    return render(request, template, context, status=status)


def first_return(row: Voorstel) -> ReturnForm:
    return ReturnForm(initial={"version": row.version}, auto_id="terug_%s")


def posted_version(request: AuthenticatedHttpRequest) -> int:
    posted = request.POST.get("version", "")
    return int(posted) if posted.isascii() and posted.isdecimal() and len(posted) < 10 else -1


def act(request: AuthenticatedHttpRequest, zaak: Zaak, name: str) -> HttpResponse:
    """offer or release: what a button on the page of the check does."""
    try:
        row = getattr(actions, name)(zaak=zaak, version=posted_version(request), by=request.user)
    except (VoorstelChanged, UitgaveFout) as fout:
        messages.warning(request, f"{zaak.naam}: {str(fout)[0].lower()}{str(fout)[1:]}")
        return redirect(zaak.check_url)
    messages.success(request, f"{zaak.naam}: {done(row)}")
    if row.stand == Voorstel.Stand.UITGEGEVEN:
        return redirect(zaak.soort.detail_url(row.sleutel, zaak.regio))
    return redirect(zaak.check_url)


def done(row: Voorstel) -> str:
    if row.stand == Voorstel.Stand.WACHT:
        return "het voorstel wacht op een tweede lezer. De andere redacteuren krijgen een mail."
    if row.stand == Voorstel.Stand.GEPLAND and row.geldig_vanaf:
        return f"gelezen. Het gaat in op {date_format(row.geldig_vanaf, 'j F Y')}."
    if row.wat == Voorstel.Wat.INTREKKEN:
        return "ingetrokken."
    return f"versie {row.nummer} is uitgegeven."


def give_back(request: AuthenticatedHttpRequest, zaak: Zaak) -> HttpResponse:
    form = ReturnForm(request.POST, auto_id="terug_%s")
    if not form.is_valid() and "opmerking" in form.errors and zaak.voorstel:
        return check(request, zaak, form, status=422)
    try:
        opmerking = form.cleaned_data.get("opmerking", "")
        row = actions.give_back(zaak=zaak, version=posted_version(request), opmerking=opmerking, by=request.user)
    except VoorstelChanged as changed:
        messages.warning(request, f"{zaak.naam}: {changed}")
        return redirect(zaak.check_url)
    is_own = row.stand == Voorstel.Stand.CONCEPT
    said = "je hebt het voorstel teruggenomen." if is_own else "het voorstel is teruggegeven aan wie het schreef."
    messages.success(request, f"{zaak.naam}: {said}")
    return redirect(zaak.edit_url if is_own else zaak.detail_url)


def discard(request: AuthenticatedHttpRequest, zaak: Zaak) -> HttpResponse:
    try:
        actions.discard(zaak=zaak, version=posted_version(request), by=request.user)
    except VoorstelChanged as changed:
        messages.warning(request, f"{zaak.naam}: {changed}")
    else:
        messages.success(request, f"{zaak.naam}: het concept is weggegooid. Er is niets veranderd.")
    return redirect(zaak.detail_url)


def maintain(request: AuthenticatedHttpRequest, zaak: Zaak) -> HttpResponse:
    """Owner, next check and note; who saves on top of a colleague sees hers, and keeps what was typed."""
    if zaak.stuk is None or not zaak.stuk.is_own:
        raise Http404
    row, is_post = current_onderhoud(zaak), request.method == "POST"
    form = OnderhoudForm(request.POST if is_post else None, current=row, regio=zaak.regio)
    told, status = "", 422 if is_post else 200
    if is_post and form.is_valid():
        try:
            keep_onderhoud(zaak=zaak, values=form.kept(), basis=form.cleaned_data["basis"], by=request.user)
        except OnderhoudChanged as changed:
            data = request.POST.copy()
            data["basis"] = str(changed.current.pk) if changed.current else ""
            told, status = said_by(changed.current), 409
            form = OnderhoudForm(data, current=changed.current, regio=zaak.regio)
        else:
            messages.success(request, f"{zaak.naam}: onderhoud opgeslagen.")
            return redirect(zaak.detail_url)
    context = {**around(zaak), "form": form, "told": told}
    return render(request, "redactie/onderhoud_edit.html", context, status=status)


def said_by(row: Onderhoud | None) -> str:
    """What a colleague saved first, in words."""
    if row is None:
        return "Een collega heeft dit net ook aangepast. Kijk eerst wat er nu staat."
    names = names_of({row.created_by, row.eigenaar})
    day = f"volgende controle {date_format(row.volgende_controle, 'j F Y')}" if row.volgende_controle else ""
    parts = [f"eigenaar {names.get(row.eigenaar, 'niemand')}", day, f"notitie ‘{row.notitie}’" if row.notitie else ""]
    who = names.get(row.created_by, A_COLLEAGUE)
    return f"{who} heeft dit net ook aangepast: {', '.join(filter(None, parts))}. Wat jij typte, staat nog hieronder."
