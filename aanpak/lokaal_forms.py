"""Forms for what a gemeente keeps row by row: cijfers and the steps of the meldroute."""

from typing import Any

from django import forms
from django.utils import timezone

from aanpak.models import Cijfer, Routestap
from printing.fields import goes_into_plan
from saving.fields import LinkField, TextField
from saving.forms import RowForm
from sjablonen.models import Vorm

AANTAL_MAX = 9_999_999
JAAR_MIN = 2000
NUMERIC = {"inputmode": "numeric", "class": "k-input--short"}


class CijferForm(RowForm):
    jaar = forms.IntegerField(label="Jaar", widget=forms.TextInput(attrs=NUMERIC))
    aantal = forms.IntegerField(
        label="Aantal",
        required=False,
        min_value=0,
        max_value=AANTAL_MAX,
        help_text="Alleen een aantal, nooit iets over een persoon of zaak. 1 tot en met 4 wordt overal ‘minder dan 5’.",
        widget=forms.TextInput(attrs=NUMERIC),
    )
    niet_in_beeld = forms.BooleanField(
        label="Niet in beeld", required=False, help_text="Wij weten dit niet. Dat is iets anders dan nul."
    )

    class Meta:
        model = Cijfer
        fields = ("onderwerp", "omschrijving", "vorm", "jaar", "aantal", "niet_in_beeld", "bron")
        field_classes = {"omschrijving": TextField, "bron": TextField}
        labels = {
            "onderwerp": "Wat is er geteld?",
            "omschrijving": "In eigen woorden",
            "vorm": "Welke vorm van mensenhandel?",
            "bron": "Wie heeft geteld?",
        }
        help_texts = {
            "omschrijving": "Nodig bij ‘Anders’; vervangt anders de naam hierboven. Geen personen, adressen of zaken.",
            "bron": "Een organisatie of functie. Neem het aantal over van wie telt; tel niet zelf uit dossiers.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["onderwerp"].choices = [("", "Kies een onderwerp"), *Cijfer.Onderwerp.choices]
        self.fields["vorm"].queryset = Vorm.objects.all()
        self.fields["vorm"].empty_label = "Alle vormen samen, of niet van toepassing"
        goes_into_plan(self, "omschrijving", "bron")
        adding = self.instance._state.adding
        if adding:
            self.fields["jaar"].initial = timezone.localdate().year
        self.fields["niet_in_beeld"].initial = not adding and self.instance.aantal is None

    def clean_jaar(self) -> int:
        jaar, now = self.cleaned_data["jaar"], timezone.localdate().year
        if not JAAR_MIN <= jaar <= now:
            raise forms.ValidationError(f"Kies een jaar van {JAAR_MIN} tot en met {now}.")
        return jaar

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("onderwerp") == Cijfer.Onderwerp.ANDERS and data.get("omschrijving") == "":
            self.add_error("omschrijving", "Schrijf op wat er is geteld.")
        if "aantal" in data and (data["aantal"] is None) != bool(data.get("niet_in_beeld")):
            self.add_error("aantal", "Vul een aantal in, of kies ‘Niet in beeld’. Niet allebei.")
        return data


class StapForm(RowForm):
    class Meta:
        model = Routestap
        fields = Routestap.FIELDS
        field_classes = {"wat": TextField, "wie": TextField, "website": LinkField}
        labels = {
            "melder": "Voor wie is deze stap?",
            "wat": "Wat doe je?",
            "wie": "Bij wie?",
            "telefoon": "Telefoonnummer",
            "website": "Website",
            "spoed": "Dit is wat je bij spoed doet",
        }
        help_texts = {
            "wat": "Deze zin komt in het plan en op de poster. Niets over personen of zaken.",
            "wie": "Een functie of organisatie, nooit de naam van een persoon.",
            "telefoon": "Van een organisatie of functie, niet van een persoon.",
            "spoed": "Staat boven de andere stappen, zonder nummer.",
        }
        widgets = {"wat": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["melder"].choices = Routestap.Melder.choices
        goes_into_plan(self, "wat", "wie", "telefoon")
