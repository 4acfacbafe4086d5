from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from berichten.actions import resend_bericht
from berichten.models import Bericht
from berichten.queries import outstanding

SHOWN = 100


@requires(Permission.MANAGE)
def bericht_list(request: GemeenteHttpRequest) -> HttpResponse:
    """Whom of this gemeente Kompas cannot reach, why, and what to do."""
    return render(request, "berichten/bericht_list.html", newest(outstanding()))


@require_POST
@requires(Permission.MANAGE)
def bericht_resend(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    resend(request, pk)
    return redirect("berichten:bericht_list")


def newest(rows: models.QuerySet[Bericht]) -> dict[str, Any]:
    return {"berichten": list(rows[:SHOWN]), "count": rows.count()}


def resend(request: HttpRequest, pk: UUID) -> None:
    if resend_bericht(bericht=get_object_or_404(Bericht.objects.with_result(), pk=pk)):
        messages.success(request, "De mail wordt opnieuw verstuurd.")
    else:
        messages.warning(request, "Deze mail kan niet opnieuw worden verstuurd. Er is niets veranderd.")
