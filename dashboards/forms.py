from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from metingen.models import Grootteklasse, Meetronde
from tenants.models import Gemeente, Indeling, Regio

UNKNOWN = {"invalid_choice": "Deze keuze kennen we niet. Je ziet nu alles."}
UNKNOWN_EXTRA = {"invalid_choice": "Deze keuze kennen we niet. Je ziet nu de eerste."}
ExtraField = tuple[str, str, list[tuple[str, str]]]  # name, label and choices of a field of one page
SELECTED = mark_safe(" selected")
SOORTEN = (Regio.Soort.PROVINCIE, Regio.Soort.VEILIGHEIDSREGIO)


class PlainSelect(forms.Select):
    """Django's renders three templates per option; these forms have a hundred of them on pages that must be fast."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = str(value or "")
        options = ((key, SELECTED if str(key) == chosen else "", label) for key, label in self.choices)
        listed = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), listed
        )


OPTIONAL: dict[str, Any] = {"required": False, "error_messages": UNKNOWN, "widget": PlainSelect}


class FilterForm(forms.Form):
    """Which round and which part of the country. A choice that is not there is named, and narrows nothing."""

    ronde = forms.ChoiceField(label="Meetronde", **OPTIONAL)
    provincie = forms.ChoiceField(**OPTIONAL)
    veiligheidsregio = forms.ChoiceField(**OPTIONAL)
    grootte = forms.ChoiceField(label="Inwoners", choices=[("", "alle"), *Grootteklasse.choices], **OPTIONAL)

    def __init__(
        self,
        data: Any,
        *,
        rounds: list[Meetronde],
        chosen: Meetronde,
        extra: ExtraField | None = None,
        is_of_part: bool = False,
    ) -> None:
        """`chosen`: the round that is shown when the data name none that is known. `is_of_part`: the page is about one
        provincie or veiligheidsregio, so that there is none to choose."""
        super().__init__({"ronde": str(chosen.pk), **data.dict()}, initial={"ronde": str(rounds[0].pk)})
        self.fields["ronde"].choices = [(str(ronde.pk), title(ronde)) for ronde in rounds]
        if extra:
            name, label, choices = extra
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, **{**OPTIONAL, "error_messages": UNKNOWN_EXTRA}
            )
            self.order_fields([name])
        regios = regios_of(chosen)
        self.regios = {(regio.soort, regio.code): regio for regio in regios}
        for soort in SOORTEN:
            found = [(regio.code, regio.naam) for regio in regios if regio.soort == soort]
            self.fields[soort].choices = [("", "alle"), *found]
            if is_of_part:
                self.fields[soort].widget = forms.HiddenInput()

    @property
    def provincies(self) -> dict[str, str]:
        """Names by code, of those that can be chosen; the next as well."""
        return {code: naam for code, naam in self.fields["provincie"].choices if code}

    @property
    def veiligheidsregios(self) -> dict[str, str]:
        return {code: naam for code, naam in self.fields["veiligheidsregio"].choices if code}

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
