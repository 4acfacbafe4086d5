from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Collega
from tenants.models import Gemeente


def choices_of_years() -> list[tuple[str, str]]:
    """The 1 January of the years around this one."""
    year = timezone.localdate().year
    return [(f"{each}-01-01", f"1 januari {each}") for each in (year + 1, year, year - 1)]


class OpvolgingForm(forms.Form):
    """One pair. Two that merge are two pairs, and one that is split is two as well."""

    voorganger = forms.ModelChoiceField(
        queryset=Gemeente.objects.none(),
        label="Welke gemeente houdt op?",
        empty_label="Kies een gemeente",
        error_messages={"invalid_choice": "Kies een gemeente uit de lijst."},
    )
    opvolger = forms.ModelChoiceField(
        queryset=Gemeente.objects.none(),
        label="In welke gemeente gaat zij over?",
        empty_label="Kies een gemeente",
        help_text="Staat de nieuwe gemeente er niet in? Laad dan eerst de lijst van 1 januari, met load_gemeenten.",
        error_messages={"invalid_choice": "Kies een gemeente uit de lijst."},
    )
    datum = forms.ChoiceField(label="Vanaf wanneer?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["voorganger"].queryset = Gemeente.objects.order_by("sorteernaam")
        fields["opvolger"].queryset = Gemeente.objects.not_over().order_by("sorteernaam")
        fields["datum"].choices = choices_of_years()

    def clean_datum(self) -> date:
        return date.fromisoformat(self.cleaned_data["datum"])


class MeegaanForm(forms.Form):
    """Who of the predecessor go along."""

    mensen = forms.ModelMultipleChoiceField(
        queryset=Collega.objects.none(),
        label="Wie gaan mee?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies mensen uit de lijst."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["mensen"].queryset = Collega.objects.order_by("naam")
