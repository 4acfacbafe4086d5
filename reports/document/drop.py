"""An adopted plan as a text for DROP, with which a gemeente announces it: see docs/openbaar.md."""

from django.template.loader import render_to_string

from reports.document.html import context
from reports.document.plan import Plan


def render_drop(plan: Plan) -> str:
    return render_to_string("reports/document/drop.html", context(plan))
