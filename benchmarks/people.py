"""The page Mensen of a gemeente with forty people and ten invitations, beside its queries alone."""

from collections.abc import Iterator
from datetime import timedelta

import benchmarks.setup  # noqa: F401  isort: skip
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.permissions import Beheerder
from benchmarks.pages import ROUNDS, Row, median_ms
from benchmarks.replay import replay_ms
from demo.people import email_of, make_gebruiker
from tenants.models import Gemeente

PAGE = "/beheer/mensen/"
PEOPLE, INVITED = 40, 10


def measure() -> Iterator[Row]:
    settings.ALLOWED_HOSTS = ["*"]
    gemeente = Gemeente.objects.get(slug="stadskanaal")
    make_gebruiker(email_of(Beheerder.naam, gemeente), "Beheerder", Beheerder.naam, gemeente=gemeente)
    people(gemeente)
    client = Client(HTTP_HOST=f"{gemeente.slug}.{settings.KOMPAS_HOST}", raise_request_exception=True)
    client.force_login(Gebruiker.objects.get(email=email_of(Beheerder.naam, gemeente)))
    with CaptureQueriesContext(connection) as queries:
        text = client.get(PAGE).text
    assert (text.count("Een collega "), text.count(">uitgenodigd")) == (PEOPLE, INVITED)
    alone = replay_ms([query["sql"] for query in queries], ROUNDS)
    yield "people_page_ms", median_ms(lambda _: client.get(PAGE)), "ms", alone


@transaction.atomic
def people(gemeente: Gemeente) -> None:
    """Safe to repeat."""
    later = timezone.now() + timedelta(days=14)
    for n in range(PEOPLE):
        values = {"naam": f"Een collega {n}"}
        gebruiker, _ = Gebruiker.objects.get_or_create(email=f"collega{n}@{gemeente.slug}.example", defaults=values)
        Toegang.objects.get_or_create(gebruiker=gebruiker, functie="lezer", gemeente=gemeente)
    for n in range(INVITED):
        values = {"functies": ["lezer"], "expires_at": later}
        Uitnodiging.objects.get_or_create(
            email=f"uitgenodigd{n}@{gemeente.slug}.example", gemeente=gemeente, defaults=values
        )
