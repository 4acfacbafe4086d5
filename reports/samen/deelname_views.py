"""What a gemeente does with its own part in a joint plan: share its plan, refuse, take back, tell what it decided."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document import html
from reports.gather.besluiten import BESLUITEN
from reports.gather.version import vaststellingen_of
from reports.page import PLACE
from reports.samen.actions import share_plan
from reports.samen.forms import AnswerForm, ShareForm
from reports.samen.queries import Joint, Sharing, adopted_joint, joint_or_404, sharing_of
from samenwerking import actions
from samenwerking.actions import DeelnameFout, DeelnameVerouderd
from samenwerking.queries import deelname_or_404
from zelfevaluatie.queries import current_zelfevaluatie


@requires(Permission.EDIT)
def deelname_share(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """First exactly what will be shared, and with whom; it is shared only if that is still what the page showed."""
    joint, zelfevaluatie = joint_or_404(pk, request.gemeente), current_zelfevaluatie()
    if zelfevaluatie is None:
        messages.error(request, "Er is nog geen plan om te delen. Begin met de zelfevaluatie.")
        return redirect("reports:joint_detail", pk)
    sharing = sharing_of(joint.mine, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
    if request.method != "POST":
        return render_share(request, joint, sharing)
    form = ShareForm(request.POST)
    try:
        if not form.is_valid() or form.cleaned_data["mark"] != sharing.mark:
            raise DeelnameVerouderd("Jullie plan is net veranderd. Hieronder staat hoe het nu is.")
        share_plan(deelname=joint.mine, version=form.cleaned_data["version"], sharing=sharing, by=request.user)
    except DeelnameFout as fout:
        return render_share(request, joint_or_404(pk, request.gemeente), sharing, fout=str(fout))
    messages.success(request, "Jullie plan is gedeeld. De andere gemeenten kunnen het nu lezen.")
    return redirect("reports:joint_detail", pk)


def render_share(request: GemeenteHttpRequest, joint: Joint, sharing: Sharing, fout: str = "") -> HttpResponse:
    context = {**PLACE, **html.context(sharing.plan), "joint": joint, "sharing": sharing, "fout": fout}
    return render(request, "reports/samen/deelname_share.html", context, status=409 if fout else 200)


@require_POST
@requires(Permission.EDIT)
def deelname_decline(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    def decline(version: int) -> None:
        actions.decline(deelname=deelname_or_404(pk, request.gemeente), version=version)

    return answer(request, pk, decline, "Jullie doen niet mee aan dit gezamenlijke plan.")


@require_POST
@requires(Permission.EDIT)
def deelname_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    def withdraw(version: int) -> None:
        deelname = deelname_or_404(pk, request.gemeente)
        adopted = adopted_joint(deelname.gezamenlijk_plan) is not None
        actions.withdraw(deelname=deelname, version=version, adopted=adopted)

    return answer(request, pk, withdraw, "Jullie plan is teruggetrokken. De andere gemeenten zien het niet meer.")


@require_POST
@requires(Permission.EDIT)
def deelname_besluit(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    def tell(version: int) -> None:
        deelname = deelname_or_404(pk, request.gemeente)
        versie = adopted_joint(deelname.gezamenlijk_plan)
        if versie is None:
            raise DeelnameFout("Jullie hebben dit plan nog niet vastgesteld.")
        besluiten = BESLUITEN.dump_python(vaststellingen_of(versie), mode="json")
        actions.share_besluiten(deelname=deelname, version=version, besluiten=besluiten, sha256=versie.sha256)

    return answer(request, pk, tell, "De andere gemeenten zien nu wat jullie hebben besloten.")


def answer(request: GemeenteHttpRequest, pk: UUID, act: Callable[[int], None], said: str) -> HttpResponse:
    """Do it on top of the version that the page showed, and say what happened."""
    form = AnswerForm(request.POST)
    try:
        if not form.is_valid():
            raise DeelnameFout("Deze knop was verouderd. Kijk wat er nu staat en probeer het nog eens.")
        act(form.cleaned_data["version"])
    except DeelnameFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, said)
    return redirect("reports:joint_detail", pk)
