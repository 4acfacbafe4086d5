from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from printing.fields import goes_into_plan
from reports.document.enums import Besluit, Orgaan
from reports.document.naming import wrong_end
from reports.models import Planversie, Vaststelling
from reports.versions.actions import NOBODY_ADOPTS, Adoption
from saving.fields import DatumField, NewIdField, TextField

NOW = "nu"
BESLUITEN = [("", "beslist niet over dit plan"), *Besluit.choices]


class PlanversieForm(forms.ModelForm):
    id = NewIdField()

    class Meta:
        model = Planversie
        fields = ("naam", "toelichting")
        field_classes = {"toelichting": TextField}
        labels = {"naam": "Hoe noem je deze versie?", "toelichting": "Toelichting voor onszelf"}
        help_texts = {
            "naam": "Bijvoorbeeld: Voor het college van 1 maart.",
            "toelichting": "Wat is er anders dan in de vorige versie? Dit komt niet in het plan.",
        }
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 3})}

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form, for save_version."""
        return {name: self.cleaned_data[name] for name in ("naam", "toelichting")} | {"pk": self.cleaned_data["id"]}


@dataclass(frozen=True)
class OrgaanFields:
    """The four fields of one orgaan, for the template."""

    titel: str
    fields: list[forms.BoundField]


class VaststellingForm(forms.Form):
    """What was decided, for the plan as a whole and for each orgaan."""

    citeertitel = forms.CharField(label="Citeertitel", max_length=200, help_text="Zo heet het plan in andere stukken.")
    periode_van = DatumField(label="Geldt vanaf", required=False)
    periode_tot = DatumField(label="Geldt tot en met", required=False)
    evaluatiedatum = DatumField(
        label="Datum van de evaluatie", required=False, help_text="Een half jaar ervoor staat het op je overzicht."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for orgaan in Orgaan:
            self.fields |= fields_of(orgaan)
            goes_into_plan(self, f"{orgaan}_kenmerk", f"{orgaan}_portefeuillehouder")
        goes_into_plan(self, "citeertitel")

    @property
    def plan_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("citeertitel", "periode_van", "periode_tot", "evaluatiedatum")]

    @property
    def organen(self) -> list[OrgaanFields]:
        return [
            OrgaanFields(orgaan.label.capitalize(), [self[name] for name in fields_of(orgaan)]) for orgaan in Orgaan
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for orgaan in Orgaan:
            self.check_orgaan(orgaan, data)
        if not self.errors and not any(besluit.besluit == Besluit.VASTSTELLING for besluit in self.besluiten(data)):
            self.add_error(None, NOBODY_ADOPTS)
        start, end, evaluation = (data.get(name) for name in ("periode_van", "periode_tot", "evaluatiedatum"))
        if fault := wrong_end(start, end):
            self.add_error("periode_tot", fault)
        if start and evaluation and evaluation < start:
            self.add_error("evaluatiedatum", "Deze datum ligt voor de begindatum van het plan.")
        return data

    def check_orgaan(self, orgaan: Orgaan, data: dict[str, Any]) -> None:
        """A decision has a date, which is not to come; and what says nothing of a decision is not lost in silence."""
        name, datum = f"{orgaan}_datum", data.get(f"{orgaan}_datum")
        if data.get(f"{orgaan}_besluit") and not datum and name not in self.errors:
            self.add_error(name, f"Vul in wanneer het besluit is genomen: {orgaan.label}.")
        if datum and datum > timezone.localdate():
            self.add_error(name, "Deze datum moet nog komen. Leg het besluit vast als het is genomen.")
        filled = any(data.get(f"{orgaan}_{part}") for part in ("datum", "kenmerk", "portefeuillehouder"))
        if filled and not data.get(f"{orgaan}_besluit") and f"{orgaan}_besluit" not in self.errors:
            self.add_error(f"{orgaan}_besluit", f"Kies wat het besluit is: {orgaan.label}.")

    def besluiten(self, data: dict[str, Any]) -> Iterator[Vaststelling]:
        for orgaan in Orgaan:
            if data.get(f"{orgaan}_besluit"):
                names = ("besluit", "datum", "kenmerk", "portefeuillehouder")
                yield Vaststelling(orgaan=orgaan, **{name: data.get(f"{orgaan}_{name}") for name in names})

    def adoption(self) -> Adoption:
        """Of a valid form."""
        data = self.cleaned_data
        return Adoption(
            citeertitel=data["citeertitel"],
            periode_van=data["periode_van"],
            periode_tot=data["periode_tot"],
            evaluatiedatum=data["evaluatiedatum"],
            besluiten=tuple(self.besluiten(data)),
        )


def fields_of(orgaan: Orgaan) -> dict[str, forms.Field]:
    return {
        f"{orgaan}_besluit": forms.ChoiceField(
            label="Besluit", required=False, choices=BESLUITEN, widget=forms.RadioSelect
        ),
        f"{orgaan}_datum": DatumField(label="Datum van het besluit", required=False),
        f"{orgaan}_kenmerk": forms.CharField(label="Kenmerk", required=False, max_length=80),
        f"{orgaan}_portefeuillehouder": forms.CharField(
            label="Portefeuillehouder", required=False, max_length=120, help_text="Een functie, geen naam."
        ),
    }


class VergelijkForm(forms.Form):
    """Two of the versions, or one and the plan as it is now; stands in the address, so that it can be shared."""

    def __init__(self, data: Any, versies: list[Planversie]) -> None:
        super().__init__(data or None)
        choices = [(NOW, "Het plan van nu"), *((str(versie.pk), label(versie)) for versie in versies)]
        self.titels = dict(choices)
        self.fields["a"] = forms.ChoiceField(label="Eerst", choices=choices)
        self.fields["b"] = forms.ChoiceField(label="Daarna", choices=choices)
        if versies:
            self.initial = {"a": str(versies[0].pk), "b": NOW}


def label(versie: Planversie) -> str:
    made: date = timezone.localdate(versie.created_at)
    return f"{versie.naam} ({made.day}-{made.month}-{made.year})"
