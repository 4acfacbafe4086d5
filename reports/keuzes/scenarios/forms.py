from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from aanpak.enums import Kostensoort
from aanpak.forms import UREN_MAX
from accounts.models import Gebruiker
from printing.fields import goes_into_plan
from reports.document.scenarios import Row
from reports.gather.scenarios import Item
from reports.keuzes.scenarios.models import NUMBERS, Raming, Scenarios
from saving.fields import AantalField, EuroField, TextField
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, first_row
from saving.spread import complete_spread
from saving.words import labels


class TickField(forms.MultipleChoiceField):
    """Ticks of what there is. What went away since the page was made is left out: nobody could untick it."""

    gone = "iets wat nu niet te kiezen is"  # in place of an id, in earlier versions

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        known = labels(self)
        return [key for key in super().to_python(value) if key in known]


@dataclass(frozen=True)
class Tick:
    name: str
    id: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Line:
    """An item with what it asks, and a tick per option."""

    item: Item
    row: Row
    ticks: list[Tick]


class ScenariosForm(VersionedForm):
    acties_1 = TickField(label="Acties in scenario 1")
    acties_2 = TickField(label="Acties in scenario 2")
    acties_3 = TickField(label="Acties in scenario 3")
    advies = forms.TypedChoiceField(
        label="Welk scenario raden jullie aan?",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Nog geen advies"), *((nummer, f"Scenario {nummer}") for nummer in NUMBERS)],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Scenarios
        fields = Scenarios.FIELDS
        field_classes = {"reden": TextField, **{f"naam_{nummer}": TextField for nummer in NUMBERS}}
        widgets = {"reden": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "included": "Zet de scenario’s in het collegevoorstel",
            "in_plan": "Zet ze ook in het plan zelf",
            "reden": "Waarom dit scenario?",
            **{f"naam_{nummer}": f"Naam van scenario {nummer}" for nummer in NUMBERS},
        }
        help_texts = {
            "included": "Zet je dit uit, dan blijft bewaard wat je hier koos.",
            "in_plan": "Liever niet als het plan openbaar wordt: dan leest iedereen ook wat het college niet koos.",
            "naam_3": "Wil je er minder dan drie? Laat dan een naam leeg.",
            "reden": "Schrijf in de wij-vorm. Dit staat in het collegevoorstel.",
        }

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        goes_into_plan(self, "reden", *(f"naam_{nummer}" for nummer in NUMBERS))
        for nummer in NUMBERS:
            name = f"acties_{nummer}"
            self.fields[name].choices = [(item.key, item.actie.wat) for item in items]
            ticks = self.initial.get(name) or []
            self.initial[name] = [item.key for item in items if item.is_in(ticks)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = [nummer for nummer in NUMBERS if data.get(f"naam_{nummer}")]
        advies, reden = data.get("advies"), data.get("reden")
        if {"advies", "reden"} & set(self.errors):
            return data
        if advies and advies not in named:
            self.add_error("advies", "Dit scenario heeft geen naam en staat er dus niet in. Kies een ander.")
        elif advies and not reden:
            self.add_error("reden", "Schrijf erbij waarom jullie dit aanraden.")
        elif reden and not advies:
            self.add_error("advies", "Kies bij deze reden ook welk scenario jullie aanraden.")
        return data

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when there are no scenario's yet."""
        self.stored = first_row(Scenarios, zelfevaluatie=self.instance.zelfevaluatie)
        return save_form(self, by=by)

    @property
    def namen(self) -> list[forms.BoundField]:
        return [self[f"naam_{nummer}"] for nummer in NUMBERS]

    @property
    def lines(self) -> list[Line]:
        chosen = {nummer: set(self[f"acties_{nummer}"].value() or []) for nummer in NUMBERS}
        return [
            Line(item, Row(item.actie), [self.tick(item, nummer, index, chosen[nummer]) for nummer in NUMBERS])
            for index, item in enumerate(self.items)
        ]

    def tick(self, item: Item, nummer: int, index: int, chosen: set[str]) -> Tick:
        bound, label = self[f"acties_{nummer}"], self[f"naam_{nummer}"].value() or f"Scenario {nummer}"
        return Tick(bound.html_name, f"{bound.auto_id}_{index}", item.key, label, item.key in chosen)


def uren(label: str) -> AantalField:
    return AantalField(label=label, required=False, min_value=0, max_value=UREN_MAX)


class RamingForm(VersionedForm):
    kosten_van = EuroField(label="Kosten, ten minste", required=False, help_text="In euro’s, zoals 4.500.")
    kosten_tot = EuroField(label="Kosten, ten hoogste", required=False)
    uren_van = uren("Uren, ten minste")
    uren_tot = uren("Uren, ten hoogste")

    class Meta:
        model = Raming
        fields = Raming.FIELDS
        field_classes = {"dekking": TextField, "bron": TextField}
        labels = {
            "kostensoort": "Kosten: één keer of elk jaar?",
            "urensoort": "Uren: één keer of elk jaar?",
            "dekking": "Waaruit betaal je dit?",
            "bron": "Waar komt dit bedrag vandaan?",
        }
        help_texts = {
            "kostensoort": "Bij ‘elk jaar’ vul je hierboven in wat één jaar kost.",
            "urensoort": "Bij ‘elk jaar’ vul je hierboven in hoeveel uren één jaar vraagt.",
            "dekking": "Bijvoorbeeld een programma in de begroting. Laat leeg als er nog geen geld voor is.",
            "bron": "Bijvoorbeeld een offerte of de begroting van vorig jaar. Het college leest dit mee.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "dekking", "bron")
        for name in ("kostensoort", "urensoort"):
            self.fields[name].choices = [("", "Niet ingevuld"), *Kostensoort.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("kosten", "uren"):
            complete_spread(self, data, name)
        return data

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when nobody estimated it yet."""
        self.stored = first_row(Raming, actie=self.instance.actie, bouwsteen=self.instance.bouwsteen)
        return save_form(self, by=by)
