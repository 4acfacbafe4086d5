"""Mensen of a gemeente, a regio, VNG, CoMensha or Kompas itself: who works there, what they may, who is on the way."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.actions import NOT_PROVED
from accounts.http import AuthenticatedHttpRequest
from mensen.actions import MensenFout, anonymise
from mensen.desks import Desk
from mensen.forms import CollegaForm, EindeForm, as_initial
from mensen.people import Person
from mensen.queries import open_work_of
from mensen.staff_actions import NOT_WHOLE

CHANGED = (
    "Een collega veranderde dit net ook. Bij ‘Mag nu’ staat wat er nu geldt, hieronder wat jij koos. Er is nog niets"
    " opgeslagen; sla je op, dan geldt wat jij koos."
)
GONE = "Deze collega werkt hier niet meer. Er is niets veranderd."
OWN_LOGIN = "Dit ben jij zelf. Je wachtwoord, tweede stap en werkaccount regel je bij ‘Beheer van mijn login’."
ONESELF = "Dit ben jij zelf. Een andere beheerder kan je naam en e-mailadres weghalen, of wie Kompas beheert."


def show(
    request: AuthenticatedHttpRequest, desk: Desk, template: str, *, fout: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """`fout`, why it was refused or would be, stands above the page."""
    urls = {"list_url": desk.url("collega_list"), "add_url": desk.url("uitnodiging_add")}
    context = {"place": "mensen", "desk": desk, "fout": fout, **urls, **context}
    return render(request, template, context, status=409 if fout and request.method == "POST" else status)


def collega_list(request: AuthenticatedHttpRequest, desk: Desk) -> HttpResponse:
    people = desk.people()
    here = [each for each in people if each.functies]
    former = [each for each in people if not each.functies]
    return show(request, desk, "mensen/collega_list.html", here=here, former=former, invited=desk.invited())


def collega_detail(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """What somebody may there, and until when."""
    collega, fout = desk.person(pk), ""
    initial = {**as_initial(collega.functies, desk.functies), "until": collega.until, "stand": collega.stand}
    form = CollegaForm(request.POST or None, initial=initial, functies=desk.functies)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["stand"] == collega.stand:
            try:
                until = form.cleaned_data["until"]
                done = desk.set(collega, functies=form.chosen, until=until, by=request.user)
                return told(request, desk, done, f"Opgeslagen wat {collega.naam} mag.")
            except MensenFout as error:
                fout = str(error)
        else:
            typed: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            typed["stand"] = collega.stand
            form.data, fout = typed, CHANGED
    context = {"collega": collega, "form": form, "is_self": pk == request.user.pk}
    urls = {f"{name}_url": desk.url(f"collega_{name}", pk=pk) for name in ("end", "reset")}
    status = 422 if form.errors else 200
    return show(request, desk, "mensen/collega_detail.html", fout=fout, status=status, **context, **urls)


def collega_end(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """In a gemeente with the work that somebody else will have to take over."""
    collega, fout = desk.person(pk), ""
    form = EindeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        last = form.cleaned_data["last"]
        try:
            done = desk.end(collega, last=last, by=request.user)
            when = f"na {last:%d-%m-%Y}" if last else "nu"
            return told(request, desk, done, f"De toegang van {collega.naam} stopt {when}.")
        except MensenFout as error:
            fout = str(error)
    context = {"collega": collega, "form": form, "work": open_work_of(pk) if request.gemeente else None}
    return show(request, desk, "mensen/collega_end.html", fout=fout, status=422 if form.errors else 200, **context)


def collega_reset(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """Of who lost her telephone: asks once more, and then has a mail lead her back in."""
    collega = desk.person(pk)
    fout = barred = why_barred(collega, request, OWN_LOGIN) or (NOT_PROVED if collega.claimed else "")
    if request.method == "POST" and not barred:
        try:
            desk.reset(collega, by=request.user)
            words = f"{collega.naam} krijgt een mail om opnieuw te beginnen met inloggen."
            return told(request, desk, True, words)
        except MensenFout as error:
            fout = str(error)
    return show(request, desk, "mensen/collega_reset.html", fout=fout, collega=collega, barred=barred)


def collega_anonymise(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """In a gemeente alone."""
    collega = desk.person(pk)
    fout = barred = why_barred(collega, request, ONESELF)
    if request.method == "POST" and not barred:
        try:
            anonymise(collega=pk, by=request.user)
            words = "De naam en het e-mailadres zijn weg. In de geschiedenis staat nu ‘Oud-gebruiker’."
            return told(request, desk, True, words)
        except MensenFout as error:
            fout = str(error)
    return show(request, desk, "mensen/collega_anonymise.html", fout=fout, collega=collega, barred=barred)


def why_barred(collega: Person, request: AuthenticatedHttpRequest, of_oneself: str) -> str:
    """Why this account is not for her to change as a whole; empty when it is. Whoever does it looks again."""
    if collega.pk == request.user.pk:
        return of_oneself
    return "" if collega.only_here else NOT_WHOLE


def told(request: AuthenticatedHttpRequest, desk: Desk, done: bool, words: str, *, why_not: str = GONE) -> HttpResponse:
    """Back to the list, which says so."""
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, why_not)
    return redirect(desk.url("collega_list"))
