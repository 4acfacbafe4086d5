"""What is asked of a gemeente in a round beside its bouwstenen: the enquête, with whom it shares, and the mandate."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from kader.models import Bouwsteen, Organisatieniveau, Status
from metingen.adres_forms import GENERAL, PERSONAL
from metingen.adres_import import looks_personal
from metingen.antwoord_uitleg import PREFIX, codes_for, uitleg_field
from metingen.enquete import HAS_PLAN, URENMAX, VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldeEnquete
from metingen.models import Gemeenteadres, Meetronde, Organisatie
from metingen.queries import without_kompas
from metingen.thema_forms import ThemaForm
from metingen.weergave import label_of
from saving.fields import AantalField, DatumField
from tenants.models import Gemeente, Regio

UNKNOWN = ("", "weten we nog niet")
EARLIEST = date(2000, 1, 1)


def choice(name: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=VRAGEN[name], required=False, choices=choices, widget=forms.RadioSelect)


class EnqueteForm(forms.Form):
    """Every question may stay open: what nobody knows is better left out than guessed."""

    begroting = choice("begroting", JaNee.choices)
    beleidsplan = choice("beleidsplan", [*Beleidsplan.choices, UNKNOWN])
    beleidsplan_geldig_tot = DatumField(label=VRAGEN["beleidsplan_geldig_tot"], required=False)
    aandachtsfunctionaris = choice("aandachtsfunctionaris", JaNee.choices)
    aandachtsfunctionaris_uren = AantalField(
        label=VRAGEN["aandachtsfunctionaris_uren"],
        required=False,
        min_value=0,
        max_value=URENMAX,
        help_text="In hele uren.",
        error_messages={"invalid": "Vul een heel getal in, zoals 8."},
    )
    zorgcoordinatie = choice("zorgcoordinatie", JaNee.choices)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        until, hours = data.get("beleidsplan_geldig_tot"), data.get("aandachtsfunctionaris_uren")
        if until and data.get("beleidsplan") not in HAS_PLAN:
            self.add_error("beleidsplan_geldig_tot", "Je kiest hierboven geen plan. Maak dit leeg of kies anders.")
        if until and not EARLIEST <= until <= date(timezone.localdate().year + 50, 12, 31):
            self.add_error("beleidsplan_geldig_tot", "Klopt dit jaar? Vul een datum in vanaf 2000.")
        if hours is not None and data.get("aandachtsfunctionaris") != JaNee.JA:
            self.add_error("aandachtsfunctionaris_uren", "Je kiest hierboven geen ‘ja’. Maak dit leeg of kies anders.")
        return data

    @property
    def enquete_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in VRAGEN]

    def enquete(self) -> GedeeldeEnquete:
        """Of a valid form."""
        return GedeeldeEnquete(**{name: self.cleaned_data[name] for name in VRAGEN})


class OntvangersForm(forms.Form):
    """With whom, by name. Nobody at all is possible in a round: then it only counts in the figures of groups."""

    organisaties = forms.MultipleChoiceField(
        label="Landelijke organisaties",
        required=False,
        choices=Organisatie.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    regios = forms.MultipleChoiceField(
        label="Ketenregisseurs van jullie regio’s", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, regios: Iterable[Regio], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["regios"]
        field.choices = [(str(regio.pk), f"Ketenregisseur van {label_of(regio)}") for regio in regios]
        if not field.choices:
            del self.fields["regios"]

    @property
    def ontvanger_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("organisaties", "regios") if name in self.fields]


class MandaatForm(forms.Form):
    """Who decided to share this, and when."""

    mandaat_functie = forms.CharField(
        label="Wie besloot dat dit gedeeld mag worden?",
        max_length=120,
        help_text="Een functie of orgaan, nooit een naam. Bijvoorbeeld: college van B en W, of hoofd Veiligheid.",
    )
    mandaat_datum = DatumField(label="Wanneer is dat besloten?")

    def clean_mandaat_datum(self) -> date:
        datum: date = self.cleaned_data["mandaat_datum"]
        if datum > timezone.localdate():
            raise forms.ValidationError("Deze datum moet nog komen. Dien in als het besluit er is.")
        if datum < EARLIEST:
            raise forms.ValidationError("Klopt dit jaar? Vul een datum in vanaf 2000.")
        return datum


class AntwoordForm(ThemaForm, MandaatForm, OntvangersForm, EnqueteForm):
    """All that a gemeente without Kompas is asked: a status per bouwsteen, and what the three forms above ask."""

    def __init__(self, *args: Any, bouwstenen: list[Bouwsteen], regios: Iterable[Regio], **kwargs: Any) -> None:
        super().__init__(*args, regios=regios, **kwargs)
        self.bouwstenen = bouwstenen
        for bouwsteen in bouwstenen:
            self.fields[bouwsteen.code] = forms.ChoiceField(
                label=bouwsteen.titel, required=False, choices=[("", "niet ingevuld"), *Status.choices]
            )
            self.fields[wie_of(bouwsteen.code)] = forms.MultipleChoiceField(
                label=f"Waar is dit georganiseerd? {bouwsteen.titel}",
                required=False,
                choices=Organisatieniveau.choices,
                widget=forms.CheckboxSelectMultiple,
            )
        for code in codes_for(bouwstenen):
            self.fields[PREFIX + code] = uitleg_field()

    @property
    def uitleg_fields(self) -> list[forms.BoundField]:
        """Where something was said, so that it goes along from page to page."""
        found = [self[name] for name in self.fields if name.startswith(PREFIX)]
        return [field for field in found if field.value()]

    def uitleg(self) -> dict[str, str]:
        """By code of the Tegenspraak; of a form in which nothing else is wrong."""
        given = {
            name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)
        }
        return {code: value for code, value in given.items() if value}

    @property
    def is_right_but_for_uitleg(self) -> bool:
        return all(name.startswith(PREFIX) for name in self.errors)

    @property
    def themas(self) -> list[tuple[str, list[tuple[Bouwsteen, forms.BoundField, forms.BoundField]]]]:
        """Per thema its bouwstenen, in the order of the Kader: the status, and where it is organised."""
        groups = groupby(self.bouwstenen, key=lambda bouwsteen: bouwsteen.thema.titel)
        return [
            (titel, [(bouwsteen, self[bouwsteen.code], self[wie_of(bouwsteen.code)]) for bouwsteen in found])
            for titel, found in groups
        ]

    @property
    def mandaat_fields(self) -> list[forms.BoundField]:
        return [self["mandaat_functie"], self["mandaat_datum"]]

    def statussen(self) -> dict[str, str]:
        """Of a valid form."""
        return {bouwsteen.code: self.cleaned_data[bouwsteen.code] for bouwsteen in self.bouwstenen}

    def niveaus(self) -> dict[str, tuple[str, ...]]:
        """Of a valid form."""
        return {each.code: tuple(self.cleaned_data[wie_of(each.code)]) for each in self.bouwstenen}

    def ontvangers(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"organisaties": data["organisaties"], "regios": [UUID(pk) for pk in data.get("regios", ())]}

    def mandaat(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("mandaat_functie", "mandaat_datum")}


class GemeenteKeuzeForm(forms.Form):
    """For which gemeente a link is made, one of the kind that the round asks and that does not use Kompas, and to what
    address of that gemeente it goes: whoever has the link sees what it shared, so never to somebody of staff."""

    gemeente = forms.ModelChoiceField(
        queryset=Gemeente.objects.none(), label="Voor welke gemeente?", empty_label="Kies een gemeente"
    )
    email = forms.EmailField(
        label="Algemeen e-mailadres van de gemeente",
        required=False,
        help_text="Zoals info@ of veiligheid@. Leeg: het adres dat Kompas van deze gemeente kent.",
    )
    algemeen = forms.BooleanField(label=GENERAL, required=False)

    def __init__(self, *args: Any, meetronde: Meetronde, by: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        field: Any = self.fields["gemeente"]
        field.queryset = without_kompas(meetronde)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        of_staff = Toegang.objects.exclude(organisatie="").filter(gebruiker__email=email)
        if email and (domain_of(email) == domain_of(self.by.email) or of_staff.exists()):
            raise forms.ValidationError("Dit is een adres van VNG of CoMensha. De link is alleen voor de gemeente.")
        return email

    def clean(self) -> dict[str, Any]:
        """What nobody typed, is what Kompas knows."""
        data = super().clean() or {}
        gemeente, email = data.get("gemeente"), data.get("email")
        if email and looks_personal(email) and not data.get("algemeen"):
            self.add_error("email", PERSONAL)
        if gemeente and email == "":
            data["email"] = Gemeenteadres.objects.filter(gemeente=gemeente).values_list("email", flat=True).first()
            if not data["email"]:
                self.add_error("email", "Kompas kent nog geen adres van deze gemeente. Vul er een in.")
        return data


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def wie_of(code: str) -> str:
    """The name of the field that asks where a bouwsteen is organised."""
    return f"{code}-wie"
