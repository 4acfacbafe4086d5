"""On the public host: coming in by way of a provider, and binding one's own account to it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.adapter import gemeente_origin, label_in
from accounts.http import AuthenticatedHttpRequest
from accounts.limits import limited
from accounts.sessions import INLOGDIENST
from inlogdiensten.arrival import Doel, bound
from inlogdiensten.failures import InlogFout, NoAttempt
from inlogdiensten.models import Inlogdienst
from inlogdiensten.provider import Flow, Provider
from inlogdiensten.queries import every_way_in, ways_in
from inlogdiensten.secrets import public_keys
from logins.actions import record
from logins.models import Soort, Uitkomst


@login_not_required
@limited
@require_safe
def inlogdienst_kies(request: HttpRequest) -> HttpResponse:
    """Which provider: those of the gemeente where somebody wants to go, or all by the place that they open."""
    following = request.GET.get("next", "")
    origin = gemeente_origin(following)
    found = ways_in(gemeente__domains__domain=label_in(following)) if origin else None
    context = {"diensten": found, "aanvaardingen": every_way_in() if found is None else [], "next": following}
    return render(request, "inlogdiensten/inlogdienst_kies.html", context if origin else {**context, "next": ""})


@login_not_required
@require_POST
def inlogdienst_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With the secret of an invitation: to accept it."""
    inlogdienst = get_object_or_404(Inlogdienst.objects.working(), pk=pk)
    token, following = request.POST.get("uitnodiging", ""), request.POST.get("next", "")
    doel = Doel.AANNEMEN if token else Doel.INLOGGEN
    return leave(request, inlogdienst, following=following, doel=doel, token=token[:128])


def leave(request: HttpRequest, inlogdienst: Inlogdienst, *, following: str = "", **data: Any) -> HttpResponse:
    """Go to the provider: by a header in place of a redirect, because the form-action of the page that one comes from
    covers redirects, also those of the provider."""
    following = following if get_adapter(request).is_safe_url(following) else ""
    try:
        response = Provider(request, inlogdienst).start(request, next_url=following, data=data)
    except InlogFout as fout:
        return show_failure(request, inlogdienst, fout)
    url = response["Location"]
    page = render(request, "inlogdiensten/inlogdienst_onderweg.html", {"dienst": inlogdienst, "url": url})
    page["Refresh"] = f"0; url={url}"
    return page


@login_not_required
@limited
@require_GET
def inlogdienst_terug(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The provider's answer. allauth finds the login in the session of this browser and takes it out: once only."""
    inlogdienst = get_object_or_404(Inlogdienst.objects.working(), pk=pk)
    try:
        response: HttpResponse = OAuth2CallbackView.adapter_view(Flow(request, inlogdienst))(request)
    except InlogFout as fout:
        if not isinstance(fout, NoAttempt):
            record(request=request, soort=Soort.WERKACCOUNT, uitkomst=Uitkomst.MISLUKT)
        return show_failure(request, inlogdienst, fout)
    return response


def show_failure(request: HttpRequest, inlogdienst: Inlogdienst, fout: InlogFout) -> HttpResponse:
    """What happened and the way back. What the provider said exactly, a beheerder sees who tests it."""
    context = {"dienst": inlogdienst, "fout": fout}
    return render(request, "inlogdiensten/inlogdienst_mislukt.html", context, status=fout.status)


@login_not_required
@limited
@require_safe
def inlogdienst_sleutels(request: HttpRequest, pk: UUID) -> JsonResponse:
    """Our public keys, for a provider that fetches them."""
    return JsonResponse(public_keys(get_object_or_404(Inlogdienst, pk=pk, ended_at=None)))


def werkaccount_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """One's own: bound already, and what could be. Only who is logged in with Kompas itself may change it."""
    accounts = bound(request.user)
    issuers = {account.provider for account in accounts}
    places = (*request.user.toegangen, *request.user.withheld)  # where it is compulsory, she is not in yet
    diensten = {dienst for toegang in places for dienst in ways_in(**place_of(toegang))}
    context = {
        "accounts": [(account, named(account.provider)) for account in accounts],
        "diensten": sorted((each for each in diensten if each.issuer not in issuers), key=lambda each: each.naam),
        "own": INLOGDIENST not in request.session,
    }
    return render(request, "inlogdiensten/werkaccount_list.html", context)


def place_of(toegang: dict[str, str | None]) -> dict[str, Any]:
    return {name: toegang[name] for name in ("gemeente", "regio", "organisatie") if toegang[name]}


def named(issuer: str) -> str:
    """As people call it; its address when it has ended."""
    found = Inlogdienst.objects.working().filter(issuer=issuer).values_list("naam", flat=True)
    return ", ".join(found) or issuer


@require_POST
def werkaccount_koppel(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    inlogdienst = get_object_or_404(Inlogdienst.objects.working(), pk=pk)
    if INLOGDIENST in request.session:
        raise Http404
    if is_reauthentication_required(request, app="allauth.mfa"):  # as for another second step
        messages.info(request, "Laat eerst zien dat jij het bent. Kies daarna nog een keer koppelen.")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse('werkaccount_list')})}")
    return leave(request, inlogdienst, doel=Doel.KOPPELEN, gebruiker=str(request.user.pk))


@require_POST
def werkaccount_los(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(SocialAccount, pk=pk, user=request.user)
    if INLOGDIENST in request.session:
        raise Http404
    account.delete()
    messages.success(request, "Je werkaccount is losgekoppeld. Je kunt er niet meer mee inloggen.")
    return redirect("werkaccount_list")
