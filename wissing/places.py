"""Where words stand, with some words around them, for who asks to wipe them and for who confirms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.urls import reverse
from django.utils import timezone

from zelfevaluatie.models import AanvullendAntwoord, Antwoord

SHOWN = 5  # of each table; the page says how many there are
AROUND = 50
CUT = "…"
# What a row is called, and the page where it can be read: its address, and where the code or number in it comes from.
PAGES = {
    "zelfevaluatie_antwoord": ("antwoord bij {0.bouwsteen.code}", "zelfevaluatie:bouwsteen_detail", "bouwsteen.code"),
    "zelfevaluatie_aanvullendantwoord": ("antwoord bij {0.vraag.code}", "zelfevaluatie:vraag_detail", "vraag.code"),
    "zelfevaluatie_onderbouwing": (
        "onderbouwing bij {0.antwoord.bouwsteen.code}",
        "zelfevaluatie:bouwsteen_detail",
        "antwoord.bouwsteen.code",
    ),
    "zelfevaluatie_zelfevaluatie": ("terugblik op {0.jaar}", "zelfevaluatie:jaar_detail", "jaar"),
    "aanpak_actie": ("actie", "aanpak:actie_edit", "pk"),
    "aanpak_indicator": ("indicator", "aanpak:indicator_edit", "pk"),
    "aanpak_cijfer": ("cijfer over {0.jaar}", "aanpak:cijfer_edit", "pk"),
    "aanpak_routestap": ("stap in de meldroute", "aanpak:stap_edit", "pk"),
    "aanpak_instrumentkeuze": ("keuze van instrumenten", "aanpak:instrument_list", ""),
    "aanpak_vormkeuze": ("keuze van vormen", "aanpak:vorm_list", ""),
    "voorgangers_voorgangersrij": ("antwoord van {0.gemeente_naam}", "voorgangers:voorgangersrij_list", ""),
    "voorgangers_voorgangersplan": ("plan van {0.gemeente_naam}", "voorgangers:voorgangersrij_list", ""),
    "reports_lokalepassage": ("tekst {0.code} van het plan", "reports:passage_detail", "code"),
    "reports_alinea": ("alinea van ons plan {0.oudplan.jaar}", "reports:alinea_detail", "pk"),
    "reports_keuzes": ("keuzes voor het plan", "reports:keuzes_form", ""),
    "reports_samenvatting": ("samenvatting van het plan", "reports:samenvatting_form", ""),
    "reports_scenarios": ("scenario’s voor het college", "reports:scenarios_form", ""),
    "reports_raming": ("bedrag bij een actie", "reports:raming_form", "place"),
    "reports_huisstijl": ("huisstijl", "reports:huisstijl_form", ""),
    "reports_archief": ("bewaren van plannen", "reports:archief_form", ""),
    "reports_vaststelling": ("besluit van {0.datum:%d-%m-%Y}", "reports:version_detail", "planversie_id"),
    "reports_planversie": ("versie van {day}", "reports:version_detail", "pk"),
    "reports_evaluatie": ("evaluatie van {0.jaar}", "reports:evaluatie_form", "jaar"),
    "reports_evaluatieversie": ("evaluatie van {day}", "reports:evaluatieversie_detail", "pk"),
}
UNSHOWN = ("reports_rapport",)  # made from what is shown already


@dataclass(frozen=True)
class Place:
    """`before`, `words` and `after` as they stand there; of a file only that they stand in it."""

    what: str
    url: str
    before: str = ""
    words: str = ""
    after: str = ""


def shown_places(table: str, pattern: re.Pattern[str]) -> list[Place]:
    """The first places in one table of the gemeente we work for; none in what is kept for several gemeenten."""
    model = models_here().get(table)
    if model is None or table in UNSHOWN:
        return []
    found: list[Place] = []
    for row in rows_that_may(model, pattern).iterator(chunk_size=50):
        match = next((hit for text in texts_of(row) if (hit := pattern.search(text))), None)
        if match:
            found.append(place_of(row, match))
        if len(found) == SHOWN:
            break
    return found


def models_here() -> dict[str, type[Model]]:
    labels = settings.TENANT_APPS
    return {model._meta.db_table: model for label in labels for model in apps.get_app_config(label).get_models()}


def fields_of(model: type[Model]) -> Iterator[Any]:
    return (field for field in model._meta.fields if isinstance(field, (CharField, TextField, JSONField, ArrayField)))


def rows_that_may(model: type[Model], pattern: re.Pattern[str]) -> Any:
    """Without their files; where all texts are columns, the database looks first."""
    fields = list(fields_of(model))
    rows = model._default_manager.only(*(field.name for field in fields))
    if all(isinstance(field, (CharField, TextField)) for field in fields):
        wanted = Q()
        for field in fields:
            wanted |= Q(**{f"{field.name}__regex": pattern.pattern})
        rows = rows.filter(wanted)
    return rows


def texts_of(row: Model) -> Iterator[str]:
    for field in fields_of(type(row)):
        yield from strings_in(getattr(row, field.attname))


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from strings_in(item)


def place_of(row: Model, match: re.Match[str]) -> Place:
    what, url = page_of(row)
    before, after = match.string[: match.start()], match.string[match.end() :]
    if len(before) > AROUND:
        before = CUT + re.sub(r"^\S*\s", "", before[-AROUND:])
    if len(after) > AROUND:
        after = re.sub(r"\s\S*$", "", after[:AROUND]) + CUT
    return Place(what, url, before, match[0], after)


def page_of(row: Model) -> tuple[str, str]:
    words, page, key = PAGES.get(row._meta.db_table, ("", "", ""))
    if not page:
        kind = "versie" if row._meta.db_table.endswith("revision") else str(row._meta.verbose_name)
        day = day_of(row)
        return f"{kind} van {day}" if day else kind, ""
    if answer := in_closed_year(row):
        return f"{words.format(row)} in {answer.zelfevaluatie.jaar}", answer.url
    return words.format(row, day=day_of(row)), reverse(page, args=[attrgetter(key)(row)] if key else [])


def in_closed_year(row: Any) -> Antwoord | AanvullendAntwoord | None:
    """The answer that this is, or that it belongs to, when it stands in a closed year, which has pages of its own."""
    found = getattr(row, "antwoord", row)
    return found if isinstance(found, Antwoord | AanvullendAntwoord) and not found.zelfevaluatie.is_open else None


def day_of(row: Model) -> str:
    """The day in the Netherlands on which the row was made; of a row that does not say, nothing."""
    moment = getattr(row, "created_at", None)
    return f"{timezone.localdate(moment):%d-%m-%Y}" if moment else ""
