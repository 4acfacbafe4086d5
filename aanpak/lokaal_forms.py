"""Forms for what a gemeente keeps row by row: cijfers and the steps of the meldroute."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from aanpak.actions import FULL
from aanpak.models import Ambitie, Cijfer, Indicator, Routestap
from printing.fields import goes_into_plan
from saving.fields import AantalField, LinkField, TextField
from saving.forms import RowForm
from sjablonen.models import Vorm

AANTAL_MAX = 9_999_999
JAAR_MIN, JAAR_MAX = 2000, 2100
NUMERIC = {"inputmode": "numeric", "class": "k-input--short"}


class CijferForm(RowForm):
    jaar = forms.IntegerField(label="Jaar", widget=forms.TextInput(attrs=NUMERIC))
    aantal = AantalField(
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
        self.fields["vorm"].queryset = Vorm.objects.filter(Q(ingetrokken_op=None) | Q(pk=self.instance.vorm_id))
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


class IndicatorForm(RowForm):
    nuljaar = forms.IntegerField(
        label="In welk jaar was dat?",
        required=False,
        min_value=JAAR_MIN,
        max_value=JAAR_MAX,
        widget=forms.TextInput(attrs=NUMERIC),
    )
    streefjaar = forms.IntegerField(
        label="In welk jaar wil je dat halen?",
        min_value=JAAR_MIN,
        max_value=JAAR_MAX,
        widget=forms.TextInput(attrs=NUMERIC),
    )
    waardejaar = forms.IntegerField(
        label="Over welk jaar gaat dat?",
        required=False,
        min_value=JAAR_MIN,
        max_value=JAAR_MAX,
        widget=forms.TextInput(attrs=NUMERIC),
    )

    class Meta:
        model = Indicator
        fields = Indicator.FIELDS
        field_classes = dict.fromkeys(("wat", "nulwaarde", "streefwaarde", "waarde", "bron"), TextField)
        labels = {
            "ambitie": "Bij welke ambitie hoort dit?",
            "wat": "Wat meet je?",
            "nulwaarde": "Hoe staat het nu?",
            "streefwaarde": "Wat wil je bereiken?",
            "waarde": "Wat was de laatste meting?",
            "bron": "Waar komt het getal vandaan?",
        }
        help_texts = {
            "wat": "Iets wat je elk jaar kunt tellen, zoals het deel van de baliemedewerkers dat is getraind.",
            "nulwaarde": "Bijvoorbeeld 40% of 2 keer. Weet je het niet? Laat het leeg; dan staat er ‘niet bekend’.",
            "streefwaarde": "Bijvoorbeeld 80%. Gaat het om mensen en om minder dan 5? Schrijf dan ‘minder dan 5’.",
            "waarde": "Vul je pas in als het plan loopt. Dit staat in de evaluatie, niet in het beleidsplan.",
            "bron": "Een organisatie, functie of registratie. Geen naam van een persoon.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ambitie"].choices = [("", "Kies een ambitie"), *Ambitie.choices]
        goes_into_plan(self, "wat", "nulwaarde", "streefwaarde", "waarde", "bron")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"nulwaarde", "nuljaar"} <= data.keys() and bool(data["nulwaarde"]) != bool(data["nuljaar"]):
            name, said = ("nuljaar", "in welk jaar dat was") if data["nulwaarde"] else ("nulwaarde", "hoe het toen was")
            self.add_error(name, f"Vul ook in {said}, of laat beide leeg.")
        if {"waarde", "waardejaar"} <= data.keys() and bool(data["waarde"]) != bool(data["waardejaar"]):
            name, said = (
                ("waardejaar", "over welk jaar dat gaat") if data["waarde"] else ("waarde", "wat je hebt gemeten")
            )
            self.add_error(name, f"Vul ook in {said}, of laat beide leeg.")
        if data.get("nuljaar") and data.get("streefjaar") and data["streefjaar"] < data["nuljaar"]:
            self.add_error("streefjaar", "Dit jaar ligt voor het jaar waarin je begon te meten.")
        if ambitie := data.get("ambitie"):
            others = Indicator.objects.filter(ambitie=ambitie).exclude(pk=self.instance.pk)
            if others.count() >= Indicator.MAX:
                self.add_error("ambitie", FULL)
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
