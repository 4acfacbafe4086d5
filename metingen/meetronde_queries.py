from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from metingen.models import Indiening, Meetronde
from tenants.context import as_organisaties


@dataclass(frozen=True)
class Response:
    """What staff may know: how many shared with them by name, out of how many were asked. The rest is unknown."""

    shared: int
    asked: int


def rounds_with_response(organisaties: Iterable[str]) -> "list[Any]":
    """All rounds, each with `shared`: how many gemeenten shared with one of these organisations. One query, as they."""
    mine = Q(indieningen__in=Indiening.objects.shared_with(*organisaties).values("pk"))
    rounds = Meetronde.objects.annotate(shared=Count("indieningen", filter=mine))
    with as_organisaties(organisaties):
        return list(rounds.order_by("-periode_van", "titel"))


def response_of(meetronde: Meetronde, organisaties: Iterable[str]) -> Response:
    found = Indiening.objects.shared_with(*organisaties).filter(meetronde=meetronde)
    with as_organisaties(organisaties):
        return Response(shared=found.count(), asked=meetronde.gemeenten().count())
