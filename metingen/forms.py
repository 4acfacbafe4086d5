from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from kader.models import KaderVersie
from kader.queries import newest_version
from metingen.days import LONGEST
from metingen.models import Meetronde
from metingen.publicatie_queries import Groep
from saving.fields import DatumField, TextField
from saving.forms import RowForm

DATES = ("periode_van", "periode_tot", "peildatum")


class MeetrondeForm(RowForm):
    jaar = forms.IntegerField(
        label="Over welk jaar gaat het?",
        min_value=2020,
        max_value=2100,
        required=False,
        help_text="Gemeenten delen hun zelfevaluatie van dit jaar, ook als zij dat jaar al afsloten. Laat je dit leeg, "
        "dan delen zij het jaar dat bij hen open is.",
    )

    class Meta:
        model = Meetronde
        fields = Meetronde.FIELDS
        field_classes = {"titel": TextField, "doel": TextField, **dict.fromkeys(DATES, DatumField)}
        labels = {
            "titel": "Naam",
            "kaderversie": "Versie van het Kader",
            "doel": "Waarvoor gebruiken jullie de antwoorden?",
            "periode_van": "Eerste dag",
            "periode_tot": "Laatste dag",
            "peildatum": "Peildatum",
            "voorbeeld": "Dit is een oefening, alleen voor gemeenten die niet bestaan",
        }
        help_texts = {
            "titel": "Bijvoorbeeld: Meting 2027.",
            "doel": "Gemeenten lezen dit voordat zij iets delen. Schrijf kort en precies.",
            "periode_van": "Vanaf deze dag kun je de meetronde openen.",
            "periode_tot": "Tot en met deze dag kunnen gemeenten indienen.",
            "peildatum": "Inwonertal en indeling in regio’s zijn die van deze dag.",
            "voorbeeld": "Een oefening staat op elke pagina als oefening vermeld.",
        }
        widgets = {"doel": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usable = Q(published_at__isnull=False) | Q(pk=self.instance.kaderversie_id)
        self.fields["kaderversie"].queryset = KaderVersie.objects.filter(usable)
        self.fields["kaderversie"].initial = newest_version()
        self.fields["jaar"].initial = timezone.localdate().year
        self.fields["kaderversie"].empty_label = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        van, tot, peildatum = (data.get(name) for name in DATES)
        if van and tot and tot < van:
            self.add_error("periode_tot", "De laatste dag ligt voor de eerste.")
        elif van and tot and tot - van > LONGEST:
            self.add_error("periode_tot", "Een meetronde duurt ten hoogste een jaar.")
        elif tot and tot < timezone.localdate():
            self.add_error("periode_tot", "Deze dag is al voorbij.")
        if van and van > timezone.localdate() + 5 * LONGEST:
            self.add_error("periode_van", "Dit is meer dan vijf jaar vooruit. Klopt het jaar?")
        if peildatum and tot and peildatum > tot:
            self.add_error("peildatum", "De peildatum ligt na de laatste dag. Kies een eerdere dag.")
        if peildatum and van and peildatum < van - 2 * LONGEST:
            self.add_error("peildatum", "De peildatum ligt meer dan twee jaar voor de eerste dag. Klopt het jaar?")
        return data


class GroepForm(forms.Form):
    """Which group to look at. It stands in the address, so that a page can be shared and printed."""

    groep = forms.ChoiceField(label="Groep", required=False)

    def __init__(self, groups: Sequence[Groep], chosen: Groep) -> None:
        super().__init__(initial={"groep": chosen.key})
        kinds = dict.fromkeys(group.soort_naam for group in groups)
        self.fields["groep"].choices = [
            (kind, [(group.key, group.titel) for group in groups if group.soort_naam == kind]) for kind in kinds
        ]


class RondeForm(forms.Form):
    """Which round to look at, in the address."""

    ronde = forms.ChoiceField(label="Meetronde", required=False)

    def __init__(self, rounds: Sequence[Meetronde], chosen: Meetronde | None) -> None:
        super().__init__(initial={"ronde": str(chosen.pk)} if chosen else {})
        self.fields["ronde"].choices = [(str(ronde.pk), title(ronde)) for ronde in rounds]


def title(meetronde: Meetronde) -> str:
    return f"{meetronde.titel} (oefening)" if meetronde.voorbeeld else meetronde.titel
