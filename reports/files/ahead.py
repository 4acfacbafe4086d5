"""The PDF of the plan as it is now, made before anybody asks for it: when a reader of the plan page seems done with it.

Nothing is promised. It is made when the machine has little to do and nobody waits for anything, and dropped as soon as
somebody does; so it is no Job, and nobody hears of it when it fails. Who asks finds it by its hash (actions.py).
"""

import logging
import os
import uuid
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from redis.exceptions import RedisError

from jobs.actions import hint_spare
from jobs.models import Job, JobQuerySet
from printing.limits import RENDER_SECONDS
from printing.pdf import RenderFout
from reports.document.plan import Plan
from reports.files.formats import FORMS, make_pdf
from reports.files.made_of import made_of
from reports.files.subjects import PlanNow
from reports.models import Beleidsplan, Rapport
from tenants.context import in_gemeente
from tenants.locks import hold
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

logger = logging.getLogger(__name__)
AHEAD_TASK = "reports.tasks.make_ahead"
PDF = Rapport.Formaat.PDF
NOW = PlanNow()
RECENT = timedelta(minutes=5)  # a job that waits longer waits for something else than a worker
PAUSE = 10  # seconds between two hints of one gemeente


class GivesWay(Exception):
    """Somebody asks for something."""


def hint_ahead(*, gemeente: Gemeente) -> None:
    """As the gemeente. However often a page says so: to see that nothing changed, a worker gathers the whole plan."""
    if settings.AHEAD_LOAD and is_first_in_a_while():
        hint_spare(task=AHEAD_TASK, gemeente=gemeente)


def is_first_in_a_while() -> bool:
    try:
        return bool(caches["gemeente"].add("vooraf", 1, timeout=PAUSE))
    except RedisError:  # that is the broker too, so there is nobody to tell
        return False


def make_ahead(*, gemeente: Gemeente) -> None:
    """The work of the task; starts on public, and does nothing where there is nothing to do."""
    if is_under_load() or asked_for().exists():
        return
    with in_gemeente(gemeente):
        rapport = begin(gemeente)
    if rapport is None:
        return
    plan = Plan.from_json(rapport.plan)
    try:
        made = make_pdf(plan, FORMS[PDF].html(plan), partial(give_way, rapport), spare=True)
    except (GivesWay, RenderFout) as error:
        logger.info("Een pdf die niemand vroeg, is niet gemaakt: %s", type(error).__name__)
        made = None
    with in_gemeente(gemeente):
        mine = Rapport.objects.filter(pk=rapport.pk, finished_at=None)  # wiped, or made by who was asked: then no more
        if made is None:
            mine.unasked().delete()
        else:
            mine.update(**made.columns, finished_at=timezone.now())


def is_under_load() -> bool:
    return os.getloadavg()[0] / (os.cpu_count() or 1) >= settings.AHEAD_LOAD


def asked_for() -> JobQuerySet:
    return Job.objects.unfinished().filter(created_at__gt=timezone.now() - RECENT)


def give_way(rapport: Rapport) -> None:
    """Not to who asked for just this."""
    if asked_for().filter(state=Job.State.WAITING).exclude(pk=rapport.pk).exists():
        raise GivesWay


@transaction.atomic
def begin(gemeente: Gemeente) -> Rapport | None:
    """Where it will be, in the place of what was made ahead before; None when it is there, or being made.

    The text of the plan stands in the row before the work begins: what is wiped meanwhile takes the row with it.
    """
    hold(f"indiening {gemeente.pk}", shared=True)  # a wipe has been, or comes after us; see wissing/wiping.py
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        return None
    Beleidsplan.objects.get_or_create(zelfevaluatie=zelfevaluatie)
    beleidsplan = Beleidsplan.objects.select_for_update().get(zelfevaluatie=zelfevaluatie)
    plan = NOW.plan(FORMS[PDF], zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    sha256 = made_of(FORMS[PDF], plan)
    mine = beleidsplan.rapporten.filter(formaat=PDF, **NOW.links())
    busy = Q(requested_at__gt=timezone.now() - timedelta(seconds=RENDER_SECONDS))
    if mine.filter(~Q(finished_at=None) | busy, made_of_sha256=sha256).exists():
        return None
    mine.unasked().delete()
    return Rapport.objects.create(
        pk=uuid.uuid4(), beleidsplan=beleidsplan, plan=plan.to_json(), made_of_sha256=sha256, **NOW.links()
    )
