"""Inviting colleagues: first how the mail will look, then sending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.http import AuthenticatedHttpRequest
from accounts.uitnodiging_models import VALID
from berichten.compose import Letter
from berichten.uitnodiging_letters import words_of
from mensen.actions import MensenFout
from mensen.desks import Desk
from mensen.forms import UitnodigenForm
from mensen.views import show, told

PLACEHOLDER = "hier-komt-de-eigen-link"
SENT_BEFORE = "Deze uitnodiging was al verstuurd: {}. Daar ging nu geen tweede mail naartoe."
TOO_LATE = "Deze uitnodiging is al aangenomen of ingetrokken. Er is niets veranderd."


def uitnodiging_add(request: AuthenticatedHttpRequest, desk: Desk) -> HttpResponse:
    known = {each.email for each in desk.people() if each.functies and not each.claimed}
    initial = {"functie": "bewerker"}
    form = UitnodigenForm(request.POST or None, initial=initial, functies=desk.functies, known=known)
    stap, fout = request.POST.get("stap"), desk.closed
    if request.method != "POST" or fout or not form.is_valid() or stap == "wijzigen":
        return show(
            request, desk, "mensen/uitnodiging_form.html", fout=fout, status=422 if form.errors else 200, form=form
        )
    emails = form.cleaned_data["emails"]
    if stap != "versturen":
        letter = letter_of(request, desk, form)
        return show(request, desk, "mensen/uitnodiging_voorbeeld.html", form=form, emails=emails, letter=letter)
    values = {"functies": form.chosen, **values_of(form)}
    again = desk.same(**values)
    new = [email for email in emails if email not in again]
    try:
        desk.invite(emails=new, **values, by=request.user)
    except MensenFout as error:
        return show(request, desk, "mensen/uitnodiging_form.html", fout=str(error), form=form)
    words = f"{len(new)} uitnodigingen verstuurd." if len(new) > 1 else f"{''.join(new)} is uitgenodigd."
    if len(new) < len(emails):
        messages.info(request, SENT_BEFORE.format(", ".join(email for email in emails if email in again)))
    return told(request, desk, True, words) if new else redirect(desk.url("collega_list"))


def values_of(form: UitnodigenForm) -> dict[str, Any]:
    return {"until": form.cleaned_data["until"], "note": form.cleaned_data["note"]}


def letter_of(request: AuthenticatedHttpRequest, desk: Desk, form: UitnodigenForm) -> Letter:
    return words_of(
        by=request.user.naam,
        where=desk.naam,
        functies=form.chosen,
        expires=timezone.now() + VALID,
        token=PLACEHOLDER,
        **values_of(form),
    )


def uitnodiging_resend(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(desk.invitations(), pk=pk)
    done, why_not = False, TOO_LATE
    try:
        done = desk.resend(uitnodiging, by=request.user)
    except MensenFout as error:
        why_not = str(error)
    words = f"{uitnodiging.email} krijgt de mail nog een keer. De link werkt weer veertien dagen."
    return told(request, desk, done, words, why_not=why_not)


def uitnodiging_withdraw(request: AuthenticatedHttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(desk.invitations(), pk=pk)
    done = desk.withdraw(uitnodiging, by=request.user)
    words = f"De uitnodiging van {uitnodiging.email} is ingetrokken. De link werkt niet meer."
    return told(request, desk, done, words, why_not=TOO_LATE)
