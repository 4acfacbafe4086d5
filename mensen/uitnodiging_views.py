"""Inviting colleagues: first how the mail will look, then sending it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.actions import NO_AGREEMENT
from accounts.http import GemeenteHttpRequest
from accounts.models import CollegaToegang, Uitnodiging
from accounts.permissions import Permission, requires
from accounts.uitnodiging_models import VALID
from berichten.compose import Letter
from berichten.uitnodiging_letters import words_of
from mensen.actions import MensenFout, invite_colleagues, resend_invitation, withdraw_invitation
from mensen.forms import UitnodigenForm
from mensen.words import GEMEENTE

PLACEHOLDER = "hier-komt-de-eigen-link"
TOO_LATE = "Deze uitnodiging is al aangenomen of ingetrokken. Er is niets veranderd."


@requires(Permission.MANAGE)
def uitnodiging_add(request: GemeenteHttpRequest) -> HttpResponse:
    known = {each.email for each in CollegaToegang.objects.all() if each.functies and not each.claimed}
    form = UitnodigenForm(request.POST or None, initial={"functie": "bewerker"}, functies=GEMEENTE, known=known)
    stap = request.POST.get("stap")
    fout = "" if request.gemeente.has_agreement else NO_AGREEMENT
    if request.method != "POST" or fout or not form.is_valid() or stap == "wijzigen":
        status = 409 if fout and request.method == "POST" else 422 if form.errors else 200
        return render(request, "mensen/uitnodiging_form.html", {"form": form, "fout": fout}, status=status)
    emails = form.cleaned_data["emails"]
    if stap != "versturen":
        context = {"form": form, "emails": emails, "letter": letter_of(request, form)}
        return render(request, "mensen/uitnodiging_voorbeeld.html", context)
    try:
        invite_colleagues(emails=emails, functies=form.chosen, **values_of(form), by=request.user)
    except MensenFout as error:
        return render(request, "mensen/uitnodiging_form.html", {"form": form, "fout": str(error)}, status=409)
    many = len(emails)
    messages.success(request, f"{many} uitnodigingen verstuurd." if many > 1 else f"{emails[0]} is uitgenodigd.")
    return redirect("mensen:collega_list")


def values_of(form: UitnodigenForm) -> dict[str, Any]:
    return {"until": form.cleaned_data["until"], "note": form.cleaned_data["note"]}


def letter_of(request: GemeenteHttpRequest, form: UitnodigenForm) -> Letter:
    return words_of(
        by=request.user.naam,
        where=request.gemeente.naam,
        functies=form.chosen,
        expires=timezone.now() + timedelta(days=VALID.days),
        token=PLACEHOLDER,
        **values_of(form),
    )


@require_POST
@requires(Permission.MANAGE)
def uitnodiging_resend(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(Uitnodiging.objects.without_secret(), pk=pk)
    try:
        done = resend_invitation(pk=uitnodiging.pk, by=request.user)
    except MensenFout as error:
        messages.warning(request, str(error))
        return redirect("mensen:collega_list")
    return tell(request, done, f"{uitnodiging.email} krijgt de mail nog een keer. De link werkt weer veertien dagen.")


@require_POST
@requires(Permission.MANAGE)
def uitnodiging_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(Uitnodiging.objects.without_secret(), pk=pk)
    done = withdraw_invitation(pk=uitnodiging.pk, by=request.user)
    return tell(request, done, f"De uitnodiging van {uitnodiging.email} is ingetrokken. De link werkt niet meer.")


def tell(request: GemeenteHttpRequest, done: bool, words: str) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, TOO_LATE)
    return redirect("mensen:collega_list")
