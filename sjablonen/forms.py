from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from printing.fields import goes_into_plan
from redactie.forms import NEWS, VoorstelForm
from saving.fields import DatumField, TextField
from sjablonen import schema
from sjablonen.actions import says_the_same
from sjablonen.fields import MarkdownField
from sjablonen.models import Passage
from sjablonen.places import choices_for
from sjablonen.queries import Place, Tekst
from tenants.sight import seen

MAX_VERSIE = 32_767
TEKST_MAX = 6_000
NOTE_IN_BRON = (
    "Hier staat nog wat er te controleren is, en de bron komt in plannen. Haal het weg, of zet het in de notitie bij "
    "Onderhoud."
)
FIRST = {"zekerheid": Passage.Zekerheid.ZEKER}  # of a text that is new
FIELDS = ("titel", "tekst", "bron", "bron_url", "gecontroleerd_op", "zekerheid", "kort")


class BronForm(forms.Form):
    """Where a text comes from and when somebody last looked whether it still holds."""

    bron = TextField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="Met het jaar erbij.")
    bron_url = forms.URLField(
        label="Webadres van de bron",
        max_length=200,
        required=False,
        assume_scheme="https",
        help_text="Alleen als je de pagina zelf hebt gezien.",
    )
    gecontroleerd_op = DatumField(label="Gecontroleerd op")

    def clean_gecontroleerd_op(self) -> date:
        value: date = self.cleaned_data["gecontroleerd_op"]
        if value > timezone.localdate():
            raise forms.ValidationError("Deze datum ligt in de toekomst.")
        return value

    def clean_bron_url(self) -> str:
        url: str = self.cleaned_data["bron_url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError("Het adres begint met https://.")
        return url


class ConfirmForm(BronForm):
    """`versie` is the one that was checked."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_VERSIE)


class PassageForm(BronForm, VoorstelForm):
    """A text as somebody wants it; `tekst` is how it is now, None of what is new."""

    BOUND = (("bron", "bron_url"),)
    ORDER = ("titel", "tekst", "na", "bron", "bron_url", "gecontroleerd_op", "zekerheid", "kort")

    titel = forms.CharField(
        max_length=120, required=False, help_text="De kop in het plan. Leeg bij de tekst waarmee een onderdeel begint."
    )
    tekst = MarkdownField(
        marks=("list", "numbers", "bold", "link"),
        max_length=TEKST_MAX,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Schrijf in de wij-vorm, met zinnen van ten hoogste 18 woorden. Noem geen personen en geen zaken. "
        "{gemeente} wordt de naam van de gemeente.",
    )
    na = forms.ChoiceField(label="Waar in het plan?", help_text="Kies een andere plaats om de tekst te verplaatsen.")
    zekerheid = forms.ChoiceField(
        label="Hoe zeker is dit?",
        choices=Passage.Zekerheid.choices,
        widget=forms.RadioSelect,
        help_text="Wat nog te controleren is, komt niet in plannen.",
    )
    kort = forms.BooleanField(required=False, label="Staat ook in de korte vorm van het plan")

    def __init__(self, *args: Any, tekst: Tekst | None, **kwargs: Any) -> None:
        self.source = tekst
        kwargs["initial"] = FIRST | {"gecontroleerd_op": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "titel", "tekst", "bron")
        self.order_fields(self.ORDER)
        self.fields["reden"].label = "Waarom verandert de tekst?" if tekst else "Waarom komt de tekst erbij?"
        self.fields["reden"].help_text = "Gemeenten zien dit bij de nieuwe tekst. " + self.fields["reden"].help_text
        self.fields["reden"].required = bool(tekst and tekst.versions)
        self.place()

    def place(self) -> None:
        """A text of a regio in the place of a landelijke stands where that one does."""
        tekst = self.source
        if tekst and tekst.regio and tekst.place.landelijk:
            del self.fields["na"]
            return
        choices = choices_for(tekst.code if tekst else "", self.regio)
        first = [] if tekst else [("", "Kies een plaats")]
        self.fields["na"].choices = [*first, *choices]
        self.fields["na"].widget.choices = self.fields["na"].choices
        if tekst is None:
            self.fields["titel"].required = True
            self.fields["titel"].help_text = "De kop in het plan."
            self.fields["na"].help_text = "De tekst komt na de tekst die je hier kiest."

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        for name, problems in schema.faults(self.fields_of_passage()).items():
            label = self.fields[name].label or name.capitalize() if name in self.fields else ""
            self.add_error(name if label else None, [f"{label} {problem}.".strip() for problem in problems])
        if data.get("zekerheid") == Passage.Zekerheid.ZEKER and "te controleren" in data.get("bron", "").casefold():
            self.add_error("bron", NOTE_IN_BRON)
        newest = self.source.newest if self.source else None
        if not self.errors and newest and not self.moves and says_the_same(Passage(**self.wording), newest):
            raise forms.ValidationError(
                f"Titel, tekst en zekerheid zijn gelijk aan die van versie {newest.versie}. Is de tekst alleen opnieuw "
                "gecontroleerd? Leg dat dan vast op de pagina van de tekst."
            )
        return data

    @property
    def moves(self) -> bool:
        return "na" in self.fields and self.cleaned_data.get("na") != self.initial.get("na")

    def fields_of_passage(self) -> dict[str, Any]:
        """What the schema asks beside the wording."""
        passage = self.source.shown if self.source else None
        code, onderdeel = (passage.code, passage.onderdeel) if passage else ("h1.nieuw", "h1")
        place = {"code": code, "onderdeel": onderdeel, "volgorde": 1.0}
        return {**place, "laag": Passage.Laag.LANDELIJK.value, "versie": 1, **self.wording}

    @property
    def wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, *NEWS)}

    @property
    def passage(self) -> Passage:
        """As it would be, for its own layer."""
        return Passage(**self.wording, regio=self.regio)


class FilterForm(forms.Form):
    """Narrows the list; what is not valid narrows nothing."""

    SHOW = (
        ("", "alle teksten"),
        ("controleren", "nog te controleren"),
        ("werk", "met een concept of voorstel"),
        ("oud", "aan de beurt om te controleren"),
        ("regionaal", "met een regionale tekst"),
    )
    onderdeel = forms.ChoiceField(required=False)
    toon = forms.ChoiceField(label="Laat zien", choices=SHOW, required=False)
    zoek = forms.CharField(label="Zoek een woord", max_length=60, required=False)

    def __init__(self, *args: Any, titels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["onderdeel"].choices = [("", "alle onderdelen"), *titels.items()]

    def keeps(self, place: Place) -> bool:
        wanted, passage = getattr(self, "cleaned_data", {}), place.shown
        shown = {
            "": True,
            "controleren": place.is_unsure,
            "werk": place.voorstel is not None,
            "oud": place.is_due,
            "regionaal": bool(place.regionaal),
        }
        zoek = seen(wanted.get("zoek", ""))
        words = (f"{text.code} {text.titel} {text.tekst} {text.bron}" for text in place.texts) if zoek else ()
        return (
            wanted.get("onderdeel", "") in {"", passage.onderdeel}
            and shown[wanted.get("toon", "")]
            and (not zoek or zoek in seen(" ".join(words)))
        )
