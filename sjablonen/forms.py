from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from printing.fields import goes_into_plan
from saving.fields import DatumField, TextField
from sjablonen import schema
from sjablonen.actions import says_the_same
from sjablonen.fields import MarkdownField
from sjablonen.models import Passage
from sjablonen.queries import Place, Tekst
from sjablonen.vergelijking import unwrapped
from tenants.sight import seen

MAX_VERSIE = 32_767
AHEAD_MAX = timedelta(days=5 * 366)
TEKST_MAX = 6_000
REDEN_MAX = 300
FIELDS = ("titel", "tekst", "bron", "bron_url", "gecontroleerd_op", "zekerheid", "kort")
NEWS = ("reden", "geldig_vanaf")  # about this version alone, so that no colleague's is taken along


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


class PassageForm(BronForm):
    """A new version of a text. `versie` is the one that the writer read; 0 when there was none."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_VERSIE)
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
    zekerheid = forms.ChoiceField(
        label="Hoe zeker is dit?",
        choices=Passage.Zekerheid.choices,
        widget=forms.RadioSelect,
        help_text="Wat nog te controleren is, komt niet in plannen.",
    )
    kort = forms.BooleanField(required=False, label="Staat ook in de korte vorm van het plan")
    reden = TextField(
        label="Waarom verandert de tekst?",
        max_length=REDEN_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Gemeenten zien dit bij de nieuwe tekst. Bijvoorbeeld: de wet is veranderd per 1 juli 2027.",
        error_messages={"required": "Schrijf op waarom de tekst verandert. Gemeenten zien dat bij de nieuwe tekst."},
    )
    geldig_vanaf = DatumField(
        label="Geldig vanaf",
        required=False,
        help_text="De dag waarop de tekst in plannen komt, bijvoorbeeld als een wet dan ingaat. Leeg: meteen.",
    )

    field_order: tuple[str, ...] = (
        "versie",
        "titel",
        "tekst",
        "bron",
        "bron_url",
        "gecontroleerd_op",
        "zekerheid",
        "kort",
        *NEWS,
    )

    def __init__(self, *args: Any, tekst: Tekst, **kwargs: Any) -> None:
        self.source = tekst
        kwargs["initial"] = self.first_values() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "titel", "tekst", "bron")
        self.fields["reden"].required = bool(self.source.versions)

    def first_values(self) -> dict[str, Any]:
        passage = self.source.shown
        return {
            "versie": self.source.versie,
            "titel": passage.titel,
            "tekst": unwrapped(passage.tekst),
            "bron": unwrapped(passage.bron),
            "bron_url": passage.bron_url,
            "gecontroleerd_op": timezone.localdate(),
            "zekerheid": passage.zekerheid,
            "kort": passage.kort,
        }

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        for name, problems in schema.faults(self.fields_of_passage()).items():
            label = self.fields[name].label or name.capitalize() if name in self.fields else ""
            self.add_error(name if label else None, [f"{label} {problem}.".strip() for problem in problems])
        newest = self.source.newest
        if not self.errors and newest and says_the_same(Passage(**self.wording), newest):
            raise forms.ValidationError(
                f"Titel, tekst en zekerheid zijn gelijk aan die van versie {newest.versie}. Is de tekst alleen opnieuw "
                "gecontroleerd? Leg dat dan vast op de pagina van de tekst."
            )
        return data

    def clean_geldig_vanaf(self) -> date | None:
        """A day that is past says since when a law counts; plans then print the text at once."""
        value: date | None = self.cleaned_data["geldig_vanaf"]
        if value and value > timezone.localdate() + AHEAD_MAX:
            raise forms.ValidationError("Klopt dit jaar? Kies een dag in de komende vijf jaar.")
        return value

    def fields_of_passage(self) -> dict[str, Any]:
        """What the schema asks beside the wording."""
        passage = self.source.shown
        place = {"code": passage.code, "onderdeel": passage.onderdeel, "volgorde": passage.volgorde}
        return {**place, "laag": Passage.Laag.LANDELIJK.value, "versie": 1, **self.wording}

    @property
    def wording(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*FIELDS, *NEWS)}

    @property
    def passage(self) -> Passage:
        """As it would be, for its own layer."""
        return Passage(**self.wording, regio=self.source.regio)


class NewPassageForm(PassageForm):
    """A text of a regio that replaces no other; `na` is the text behind which it is printed."""

    na = forms.ChoiceField(label="Waar in het plan?", help_text="De tekst komt na de tekst die je hier kiest.")

    field_order = ("versie", "na", *PassageForm.field_order[1:])

    def __init__(self, *args: Any, choices: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["na"].choices = [("", "Kies een plaats"), *choices]
        self.fields["titel"].required = True
        self.fields["titel"].help_text = "De kop in het plan."

    def first_values(self) -> dict[str, Any]:
        return {"versie": 0, "gecontroleerd_op": timezone.localdate(), "zekerheid": Passage.Zekerheid.ZEKER}


class FilterForm(forms.Form):
    """Narrows the list; what is not valid narrows nothing."""

    SHOW = (
        ("", "alle teksten"),
        ("controleren", "nog te controleren"),
        ("oud", "langer dan een jaar geleden gecontroleerd"),
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
            "oud": passage.is_old,
            "regionaal": bool(place.regionaal),
        }
        zoek = seen(wanted.get("zoek", ""))
        words = (f"{text.code} {text.titel} {text.tekst} {text.bron}" for text in place.texts) if zoek else ()
        return (
            wanted.get("onderdeel", "") in {"", passage.onderdeel}
            and shown[wanted.get("toon", "")]
            and (not zoek or zoek in seen(" ".join(words)))
        )
