"""What a redacteur fills in about a row of a choice list: an instrument, a vorm or a step of an example route."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from kader.models import AanvullendeVraag
from kader.queries import newest_version
from redactie.forms import VoorstelForm
from saving.fields import DatumField, LinkField, TextField
from sjablonen.models import Instrument, Sourced

LONG = {"max_length": "Dit adres is te lang: er passen 200 tekens."}
UITLEG = "Ten hoogste vijf korte zinnen, in gewone woorden. Gemeenten lezen dit als zij kiezen."
EMERGENCY = "112"
NO_EMERGENCY = f"Elke route heeft een stap voor als er gevaar is, met {EMERGENCY}. Zonder die stap kan dit niet."
PRINTED_AT = "ambitie_"  # the parts of the plan that print instrumenten


class KeuzelijstForm(VoorstelForm):
    """`places`: per group the (code, titel) of its rows in their order, without the row itself."""

    plek = forms.ChoiceField(label="Waar in de lijst?")
    bron = TextField(label="Bron", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    bron_url = LinkField(label="Link naar de bron", required=False, max_length=200, error_messages=LONG)
    gecontroleerd_op = DatumField(label="Gecontroleerd op", help_text="De dag waarop je de bron las.")

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str, list[tuple[str, str]]]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        stays = "blijft staan waar het staat" if self.stuk else "Kies een plaats"
        plek: Any = self.fields["plek"]
        plek.choices, plek.required = [("", stays), *map(options, places)], self.stuk is None

    def clean_gecontroleerd_op(self) -> date:
        day: date = self.cleaned_data["gecontroleerd_op"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag komt nog. Vul de dag in waarop je de bron las.")
        return day


def options(place: tuple[str, str, list[tuple[str, str]]]) -> tuple[str, list[tuple[str, str]]]:
    """Of one group: first, or behind one of its rows."""
    group, titel, rows = place
    return titel, [(f"{group}:", "als eerste"), *((f"{group}:{code}", f"na ‘{naam}’") for code, naam in rows)]


class InstrumentForm(KeuzelijstForm):
    titel = TextField(label="Naam", max_length=120)
    uitleg = TextField(label="Uitleg", max_length=600, help_text=UITLEG, widget=forms.Textarea(attrs={"rows": 4}))
    vraag = forms.ChoiceField(
        label="Bij welke aanvullende vraag hoort het?",
        help_text="In dat deel van het plan komt het instrument te staan.",
    )
    bevoegd = forms.MultipleChoiceField(
        label="Wie besluit?", choices=Instrument.Orgaan.choices, widget=forms.CheckboxSelectMultiple
    )
    grondslag = TextField(label="Grondslag", max_length=200, help_text="Zoals ‘Gemeentewet, artikel 151c’.")
    zekerheid = forms.ChoiceField(
        label="Is dit gecontroleerd?",
        choices=Sourced.Zekerheid.choices,
        help_text="Wat nog te controleren is, zien gemeenten wel, en komt niet in een plan.",
    )

    field_order = ("version", "titel", "uitleg", "plek", "vraag", "bevoegd", "grondslag", "bron", "bron_url")
    BOUND = (("bron", "bron_url"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vragen = [(vraag.code, f"{vraag.code} {vraag.titel}") for vraag in printed_vragen()]
        field: Any = self.fields["vraag"]
        field.choices = [("", "Kies een vraag"), *vragen]


def printed_vragen() -> list[AanvullendeVraag]:
    """Those of which the part of the plan prints instrumenten."""
    found = newest_version().aanvullende_vragen.filter(plan__code__startswith=PRINTED_AT)
    return list(found.select_related("plan"))


class VormForm(KeuzelijstForm):
    titel = TextField(label="Naam", max_length=80)
    uitleg = TextField(label="Uitleg", max_length=600, help_text=UITLEG, widget=forms.Textarea(attrs={"rows": 4}))

    field_order = ("version", "titel", "uitleg", "plek", "bron", "bron_url")
    BOUND = (("bron", "bron_url"),)

    def __init__(self, *args: Any, kader: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kader = kader

    def clean_titel(self) -> str:
        titel: str = self.cleaned_data["titel"]
        if self.kader and titel != self.kader:
            raise forms.ValidationError(f"Deze vorm staat in het Kader en heet daar zo. Laat ‘{self.kader}’ staan.")
        return titel


class StapForm(KeuzelijstForm):
    wat = TextField(label="Wat doe je?", max_length=200, help_text="Eén zin, zoals ‘Bel meteen als er gevaar is.’")
    wie = TextField(
        label="Met wie?", max_length=120, required=False, help_text="Een functie of organisatie, nooit een naam."
    )
    telefoon = TextField(
        label="Telefoonnummer",
        max_length=20,
        required=False,
        help_text="Alleen een nummer dat op de site staat van wie opneemt.",
        validators=[RegexValidator(r"^[0-9][0-9 -]*$", "Schrijf een telefoonnummer, zoals 0900-8844.")],
    )
    website = LinkField(label="Website", required=False, max_length=200, error_messages=LONG)
    spoed = forms.BooleanField(label="Dit doe je meteen, als er gevaar is", required=False)
    zekerheid = forms.ChoiceField(
        label="Is dit gecontroleerd?",
        choices=Sourced.Zekerheid.choices,
        help_text="Wat nog te controleren is, krijgen gemeenten niet te zien.",
    )

    field_order = ("version", "plek", "wat", "wie", "telefoon", "website", "spoed", "bron", "bron_url")
    BOUND = (("bron", "bron_url"),)

    def __init__(self, *args: Any, needed_in: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed_in = needed_in

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.needed_in and not self.errors:
            stays = data["plek"].partition(":")[0] in {"", self.needed_in}
            if not (stays and data["spoed"] and EMERGENCY in f"{data['telefoon']} {data['wat']}"):
                raise forms.ValidationError(NO_EMERGENCY)
        return data
