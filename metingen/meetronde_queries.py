from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from metingen.models import Indiening, Meetronde


@dataclass(frozen=True)
class Response:
    """What staff may know: how many shared with them by name, out of how many were asked. The rest is unknown."""

    shared: int
    asked: int


def rounds_with_response(organisaties: Iterable[str]) -> "QuerySet[Any]":
    """All rounds, each with `shared`: how many gemeenten shared with one of these organisations. One query."""
    current = Q(indieningen__staat=Indiening.Staat.GELDIG, indieningen__organisaties__overlap=list(organisaties))
    return Meetronde.objects.annotate(shared=Count("indieningen", filter=current)).order_by("-periode_van", "titel")


def response_of(meetronde: Meetronde, organisaties: Iterable[str]) -> Response:
    found = Indiening.objects.current().filter(meetronde=meetronde, organisaties__overlap=list(organisaties))
    return Response(shared=found.count(), asked=meetronde.gemeenten().count())
