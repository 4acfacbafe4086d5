from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.actions import add_suggested
from aanpak.forms import ActieFilterForm, ActieForm, StaatForm
from aanpak.models import Actie, Ambitie
from aanpak.moment import rank
from aanpak.queries import suggested_actie
from aanpak.row_views import GONE, PLACE, SAVED, Kind, render_history, save_changed, save_new
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.permissions import Permission, requires
from kader.queries import version_of
from saving.forms import save_form
from saving.gone import gone
from saving.revisions import earlier
from voorgangers.models import Herkomst

KIND = Kind(said_new="De actie is toegevoegd.", said="De actie is opgeslagen.")
SUGGESTED = replace(KIND, add=add_suggested)


@requires(Permission.READ)
def actie_list(request: GemeenteHttpRequest) -> HttpResponse:
    form = ActieFilterForm(request.GET)
    acties = list(form.narrow(Actie.objects.select_related("bouwsteen__kaderversie", "vraag__kaderversie")))
    acties.sort(key=rank)  # within an ambitie the first comes first, else it stays in its order
    Herkomst.mark(acties, request.gemeente)
    context = {
        "form": form,
        "acties": acties,
        "ambities": [
            (ambitie.label, found) for ambitie in Ambitie if (found := [a for a in acties if a.ambitie == ambitie])
        ],
        "staten": Actie.Staat.choices,
        "can_edit": Permission.EDIT in request.permissions,
        "kader": version_of(request.gemeente),
    }
    return render(request, "aanpak/actie_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def actie_add(request: GemeenteHttpRequest, code: str = "") -> HttpResponse:
    """With the `code` of a bouwsteen or extra question the form is filled in already, and nothing is saved yet."""
    kader = version_of(request.gemeente)
    instance = suggested_actie(code, kader) if code else Actie()
    form = ActieForm(request.POST or None, instance=instance, kaderversie=kader)
    if request.method != "POST":
        return render_form(request, form, suggested=bool(code))
    status = save_new(request, form, SUGGESTED if code else KIND)
    return redirect("aanpak:actie_list") if status == SAVED else render_form(request, form, status)


@requires(Permission.EDIT)
def actie_edit(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    actie = Actie.objects.filter(pk=pk).first()
    if actie is None:
        return gone_actie(request, pk)
    initial = earlier(actie, request.GET.get("versie", ""))
    form = ActieForm(request.POST or None, instance=actie, initial=initial, kaderversie=version_of(request.gemeente))
    if request.method != "POST":
        return render_form(request, form, taken_over=bool(initial))
    status = save_changed(request, form, KIND)
    if status == SAVED:
        return redirect("aanpak:actie_list")
    return gone_actie(request, pk) if status == GONE else render_form(request, form, status)


def gone_actie(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return gone(
        request, Actie, pk, wat="deze actie", url=reverse("aanpak:actie_add"), terug=reverse("aanpak:actie_list")
    )


def render_form(
    request: AuthenticatedHttpRequest,
    form: ActieForm,
    status: int = 200,
    *,
    taken_over: bool = False,
    suggested: bool = False,
) -> HttpResponse:
    context = {**PLACE, "form": form, "actie": form.instance, "adding": bool(form.new_id), "taken_over": taken_over}
    context["suggested"] = suggested
    return render(request, "aanpak/actie_form.html", context, status=status)


@requires(Permission.EDIT)
def actie_geschiedenis(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    actie = get_object_or_404(Actie, pk=pk)
    url = reverse("aanpak:actie_edit", args=[pk])
    form = ActieForm(instance=actie, kaderversie=version_of(request.gemeente))
    return render_history(request, form, titel=actie.wat, url=url, terug="Actie aanpassen")


@require_POST
@requires(Permission.EDIT)
def actie_staat(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """How far an actie is, from its row in the list; htmx gets the cell back."""
    actie = get_object_or_404(Actie, pk=pk)
    form = StaatForm(request.POST, instance=actie)
    said = "Kies hoe ver jullie zijn."
    if form.is_valid():
        collided = save_form(form, by=request.user).conflicts
        now = form.instance.get_staat_display()
        said = (
            f"Niet opgeslagen: {form.choices[0].who or 'je'} koos intussen ‘{now}’."
            if collided
            else f"Opgeslagen: {now}."
        )
    if request.htmx:
        context = {"actie": form.instance, "staten": Actie.Staat.choices, "said": said, "wie": request.user.pk}
        return render(request, "aanpak/actie_staat.html", context)
    messages.info(request, f"‘{actie.wat}’ staat op: {form.instance.get_staat_display()}. {said}")
    return redirect(f"{reverse('aanpak:actie_list')}#actie-{pk}")


@require_POST
@requires(Permission.EDIT)
def actie_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    actie = get_object_or_404(Actie, pk=pk)
    actie.delete()
    messages.success(request, f"‘{actie.wat}’ is verwijderd.")
    return redirect("aanpak:actie_list")
