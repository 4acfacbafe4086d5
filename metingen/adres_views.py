"""The functional addresses of gemeenten without Kompas, where they hear of a round."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.adres_actions import save_adres, save_adressen
from metingen.adres_forms import AdresBestandForm, AdresForm
from metingen.adres_queries import SHOWN, adressen_of, without_kompas_today
from metingen.models import Gemeenteadres
from metingen.views import frame

LIST = "metingen:adres_list"


@requires_landelijk(Permission.MEETRONDE)
def adres_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """What there is, and a form for one more. `?zoek=` narrows the list."""
    form = AdresForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        if save_adres(gemeente=data["gemeente"], email=data["email"], was=data["was"], by=request.user):
            messages.success(request, f"Het adres van {data['gemeente']} is opgeslagen.")
            return redirect(LIST)
        form.add_error("email", "Een collega veranderde dit adres net. Kijk wat er nu staat en sla nog eens op.")
    zoek = request.GET.get("zoek", "").replace("\x00", "").strip()[:80]
    found = adressen_of(zoek)
    context = {**frame(), "form": form, "zoek": zoek, "adressen": found[:SHOWN], "found": found.count()}
    context |= {"total": Gemeenteadres.objects.count(), "asked": without_kompas_today().count(), "shown": SHOWN}
    return render(request, "metingen/adres_list.html", context, status=422 if form.errors else 200)


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def adres_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    adres = get_object_or_404(Gemeenteadres.objects.select_related("gemeente"), pk=pk)
    adres.delete()
    messages.success(request, f"Het adres van {adres.gemeente} is verwijderd.")
    return redirect(LIST)


@requires_landelijk(Permission.MEETRONDE)
def adres_import(request: AuthenticatedHttpRequest) -> HttpResponse:
    """First what would change; what is saved is what that page showed, and nothing else."""
    form = AdresBestandForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid() or request.POST.get("stap") == "veranderen":
        status = 422 if form.errors else 200
        return render(request, "metingen/adres_import.html", {**frame(), "form": form}, status=status)
    difference, fout, status = form.difference, "", 200
    if request.POST.get("stap") == "opslaan":
        if request.POST.get("mark") != difference.mark:
            fout, status = "Er is intussen iets veranderd. Hieronder staat wat er nu zou gebeuren.", 409
        elif difference.personal and not form.cleaned_data["algemeen"]:
            fout, status = "Vink aan dat dit algemene adressen zijn, of haal ze uit het bestand.", 422
        else:
            rows = [(line.gemeente, line.email) for line in difference.to_save if line.gemeente]
            saved = save_adressen(rows=rows, by=request.user)
            messages.success(request, f"Opgeslagen: {saved} {'adres' if saved == 1 else 'adressen'}.")
            return redirect(LIST)
    context = {**frame(), "form": form, "difference": difference, "fout": fout}
    return render(request, "metingen/adres_verschil.html", context, status=status)
