from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from printing.fields import goes_into_plan
from samenwerking.models import GezamenlijkPlan
from saving.fields import NewIdField
from tenants.models import Gemeente


class UitnodigenForm(forms.Form):
    """Which gemeenten to ask, out of those that may be."""

    gemeenten = forms.MultipleChoiceField(
        label="Met welke gemeenten?",
        help_text="Gemeenten uit jullie eigen regio’s staan bovenaan. Zij zien de naam van het plan en wie er meedoen.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies minstens één gemeente.",
            "invalid_choice": "Deze gemeente kun je niet kiezen. Misschien is zij al uitgenodigd.",
        },
    )

    def __init__(self, *args: Any, gemeenten: list[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(gemeente.pk): gemeente for gemeente in gemeenten}
        self.fields["gemeenten"].choices = [(pk, gemeente.naam) for pk, gemeente in self.by_pk.items()]

    @property
    def chosen(self) -> list[Gemeente]:
        """Of a valid form; each once."""
        return [self.by_pk[pk] for pk in dict.fromkeys(self.cleaned_data["gemeenten"])]


class GezamenlijkPlanForm(UitnodigenForm):
    id = NewIdField()
    naam = forms.CharField(
        label="Hoe noemen jullie het plan?",
        max_length=GezamenlijkPlan._meta.get_field("naam").max_length,
        help_text="Bijvoorbeeld: Samen tegen mensenhandel.",
    )
    jaar = forms.IntegerField(
        label="Voor welk jaar is het?",
        help_text="Het jaar dat op het titelblad staat.",
        validators=[
            MinValueValidator(2020, "Vul een jaar in vanaf 2020."),
            MaxValueValidator(2099, "Vul een jaar in tot en met 2099."),
        ],
    )
    field_order = ("id", "naam", "jaar", "gemeenten")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "naam")
