"""The forms in which a plan leaves Kompas: what each is called, what HTML it is made of and who makes it."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from printing.archives import Header
from printing.hyphens import hyphenated
from printing.pandoc import render_office
from printing.pdf import BROKEN, RenderFout, render_pdf
from printing.plain_word import in_styles_of_word
from reports.document import wijzigingsblad
from reports.document.bestuurder import render_bestuurder, render_collegevoorstel
from reports.document.drop import render_drop
from reports.document.evaluatie import render_evaluatie, render_raadsbrief, render_voortgang
from reports.document.html import context, names, render_document, render_office_document
from reports.document.look import accent_css, accent_of, assets, logo_asset, logo_data
from reports.document.metadata import render_metadata
from reports.document.plan import Plan
from reports.document.uitvoeringsplan import render_uitvoeringsplan, titel_of
from reports.models import Planversie, Rapport
from saving.signs import readable

Beat = Callable[[], None]
STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "plan"
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

    @property
    def columns(self) -> dict[str, Any]:
        """Of a Rapport."""
        return {"content": self.content, "sha256": self.sha256, "pages": self.pages}


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
    # Whether it says how things are on the day it is asked for. All else of an adopted version is made once, for good.
    of_today: bool = False
    of_year: bool = False  # about the acties of one year to come, so never of a version
    of_adoption: bool = False  # what is done with a plan once it was adopted, so never of a concept
    names_address: bool = False  # goes along when the gemeente makes an adopted version public, and says where
    of_changes: bool = False  # about what changes in an adopted version, and asked for where those are chosen


def make_pdf(plan: Plan, html: str, beat: Beat, *, spare: bool = False) -> Made:
    pdf = render_pdf(html, assets=assets(plan.huisstijl), made_at=plan.made_at, beat=beat, spare=spare)
    return Made(pdf.content, pdf.pages)


def make_one_page(plan: Plan, html: str, beat: Beat) -> Made:
    made = make_pdf(plan, html, beat)
    if made.pages != 1:  # a mistake of ours: the template shortens whatever somebody wrote
        raise RenderFout(BROKEN, final=True)
    return made


def make_office(plan: Plan, html: str, beat: Beat, *, to: str, reference: str, titel: str = "") -> Made:
    """`titel` stands above each page; without one it is the plan itself."""
    right = plan.status_label.capitalize()
    return office(plan, html, beat, to=to, reference=reference, titel=titel or plan.naam, right=right)


def make_changes(plan: Plan, html: str, beat: Beat, *, to: str, reference: str) -> Made:
    right = f"Van {date_format(timezone.localdate(plan.made_at), 'j F Y')}"
    return office(plan, html, beat, to=to, reference=reference, titel=wijzigingsblad.TITEL, right=right)


def make_year(plan: Plan, html: str, beat: Beat, *, to: str, reference: str) -> Made:
    right = f"Stand van {date_format(timezone.localdate(plan.made_at), 'j F Y')}"
    return office(plan, html, beat, to=to, reference=reference, titel=titel_of(plan), right=right)


def make_drop(plan: Plan, html: str, beat: Beat) -> Made:
    """Without a line above each page: DROP makes its own."""
    made = office(plan, html, beat, to="docx", reference="drop.docx", titel="", right="")
    return Made(in_styles_of_word(made.content))


def make_evaluatie(plan: Plan, html: str, beat: Beat, *, to: str, titel: str) -> Made:
    right = f"Stand van {date_format(plan.stand_op or timezone.localdate(plan.made_at), 'j F Y')}"
    reference = "voorstel.docx" if to == "docx" else "reference.odt"
    jaar = plan.evaluatie.jaar if plan.evaluatie else plan.jaar
    return office(plan, html, beat, to=to, reference=reference, titel=f"{titel} {jaar}", right=right)


def office(plan: Plan, html: str, beat: Beat, *, to: str, reference: str, titel: str, right: str) -> Made:
    left = f"{'Gemeente' if len(plan.gemeenten) == 1 else 'Gemeenten'} {names(plan)} · {titel}"
    header = Header(left=left, right=right)
    look = plan.huisstijl
    html = html.replace(f'src="{logo_asset(look)}"', f'src="{logo_data(look)}"', 1)
    render = partial(render_office, html, to=to, reference=reference, header=header, accent=accent_of(look))
    return Made(render(made_at=plan.made_at, beat=beat))


def make_text(plan: Plan, text: str, beat: Beat) -> Made:
    return Made(text.encode(errors="replace"))


def render_page(plan: Plan) -> str:
    """The plan as one file for a browser: its own styles inside, and a policy that allows nothing else."""
    style = "".join((STYLES / name).read_text(encoding="utf-8") for name in ("plan.css", "page.css"))
    if accent := accent_of(plan.huisstijl):
        style += accent_css(accent)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    extra = {"style_digest": digest, "logo_src": logo_data(plan.huisstijl)}
    html = hyphenated(readable(render_to_string("reports/document/page.html", {**context(plan), **extra})))
    return html.replace(STYLE_PLACE, f"<style>{style}</style>", 1)


PLAN_SLUG, VOORSTEL = "beleidsplan", "Collegevoorstel"
FORMS = {
    Rapport.Formaat.PDF.value: Form(
        *("Beleidsplan", "pdf", PLAN_SLUG, "pdf", "application/pdf", render_document, make_pdf),
        names_address=True,
    ),
    Rapport.Formaat.DOCX.value: Form(
        *("Beleidsplan", "Word", PLAN_SLUG, "docx", DOCX, render_office_document),
        partial(make_office, to="docx", reference="reference.docx"),
    ),
    Rapport.Formaat.ODT.value: Form(
        *("Beleidsplan", "ODT", PLAN_SLUG, "odt", ODT, render_office_document),
        partial(make_office, to="odt", reference="reference.odt"),
        names_address=True,
    ),
    Rapport.Formaat.HTML.value: Form(
        *("Beleidsplan", "webpagina", PLAN_SLUG, "html", "text/html; charset=utf-8", render_page, make_text),
        names_address=True,
    ),
    Rapport.Formaat.METADATA.value: Form(
        *("Metadata van het plan", "json", "metadata", "json", "application/json", render_metadata, make_text),
        of_today=True,
    ),
    Rapport.Formaat.BESTUURDER.value: Form(
        *("Voor de bestuurder", "pdf", "bestuurder", "pdf", "application/pdf", render_bestuurder, make_one_page),
        has_stand=True,
        of_today=True,
    ),
    Rapport.Formaat.DROP.value: Form(
        *("Beleidsplan voor DROP", "Word", f"{PLAN_SLUG}-drop", "docx", DOCX, render_drop, make_drop),
        of_adoption=True,
    ),
    Rapport.Formaat.COLLEGEVOORSTEL.value: Form(
        *(VOORSTEL, "Word", "collegevoorstel", "docx", DOCX, render_collegevoorstel),
        partial(make_office, to="docx", reference="voorstel.docx", titel=VOORSTEL),
        of_today=True,
    ),
    Rapport.Formaat.COLLEGEVOORSTEL_PDF.value: Form(
        *(VOORSTEL, "pdf", "collegevoorstel", "pdf", "application/pdf", render_collegevoorstel, make_pdf),
        of_today=True,
    ),
    Rapport.Formaat.COLLEGEVOORSTEL_ODT.value: Form(
        *(VOORSTEL, "ODT", "collegevoorstel", "odt", ODT, render_collegevoorstel),
        partial(make_office, to="odt", reference="reference.odt", titel=VOORSTEL),
        of_today=True,
    ),
    Rapport.Formaat.UITVOERINGSPLAN.value: Form(
        *("Uitvoeringsplan", "pdf", "uitvoeringsplan", "pdf", "application/pdf", render_uitvoeringsplan, make_pdf),
        of_year=True,
    ),
    Rapport.Formaat.UITVOERINGSPLAN_DOCX.value: Form(
        *("Uitvoeringsplan", "Word", "uitvoeringsplan", "docx", DOCX, render_uitvoeringsplan),
        partial(make_year, to="docx", reference="voorstel.docx"),
        of_year=True,
    ),
    Rapport.Formaat.UITVOERINGSPLAN_ODT.value: Form(
        *("Uitvoeringsplan", "ODT", "uitvoeringsplan", "odt", ODT, render_uitvoeringsplan),
        partial(make_year, to="odt", reference="reference.odt"),
        of_year=True,
    ),
    Rapport.Formaat.WIJZIGINGSBLAD.value: Form(
        *(wijzigingsblad.TITEL, "pdf", "wijzigingsblad", "pdf", "application/pdf"),
        *(wijzigingsblad.render_wijzigingsblad, make_pdf),
        of_changes=True,
    ),
    Rapport.Formaat.WIJZIGINGSBLAD_DOCX.value: Form(
        *(wijzigingsblad.TITEL, "Word", "wijzigingsblad", "docx", DOCX, wijzigingsblad.render_wijzigingsblad),
        partial(make_changes, to="docx", reference="voorstel.docx"),
        of_changes=True,
    ),
    Rapport.Formaat.WIJZIGINGSBLAD_ODT.value: Form(
        *(wijzigingsblad.TITEL, "ODT", "wijzigingsblad", "odt", ODT, wijzigingsblad.render_wijzigingsblad),
        partial(make_changes, to="odt", reference="reference.odt"),
        of_changes=True,
    ),
}
EVALUATIE, RAADSBRIEF = "Evaluatie", "Raadsinformatiebrief"
# Of a year of an adopted plan, so never of a plan as it stands; see reports/versions/evaluatie/.
EVALUATIONS = {
    Rapport.Formaat.VOORTGANG_PDF.value: Form(
        "Voortgang", "pdf", "voortgang", "pdf", "application/pdf", render_voortgang, make_one_page
    ),
} | {
    f"{code}_{to}": Form(titel, kind, titel.lower(), to, mimetype, render, make)
    for code, titel, render in (
        ("evaluatie", EVALUATIE, render_evaluatie),
        ("raadsbrief", RAADSBRIEF, render_raadsbrief),
    )
    for to, kind, mimetype, make in (
        ("pdf", "pdf", "application/pdf", make_pdf),
        ("docx", "Word", DOCX, partial(make_evaluatie, to="docx", titel=titel)),
        ("odt", "ODT", ODT, partial(make_evaluatie, to="odt", titel=titel)),
    )
}
EVERY_FORM = FORMS | EVALUATIONS
OF_A_VERSION = {formaat: form for formaat, form in FORMS.items() if not (form.of_year or form.of_changes)}


def forms_of(versie: Planversie) -> dict[str, Form]:
    """Those a version can have, by formaat. The stand is that of one gemeente, so a joint plan has no form with it."""
    joint, adopted = versie.gezamenlijk_plan_id is not None, versie.vastgesteld_at is not None
    return {
        formaat: form
        for formaat, form in OF_A_VERSION.items()
        if not (joint and form.has_stand) and (adopted or not form.of_adoption)
    }
