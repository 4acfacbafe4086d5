"""When a year was closed while somebody wrote: what she typed is shown, and nothing of it lands in another year."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import render

from accounts.errors import typed_fields
from accounts.http import AuthenticatedHttpRequest
from zelfevaluatie.models import Zelfevaluatie

FIELD = "zelfevaluatie"  # of which one the texts in the page are
REFUSED = "gesloten en kan niet meer veranderen"  # what the triggers say (migration 0004)
SENTENCE = (
    "Een collega heeft dit jaar intussen afgesloten. Je tekst staat nog op deze pagina en is niet opgeslagen. "
    "Kopieer haar en open de bouwsteen opnieuw."
)


class YearClosed(Exception):
    """What was to be saved belongs to a year that is closed."""


@contextmanager
def unless_closed() -> Iterator[None]:
    """Raises YearClosed when a colleague closed the year between our reading and our writing."""
    try:
        yield
    except IntegrityError as error:
        if REFUSED in str(error):
            raise YearClosed from error
        raise


def is_of_another(request: AuthenticatedHttpRequest, zelfevaluatie: Zelfevaluatie) -> bool:
    """Whether the page was made of another zelfevaluatie than the one that is open now."""
    sent = request.POST.get(FIELD, "")
    return bool(sent) and sent != str(zelfevaluatie.pk)


def closed_meanwhile(request: AuthenticatedHttpRequest) -> HttpResponse:
    """409, with the text to copy."""
    shown = [typed for typed in typed_fields(request) if typed.is_shown]
    context = {"place": "zelfevaluatie", "fields": shown}
    return render(request, "zelfevaluatie/jaar_gesloten.html", context, status=409)
