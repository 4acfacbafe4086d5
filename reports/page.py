"""What the pages of the plan have in common."""

from django.http import Http404

from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

PLACE = {"place": "plan"}


def zelfevaluatie_or_404() -> Zelfevaluatie:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        raise Http404
    return zelfevaluatie
