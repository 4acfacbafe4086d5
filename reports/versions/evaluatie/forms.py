from typing import Any

from django import forms

from printing.fields import goes_into_plan
from reports.models import Evaluatie
from saving.fields import TextField
from saving.forms import VersionedForm


class EvaluatieForm(VersionedForm):
    class Meta:
        model = Evaluatie
        fields = Evaluatie.FIELDS
        field_classes = dict.fromkeys(Evaluatie.FIELDS, TextField)
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in Evaluatie.FIELDS}
        labels = {
            "inleiding": "Waarom deze evaluatie, en hoe is zij gemaakt?",
            "conclusie": "Wat is jullie conclusie?",
            "geld": "Wat is er uitgegeven?",
            "vervolg": "Wat gebeurt er nu?",
        }
        help_texts = {
            "inleiding": "Bijvoorbeeld met wie je terugkeek. Wat er is gedaan en wat niet, zet Kompas er zelf bij.",
            "conclusie": "In de wij-vorm. Wat ging goed, wat niet, en wat leren jullie daarvan?",
            "geld": "Kompas weet alleen wat er is geraamd. Neem het bedrag over van wie de begroting bijhoudt.",
            "vervolg": "Bijvoorbeeld wat jullie in het plan veranderen, of wanneer de raad weer van jullie hoort.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, *Evaluatie.FIELDS)
