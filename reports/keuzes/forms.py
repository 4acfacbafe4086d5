import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import transaction
from django.utils.safestring import SafeString

from accounts.models import Gebruiker
from kader.models import KaderVersie
from printing.fields import goes_into_plan
from printing.logo import LOGO_MAX, LOGO_MAX_KB, TOO_BIG, Logo, read_logo
from printing.svg import LogoFout
from reports.document.look import CONTRAST_MIN, HEX, contrast, darker
from reports.document.naming import wrong_end
from reports.document.passage import filled_in
from reports.document.sources import titled
from reports.keuzes.actions import logo_values, store_logo
from reports.models import BIJLAGEN, Huisstijl, Keuzes
from saving.conflicts import Line
from saving.fields import DatumField, TextField, UploadField
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, first_row
from sjablonen.markdown import markdown
from sjablonen.models import Passage

VORMEN = {
    Keuzes.Vorm.VOLLEDIG: "Alle hoofdstukken en de bijlagen die je aanzet. Ongeveer 30 tot 35 bladzijden.",
    Keuzes.Vorm.KORT: "De kern, met jullie eigen zinnen en acties, zonder bijlagen. Ongeveer 10 tot 15 bladzijden.",
}
NOTHING_SAID = ("", "Zeg hier niets over in het plan")


@dataclass(frozen=True)
class Check:
    """A passage that must be checked first, as a tick on the page."""

    passage: Passage
    titel: str
    html: SafeString
    checked: bool


class KeuzesForm(VersionedForm):
    vorm = forms.ChoiceField(label="Welke vorm krijgt het plan?", choices=Keuzes.Vorm.choices, widget=forms.RadioSelect)
    bijlagen = forms.TypedMultipleChoiceField(
        label="Welke bijlagen gaan mee?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    financiering = forms.ChoiceField(
        label="Hoe betaalt jullie regio de zorgcoördinatie?",
        choices=[NOTHING_SAID, *Keuzes.Financiering.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text="Dit komt in het plan onder ‘Middelen’. De eerste vijf vormen komen uit het Kompas Aanpak "
        "Mensenhandel van VNG en CoMensha.",
    )
    controleren = forms.MultipleChoiceField(
        label="Welke teksten gaan toch mee?", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Keuzes
        fields = Keuzes.FIELDS
        field_classes = {
            "titel": TextField,
            "periode_van": DatumField,
            "periode_tot": DatumField,
            "financiering_tekst": TextField,
        }
        labels = {
            "titel": "Hoe heet jullie plan?",
            "periode_van": "Geldt vanaf",
            "periode_tot": "Geldt tot en met",
            "hele_bijlagen": "Ook wat wij niet gebruiken",
            "stand": "Bijlage 6: Stand per thema",
            "codes": "Codes afdrukken",
            "financiering_tekst": "Toelichting in het plan",
        }
        help_texts = {
            "titel": "Zonder jaren, want die zet Kompas erbij. Leeg: ‘Beleidsplan aanpak mensenhandel’.",
            "periode_tot": "De looptijd is een voorstel tot het plan is vastgesteld. Dan kies je haar definitief.",
            "hele_bijlagen": "Liever uit: zo blijven de bijlagen kort, zonder wetten bij instrumenten die jullie niet "
            "inzetten, zonder andere manieren van betalen en zonder uitleg bij cijfers die er niet zijn.",
            "codes": "Zet je dit aan, dan staat bij zinnen en acties de code van de bouwsteen, zoals "
            "SV-P1-1. In Word en ODT staan de codes er altijd.",
            "stand": "Zet je dit aan, dan staat in het plan per bouwsteen hoe ver jullie zijn. Een plan is "
            "meestal openbaar.",
            "financiering_tekst": "Bijvoorbeeld wat jullie bijdragen en tot wanneer dat is afgesproken. Noem geen "
            "namen van personen.",
        }
        widgets = {"financiering_tekst": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, kader: KaderVersie, naam: str, to_check: list[Passage], **kwargs: Any) -> None:
        """`naam` is that of the gemeente, for in the texts."""
        super().__init__(*args, **kwargs)
        self.naam = naam
        self.titels = {part.code: titled(part.titel) for part in kader.plan_onderdelen.all()}
        order = {code: index for index, code in enumerate(self.titels)}
        self.to_check = sorted(to_check, key=lambda p: (order.get(p.onderdeel, len(order)), p.volgorde))
        goes_into_plan(self, "titel", "financiering_tekst")
        self.fields["bijlagen"].choices = [(n, self.titels.get(f"bijlage_{n}") or f"Bijlage {n}") for n in BIJLAGEN]
        self.fields["controleren"].choices = [(passage.code, self.titel_of(passage)) for passage in self.to_check]

    def titel_of(self, passage: Passage) -> str:
        return passage.titel or self.titels.get(passage.onderdeel) or passage.code

    @property
    def vormen(self) -> list[dict[str, str]]:
        return [{"value": vorm.value, "label": vorm.label.capitalize(), "hint": VORMEN[vorm]} for vorm in Keuzes.Vorm]

    @property
    def checks(self) -> list[Check]:
        chosen = set(self["controleren"].value() or [])
        return [
            Check(
                passage,
                self.titel_of(passage),
                markdown(filled_in(passage.tekst, self.naam)),
                passage.code in chosen,
            )
            for passage in self.to_check
        ]

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when nobody chose anything yet."""
        self.stored = first_row(Keuzes, zelfevaluatie=self.instance.zelfevaluatie)
        return save_form(self, by=by)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen, own = data.get("financiering", ""), data.get("financiering_tekst", "")
        if chosen == Keuzes.Financiering.ANDERS and not own and "financiering_tekst" not in self.errors:
            self.add_error("financiering_tekst", "Schrijf op hoe de zorgcoördinatie dan wordt betaald.")
        if own and not chosen and "financiering" not in self.errors:
            self.add_error("financiering", "Kies bij je toelichting ook een vorm. Past er geen? Kies dan ‘Anders’.")
        if not {"periode_van", "periode_tot"} & set(self.errors):
            self.check_periode(data.get("periode_van"), data.get("periode_tot"))
        return data

    def check_periode(self, first: date | None, last: date | None) -> None:
        if bool(first) != bool(last):
            name, said = ("periode_tot", "tot wanneer") if first else ("periode_van", "vanaf wanneer")
            self.add_error(name, f"Vul ook in {said} het plan geldt, of laat beide leeg.")
        elif fault := wrong_end(first, last):
            self.add_error("periode_tot", fault)


class HuisstijlForm(VersionedForm):
    """Logo and colour. `bewaard` holds a logo that was sent with something that was not yet right."""

    bewaard = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LOGO_MAX * 4 // 3 + 4)
    upload = UploadField(
        largest=LOGO_MAX,
        too_large=TOO_BIG,
        accept="image/png,image/svg+xml",
        label="Logo",
        required=False,
        help_text=f"Png of svg, ten hoogste {LOGO_MAX_KB} kB. Het komt op de titelpagina.",
    )
    logo_tekst = forms.CharField(
        label="Wat staat er op het logo?",
        required=False,
        max_length=150,
        help_text="Voor wie het niet kan zien. Bijvoorbeeld: Logo van gemeente Voorbeeldstad.",
    )
    weg = forms.BooleanField(label="Logo weghalen", required=False)
    accent = forms.CharField(
        label="Kleur van koppen en lijnen",
        required=False,
        max_length=20,
        help_text="Als code, zoals #0d5665. Laat leeg voor de kleur van Kompas.",
        widget=forms.TextInput(attrs={"class": "k-input--short", "spellcheck": "false"}),
    )

    class Meta:
        model = Huisstijl
        fields = ("logo_tekst", "accent")

    def __init__(self, data: Any = None, files: Any = None, *, huisstijl: Huisstijl) -> None:
        if data is not None and data.get("voorstel"):
            data = data.copy()
            data["accent"] = data["voorstel"]
        super().__init__(data, files, instance=huisstijl)
        self.huisstijl = self.stored  # as it is in use; validation writes what was sent into `instance`
        self.logo = current_logo(huisstijl)
        self.sent: Logo | None = None
        self.voorstel = ""

    def clean_bewaard(self) -> str:
        try:
            content = base64.b64decode(self.cleaned_data["bewaard"], validate=True)
            self.sent = read_logo(content) if content else None
        except (binascii.Error, ValueError, LogoFout):
            self.sent = None  # nobody but this page fills it
        return self.cleaned_data["bewaard"]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload is None:
            return None
        try:
            self.sent = read_logo(upload.read())
        except LogoFout as fout:
            raise forms.ValidationError(str(fout)) from None
        return upload

    def clean_accent(self) -> str:
        accent = self.cleaned_data["accent"].strip().lower().removeprefix("#")
        if not accent:
            return ""
        if re.fullmatch(r"[0-9a-f]{3}", accent):
            accent = "".join(digit * 2 for digit in accent)
        accent = f"#{accent}"
        if not HEX.fullmatch(accent):
            raise forms.ValidationError("Schrijf de kleur als # met zes cijfers of letters van a tot en met f.")
        if (found := contrast(accent)) < CONTRAST_MIN:
            self.voorstel = darker(accent)
            raise forms.ValidationError(
                f"Deze kleur is te licht om op wit te lezen: contrast {comma(found)}, nodig is {comma(CONTRAST_MIN)}. "
                f"Wat wel kan, is {self.voorstel}."
            )
        return accent

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.logo = self.sent or (None if data.get("weg") else self.logo)
        if self.logo and not data.get("logo_tekst") and "logo_tekst" not in self.errors:
            self.add_error("logo_tekst", "Schrijf op wat er op het logo staat.")
        return data

    def sent_values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**logo_values(self.logo, data["logo_tekst"]), "accent": data["accent"]}

    def save_by(self, by: Gebruiker) -> Saved:
        """With the file of the logo. In a conflict the words about it say that it is another logo, too."""
        logo = self.logo
        with transaction.atomic():
            self.stored = first_row(Huisstijl)
            saved = save_form(self, by=by)
            store_logo(saved, logo)
        if saved.conflicts and saved.sent["logo_sha256"] != saved.now["logo_sha256"]:
            for choice in self.choices:
                if choice.key == "logo_tekst":
                    there = "met een ander logo" if saved.now["logo_sha256"] else "zonder logo"
                    choice.lines.append(Line("Logo", "met dit logo" if logo else "zonder logo", there))
        return saved

    @property
    def kept(self) -> str:
        """The new logo, for `bewaard` in the next try."""
        return base64.b64encode(self.sent.content).decode() if self.sent else ""


def current_logo(huisstijl: Huisstijl) -> Logo | None:
    return Logo(bytes(huisstijl.logo), huisstijl.logo_mimetype) if huisstijl.logo else None


def comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")
