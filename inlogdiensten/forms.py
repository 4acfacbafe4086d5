import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from accounts.models import Toegang
from accounts.permissions import GEMEENTE_FUNCTIES, LANDELIJKE_FUNCTIES, REGIO_FUNCTIES, Platformbeheerder
from inlogdiensten.addresses import allowed_url
from inlogdiensten.failures import NotAllowed
from inlogdiensten.models import Aanvaarding, Inlogdienst
from saving.fields import TextField
from tenants.models import Gemeente, Regio

DISCOVERY = "/.well-known/openid-configuration"
HOST = re.compile(r"(?=.{1,253}(:|$))[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{2,5})?")
VALUE = re.compile(r"[\x21-\x7e]{1,100}")
UNKNOWN_CHOICE = "Kies een van de mogelijkheden."


class GeheimForm(forms.Form):
    """How Kompas proves itself. What was typed as a secret is never given back."""

    bewijs = forms.ChoiceField(
        label="Hoe bewijst Kompas zich bij de inlogdienst?",
        choices=Inlogdienst.Bewijs.choices,
        widget=forms.RadioSelect,
        initial=Inlogdienst.Bewijs.SLEUTEL,
        error_messages={"required": UNKNOWN_CHOICE, "invalid_choice": UNKNOWN_CHOICE},
    )
    geheim = forms.CharField(
        label="Geheim van de inlogdienst",
        required=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text="Alleen bij een geheim. Kompas bewaart het versleuteld en toont het nooit meer.",
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("bewijs") == Inlogdienst.Bewijs.GEHEIM and not values.get("geheim"):
            self.add_error("geheim", "Vul het geheim in dat de inlogdienst je gaf.")
        return values


class InlogdienstForm(forms.Form):
    """Where Kompas speaks to, and what it believes. `gezien` is when what is shown was set up."""

    naam = TextField(
        label="Naam", max_length=80, help_text="Zo staat hij op de knop, bijvoorbeeld: Werkaccount Stadskanaal."
    )
    issuer = TextField(
        label="Adres van de inlogdienst (issuer)",
        max_length=200,
        help_text="Begint met https://. Neem het precies over, ook met of zonder / aan het eind.",
    )
    client_id = TextField(
        label="Nummer van Kompas bij de inlogdienst (client id)",
        max_length=191,
        help_text="Krijg je als je Kompas bij de inlogdienst aanmeldt.",
    )
    hosts = TextField(
        label="Andere adressen van de inlogdienst",
        required=False,
        max_length=500,
        help_text="Alleen als de test daarom vraagt: namen van computers, met een spatie ertussen.",
    )
    tweede_stap = TextField(
        label="Wanneer telt de tweede stap van de inlogdienst?",
        required=False,
        max_length=300,
        help_text="Waarden van acr of amr, met een spatie ertussen. Leeg: Kompas vraagt zelf een tweede stap.",
    )
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["naam", "issuer", "client_id", "bewijs", "geheim", "hosts", "tweede_stap"]

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].strip().removesuffix(DISCOVERY)
        try:
            parts = allowed_url(issuer, frozenset({urlsplit(issuer).netloc.lower()}))
        except (NotAllowed, ValueError) as fout:
            raise ValidationError(getattr(fout, "detail", "Dit is geen geldig webadres.")) from None
        if parts.query or parts.fragment:
            raise ValidationError("In het adres mag geen ? of # staan.")
        return issuer

    def clean_hosts(self) -> str:
        hosts = self.cleaned_data["hosts"].lower().split()
        for host in hosts:
            if not HOST.fullmatch(host):
                raise ValidationError(f"Dit is geen naam van een computer, zoals login.example.nl: {host[:80]}")
        return " ".join(dict.fromkeys(hosts))

    def clean_client_id(self) -> str:
        found: str = self.cleaned_data["client_id"]
        if not VALUE.fullmatch(found) and not found.isprintable():
            raise ValidationError("In het nummer staat een teken dat er niet in kan staan.")
        return found

    def clean_tweede_stap(self) -> str:
        values = self.cleaned_data["tweede_stap"].split()
        for value in values:
            if not VALUE.fullmatch(value):
                raise ValidationError(f"Dit kan geen waarde van acr of amr zijn: {value[:80]}")
        return " ".join(dict.fromkeys(values))

    def clean_gezien(self) -> Any:
        return seen(self.cleaned_data["gezien"])


class NewInlogdienstForm(GeheimForm, InlogdienstForm):
    pass


class PlatformInlogdienstForm(NewInlogdienstForm):
    """Of VNG, CoMensha or a regio, which who runs Kompas sets up for them."""

    waar = forms.ChoiceField(
        label="Voor wie is deze inlogdienst?",
        error_messages={"required": UNKNOWN_CHOICE, "invalid_choice": UNKNOWN_CHOICE},
    )
    field_order = ["waar", *InlogdienstForm.field_order]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regios = [(str(regio.pk), str(regio)) for regio in Regio.objects.all()]
        choices = [("", "Kies"), *Toegang.Organisatie.choices, ("Regio’s", regios)]
        self.fields["waar"].choices = choices

    @property
    def scope(self) -> dict[str, Any]:
        waar = self.cleaned_data["waar"]
        if waar in Toegang.Organisatie.values:
            return {"organisatie": waar}
        return {"regio": Regio.objects.get(pk=waar)}


def seen(text: str) -> Any:
    """The moment in it, or None."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


class AanbodForm(forms.Form):
    gemeente = forms.ModelChoiceField(
        queryset=Gemeente.objects.none(),
        label="Gemeente",
        empty_label="Kies een gemeente",
        error_messages={"required": "Kies een gemeente.", "invalid_choice": "Kies een gemeente uit de lijst."},
    )

    def __init__(self, *args: Any, own: Gemeente | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["gemeente"]
        field.queryset = Gemeente.objects.opened().exclude(pk=own.pk if own else None)


class FunctiesForm(forms.Form):
    """Which value of a claim gives which functie: a line for each."""

    claim = TextField(
        label="Naam van het gegeven (claim)",
        required=False,
        max_length=80,
        help_text="Bijvoorbeeld groups of roles. Leeg: wie binnenkomt, krijgt alleen waarvoor zij is uitgenodigd.",
    )
    functies = TextField(
        label="Per regel een waarde en een functie",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, aanvaarding: Aanvaarding, **kwargs: Any) -> None:
        lines = "\n".join(f"{value} = {functie}" for value, functie in sorted(aanvaarding.functies.items()))
        kwargs["initial"] = {"claim": aanvaarding.claim, "functies": lines}
        super().__init__(*args, **kwargs)
        self.possible = functies_of(aanvaarding)
        names = ", ".join(self.possible)
        self.fields["functies"].help_text = f"Zoals: kompas-lezers = lezer. De functies hier zijn: {names}."

    def clean_functies(self) -> dict[str, str]:
        found = {}
        for line in filter(None, map(str.strip, self.cleaned_data["functies"].splitlines())):
            value, _, functie = (part.strip() for part in line.rpartition("="))
            if not value:
                raise ValidationError(f"Zet op elke regel een waarde, een = en een functie. Hier niet: {line[:80]}")
            if functie not in self.possible:
                raise ValidationError(f"Deze functie is er hier niet: {functie[:40]}")
            found[value] = functie
        return found

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if bool(values.get("claim")) != bool(values.get("functies")) and not self.errors:
            raise ValidationError("Vul de naam van het gegeven en de regels allebei in, of allebei niet.")
        return values


def functies_of(aanvaarding: Aanvaarding) -> list[str]:
    """Which a provider may give there. Who runs Kompas is always invited by a person."""
    if aanvaarding.gemeente_id:
        return [functie.naam for functie in GEMEENTE_FUNCTIES]
    if aanvaarding.regio_id:
        return [functie.naam for functie in REGIO_FUNCTIES]
    return [functie.naam for functie in LANDELIJKE_FUNCTIES if functie is not Platformbeheerder]
