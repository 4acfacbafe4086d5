from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from aanpak.models import Actie, Ambitie
from kader.kept import inhoud_of
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie
from printing.fields import goes_into_plan
from saving.fields import AantalField, DatumField, EuroField, TextField
from saving.forms import RowForm, VersionedForm

# On the page: what stands under a heading, line by line; names in one string stand side by side.
GROUPS: list[tuple[str, list[str]]] = [
    ("", ["wat", "ambitie", "bouwsteen", "vraag"]),
    ("Wie en wanneer", ["trekker", "prioriteit", "gereed jaar", "cadans", "staat"]),
    ("Wat het kost", ["kosten uren", "kostensoort", "dekking"]),
    ("Hoe het is gegaan", ["resultaat", "niet_gedaan"]),
    ("Wat er nog bij hoort", ["toelichting"]),
]


YEARS = (2020, 2100)
UREN_MAX = 9_999_999


class ActieForm(RowForm):
    jaar = forms.IntegerField(
        label="Of alleen een jaar?",
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        help_text="Zolang er nog geen dag is. Komt het terug? Dan is dit het jaar waarin het begint.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "k-input--short"}),
    )
    kosten = EuroField(label="Kosten in euro’s", required=False, help_text="Bijvoorbeeld 4500 of 4.500,50.")
    uren = AantalField(
        label="Uren",
        required=False,
        min_value=0,
        max_value=UREN_MAX,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "k-input--short"}),
    )

    class Meta:
        model = Actie
        fields = Actie.FIELDS
        field_classes = {"wat": TextField, "trekker": TextField, "gereed": DatumField, "toelichting": TextField}
        field_classes |= {"dekking": TextField, "resultaat": TextField, "niet_gedaan": TextField}
        labels = {
            "wat": "Wat gaan we doen?",
            "ambitie": "Bij welke ambitie hoort dit?",
            "bouwsteen": "Bij welke bouwsteen?",
            "vraag": "Of bij welke aanvullende vraag?",
            "trekker": "Wie trekt dit?",
            "prioriteit": "Wat eerst?",
            "gereed": "Wanneer klaar?",
            "cadans": "Hoe vaak?",
            "kostensoort": "Eén keer of elk jaar?",
            "dekking": "Waaruit betaal je dit?",
            "staat": "Hoe ver zijn we?",
            "resultaat": "Wat heeft het opgeleverd?",
            "niet_gedaan": "Niet gedaan, omdat …",
            "toelichting": "Toelichting voor onszelf",
        }
        help_texts = {
            "wat": "Deze zin komt in het beleidsplan. Schrijf op wat er gebeurt, niet wie het persoonlijk doet.",
            "trekker": "Een functie of organisatie, geen naam van een persoon.",
            "prioriteit": "Doe je alles tegelijk, dan kiest niemand. Wat ‘nu’ is, staat in het plan bovenaan.",
            "kostensoort": "Geldt voor de kosten en de uren. Bij ‘elk jaar’ vul je hierboven in wat één jaar vraagt.",
            "dekking": "Bijvoorbeeld een programma in de begroting. Laat leeg als er nog geen geld voor is.",
            "staat": "Iets wat altijd doorgaat, zoals opvang betalen, is ‘doorlopend’ en dus niet ‘nog te doen’.",
            "resultaat": "Eén of twee zinnen, met een aantal als je dat weet. Dit komt in het beleidsplan.",
            "niet_gedaan": "Gaat de actie niet door? Dan staat deze reden in het beleidsplan, zodat de raad haar kent.",
            "toelichting": "Alleen voor collega’s van deze gemeente. Schrijf hier niets over personen of zaken.",
        }
        widgets = {
            "wat": forms.Textarea(attrs={"rows": 2}),
            "resultaat": forms.Textarea(attrs={"rows": 2}),
            "niet_gedaan": forms.Textarea(attrs={"rows": 2}),
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, kaderversie: KaderVersie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, "wat", "trekker", "dekking", "resultaat", "niet_gedaan")
        inhoud = inhoud_of(kaderversie)
        self.kaderversie = kaderversie
        self.accepted: dict[str, set[UUID | None]] = {}
        self.offer("bouwsteen", inhoud.bouwstenen, "Geen bouwsteen")
        self.offer("vraag", inhoud.vragen, "Geen aanvullende vraag")
        self.fields["prioriteit"].choices = [("", "Nog niet gekozen"), *Actie.Prioriteit.choices]
        self.fields["kostensoort"].choices = [("", "Niet ingevuld"), *Actie.Kostensoort.choices]
        self.fields["cadans"].choices = [("", "Niet ingevuld"), *Actie.Cadans.choices]
        self.fields["ambitie"].choices = [("", "Kies een ambitie"), *Ambitie.choices]

    def offer(self, name: str, rows: Sequence[Bouwsteen | AanvullendeVraag], none: str) -> None:
        """What stands in this version, and what the actie hangs on already, of whichever version that is.

        Accepted is also where it hung before: a page from before the gemeente went over still sends that.
        """
        field, known = self.fields[name], {row.pk for row in rows}
        values = (getattr(self.instance, f"{name}_id"), self.initial.get(name))
        held = {UUID(str(value)) for value in values if value} - known
        others = field.queryset.select_related("kaderversie").filter(pk__in=held) if held else []
        field.label_from_instance = self.label_of
        field.choices = [("", none), *((row.pk, self.label_of(row)) for row in (*rows, *others))]
        self.accepted[name] = {None, *known, *(row.pk for row in others), getattr(self.instance, f"eerder_{name}_id")}

    def label_of(self, row: Any) -> str:
        return str(row) if row.kaderversie_id == self.kaderversie.pk else f"{row} (Kader {row.kaderversie})"

    def clean_bouwsteen(self) -> Bouwsteen | None:
        return self.of_this_kader("bouwsteen")

    def clean_vraag(self) -> AanvullendeVraag | None:
        return self.of_this_kader("vraag")

    def of_this_kader(self, name: str) -> Any:
        row = self.cleaned_data[name]
        if row and row.pk not in self.accepted[name]:
            raise forms.ValidationError(
                f"Dit staat niet in Kader {self.kaderversie}, waarmee jullie werken. Kies opnieuw."
            )
        return row

    @property
    def groups(self) -> list[tuple[str, list[list[BoundField]]]]:
        """Every field of the page in its line under its heading; one that GROUPS does not name comes last."""
        named = {name for _, lines in GROUPS for line in lines for name in line.split()}
        rest = [field.name for field in self.visible_fields() if field.name not in named]
        (*groups, (title, lines)) = GROUPS
        return [
            (title, [[self[name] for name in line.split()] for line in lines])
            for title, lines in [*groups, (title, [*lines, *rest])]
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("bouwsteen") and data.get("vraag"):
            self.add_error("vraag", "Kies een bouwsteen of een aanvullende vraag, niet allebei.")
        gereed, jaar = data.get("gereed"), data.get("jaar")
        if gereed and jaar and jaar > gereed.year:
            self.add_error("jaar", "Dit jaar ligt na de datum waarop de actie klaar is.")
        return data


class StaatForm(VersionedForm):
    """How far an actie is, in the list."""

    class Meta:
        model = Actie
        fields = ("staat",)
        labels = {"staat": "Hoe ver"}


class ActieFilterForm(forms.Form):
    """Every choice is optional and stands in the address, so that a list can be shared and printed."""

    ambitie = forms.TypedChoiceField(
        label="Ambitie", required=False, coerce=int, empty_value=None, choices=[("", "alle"), *Ambitie.choices]
    )
    prioriteit = forms.ChoiceField(label="Wat eerst", required=False, choices=[("", "alle"), *Actie.Prioriteit.choices])
    staat = forms.ChoiceField(label="Hoe ver", required=False, choices=[("", "alle"), *Actie.Staat.choices])

    def narrow(self, acties: Any) -> Any:
        """The acties that fit; a value that is no choice narrows nothing and is named by the form."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return acties.filter(**chosen)
