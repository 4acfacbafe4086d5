"""A plan of several gemeenten: begin it, invite, read it, and keep its text to decide on; see also deelname_views."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document import html
from reports.files.queries import joint_rapporten
from reports.files.subjects import OfJointPlan
from reports.files.views import ask
from reports.models import Rapport
from reports.page import PLACE, zelfevaluatie_or_404
from reports.samen.queries import adopted_joint, joint_or_404, sharing_of
from reports.versions.actions import OvergangFout, save_version
from reports.versions.forms import PlanversieForm
from reports.versions.queries import joint_versions
from samenwerking import actions as samenwerking
from samenwerking.actions import DeelnameFout
from samenwerking.forms import GezamenlijkPlanForm, UitnodigenForm
from samenwerking.models import GezamenlijkPlan
from samenwerking.queries import deelname_or_404, deelnames_of, may_be_invited
from zelfevaluatie.queries import current_zelfevaluatie

# Of a joint plan; the other forms are about one gemeente.
FORMATEN = (Rapport.Formaat.PDF, Rapport.Formaat.DOCX, Rapport.Formaat.ODT, Rapport.Formaat.HTML)


@requires(Permission.READ)
def joint_list(request: GemeenteHttpRequest) -> HttpResponse:
    context = {"deelnames": deelnames_of(request.gemeente), "can_edit": Permission.EDIT in request.permissions}
    return render(request, "reports/samen/joint_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def joint_add(request: GemeenteHttpRequest) -> HttpResponse:
    form = GezamenlijkPlanForm(
        request.POST or None,
        gemeenten=may_be_invited(request.gemeente),
        initial={"jaar": timezone.localdate().year + 1},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "reports/samen/joint_form.html", {**PLACE, "form": form}, status=status)
    names = {name: form.cleaned_data[name] for name in ("naam", "jaar")}
    gezamenlijk_plan = samenwerking.start_plan(
        gemeente=request.gemeente, others=form.chosen, pk=form.cleaned_data["id"], **names
    )
    messages.success(request, f"‘{gezamenlijk_plan}’ is begonnen. De uitnodiging staat klaar bij de andere gemeenten.")
    return redirect("reports:joint_detail", gezamenlijk_plan.pk)


@requires(Permission.READ)
def joint_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    joint = joint_or_404(pk, request.gemeente)
    zelfevaluatie = current_zelfevaluatie()
    sharing = zelfevaluatie and sharing_of(joint.mine, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
    context = {
        "joint": joint,
        "sharing": sharing,
        "adopted": adopted_joint(joint.gezamenlijk_plan),
        "versies": joint_versions(joint.gezamenlijk_plan),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/samen/joint_detail.html", {**PLACE, **context})


@requires(Permission.EDIT)
def joint_invite(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    gezamenlijk_plan = of_ours_or_404(request, pk)
    form = UitnodigenForm(request.POST or None, gemeenten=may_be_invited(request.gemeente, gezamenlijk_plan))
    if request.method == "POST" and form.is_valid():
        try:
            samenwerking.invite(gezamenlijk_plan=gezamenlijk_plan, gemeenten=form.chosen)
        except DeelnameFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "De uitnodiging staat klaar bij de gemeenten die je koos.")
            return redirect("reports:joint_detail", pk)
    context = {**PLACE, "form": form, "gezamenlijk_plan": gezamenlijk_plan}
    return render(request, "reports/samen/joint_invite.html", context, status=422 if form.errors else 200)


def of_ours_or_404(request: GemeenteHttpRequest, pk: UUID) -> GezamenlijkPlan:
    """One that this gemeente began; for any other it is as if it were not there."""
    gezamenlijk_plan = deelname_or_404(pk, request.gemeente).gezamenlijk_plan
    if gezamenlijk_plan.initiatiefnemer_id != request.gemeente.pk:
        raise Http404
    return gezamenlijk_plan


@require_POST
@requires(Permission.EDIT)
def joint_close(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    said = "Het gezamenlijke plan is gesloten. Niemand kan de tekst nu nog veranderen."
    return change_staat(request, of_ours_or_404(request, pk), GezamenlijkPlan.Staat.GESLOTEN, said)


@require_POST
@requires(Permission.EDIT)
def joint_open(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    said = "Het gezamenlijke plan is weer open. Elke gemeente kan haar plan opnieuw delen."
    return change_staat(request, of_ours_or_404(request, pk), GezamenlijkPlan.Staat.OPEN, said)


def change_staat(
    request: GemeenteHttpRequest, gezamenlijk_plan: GezamenlijkPlan, staat: GezamenlijkPlan.Staat, said: str
) -> HttpResponse:
    samenwerking.change_staat(gezamenlijk_plan=gezamenlijk_plan, staat=staat)
    messages.success(request, said)
    return redirect("reports:joint_detail", gezamenlijk_plan.pk)


@requires(Permission.READ)
def joint_text(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    joint = joint_or_404(pk, request.gemeente)
    context = {
        **html.context(joint.text.plan),
        "joint": joint,
        "rapporten": joint_rapporten(joint.gezamenlijk_plan),
        "can_edit": Permission.EDIT in request.permissions and current_zelfevaluatie() is not None,
    }
    return render(request, "reports/samen/joint_text.html", {**PLACE, **context})


@require_POST
@requires(Permission.EDIT)
def joint_rapport(request: GemeenteHttpRequest, pk: UUID, formaat: str) -> HttpResponse:
    if formaat not in FORMATEN:
        raise Http404
    joint, zelfevaluatie = joint_or_404(pk, request.gemeente), zelfevaluatie_or_404()
    return ask(request, zelfevaluatie=zelfevaluatie, formaat=formaat, about=OfJointPlan(joint.text))


@requires(Permission.EDIT)
def joint_keep(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """From here on it is a version of this gemeente, which it offers and adopts as any other."""
    joint, zelfevaluatie = joint_or_404(pk, request.gemeente), zelfevaluatie_or_404()
    text = joint.text
    form = PlanversieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep = partial(save_version, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente, joint=text)
        try:
            versie = keep(by=request.user, **form.values)
        except OvergangFout as fout:
            form.add_error("naam", str(fout))
        else:
            messages.success(request, f"‘{versie.naam}’ is bewaard en verandert niet meer.")
            return redirect("reports:version_detail", versie.pk)
    context = {**PLACE, "form": form, "joint": joint}
    return render(request, "reports/samen/joint_keep.html", context, status=422 if form.errors else 200)
