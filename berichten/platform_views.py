from datetime import timedelta
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from berichten.models import Bericht
from berichten.queries import outstanding
from berichten.views import newest, resend

LONG = timedelta(minutes=15)  # with a mail server that works, nothing waits so long


@requires_landelijk(Permission.PLATFORM)
def platform_bericht_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """How the mail goes, and what did not arrive anywhere; never what a mail said."""
    counted = dict(Bericht.objects.order_by().values_list("staat").annotate(Count("pk")))
    context = {
        "place": "platform",
        "list_url": reverse("beheer:platform_detail"),
        "stand": [
            ("wacht al een kwartier", Bericht.objects.under_way().filter(queued_at__lt=Now() - LONG).count()),
            *((staat.label, counted.get(staat, 0)) for staat in Bericht.Staat),
        ],
        **newest(outstanding().select_related("gemeente")),
    }
    return render(request, "berichten/platform_bericht_list.html", context)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_bericht_resend(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    resend(request, pk)
    return redirect("platform_bericht_list")
