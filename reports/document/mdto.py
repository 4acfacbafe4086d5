"""An adopted plan for an e-depot: metadata by MDTO (XML 1.0.1 of the Nationaal Archief) beside its PDF/A.

Two files, as MDTO asks: one about the plan, one about the file that it is kept in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from printing.archives import UNPRINTABLE
from reports.document.plan import Plan

SOURCE = "Kompas"
PDF_A = {"label": "Acrobat PDF/A - Portable Document Format 2a", "code": "fmt/476"}  # in PRONOM


@dataclass(frozen=True)
class Kept:
    """How long, by whose list; `years` is None for what is kept for good."""

    years: int | None
    selectielijst: str
    categorie: str

    @property
    def label(self) -> str:
        return "Blijvend te bewaren" if self.years is None else "Tijdelijk te bewaren"

    @property
    def code(self) -> str:
        return "B" if self.years is None else "V"


@dataclass(frozen=True)
class Archived:
    """The version and its PDF, as the archive has to know them. `url` is where everybody can read it, or empty."""

    pk: str
    kept_at: datetime
    adopted_at: datetime
    file_pk: str
    file_naam: str
    size: int
    sha256: str
    made_at: datetime
    url: str = ""
    file_url: str = ""
    is_invented: bool = False  # then no list of the government knows its gemeente

    @property
    def stem(self) -> str:
        return self.file_naam.removesuffix(".pdf")


def mdto_files(plan: Plan, archived: Archived, kept: Kept) -> dict[str, bytes]:
    """By name, to stand beside the PDF."""
    context: dict[str, Any] = {
        "plan": plan,
        "archived": archived,
        "kept": kept,
        "titel": plan.citeertitel or plan.volledig,
        "source": SOURCE,
        "format": PDF_A,
    }
    return {
        f"{archived.stem}.mdto.xml": xml("reports/archief/informatieobject.xml", context),
        f"{archived.file_naam}.bestand.mdto.xml": xml("reports/archief/bestand.xml", context),
    }


def xml(template: str, context: dict[str, Any]) -> bytes:
    """Escaped by the template, without what XML cannot hold."""
    return UNPRINTABLE.sub("", render_to_string(template, context)).encode()
