from typing import Any

from django import forms
from django.utils import timezone

from aanpak.enums import Ambitie
from aanpak.models import Actie
from printing.fields import goes_into_plan
from printing.file_words import by_start, read_html
from printing.filetypes import DOCX, EML, ODF, Refused, filetype
from reports.passages.oudplan.matching import BOUWSTEEN, PASSAGE, VRAAG, Place
from reports.passages.oudplan.models import Alinea, OudPlan
from saving.fields import AantalField, TextField, UploadField
from saving.forms import RowForm, VersionedForm
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Beantwoording

BESTAND_MAX_MB = 20
TEKST_MAX = 300_000
PLANS_MAX = 20
FULL = f"Er staan al {PLANS_MAX} oude plannen. Haal er eerst een weg."
FIRST_YEAR = 2000
SOORTEN = {DOCX: OudPlan.Soort.DOCX, f"{ODF}text": OudPlan.Soort.ODT, "application/pdf": OudPlan.Soort.PDF}
OTHER = "Dit soort bestand kan niet. Kies Word (docx), ODT, PDF of een bewaarde webpagina (html), of plak de tekst."
SAVED_WHOLE = "Deze webpagina is bewaard als één bestand. Bewaar haar als ‘alleen HTML’ en kies haar opnieuw."
ONE = "Kies een bestand of plak de tekst: een van de twee."


class OudPlanForm(forms.Form):
    jaar = AantalField(
        label="Van welk jaar is dat plan?",
        min_value=FIRST_YEAR,
        help_text="Het jaar waarin het is vastgesteld. Zo weet je later waar een tekst vandaan komt.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "k-input--short"}),
        error_messages={"min_value": f"Dit kan niet: plannen over mensenhandel zijn van na {FIRST_YEAR}."},
    )
    upload = UploadField(
        largest=BESTAND_MAX_MB * 1024 * 1024,
        too_large=f"Dit bestand is te groot. Het mag ten hoogste {BESTAND_MAX_MB} MB zijn.",
        accept=".docx,.odt,.pdf,.html,.htm",
        label="Bestand",
        required=False,
        help_text=f"Word (docx), ODT, PDF of een bewaarde webpagina (html), ten hoogste {BESTAND_MAX_MB} MB.",
        error_messages={"empty": "Dit bestand is leeg. Kies een ander."},
    )
    tekst = TextField(
        label="Of plak de tekst",
        max_length=TEKST_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    content: bytes = b""
    soort: str = ""

    def clean_jaar(self) -> int:
        jaar: int = self.cleaned_data["jaar"]
        if jaar > (now := timezone.localdate().year):
            raise forms.ValidationError(f"Dit jaar komt nog. Vul een jaar in tot en met {now}.")
        return jaar

    def clean_upload(self) -> Any:
        """Judged by content, not by name."""
        upload = self.cleaned_data["upload"]
        if upload:
            self.content = upload.read()
            self.soort = soort_of(self.content, upload.name)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if OudPlan.objects.count() >= PLANS_MAX:
            raise forms.ValidationError(FULL)
        tekst = data.get("tekst", "").strip()
        if not self.errors and bool(tekst) == bool(data.get("upload")):
            raise forms.ValidationError(ONE)
        if tekst:
            self.content, self.soort = tekst.encode(), OudPlan.Soort.TEKST
        return data


def soort_of(content: bytes, name: str) -> str:
    if by_start(content) is read_html:
        return OudPlan.Soort.HTML
    try:
        mimetype = filetype(content, name)
    except Refused as refused:
        if name.lower().endswith((".html", ".htm")) and b"<" in content[:2_000]:
            return OudPlan.Soort.HTML
        words = OTHER if str(refused).startswith("Dit soort") else str(refused)
        raise forms.ValidationError(words) from refused
    if mimetype not in SOORTEN:
        raise forms.ValidationError(SAVED_WHOLE if mimetype == EML else OTHER)
    return SOORTEN[mimetype]


class PlekForm(forms.Form):
    """Where a paragraph goes, and as what. In the address, so that it works by itself."""

    TEKST, ACTIE = "tekst", "actie"

    plaats = forms.ChoiceField(label="Waar hoort dit?")
    als = forms.ChoiceField(
        label="Hoe neem je het over?",
        choices=[(TEKST, "Als tekst in het plan"), (ACTIE, "Als actie")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, places: dict[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        names = {BOUWSTEEN: "Bouwstenen", VRAAG: "Aanvullende vragen", PASSAGE: "Teksten in het plan"}
        groups: dict[str, list[tuple[str, str]]] = {label: [] for label in names.values()}
        for place in places.values():
            groups[names[place.soort]].append((place.code, place.naam))
        self.fields["plaats"].choices = [("", "Kies een plek"), *groups.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        place = self.places.get(data.get("plaats", ""))
        if place and place.soort == PASSAGE and data.get("als") == self.ACTIE:
            self.add_error("plaats", "Een actie hoort bij een bouwsteen of een aanvullende vraag. Kies die hier.")
        return data

    @property
    def place(self) -> Place:
        return self.places[self.cleaned_data["plaats"]]

    @property
    def soort(self) -> str:
        """As Alinea.Als has it."""
        if self.cleaned_data["als"] == self.ACTIE:
            return Alinea.Als.ACTIE
        return Alinea.Als.PASSAGE if self.place.soort == PASSAGE else Alinea.Als.ZIN


NOTED = "Alleen voor collega’s van deze gemeente. Zo weten zij waar de tekst vandaan komt."


class ZinForm(VersionedForm):
    """The sentence of a bouwsteen, on top of what stands there. Never its status."""

    class Meta:
        model: type[Beantwoording] = Antwoord
        fields = ("plan_zin", "toelichting")
        field_classes = {"plan_zin": TextField, "toelichting": TextField}
        labels = {"plan_zin": "Zin voor het beleidsplan", "toelichting": "Toelichting voor onszelf"}
        help_texts = {
            "plan_zin": "Deze tekst komt letterlijk in het plan. Schrijf in de wij-vorm.",
            "toelichting": NOTED,
        }
        widgets = {"plan_zin": forms.Textarea(attrs={"rows": 6}), "toelichting": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "plan_zin")


class AanvullendeZinForm(ZinForm):
    class Meta(ZinForm.Meta):
        model = AanvullendAntwoord


class NieuweActieForm(RowForm):
    class Meta:
        model = Actie
        fields = ("wat", "ambitie", "toelichting")
        field_classes = {"wat": TextField, "toelichting": TextField}
        labels = {
            "wat": "Wat gaan we doen?",
            "ambitie": "Bij welke ambitie hoort dit?",
            "toelichting": "Toelichting voor onszelf",
        }
        help_texts = {
            "wat": "Deze zin komt in het beleidsplan. Wie het trekt en wanneer, vul je daarna bij de actie in.",
            "toelichting": NOTED,
        }
        widgets = {"wat": forms.Textarea(attrs={"rows": 3}), "toelichting": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "wat")
        self.fields["ambitie"].choices = [("", "Kies een ambitie"), *Ambitie.choices]
