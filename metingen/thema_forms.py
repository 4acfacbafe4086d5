"""The questions of a round that are not in the Kader: writing them, and answering them."""

from typing import Any
from uuid import UUID

from django import forms

from metingen.inhoud import Themaantwoord
from metingen.models import Themavraag
from metingen.thema_models import MOST
from metingen.thema_queries import group_themas, shared_themas
from metingen.thema_rules import against
from saving.fields import AantalField, TextField
from saving.forms import RowForm

Soort = Themavraag.Soort
KEUZES = (2, 8)  # how many choices a question may have
LONGEST = 60  # of a choice
LIMITS = {Soort.JAAR: (1900, 2100), Soort.UREN: (0, 5_000), Soort.GELD: (0, 100_000_000)}
HINTS = {
    Soort.JAAR: "Een jaar, zoals 2024.",
    Soort.UREN: "Hele uren, alle medewerkers samen.",
    Soort.GELD: "Hele euro’s, zoals 4.500.",
}
NAMES = tuple(f"thema{nummer}" for nummer in range(1, MOST + 1))


class ThemavraagForm(RowForm):
    class Meta:
        model = Themavraag
        fields = Themavraag.FIELDS
        field_classes = {"vraag": TextField, "uitleg": TextField, "keuzes": TextField}
        labels = {
            "vraag": "Vraag",
            "uitleg": "Uitleg bij de vraag",
            "soort": "Soort antwoord",
            "keuzes": "Keuzes",
            "alleen_groep": "Alleen als groepscijfer",
        }
        help_texts = {
            "vraag": "Eén korte vraag. Nooit naar aantallen slachtoffers, meldingen of andere mensen.",
            "uitleg": "Staat onder de vraag.",
            "keuzes": "Alleen bij een keuze uit een lijst: twee tot acht, elk op een eigen regel.",
            "alleen_groep": "Niemand ziet dan het antwoord van één gemeente, ook VNG en CoMensha niet.",
        }
        widgets = {
            "uitleg": forms.Textarea(attrs={"rows": 2}),
            "keuzes": forms.Textarea(attrs={"rows": 4}),
            "soort": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["soort"]
        field.choices = Soort.choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        vraag, soort = data.get("vraag", ""), data.get("soort", "")
        lines = [line.strip() for line in data.get("keuzes", "").splitlines() if line.strip()]
        if soort == Soort.KEUZE and "keuzes" in data:
            self.check_lines(lines)
        elif lines and soort:
            self.add_error("keuzes", "Dit soort antwoord heeft geen keuzes. Maak dit leeg of kies een ander soort.")
        for name, message in against(vraag=vraag, uitleg=data.get("uitleg", ""), soort=soort, lines=lines).items():
            if name not in self.errors:
                self.add_error(name, message)
        return data

    def check_lines(self, lines: list[str]) -> None:
        least, most = KEUZES
        if not least <= len(lines) <= most:
            self.add_error("keuzes", f"Geef {least} tot {most} keuzes, elk op een eigen regel.")
        elif len({line.lower() for line in lines}) < len(lines):
            self.add_error("keuzes", "Twee keuzes zijn gelijk.")
        elif longest := next((line for line in lines if len(line) > LONGEST), ""):
            self.add_error("keuzes", f"Een keuze is ten hoogste {LONGEST} tekens: ‘{longest[:LONGEST]}…’ is langer.")


class WholeField(AantalField):
    """Kept as text: what is asked differs per round."""

    default_error_messages = {
        "min_value": "Vul een getal in van %(limit_value)s of hoger.",
        "max_value": "Vul een getal in tot en met %(limit_value)s.",
    }

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return "" if found is None else str(found)


def field_of(vraag: Themavraag) -> forms.Field:
    """To answer it; every question may stay open."""
    hint = " ".join(
        filter(None, [vraag.uitleg, HINTS.get(Soort(vraag.soort), ""), GROUP_ONLY if vraag.alleen_groep else ""])
    )
    common: dict[str, Any] = {"label": vraag.vraag, "required": False, "help_text": hint}
    if vraag.is_choice:
        return forms.ChoiceField(choices=vraag.choices, widget=forms.RadioSelect, **common)
    least, most = LIMITS[Soort(vraag.soort)]
    return WholeField(min_value=least, max_value=most, **common)


GROUP_ONLY = (
    "Dit antwoord telt alleen mee in cijfers over groepen van tien of meer gemeenten. Niemand ziet het met jullie naam"
    " erbij."
)
EARLIER = "Ingevuld naar jullie antwoord in een eerdere meetronde. Klopt het nog?"


class ThemaForm(forms.Form):
    """To be mixed in: the questions of one round, as many as there are."""

    sources: dict[str, str] = {}  # where an answer that was filled in already came from

    def __init__(self, *args: Any, themavragen: list[Themavraag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themavragen = themavragen
        for name in NAMES:
            self.fields.pop(name, None)
        for vraag in themavragen:
            self.fields[vraag.name] = field_of(vraag)

    @property
    def thema_fields(self) -> list[forms.BoundField]:
        return [self[vraag.name] for vraag in self.themavragen]

    @property
    def themas_with_sources(self) -> list[tuple[forms.BoundField, str]]:
        """Each with what stands under it: its own words, and where its answer comes from."""
        return [
            (field, " ".join(filter(None, [str(field.help_text), self.sources.get(field.name, "")])))
            for field in self.thema_fields
        ]

    def thema_values(self) -> dict[str, str]:
        """Of a valid form, by the name of the question; as the next two."""
        return {vraag.name: self.cleaned_data[vraag.name] for vraag in self.themavragen}

    def themaantwoorden(self) -> tuple[Themaantwoord, ...]:
        return shared_themas(self.themavragen, self.thema_values())

    def groepsantwoorden(self) -> dict[UUID, str]:
        return group_themas(self.themavragen, self.thema_values())
