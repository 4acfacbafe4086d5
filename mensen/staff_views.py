"""People of VNG, CoMensha, a regio or Kompas itself, by their own beheerders."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.actions import NOT_PROVED
from accounts.http import AuthenticatedHttpRequest
from accounts.models import Uitnodiging
from accounts.uitnodiging_actions import withdraw_uitnodiging
from accounts.uitnodiging_models import VALID
from berichten.compose import Letter
from berichten.uitnodiging_letters import words_of
from mensen.actions import MensenFout
from mensen.forms import CollegaForm, EindeForm, UitnodigenForm, as_initial
from mensen.staff_actions import NOT_WHOLE, end_staff, invite_staff, resend_staff, reset_staff, set_staff
from mensen.staff_queries import Person, invited_in, people_in, stand_of, waiting_in
from mensen.staff_scopes import StaffScope
from mensen.uitnodiging_views import PLACEHOLDER, TOO_LATE, values_of
from mensen.views import CHANGED, OWN_LOGIN, told

PLACES = {"organisatie": "mensen", "platform": "platform", "regio": "mensen"}


def frame(scope: StaffScope) -> dict[str, Any]:
    urls = {"mensen_url": scope.url("collega_list"), "add_url": scope.url("uitnodiging_add")}
    return {"place": PLACES[scope.kind], "list_url": urls["mensen_url"], "scope": scope, **urls}


def found(scope: StaffScope, pk: UUID) -> Person:
    """Raises Http404 for who never worked there."""
    for person in people_in(scope, pk=pk):
        return person
    raise Http404


def collega_list(request: AuthenticatedHttpRequest, scope: StaffScope) -> HttpResponse:
    people = people_in(scope)
    context = {
        "here": [each for each in people if each.functies],
        "former": [each for each in people if not each.functies],
        "invited": invited_in(scope),
    }
    return render(request, "mensen/staf_list.html", frame(scope) | context)


def collega_detail(request: AuthenticatedHttpRequest, scope: StaffScope, pk: UUID) -> HttpResponse:
    """What somebody may there, and until when."""
    person, fout, status = found(scope, pk), "", 200
    initial = {**as_initial(person.functies, scope.functies), "until": person.until, "stand": stand_of(person)}
    form = CollegaForm(request.POST or None, initial=initial, functies=scope.functies)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["stand"] != stand_of(person):
            typed: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            typed["stand"] = stand_of(person)
            form.data, fout, status = typed, CHANGED, 409
        else:
            try:
                until = form.cleaned_data["until"]
                done = set_staff(
                    scope=scope, gebruiker=person.gebruiker, functies=form.chosen, until=until, by=request.user
                )
                told(request, done, f"Opgeslagen wat {person.gebruiker.naam} mag.")
                return redirect(scope.url("collega_list"))
            except MensenFout as error:
                fout, status = str(error), 409
    urls = {name: scope.url(f"collega_{name}", pk=pk) for name in ("end", "reset")}
    context = {"person": person, "form": form, "fout": fout, "urls": urls, "is_self": pk == request.user.pk}
    return render(request, "mensen/staf_detail.html", frame(scope) | context, status=422 if form.errors else status)


def collega_end(request: AuthenticatedHttpRequest, scope: StaffScope, pk: UUID) -> HttpResponse:
    person, fout = found(scope, pk), ""
    form = EindeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["last"]
        try:
            done = end_staff(scope=scope, gebruiker=person.gebruiker, last=last, by=request.user)
            when = f"na {last:%d-%m-%Y}" if last else "nu"
            told(request, done, f"De toegang van {person.gebruiker.naam} stopt {when}.")
            return redirect(scope.url("collega_list"))
        except MensenFout as error:
            fout = str(error)
    context = frame(scope) | {"person": person, "form": form, "fout": fout}
    return render(request, "mensen/staf_end.html", context, status=409 if fout else 422 if form.errors else 200)


def collega_reset(request: AuthenticatedHttpRequest, scope: StaffScope, pk: UUID) -> HttpResponse:
    """Of who lost her telephone: asks once more, and then has a mail lead her back in."""
    person = found(scope, pk)
    fout = barred = why_barred(person, request)
    if request.method == "POST" and not barred:
        try:
            reset_staff(scope=scope, gebruiker=person.gebruiker, by=request.user)
            messages.success(request, f"{person.gebruiker.naam} krijgt een mail om opnieuw te beginnen met inloggen.")
            return redirect(scope.url("collega_list"))
        except MensenFout as error:
            fout = str(error)
    context = frame(scope) | {"person": person, "fout": fout, "barred": barred}
    refused = fout and request.method == "POST"
    return render(request, "mensen/staf_reset.html", context, status=409 if refused else 200)


def why_barred(person: Person, request: AuthenticatedHttpRequest) -> str:
    """Why this login is not for her to begin anew; empty when it is."""
    if person.gebruiker.pk == request.user.pk:
        return OWN_LOGIN
    if person.gebruiker.claimed_email:
        return NOT_PROVED
    return "" if person.only_here else NOT_WHOLE


def uitnodiging_add(request: AuthenticatedHttpRequest, scope: StaffScope) -> HttpResponse:
    """First how the mail will look, then sending it."""
    known = {each.gebruiker.email for each in people_in(scope) if each.functies}
    form = UitnodigenForm(request.POST or None, functies=scope.functies, known=known)
    stap = request.POST.get("stap")
    if request.method != "POST" or not form.is_valid() or stap == "wijzigen":
        status = 422 if form.errors else 200
        return render(request, "mensen/staf_uitnodigen.html", frame(scope) | {"form": form, "fout": ""}, status=status)
    emails = form.cleaned_data["emails"]
    if stap != "versturen":
        context = {"form": form, "emails": emails, "letter": letter_of(request, scope, form)}
        return render(request, "mensen/staf_voorbeeld.html", frame(scope) | context)
    try:
        invite_staff(scope=scope, emails=emails, functies=form.chosen, **values_of(form), by=request.user)
    except MensenFout as error:
        context = frame(scope) | {"form": form, "fout": str(error)}
        return render(request, "mensen/staf_uitnodigen.html", context, status=409)
    many = len(emails)
    messages.success(request, f"{many} uitnodigingen verstuurd." if many > 1 else f"{emails[0]} is uitgenodigd.")
    return redirect(scope.url("collega_list"))


def letter_of(request: AuthenticatedHttpRequest, scope: StaffScope, form: UitnodigenForm) -> Letter:
    return words_of(
        by=request.user.naam,
        where=scope.naam,
        functies=form.chosen,
        expires=timezone.now() + timedelta(days=VALID.days),
        token=PLACEHOLDER,
        **values_of(form),
    )


def waiting(scope: StaffScope, pk: UUID) -> Uitnodiging:
    for uitnodiging in waiting_in(scope):
        if uitnodiging.pk == pk:
            return uitnodiging
    raise Http404


def uitnodiging_resend(request: AuthenticatedHttpRequest, scope: StaffScope, pk: UUID) -> HttpResponse:
    uitnodiging = waiting(scope, pk)
    try:
        if resend_staff(scope=scope, uitnodiging=uitnodiging):
            messages.success(request, f"{uitnodiging.email} krijgt de mail nog een keer.")
        else:
            messages.warning(request, TOO_LATE)
    except MensenFout as error:
        messages.warning(request, str(error))
    return redirect(scope.url("collega_list"))


def uitnodiging_withdraw(request: AuthenticatedHttpRequest, scope: StaffScope, pk: UUID) -> HttpResponse:
    uitnodiging = waiting(scope, pk)
    if withdraw_uitnodiging(uitnodiging=uitnodiging, by=request.user.pk):
        messages.success(request, f"De uitnodiging van {uitnodiging.email} is ingetrokken. De link werkt niet meer.")
    else:
        messages.warning(request, TOO_LATE)
    return redirect(scope.url("collega_list"))
