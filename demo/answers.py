"""Putting the answers, acties and local data of a demo file into the schema of its gemeente."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from aanpak.models import Actie
from accounts.models import Gebruiker
from demo.lokaal import load_lokaal
from kader.models import KaderVersie
from kader.queries import version_of
from printing.logo import read_logo
from reports.gather.keuzes import keuzes_of
from reports.gather.layers import layers
from reports.keuzes.actions import save_huisstijl, save_keuzes
from reports.keuzes.samenvatting_actions import save_samenvatting
from reports.passages.actions import save_passage
from saving.rows import create_rows, save_row
from sjablonen.vergelijking import unwrapped
from tenants.context import current_gemeente
from zelfevaluatie.actions import open_zelfevaluatie
from zelfevaluatie.models import AntwoordRevision, Zelfevaluatie

FOLDER = settings.BASE_DIR / "fixtures" / "demo"


def read(slug: str) -> dict[str, Any]:
    return yaml.load(Path(FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def load_answers(data: dict[str, Any], *, by: Gebruiker) -> Zelfevaluatie:
    """Fill an empty zelfevaluatie through the product's own actions, so that history is right; the rest is skipped.

    The schema of the gemeente must be current.
    """
    kader = version_of(current_gemeente())
    zelfevaluatie = open_zelfevaluatie(kaderversie=kader, jaar=data["jaar"])
    if AntwoordRevision.objects.exists():
        return zelfevaluatie
    save_row(row=zelfevaluatie, values=data["overleggen"], version=zelfevaluatie.version, by=by)
    antwoorden = zelfevaluatie.antwoorden.select_related("bouwsteen")
    fill({a.bouwsteen.code: a for a in antwoorden}, data["antwoorden"], by)
    aanvullend = zelfevaluatie.aanvullende_antwoorden.select_related("vraag")
    fill({a.vraag.code: a for a in aanvullend}, data["aanvullend"], by)
    load_acties(kader, data["acties"], by)
    load_plan(zelfevaluatie, data, by)
    load_lokaal(data["lokaal"], by=by)
    return zelfevaluatie


def fill(antwoorden: dict[str, Any], sources: dict[str, Any], by: Gebruiker) -> None:
    for code, source in sources.items():
        antwoord = antwoorden[code]
        values = {
            name: "" if value is None and name != "streefdoel_datum" else value
            for name, value in source.items()
            if name != "links"
        }
        save_row(row=antwoord, values=values, version=antwoord.version, by=by)
        for link in source.get("links", []):
            antwoord.onderbouwingen.create(**link)


def load_plan(zelfevaluatie: Zelfevaluatie, data: dict[str, Any], by: Gebruiker) -> None:
    """What some gemeenten chose about their plan and put first in it, and their look."""
    if "keuzes" in data:
        keuzes = keuzes_of(zelfevaluatie)
        for name, value in data["keuzes"].items():
            setattr(keuzes, name, value)
        save_keuzes(keuzes=keuzes, version=0, by=by)
    if "samenvatting" in data:
        save_samenvatting(zelfevaluatie=zelfevaluatie, values=data["samenvatting"], version=0, by=by)
    if "passages" in data:
        load_passages(zelfevaluatie, data["passages"], by)
    if "huisstijl" in data:
        look = dict(data["huisstijl"])
        logo = read_logo((FOLDER / look.pop("logo")).read_bytes())
        save_huisstijl(logo=logo, **look, version=0, by=by)


def load_passages(zelfevaluatie: Zelfevaluatie, texts: dict[str, str], by: Gebruiker) -> None:
    """What it wrote itself, some of it in the place of a standard text."""
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=current_gemeente())
    for code, text in texts.items():
        standard = places[code].standard_key
        tekst = unwrapped(text)
        save_passage(zelfevaluatie=zelfevaluatie, code=code, tekst=tekst, standard=standard, version=0, by=by)


def load_acties(kader: KaderVersie, sources: list[dict[str, Any]], by: Gebruiker) -> None:
    bouwstenen = {b.code: b for b in kader.bouwstenen.all()}
    vragen = {v.code: v for v in kader.aanvullende_vragen.all()}
    acties = [
        Actie(
            **{**source, "bouwsteen": bouwstenen.get(source["bouwsteen"]), "vraag": vragen.get(source["vraag"])},
            volgorde=volgorde,
        )
        for volgorde, source in enumerate(sources, start=1)
    ]
    create_rows(rows=acties, by=by)
