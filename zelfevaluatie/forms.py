from typing import Any

from django import forms

from kader.models import Deelcriterium, Status
from zelfevaluatie.models import BESTAND_MAX_MB, AanvullendAntwoord, Antwoord, Onderbouwing, Organisatieniveau

STATUS_REGELS = {
    Status.GEREGELD: "Het werkt voor onze inwoners, wie het ook doet. Wat terugkomt, gebeurde het afgelopen jaar.",
    Status.DEELS: "Een deel werkt al.",
    Status.IN_VOORBEREIDING: "Het is besloten of iemand heeft de opdracht. Er werkt nog niets.",
    Status.NOG_NIET: "Er is nog niets besloten.",
    Status.NVT: "Dit past niet bij onze gemeente. Schrijf op waarom.",
}


class BeantwoordingForm(forms.ModelForm):
    """What an answer to a bouwsteen and to an extra question have in common; `version` guards against a lost race."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    status = forms.ChoiceField(
        label="Hoe staat het ervoor?", choices=[(s.value, s.label) for s in STATUS_REGELS], required=False,
        widget=forms.RadioSelect,
    )
    nvt_reden = forms.CharField(
        label="Waarom niet van toepassing?", max_length=500, required=False,
        help_text="Alleen nodig bij ‘n.v.t.’.", widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = AanvullendAntwoord
        fields = AanvullendAntwoord.FIELDS
        labels = {"plan_zin": "Zin voor het beleidsplan", "toelichting": "Toelichting voor onszelf"}
        help_texts = {
            "plan_zin": "Deze tekst komt letterlijk in het plan. Schrijf in de wij-vorm.",
            "toelichting": "Alleen voor collega’s van deze gemeente. Komt niet in het plan en wordt niet gedeeld. "
            "Schrijf hier niets over personen of zaken.",
        }
        widgets = {
            "plan_zin": forms.Textarea(attrs={"rows": 4, "data-teller": ""}),
            "toelichting": forms.Textarea(attrs={"rows": 4, "data-teller": ""}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("status") == Status.NVT and not data.get("nvt_reden") and "nvt_reden" not in self.errors:
            self.add_error("nvt_reden", "Schrijf bij ‘n.v.t.’ kort de reden op. De rest van je tekst blijft staan.")
        return data


class AntwoordForm(BeantwoordingForm):
    deelcriteria = forms.MultipleChoiceField(
        label="Wat is er al?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Hulp van Kompas, geen norm van de VNG. Je vinkjes bepalen je antwoord niet.",
    )
    organisatieniveau = forms.MultipleChoiceField(
        label="Waar is dit georganiseerd?", choices=Organisatieniveau.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    streefdoel_status = forms.ChoiceField(
        label="Waar wil je naartoe?", choices=[("", "Nog niet gekozen"), *Status.choices[:4]], required=False
    )
    streefdoel_datum = forms.DateField(
        label="Voor welke datum?", required=False,
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
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    gezagsdriehoek = forms.IntegerField(
        label="Keer besproken in de gezagsdriehoek", min_value=0, max_value=99, required=False,
        help_text="Een basisteamdriehoek telt mee.",
    )
    ambtelijk = forms.IntegerField(label="Keer besproken op ambtelijk niveau", min_value=0, max_value=99,
                                   required=False)


class OnderbouwingForm(forms.ModelForm):
    upload = forms.FileField(label="Bestand", required=False, help_text=f"PDF, Word, ODT, PNG of JPEG, ten hoogste "
                             f"{BESTAND_MAX_MB} MB. Zet er geen gegevens van personen in.")

    class Meta:
        model = Onderbouwing
        fields = ("titel", "url")
        labels = {"titel": "Wat is het?", "url": "Link"}
