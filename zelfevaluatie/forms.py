from typing import Any

from django import forms

from kader.models import Deelcriterium, Organisatieniveau, Status
from printing.fields import goes_into_plan
from saving.fields import AantalField, DatumField, TextField
from saving.forms import VersionedForm
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Beantwoording, Zelfevaluatie

STATUS_REGELS = {
    Status.GEREGELD: "Het werkt voor onze inwoners, wie het ook doet. Wat terugkomt, gebeurde het afgelopen jaar.",
    Status.DEELS: "Een deel werkt al.",
    Status.IN_VOORBEREIDING: "Het is besloten of iemand heeft de opdracht. Er werkt nog niets.",
    Status.NOG_NIET: "Er is nog niets besloten.",
    Status.NVT: "Dit past niet bij onze gemeente. Schrijf op waarom.",
}


class StatusForm(VersionedForm):
    """How it stands with a bouwsteen or an extra question, and the reason that n.v.t. asks for."""

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
        help_text="Schrijf nog kort waarom; dan wordt je keuze opgeslagen.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, by_itself: bool = False, **kwargs: Any) -> None:
        """`by_itself`: saved while somebody types, who may not have come to the reason yet."""
        super().__init__(*args, **kwargs)
        self.by_itself = by_itself
        self.waits: list[str] = []  # what is still to be done before all of it can be saved

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
            self.refuse("nvt_reden", "Schrijf bij ‘n.v.t.’ kort de reden op. De rest van je tekst blijft staan.")
        return data

    def refuse(self, name: str, why: str) -> None:
        """Nothing is called wrong before somebody could finish it: while she types, these fields wait."""
        if self.by_itself:
            self.untouched += next(group for group in self.instance.BOUND if name in group)
            self.waits.append(why)
        else:
            self.add_error(name, why)


class BeantwoordingForm(StatusForm):
    """What an answer to a bouwsteen and to an extra question have in common."""

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
        goes_into_plan(self, "plan_zin")


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
    streefdoel_datum = DatumField(label="Voor welke datum?", required=False)

    class Meta(BeantwoordingForm.Meta):
        model = Antwoord
        fields = Antwoord.FIELDS
        field_classes = {**BeantwoordingForm.Meta.field_classes, "georganiseerd_door": TextField, "trekker": TextField}
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
        goes_into_plan(self, "georganiseerd_door")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("zo_houden") and (data.get("streefdoel_status") or data.get("streefdoel_datum")):
            self.refuse("zo_houden", "Kies een streefdoel of ‘zo houden’. Niet allebei.")
        return data


def status_choices(plateau: int) -> list[tuple[str, str]]:
    """In Plateau 2, which is optional, n.v.t. is called what it is: a choice."""
    labels = {Status.NVT: "kiezen we nu niet"} if plateau == 2 else {}
    return [(status.value, labels.get(status, status.label)) for status in STATUS_REGELS]


class OverleggenForm(VersionedForm):
    """The counts of this year, that two bouwstenen share: part of the form of either."""

    prefix = "overleggen"
    gezagsdriehoek = AantalField(
        label="Keer besproken in de gezagsdriehoek",
        min_value=0,
        max_value=99,
        required=False,
        help_text="Een basisteamdriehoek telt mee.",
    )
    ambtelijk = AantalField(label="Keer besproken op ambtelijk niveau", min_value=0, max_value=99, required=False)

    class Meta:
        model = Zelfevaluatie
        fields = Zelfevaluatie.FIELDS


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
