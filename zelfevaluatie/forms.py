import io
import zipfile
import zlib
from typing import Any

import puremagic
from django import forms
from django.core.validators import URLValidator

from kader.models import Deelcriterium, Organisatieniveau, Status
from zelfevaluatie.models import BESTAND_MAX_MB, AanvullendAntwoord, Antwoord, Beantwoording, Onderbouwing

MAX_INTEGER = 2**31 - 1

STATUS_REGELS = {
    Status.GEREGELD: "Het werkt voor onze inwoners, wie het ook doet. Wat terugkomt, gebeurde het afgelopen jaar.",
    Status.DEELS: "Een deel werkt al.",
    Status.IN_VOORBEREIDING: "Het is besloten of iemand heeft de opdracht. Er werkt nog niets.",
    Status.NOG_NIET: "Er is nog niets besloten.",
    Status.NVT: "Dit past niet bij onze gemeente. Schrijf op waarom.",
}


class TextField(forms.CharField):
    """Browsers send a line break as two characters; it counts, and is kept, as one."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class BeantwoordingForm(forms.ModelForm):
    """What an answer to a bouwsteen and to an extra question have in common.

    `version` guards against a lost race; `keep` is the version of a colleague that the user chose to replace.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_INTEGER)
    keep = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_INTEGER, required=False)
    status = forms.ChoiceField(
        label="Hoe staat het ervoor?",
        choices=[(s.value, s.label) for s in STATUS_REGELS],
        required=False,
        widget=forms.RadioSelect,
    )
    nvt_reden = TextField(
        label="Waarom niet van toepassing?",
        max_length=500,
        required=False,
        help_text="Alleen nodig bij ‘n.v.t.’.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        fields = Beantwoording.FIELDS
        field_classes = {"plan_zin": TextField, "toelichting": TextField}
        labels = {"plan_zin": "Zin voor het beleidsplan", "toelichting": "Toelichting voor onszelf"}
        help_texts = {
            "plan_zin": "Deze tekst komt letterlijk in het plan. Schrijf in de wij-vorm.",
            "toelichting": "Alleen voor collega’s van deze gemeente. Komt niet in het plan en wordt niet gedeeld. "
            "Schrijf hier niets over personen of zaken.",
        }
        widgets = {
            "plan_zin": forms.Textarea(attrs={"rows": 4}),
            "toelichting": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name in ("plan_zin", "toelichting", "nvt_reden"):
            # A browser cuts off what is pasted beyond maxlength; the counter and our answer say it instead.
            self.fields[name].widget.attrs["data-teller"] = self.fields[name].widget.attrs.pop("maxlength")

    @property
    def status_options(self) -> list[dict[str, str]]:
        """The radio choices, each with the example that fits this bouwsteen or question."""
        source = getattr(self.instance, "bouwsteen", None) or self.instance.vraag
        return [
            {"value": value, "label": label.capitalize(), "hint": source.statusvoorbeelden[value], "status": value}
            for value, label in self.fields["status"].choices
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") == Status.NVT and not data.get("nvt_reden") and "nvt_reden" not in self.errors:
            self.add_error("nvt_reden", "Schrijf bij ‘n.v.t.’ kort de reden op. De rest van je tekst blijft staan.")
        return data

    @property
    def based_on(self) -> int:
        """The version this save replaces."""
        return self.cleaned_data.get("keep") or self.cleaned_data["version"]


class AanvullendForm(BeantwoordingForm):
    class Meta(BeantwoordingForm.Meta):
        model = AanvullendAntwoord


class AntwoordForm(BeantwoordingForm):
    deelcriteria = forms.MultipleChoiceField(
        label="Wat is er al?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hulp van Kompas, geen norm van de VNG. Je vinkjes bepalen je antwoord niet.",
    )
    organisatieniveau = forms.MultipleChoiceField(
        label="Waar is dit georganiseerd?",
        choices=Organisatieniveau.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    streefdoel_status = forms.ChoiceField(
        label="Waar wil je naartoe?", choices=[("", "Nog niet gekozen"), *Status.choices[:4]], required=False
    )
    streefdoel_datum = forms.DateField(
        label="Voor welke datum?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta(BeantwoordingForm.Meta):
        model = Antwoord
        fields = Antwoord.FIELDS
        labels = {
            **BeantwoordingForm.Meta.labels,
            "georganiseerd_door": "Door wie?",
            "zo_houden": "Zo houden: het is goed zoals het is",
            "trekker": "Wie trekt dit?",
        }
        help_texts = {
            **BeantwoordingForm.Meta.help_texts,
            "georganiseerd_door": "Een organisatie, geen naam van een persoon.",
            "trekker": "Een functie of organisatie, geen naam van een persoon.",
        }

    def __init__(self, *args: Any, criteria: list[Deelcriterium] | None = None, **kwargs: Any) -> None:
        """Without `criteria` (a save) the codes that the answer was fetched with are the choices."""
        super().__init__(*args, **kwargs)
        self.fields["deelcriteria"].choices = (
            [(c.code, c.tekst) for c in criteria] if criteria is not None else [(c, c) for c in self.instance.codes]
        )
        self.fields["status"].choices = status_choices(self.instance.bouwsteen.plateau)


def status_choices(plateau: int) -> list[tuple[str, str]]:
    """In Plateau 2, which is optional, n.v.t. is called what it is: a choice."""
    labels = {Status.NVT: "kiezen we nu niet"} if plateau == 2 else {}
    return [(status.value, labels.get(status, status.label)) for status in STATUS_REGELS]


class OverleggenForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_INTEGER)
    gezagsdriehoek = forms.IntegerField(
        label="Keer besproken in de gezagsdriehoek",
        min_value=0,
        max_value=99,
        required=False,
        help_text="Een basisteamdriehoek telt mee.",
    )
    ambtelijk = forms.IntegerField(
        label="Keer besproken op ambtelijk niveau", min_value=0, max_value=99, required=False
    )


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BESTANDSOORTEN = {"application/pdf", DOCX, "application/vnd.oasis.opendocument.text", "image/png", "image/jpeg"}
MIMETYPE_MAX = 200


class OnderbouwingForm(forms.ModelForm):
    url = forms.URLField(
        label="Link",
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    upload = forms.FileField(
        label="Bestand",
        required=False,
        help_text=f"PDF, Word, ODT, PNG of JPEG, ten hoogste {BESTAND_MAX_MB} MB. "
        "Kies geen bestand met gegevens van slachtoffers of verdachten.",
    )

    class Meta:
        model = Onderbouwing
        fields = ("titel", "url")
        labels = {"titel": "Wat is het?"}
        help_texts = {"titel": "Bijvoorbeeld: convenant van de regio, 2025."}

    def clean_upload(self) -> Any:
        """Judged by content, not by name; the found type is what it will be served as."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        if upload.size > BESTAND_MAX_MB * 1024 * 1024:
            raise forms.ValidationError(f"Dit bestand is te groot. Het mag ten hoogste {BESTAND_MAX_MB} MB zijn.")
        self.content = upload.read()
        self.mimetype = content_type(self.content)
        if self.mimetype not in BESTANDSOORTEN:
            raise forms.ValidationError("Dit soort bestand kan niet. Kies PDF, Word (docx), ODT, PNG of JPEG.")
        return upload

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and bool(data.get("url")) == bool(data.get("upload")):
            raise forms.ValidationError("Geef een link of kies een bestand: een van de twee.")
        if data.get("upload"):
            self.instance.bestand, self.instance.mimetype = self.content, self.mimetype
            self.instance.bestandsnaam = data["upload"].name[-200:]
        return data


def content_type(content: bytes) -> str:
    """The MIME type by content, or '' when unknown. Office files are ZIPs, so what they hold decides."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        return office_type(content)
    try:
        return puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        return ""


def office_type(content: bytes) -> str:
    """As the formats lay down: ODF names its type in a first member, OOXML is known by its main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < MIMETYPE_MAX:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error):
        return ""
    return DOCX if {"[Content_Types].xml", "word/document.xml"} <= names else ""


class GapFilterForm(forms.Form):
    """Narrows the list of what is still to be arranged; every choice is optional and stands in the address."""

    thema = forms.ChoiceField(label="Thema", required=False)
    rol = forms.ChoiceField(label="Rol", required=False)
    organisatieniveau = forms.ChoiceField(
        label="Georganiseerd door", required=False, choices=[("", "alle"), *Organisatieniveau.choices]
    )

    def __init__(self, data: Any, antwoorden: list[Antwoord]) -> None:
        super().__init__(data)
        themas = {a.bouwsteen.thema.code: a.bouwsteen.thema.titel_kort for a in antwoorden}
        rollen = {a.bouwsteen.rol.code: a.bouwsteen.rol.titel for a in antwoorden}
        self.fields["thema"].choices = [("", "alle"), *themas.items()]
        self.fields["rol"].choices = [("", "alle"), *rollen.items()]

    def narrow(self, antwoorden: list[Antwoord]) -> list[Antwoord]:
        """Those that fit the choices; a value that is no choice narrows nothing and is named by the form."""
        self.is_valid()
        chosen = self.cleaned_data
        return [
            a
            for a in antwoorden
            if chosen.get("thema", "") in ("", a.bouwsteen.thema.code)
            and chosen.get("rol", "") in ("", a.bouwsteen.rol.code)
            and (not chosen.get("organisatieniveau") or chosen["organisatieniveau"] in a.organisatieniveau)
        ]
