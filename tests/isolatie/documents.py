"""Every kind of document, made as the worker makes it, for who wants to look for canaries in it."""

from collections.abc import Iterator
from dataclasses import replace

from reports.formats import FORMS
from reports.gather import gather_plan
from reports.stand import gather_stand
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.isolatie.search import text_of
from zelfevaluatie.models import Zelfevaluatie


def texts(gemeente: Gemeente, kinds: list[str]) -> Iterator[tuple[str, bytes]]:
    """The whole text of each kind, without white space."""
    with in_gemeente(gemeente):
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get()
        plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        plan = replace(plan, stand=gather_stand(zelfevaluatie))
    for kind in kinds:
        form = FORMS[kind]
        yield kind, text_of(form.make(plan, form.html(plan), lambda: None).content)


def shares(gemeenten: list[Gemeente]) -> Iterator[tuple[Gemeente, list[str]]]:
    """All kinds, dealt out over the gemeenten."""
    for number, gemeente in enumerate(gemeenten):
        yield gemeente, sorted(FORMS)[number :: len(gemeenten)]
