"""Every kind of document, made as the worker makes it, for who wants to look for canaries in it."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace

from jobs.models import MAX_ATTEMPTS
from printing.pdf import RenderFout
from reports.document.plan import Plan
from reports.files.formats import EVERY_FORM
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand
from reports.models import Rapport
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.isolatie.joint import joint_plan
from tests.isolatie.search import text_of
from zelfevaluatie.models import Zelfevaluatie


def texts(gemeente: Gemeente, kinds: list[str]) -> Iterator[tuple[str, bytes]]:
    """The whole text of each kind, without white space."""
    with in_gemeente(gemeente):
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")
        plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        plan = replace(plan, stand=gather_stand(zelfevaluatie))
    for kind in kinds:
        yield kind, text_of(made(kind, plan))


def joint_text(gemeente: Gemeente) -> bytes:
    """Of the joint plan that it began, as a web page; the other forms are made as those of a plan."""
    with in_gemeente(gemeente):
        return text_of(made(Rapport.Formaat.HTML, joint_plan(gemeente)))


def made(kind: str, plan: Plan) -> bytes:
    """As for a job, another try when the machine was too busy."""
    form = EVERY_FORM[kind]
    for attempt in range(MAX_ATTEMPTS):
        with suppress(RenderFout) if attempt + 1 < MAX_ATTEMPTS else nullcontext():
            return form.make(plan, form.html(plan), lambda: None).content
    raise AssertionError("unreachable")


def shares(gemeenten: list[Gemeente]) -> Iterator[tuple[Gemeente, list[str]]]:
    """All kinds, dealt out over the gemeenten."""
    for number, gemeente in enumerate(gemeenten):
        yield gemeente, sorted(EVERY_FORM)[number :: len(gemeenten)]
