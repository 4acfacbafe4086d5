from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from metingen.models import Grootteklasse, Meetronde
from tenants.models import Gemeente, Indeling, Regio

UNKNOWN = {"invalid_choice": "Deze keuze kennen we niet. Je ziet nu alles."}
UNKNOWN_EXTRA = {"invalid_choice": "Deze keuze kennen we niet. Je ziet nu de eerste."}
ExtraField = tuple[str, str, list[tuple[str, str]]]  # name, label and choices of a field of one page
SOORTEN = (Regio.Soort.PROVINCIE, Regio.Soort.VEILIGHEIDSREGIO)


class FilterForm(forms.Form):
    """Which round and which part of the country. A choice that is not there is named, and narrows nothing."""

    ronde = forms.ChoiceField(label="Meetronde", required=False, error_messages=UNKNOWN)
    provincie = forms.ChoiceField(required=False, error_messages=UNKNOWN)
    veiligheidsregio = forms.ChoiceField(required=False, error_messages=UNKNOWN)
    grootte = forms.ChoiceField(
        label="Inwoners", required=False, choices=[("", "alle"), *Grootteklasse.choices], error_messages=UNKNOWN
    )

    def __init__(
        self, data: Any, *, rounds: list[Meetronde], chosen: Meetronde, extra: ExtraField | None = None
    ) -> None:
        """`chosen`: the round that is shown when the data name none that is known."""
        super().__init__({"ronde": str(chosen.pk), **data.dict()}, initial={"ronde": str(rounds[0].pk)})
        self.fields["ronde"].choices = [(str(ronde.pk), title(ronde)) for ronde in rounds]
        if extra:
            name, label, choices = extra
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=choices, error_messages=UNKNOWN_EXTRA
            )
            self.order_fields([name])
        regios = regios_of(chosen)
        self.regios = {(regio.soort, regio.code) for regio in regios}
        for soort in SOORTEN:
            found = [(regio.code, regio.naam) for regio in regios if regio.soort == soort]
            self.fields[soort].choices = [("", "alle"), *found]

    @property
    def provincies(self) -> dict[str, str]:
        """Names by code, of those that can be chosen."""
        return {code: naam for code, naam in self.fields["provincie"].choices if code}

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Label and choice of each filter that is on, in words."""
        chosen = self.chosen()
        names = [name for name in (*SOORTEN, "grootte") if name in chosen]
        return [(str(self[name].label), dict(self.fields[name].choices)[chosen[name]]) for name in names]

    def chosen(self) -> dict[str, str]:
        """What was chosen and is known, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ByNameForm(forms.Form):
    """For the file that names gemeenten."""

    akkoord = forms.BooleanField(
        label="Ik gebruik dit alleen als werkbestand en maak het niet openbaar.",
        error_messages={"required": "Zet hier een vinkje. Dan kun je het bestand downloaden."},
    )


def title(ronde: Meetronde) -> str:
    return f"{ronde} (voorbeeld)" if ronde.voorbeeld else str(ronde)


def regios_of(ronde: Meetronde) -> list[Regio]:
    """The provincies and veiligheidsregio's with gemeenten of the kind that this round asks."""
    gemeenten = Gemeente.objects.invented(ronde.voorbeeld)
    within = Indeling.objects.filter(regio=OuterRef("pk"), gemeente__in=gemeenten.order_by())
    return list(Regio.objects.filter(Exists(within), soort__in=SOORTEN))
