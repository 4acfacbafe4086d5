from typing import Any

from django import forms

from accounts.models import Gebruiker
from reports.keuzes.archief_models import Archief
from saving.fields import AantalField, TextField
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, first_row

Waardering = Archief.Waardering
LONGEST = 150  # years


class ArchiefForm(VersionedForm):
    bewaartermijn = AantalField(
        label="Hoeveel jaar?", required=False, min_value=1, max_value=LONGEST, help_text="Alleen bij vernietigen."
    )

    class Meta:
        model = Archief
        fields = Archief.FIELDS
        field_classes = {"selectielijst": TextField, "categorie": TextField}
        widgets = {"waardering": forms.RadioSelect, "selectielijst": forms.TextInput, "categorie": forms.TextInput}
        labels = {
            "waardering": "Wat zegt de selectielijst over een vastgesteld beleidsplan?",
            "selectielijst": "Welke selectielijst?",
            "categorie": "Welke categorie?",
        }
        help_texts = {"categorie": "Nummer en naam, zoals ze in de selectielijst staan."}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("waardering") == Waardering.BEWARING and "bewaartermijn" not in self.errors:
            data["bewaartermijn"] = None  # what is kept has no end
        elif not data.get("bewaartermijn") and "bewaartermijn" not in self.errors:
            self.add_error("bewaartermijn", "Vul in hoeveel jaar jullie een plan bewaren.")
        return data

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when nobody chose anything yet."""
        self.stored = first_row(Archief)
        return save_form(self, by=by)
