"""What the beheerders of gemeenten do: the one makes ready, the other takes in. Each as her own gemeente."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from herindeling.forms import MeegaanForm
from herindeling.handover import OverdrachtFout, choose_people, hand_over
from herindeling.models import Meegaan, Overdracht
from herindeling.queries import Stand, in_words, stands_after, stands_before
from herindeling.takeover import take_over
from tenants.models import Opvolging


@requires(Permission.MANAGE)
def opvolging_detail(request: GemeenteHttpRequest) -> HttpResponse:
    return render_detail(request)


def render_detail(request: GemeenteHttpRequest, fout: str = "") -> HttpResponse:
    after = [(stand, form_of(stand)) for stand in stands_after(request.gemeente)]
    context = {"after": after, "before": stands_before(request.gemeente), "fout": fout}
    return render(request, "herindeling/opvolging_detail.html", context, status=409 if fout else 200)


def form_of(stand: Stand) -> MeegaanForm:
    """Ticked is who was chosen; before anybody was, everybody."""
    chosen = list(Meegaan.objects.filter(opvolging=stand.opvolging).values_list("gebruiker_id", flat=True))
    everybody = list(Collega.objects.values_list("pk", flat=True))
    return MeegaanForm(
        auto_id=f"{stand.opvolging.pk}_%s", initial={"mensen": chosen if stand.overdracht else everybody}
    )


@require_POST
@requires(Permission.MANAGE)
def opvolging_ready(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """The predecessor makes ready what goes over, and says who go along."""
    opvolging = get_object_or_404(Opvolging, pk=pk, predecessor=request.gemeente)
    form = MeegaanForm(request.POST)
    if not form.is_valid():
        return render_detail(request, "Kies mensen uit de lijst.")
    chosen = [person.pk for person in form.cleaned_data["mensen"]]
    try:
        overdracht = hand_over(opvolging=opvolging, gemeente=request.gemeente, by=request.user.pk)
        count = choose_people(opvolging=opvolging, gemeente=request.gemeente, chosen=chosen, by=request.user.pk)
    except OverdrachtFout as error:
        return render_detail(request, str(error))
    told = f"Klaargezet voor {opvolging.successor.naam}: {in_words(overdracht.counts)}. {going(count)}"
    messages.success(request, told)
    return redirect("herindeling:opvolging_detail")


@require_POST
@requires(Permission.MANAGE)
def overdracht_take(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """The successor takes in what was made ready for her."""
    rows = Overdracht.objects.select_related("opvolging__predecessor")
    opvolging = get_object_or_404(rows, pk=pk, successor=request.gemeente).opvolging
    try:
        taken = take_over(opvolging=opvolging, gemeente=request.gemeente, by=request.user)
    except OverdrachtFout as error:
        return render_detail(request, str(error))
    messages.success(request, f"Overgenomen van {opvolging.predecessor.naam}: {in_words(taken)}.")
    return redirect("herindeling:opvolging_detail")


def going(count: int) -> str:
    return "Er gaat één collega mee." if count == 1 else f"Er gaan {count} collega’s mee."
