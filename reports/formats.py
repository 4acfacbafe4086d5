"""The forms in which a plan leaves Kompas: what each is called, what HTML it is made of and who makes it."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from reports.archives import Header
from reports.bestuurder import render_bestuurder, render_collegevoorstel
from reports.html import context, names, render_document
from reports.models import Rapport
from reports.pandoc import render_office
from reports.pdf import BROKEN, RenderFout, render_pdf
from reports.plan import Plan

Beat = Callable[[], None]
STYLES = Path(__file__).resolve().parent.parent / "static" / "plan"
STYLE_PLACE = "<!-- stijl -->"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


@dataclass(frozen=True)
class Made:
    content: bytes
    pages: int | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Form:
    """`titel` and `kind` are words for a person; `slug` and `extension` make the name of the file."""

    titel: str
    kind: str
    slug: str
    extension: str
    mimetype: str
    html: Callable[[Plan], str]
    make: Callable[[Plan, str, Beat], Made]
    has_stand: bool = False  # whether the Plan must say how far each bouwsteen is


def make_pdf(plan: Plan, html: str, beat: Beat) -> Made:
    pdf = render_pdf(html, made_at=plan.made_at, beat=beat)
    return Made(pdf.content, pdf.pages)


def make_one_page(plan: Plan, html: str, beat: Beat) -> Made:
    made = make_pdf(plan, html, beat)
    if made.pages != 1:  # a mistake of ours: the template shortens whatever somebody wrote
        raise RenderFout(BROKEN, final=True)
    return made


def make_office(plan: Plan, html: str, beat: Beat, *, to: str, reference: str, titel: str) -> Made:
    left = f"{'Gemeente' if len(plan.gemeenten) == 1 else 'Gemeenten'} {names(plan)} · {titel}"
    header = Header(left=left, right=plan.status.capitalize())
    return Made(render_office(html, to=to, reference=reference, header=header, made_at=plan.made_at, beat=beat))


def make_text(plan: Plan, text: str, beat: Beat) -> Made:
    return Made(text.encode(errors="replace"))


def render_page(plan: Plan) -> str:
    """The plan as one file for a browser: its own styles inside, and a policy that allows nothing else."""
    style = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("plan.css", "page.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = render_to_string("reports/plan/page.html", {**context(plan), "style_digest": digest})
    return html.replace(STYLE_PLACE, f"<style>{style}</style>", 1)


def render_metadata(plan: Plan) -> str:
    return json.dumps(metadata(plan), ensure_ascii=False, indent=2) + "\n"


def metadata(plan: Plan) -> dict[str, Any]:
    """What lokaleregelgeving.overheid.nl asks of a regulation, in the words of its form, with the OWMS term beside it.

    Who adopted it and when is empty as long as nobody did.
    """
    adopted: dict[str, Any] = {
        "vastgesteld_door": "",
        "datum_vaststelling": "",
        "kenmerk": "",
        "geldig_van": "",
        "geldig_tot": "",
    }
    return {
        "citeertitel": f"Beleidsplan aanpak mensenhandel {plan.jaar}",
        "officiele_titel": f"Beleidsplan aanpak mensenhandel {plan.jaar}, {names(plan)}",
        "soort_regeling": "",  # for the gemeente to choose there; a plan is not always a beleidsregel
        "onderwerp": "",
        "taal": "nl",
        "status": plan.status,
        "gemeenten": [{"code": gemeente.code, "naam": gemeente.naam} for gemeente in plan.gemeenten],
        **adopted,
        "kader": {"titel": plan.kader.titel, "uitgever": plan.kader.uitgever, "versie": plan.kader.versie},
        "herkomst": plan.herkomst,
        "gemaakt_op": plan.made_at.isoformat(),
        "owms": {
            "dcterms:title": "officiele_titel",
            "dcterms:alternative": "citeertitel",
            "dcterms:creator": "gemeenten",
            "dcterms:language": "taal",
            "dcterms:type": "soort_regeling",
            "dcterms:subject": "onderwerp",
            "dcterms:isRatifiedBy": "vastgesteld_door",
            "dcterms:issued": "datum_vaststelling",
            "overheidrg:kenmerk": "kenmerk",
            "overheidrg:inwerkingtredingDatum": "geldig_van",
            "overheidrg:uitwerkingtredingDatum": "geldig_tot",
        },
    }


PLAN_TITEL = "Beleidsplan aanpak mensenhandel"
FORMS = {
    Rapport.Formaat.PDF.value: Form(
        "Beleidsplan", "pdf", "beleidsplan", "pdf", "application/pdf", render_document, make_pdf
    ),
    Rapport.Formaat.DOCX.value: Form(
        *("Beleidsplan", "Word", "beleidsplan", "docx", DOCX, render_document),
        partial(make_office, to="docx", reference="reference.docx", titel=PLAN_TITEL),
    ),
    Rapport.Formaat.ODT.value: Form(
        *("Beleidsplan", "ODT", "beleidsplan", "odt", ODT, render_document),
        partial(make_office, to="odt", reference="reference.odt", titel=PLAN_TITEL),
    ),
    Rapport.Formaat.HTML.value: Form(
        "Beleidsplan", "webpagina", "beleidsplan", "html", "text/html; charset=utf-8", render_page, make_text
    ),
    Rapport.Formaat.METADATA.value: Form(
        "Metadata van het plan", "json", "metadata", "json", "application/json", render_metadata, make_text
    ),
    Rapport.Formaat.BESTUURDER.value: Form(
        *("Voor de bestuurder", "pdf", "bestuurder", "pdf", "application/pdf", render_bestuurder, make_one_page),
        has_stand=True,
    ),
    Rapport.Formaat.COLLEGEVOORSTEL.value: Form(
        *("Collegevoorstel", "Word", "collegevoorstel", "docx", DOCX, render_collegevoorstel),
        partial(make_office, to="docx", reference="voorstel.docx", titel="Collegevoorstel"),
    ),
}
