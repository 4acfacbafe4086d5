"""Taking a paragraph over: into the sentence of an answer, a new actie, or a passage. On top of what is there, seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

import tenants.models
from aanpak.models import AanpakRevision, Actie
from accounts.models import Gebruiker
from kader.kept import inhoud_of
from kader.models import AanvullendeVraag, Bouwsteen
from reports.gather.keuzes import keuzes_of
from reports.gather.layers import layers
from reports.passages.forms import PassageForm
from reports.passages.oudplan.actions import decide
from reports.passages.oudplan.forms import AanvullendeZinForm, NieuweActieForm, ZinForm
from reports.passages.oudplan.matching import BOUWSTEEN, Place
from reports.passages.oudplan.models import Alinea
from saving.forms import VersionedForm, save_form
from saving.rows import create_row
from zelfevaluatie.closed import unless_closed
from zelfevaluatie.models import PLAN_ZIN_MAX, Zelfevaluatie
from zelfevaluatie.queries import aanvullend_for, antwoord_for

ACTIE_WAT_MAX = 500
AMBITIE = re.compile(r"ambitie_(\d)")
BIJLAGE = re.compile(r"bijlage_(\d)\.")
OFF = "Deze bijlage staat nu uit. Je tekst wordt wel bewaard. Zet de bijlage aan bij de keuzes voor het plan."


@dataclass(frozen=True)
class Target:
    """Where a paragraph goes. `now`: what stands there, as people read it."""

    alinea: Alinea
    place: Place
    als: str
    form: Any
    now: str
    is_free: bool  # nothing stands there that somebody should see first, and the paragraph fits
    note: str = ""
    made: Actie | None = None  # what the paragraph is already: it becomes one actie, however often it is taken over


def target_of(
    alinea: Alinea,
    place: Place,
    als: str,
    *,
    zelfevaluatie: Zelfevaluatie,
    gemeente: tenants.models.Gemeente,
    data: Mapping[str, Any] | None = None,
) -> Target:
    """Raises Http404 when the place is not there."""
    if als == Alinea.Als.PASSAGE:
        return to_passage(alinea, place, zelfevaluatie=zelfevaluatie, gemeente=gemeente, data=data)
    if als == Alinea.Als.ACTIE:
        return to_actie(alinea, place, zelfevaluatie=zelfevaluatie, data=data)
    return to_zin(alinea, place, data=data)


def to_zin(alinea: Alinea, place: Place, *, data: Mapping[str, Any] | None) -> Target:
    is_bouwsteen = place.soort == BOUWSTEEN
    antwoord: Any = antwoord_for(place.code) if is_bouwsteen else aanvullend_for(place.code)
    kind = ZinForm if is_bouwsteen else AanvullendeZinForm
    now = antwoord.plan_zin
    noted = f"Zin {alinea.herkomst}."
    initial = {
        "plan_zin": behind(now, alinea.tekst),
        "toelichting": antwoord.toelichting if noted in antwoord.toelichting else behind(antwoord.toelichting, noted),
    }
    form = kind(data, instance=antwoord, initial=initial)
    is_free = not now.strip() and len(alinea.tekst) <= PLAN_ZIN_MAX
    return Target(alinea, place, Alinea.Als.ZIN, form, now, is_free)


def to_actie(alinea: Alinea, place: Place, *, zelfevaluatie: Zelfevaluatie, data: Mapping[str, Any] | None) -> Target:
    inhoud = inhoud_of(zelfevaluatie.kaderversie)
    rows: list[Bouwsteen | AanvullendeVraag] = [*inhoud.bouwstenen, *inhoud.vragen]
    at = next(row for row in rows if row.code == place.code)
    actie = Actie(bouwsteen=at) if isinstance(at, Bouwsteen) else Actie(vraag=at)
    ambitie = ambitie_of(at)
    made = Actie.objects.filter(pk=alinea.pk).first()
    initial: dict[str, Any] = {"wat": alinea.tekst, "ambitie": ambitie, "toelichting": f"Actie {alinea.herkomst}."}
    if made is None and not AanpakRevision.objects.filter(row=alinea.pk).exists():  # nor was it, and taken away
        initial["nieuw"] = alinea.pk
    form = NieuweActieForm(data, instance=actie, initial=initial)
    is_free = bool(ambitie) and len(alinea.tekst) <= ACTIE_WAT_MAX and made is None
    return Target(alinea, place, Alinea.Als.ACTIE, form, "", is_free, made=made)


def ambitie_of(at: Bouwsteen | AanvullendeVraag) -> int | None:
    """The first that its place in the plan names."""
    also = at.ook_plan if isinstance(at, Bouwsteen) else []
    found = [match for code in (at.plan.code, *also) if (match := AMBITIE.fullmatch(code))]
    return int(found[0][1]) if found else None


def to_passage(
    alinea: Alinea,
    place: Place,
    *,
    zelfevaluatie: Zelfevaluatie,
    gemeente: tenants.models.Gemeente,
    data: Mapping[str, Any] | None,
) -> Target:
    layer = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)[place.code]
    initial = {"tekst": behind(layer.editable, alinea.tekst)}
    form = PassageForm(data, layer=layer, zelfevaluatie=zelfevaluatie, initial=initial)
    form.fields["tekst"].widget.attrs.pop("autofocus", None)
    bijlage = BIJLAGE.match(place.code)
    is_off = bijlage is not None and int(bijlage[1]) not in keuzes_of(zelfevaluatie).bijlagen
    is_free = not layer.editable.strip() and not is_off
    return Target(alinea, place, Alinea.Als.PASSAGE, form, layer.editable, is_free, OFF if is_off else "")


def behind(now: str, text: str) -> str:
    return f"{now.rstrip()}\n\n{text}" if now.strip() else text


@transaction.atomic
def take(target: Target, *, by: Gebruiker) -> bool:
    """Save the valid form and write the decision down; False when there is to choose first, or the paragraph became an
    actie meanwhile. Raises YearClosed."""
    form = target.form
    Alinea.objects.select_for_update().filter(pk=target.alinea.pk).first()  # so that the second of two clicks waits
    with unless_closed():
        if target.als == Alinea.Als.ACTIE:
            made = Actie.objects.filter(pk=target.alinea.pk).first()
            if made and made.wat != form.instance.wat:
                return False
            if made is None:
                create_row(row=form.instance, by=by)
        elif isinstance(form, PassageForm):
            if form.save_by(by).conflicts:
                return False
        elif save_form(form, by=by).conflicts:
            return False
    decide(alinea=target.alinea, besluit=target.als, plaats=target.place.code, by=by)
    return True


def as_sent(form: VersionedForm) -> dict[str, str]:
    """What a person would send who changes nothing in the form."""
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in sent.items()}
