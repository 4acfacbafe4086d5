"""Beheer › Mensen of a gemeente: who works here, what they may, and who is on the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.actions import NOT_PROVED
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.models import CollegaToegang
from accounts.permissions import Permission, requires
from mensen.actions import MensenFout, anonymise, end_toegang, reset_login, set_toegang
from mensen.forms import CollegaForm, EindeForm, as_initial
from mensen.queries import open_work_of, people, stand_of
from mensen.words import GEMEENTE

CHANGED = "Een collega veranderde dit net ook. Hieronder staat wat jij koos; er is nog niets opgeslagen."
GONE = "Deze collega werkt hier niet meer. Er is niets veranderd."
OWN_LOGIN = "Dit ben jij zelf. Je wachtwoord, tweede stap en werkaccount regel je bij ‘Beheer van mijn login’."
ONESELF = "Dit ben jij zelf. Een andere beheerder kan je naam en e-mailadres weghalen, of wie Kompas beheert."
ELSEWHERE = "Dit account hoort niet alleen bij jullie gemeente. Wie Kompas beheert kan dit doen."


@requires(Permission.MANAGE)
def collega_list(request: GemeenteHttpRequest) -> HttpResponse:
    context = {"people": people(), "agreed": request.gemeente.has_agreement}
    return render(request, "mensen/collega_list.html", context)


@requires(Permission.MANAGE)
def collega_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """What somebody may, and until when."""
    collega = get_object_or_404(CollegaToegang, pk=pk)
    initial = {**as_initial(collega.functies, GEMEENTE), "until": collega.until, "stand": stand_of(collega)}
    form = CollegaForm(request.POST or None, initial=initial, functies=GEMEENTE)
    if request.method != "POST" or not form.is_valid():
        return render_collega(request, collega, form, status=422 if form.errors else 200)
    if form.cleaned_data["stand"] != stand_of(collega):
        form.data = sent = request.POST.copy()
        sent["stand"] = stand_of(collega)
        return render_collega(request, collega, form, fout=CHANGED, status=409)
    try:
        until = form.cleaned_data["until"]
        done = set_toegang(collega=collega.pk, functies=form.chosen, until=until, by=request.user)
    except MensenFout as fout:
        return render_collega(request, collega, form, fout=str(fout), status=409)
    told(request, done, f"Opgeslagen wat {collega.naam} mag.")
    return redirect("mensen:collega_list")


def render_collega(
    request: GemeenteHttpRequest, collega: CollegaToegang, form: CollegaForm, *, fout: str = "", status: int = 200
) -> HttpResponse:
    context = {"collega": collega, "form": form, "fout": fout, "is_self": collega.pk == request.user.pk}
    return render(request, "mensen/collega_detail.html", context, status=status)


@requires(Permission.MANAGE)
def collega_end(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """With the work that somebody else will have to take over."""
    collega = get_object_or_404(CollegaToegang, pk=pk)
    form = EindeForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"collega": collega, "form": form, "work": open_work_of(collega.pk), "fout": ""}
    if form.is_valid():
        last = form.cleaned_data["last"]
        try:
            done = end_toegang(collega=collega.pk, last=last, by=request.user)
        except MensenFout as fout:
            return render(request, "mensen/collega_end.html", context | {"fout": str(fout)}, status=409)
        when = f"na {last:%d-%m-%Y}" if last else "nu"
        told(request, done, f"De toegang van {collega.naam} stopt {when}.")
        return redirect("mensen:collega_list")
    return render(request, "mensen/collega_end.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE)
def collega_reset(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """Of who lost her telephone: asks once more, and then has a mail lead her back in."""
    collega = get_object_or_404(CollegaToegang, pk=pk)
    fout = barred = why_barred(collega, request, OWN_LOGIN) or (NOT_PROVED if collega.claimed else "")
    if request.method == "POST" and not barred:
        try:
            reset_login(collega=collega.pk, by=request.user)
            messages.success(request, f"{collega.naam} krijgt een mail om opnieuw te beginnen met inloggen.")
            return redirect("mensen:collega_list")
        except MensenFout as error:
            fout = str(error)
    context, refused = {"collega": collega, "fout": fout, "barred": barred}, fout and request.method == "POST"
    return render(request, "mensen/collega_reset.html", context, status=409 if refused else 200)


@requires(Permission.MANAGE)
def collega_anonymise(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    collega = get_object_or_404(CollegaToegang, pk=pk)
    fout = barred = why_barred(collega, request, ONESELF)
    if request.method == "POST" and not barred:
        try:
            anonymise(collega=collega.pk, by=request.user)
            messages.success(
                request, "De naam en het e-mailadres zijn weg. In de geschiedenis staat nu ‘Oud-gebruiker’."
            )
            return redirect("mensen:collega_list")
        except MensenFout as error:
            fout = str(error)
    context, refused = {"collega": collega, "fout": fout, "barred": barred}, fout and request.method == "POST"
    return render(request, "mensen/collega_anonymise.html", context, status=409 if refused else 200)


def why_barred(collega: CollegaToegang, request: GemeenteHttpRequest, of_oneself: str) -> str:
    """Why this account is not for her to change as a whole; empty when it is. PostgreSQL looks again."""
    if collega.pk == request.user.pk:
        return of_oneself
    return "" if collega.only_here else ELSEWHERE


def told(request: AuthenticatedHttpRequest, done: bool, words: str) -> None:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, GONE)
