"""What a redacteur fills in about what an actie costs or takes: never an amount without a source."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from kader.queries import newest_version
from redactie.forms import VoorstelForm
from saving.fields import AantalField, DatumField, EuroField, LinkField, TextField
from saving.spread import complete_spread
from sjablonen.kengetal_models import Kengetal

UREN_MAX = 9_999_999
NOTHING = "Vul een bedrag of een aantal uren in. Weet je geen van beide, dan is er geen kengetal."


class KengetalForm(VoorstelForm):
    plek = forms.ChoiceField(label="Bij welke bouwsteen of vraag?")
    omschrijving = TextField(
        label="Waar gaat dit bedrag over?",
        max_length=200,
        help_text="Schrijf op voor wie het geldt, zoals ‘één gemeente van 40.000 inwoners’. Gemeenten lezen dit erbij.",
    )
    kosten_van = EuroField(label="Kosten in euro’s, ten minste", required=False)
    kosten_tot = EuroField(label="Kosten in euro’s, ten hoogste", required=False)
    kostensoort = forms.ChoiceField(
        label="Kosten: één keer of elk jaar?",
        choices=[("", "Niet ingevuld"), *Kengetal.Kostensoort.choices],
        required=False,
    )
    uren_van = AantalField(label="Uren per jaar, ten minste", required=False, min_value=0, max_value=UREN_MAX)
    uren_tot = AantalField(label="Uren per jaar, ten hoogste", required=False, min_value=0, max_value=UREN_MAX)
    bron = TextField(label="Bron", max_length=160, help_text="Wat je zelf las, met het jaar. Zonder bron geen bedrag.")
    bron_url = LinkField(
        label="Link naar de bron",
        required=False,
        max_length=200,
        error_messages={"max_length": "Dit adres is te lang: er passen 200 tekens."},
    )
    stand_op = DatumField(label="Stand op", help_text="Van welke dag het bedrag is.")

    BOUND = (("kosten_van", "kosten_tot", "kostensoort"), ("uren_van", "uren_tot"), ("bron", "bron_url"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kader, plek = newest_version(), cast(forms.ChoiceField, self.fields["plek"])
        plek.choices = [
            ("", "Kies een plek"),
            ("Bouwstenen", [(row.code, str(row)) for row in kader.bouwstenen.all()]),
            ("Aanvullende vragen", [(row.code, str(row)) for row in kader.aanvullende_vragen.all()]),
        ]

    def clean_stand_op(self) -> date:
        day: date = self.cleaned_data["stand_op"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag komt nog. Vul in van welke dag het bedrag is.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("kosten", "uren"):
            complete_spread(self, data, name)
        if data.get("kosten_van") is not None and not data.get("kostensoort"):
            self.add_error("kostensoort", "Kies of deze kosten één keer of elk jaar terugkomen.")
        amounts = {"kosten_van", "kosten_tot", "uren_van", "uren_tot"}
        if not amounts & set(self.errors) and all(data.get(name) is None for name in amounts):
            self.add_error("kosten_van", NOTHING)
        return data
