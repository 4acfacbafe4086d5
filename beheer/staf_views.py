"""Who says who works for VNG, CoMensha and each regio: inviting the first of them, or a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Toegang
from accounts.permissions import Organisatiebeheerder, Permission, Regiobeheerder
from accounts.scopes import requires_landelijk
from accounts.uitnodiging_actions import invite
from beheer.forms import StafForm
from beheer.queries import invitations
from beheer.views import FRAME


@requires_landelijk(Permission.PLATFORM)
def staf_invite(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = StafForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not form.refuse_held(form.functie, **form.scope):
        scope, email, functie = form.scope, form.cleaned_data["email"], form.functie
        invite(email=email, naam=form.cleaned_data["naam"], functies=[functie], by=request.user.pk, **scope)
        messages.success(request, f"{email} is uitgenodigd als {functie}.")
        return redirect("beheer:staf_invite")
    held: Any = Toegang.objects.today().filter(functie__in=[Organisatiebeheerder.naam, Regiobeheerder.naam])
    context = {
        **FRAME,
        "form": form,
        "toegangen": held.select_related("gebruiker", "regio").order_by("organisatie", "regio__naam"),
        "invitations": invitations().filter(gemeente=None),
    }
    return render(request, "beheer/staf_invite.html", context, status=422 if form.errors else 200)
