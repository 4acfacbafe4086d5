import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from printing.pdf import RenderFout, render_pdf
from reports.document.html import render_document
from reports.document.look import assets
from reports.document.plan import Plan
from reports.gather.plan import gather_plan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

NOT_WRITTEN = "Kan {} niet schrijven. Bestaat de map, en mag je daar schrijven?"


class Command(BaseCommand):
    help = "Maakt het beleidsplan van een gemeente als pdf, zonder website en zonder werkproces."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("path", type=Path, help="waar de pdf komt, zoals plan.pdf")

    def handle(self, slug: str, path: Path, **options: Any) -> None:
        plan = gather(slug)
        if path.is_dir() or not os.access(path.parent, os.W_OK):  # before the seconds that printing takes
            raise CommandError(NOT_WRITTEN.format(path))
        try:
            pdf = render_pdf(render_document(plan), assets=assets(plan.huisstijl), made_at=plan.made_at)
        except RenderFout as error:
            raise CommandError(error.reason) from None
        try:
            path.write_bytes(pdf.content)
        except OSError:
            raise CommandError(NOT_WRITTEN.format(path)) from None
        self.stdout.write(f"{path}: {pdf.pages} pagina's.")


def gather(slug: str) -> Plan:
    try:
        gemeente = Gemeente.objects.get(slug=slug)
    except Gemeente.DoesNotExist:
        raise CommandError(f"Er is geen gemeente met de naam {slug}.") from None
    if gemeente.opened_at is None:
        raise CommandError(f"{gemeente.naam} is nog niet geopend. Doe dat met: manage.py open_gemeente {slug}")
    with in_gemeente(gemeente):
        zelfevaluatie = current_zelfevaluatie()
        if zelfevaluatie is None:
            raise CommandError(f"{gemeente.naam} heeft nog geen zelfevaluatie, en dus nog geen plan.")
        return gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
