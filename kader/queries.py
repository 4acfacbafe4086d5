"""Which version of the Kader holds: for one gemeente, and for who has none of its own.

What was made with a version keeps it: a zelfevaluatie, round, plan or snapshot names its own, and is never asked here.
"""

from typing import Any

from django.db.models import QuerySet

from kader.models import KaderVersie
from tenants.models import Gemeente
from tenants.written import written


def newest_version() -> KaderVersie:
    """The newest that is published: for who begins, and for national pages without a round.

    Raises KaderVersie.DoesNotExist when nothing was loaded yet.
    """
    return KaderVersie.objects.published().latest()


@written
def used_by(gemeente: Any) -> QuerySet[KaderVersie]:
    return KaderVersie.objects.filter(kadergebruik__gemeente=gemeente)


def newer_than(kader: KaderVersie) -> KaderVersie | None:
    """The newest to which who works with this one can go."""
    return KaderVersie.objects.published().filter(versie__gt=kader.versie).order_by("versie").last()


def version_of(gemeente: Gemeente) -> KaderVersie:
    """With which version this gemeente works; one that did not begin yet will begin with the newest."""
    return next(iter(used_by(gemeente.pk)), None) or newest_version()
