"""Accepting an invitation: the one address of an invitation, on the public host. A GET shows and does nothing, for mail
servers follow links.

Who has an account under the invited address logs in and accepts with that. Who is logged in under another address may
accept with it too, and has to say so: people work for several gemeenten under the address of one. The invited address
hears of it, and the beheerder sees who accepted.
"""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.limits import limited
from accounts.models import Uitnodiging
from accounts.uitnodiging_actions import (
    UitnodigingFout,
    accept_uitnodiging,
    has_account,
    reason_against,
    uitnodiging_of,
)
from accounts.uitnodiging_forms import AccountForm, OwnAccountForm
from accounts.views import all_or_nothing


@never_cache
@login_not_required
@limited
@all_or_nothing
def uitnodiging_accept(request: HttpRequest, token: str) -> HttpResponseBase:
    uitnodiging = uitnodiging_of(token)
    why = reason_against(uitnodiging) if uitnodiging else ""
    if uitnodiging is None or why:
        return unusable(request, uitnodiging, why)
    try:
        if request.user.is_authenticated:
            return accept_as_oneself(request, uitnodiging)
        if has_account(uitnodiging):
            login_url = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
            context = {"uitnodiging": uitnodiging, "login_url": login_url}
            return render(request, "accounts/uitnodiging_inloggen.html", context)
        return accept_as_new(request, uitnodiging, token)
    except UitnodigingFout as fout:  # another was quicker
        return unusable(request, uitnodiging, str(fout))


def unusable(request: HttpRequest, uitnodiging: Uitnodiging | None, why: str) -> HttpResponse:
    """What is wrong, in words; to who accepted it herself, the way on."""
    mine = uitnodiging and uitnodiging.accepted_by and uitnodiging.accepted_by == request.user.pk
    context = {"why": why, "url": uitnodiging.url if uitnodiging and mine else ""}
    return render(request, "accounts/uitnodiging_niet.html", context, status=404)


def accept_as_oneself(request: HttpRequest, uitnodiging: Uitnodiging) -> HttpResponse:
    gebruiker: Any = request.user
    other = gebruiker.address != uitnodiging.email
    form = OwnAccountForm(request.POST if request.method == "POST" else None, other=other)
    if form.is_valid():
        accept_uitnodiging(uitnodiging=uitnodiging, gebruiker=gebruiker)
        messages.success(request, f"Je kunt nu werken voor {uitnodiging.where}, als {uitnodiging.functies_in_words}.")
        return redirect(f"{reverse('start')}?verder")
    context = {"uitnodiging": uitnodiging, "form": form, "other": other}
    status = 422 if form.errors else 200
    return render(request, "accounts/uitnodiging_eigen.html", context, status=status)


def accept_as_new(request: HttpRequest, uitnodiging: Uitnodiging, token: str) -> HttpResponseBase:
    """Makes the account and logs in with the password just chosen; the second step follows. Or at the inlogdienst of
    where she is to work: inlogdiensten/arrival.py."""
    form = AccountForm(request.POST or None, uitnodiging=uitnodiging)
    if request.method == "POST" and form.is_valid():
        naam, password = form.cleaned_data["naam"], form.cleaned_data["password1"]
        gebruiker = accept_uitnodiging(uitnodiging=uitnodiging, naam=naam, password=password)
        login = Login(user=gebruiker, email=gebruiker.email, redirect_url=reverse("mfa_index"))
        return perform_password_login(request, {"email": gebruiker.email}, login)
    status = 422 if form.errors else 200
    diensten = get_adapter(request).ways_in(**uitnodiging.scope)
    context = {"uitnodiging": uitnodiging, "form": form, "diensten": diensten, "token": token}
    return render(request, "accounts/uitnodiging_nieuw.html", context, status=status)
