from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from logboek.actions import ID
from logboek.models import GebeurtenisQuerySet
from logboek.words import ACTIONS
from tenants.names import sort_key

UNREADABLE = "Dit is geen geldige keuze. Kies er een uit de lijst."


class FilterForm(forms.Form):
    """Everything may be left out. `people` are the ids and names to choose from."""

    use_required_attribute = False

    wie = forms.ChoiceField(label="Wie", required=False, error_messages={"invalid_choice": UNREADABLE})
    wat = forms.ChoiceField(
        label="Wat",
        required=False,
        choices=[("", "Alles"), *sorted(ACTIONS.items(), key=lambda pair: sort_key(pair[1]))],
        error_messages={"invalid_choice": UNREADABLE},
    )
    van = forms.DateField(label="Vanaf", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    tot = forms.DateField(label="Tot en met", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    waarover = forms.CharField(
        label="Code of nummer",
        required=False,
        max_length=60,
        help_text="Bijvoorbeeld SV-P1-1, of het nummer uit het adres. Een logboek heeft geen teksten.",
    )

    def __init__(self, data: Any, *, people: dict[Any, str]) -> None:
        super().__init__(data)
        by_name = sorted(((str(pk), naam) for pk, naam in people.items()), key=lambda pair: sort_key(pair[1]))
        self.fields["wie"].choices = [("", "Iedereen"), *by_name]  # type: ignore[attr-defined]
        for name in ("van", "tot"):
            self.fields[name].error_messages["invalid"] = "Vul een datum in, zoals 31-12-2026."

    def clean_waarover(self) -> str:
        found: str = self.cleaned_data["waarover"]
        if found and not ID.fullmatch(found):
            raise forms.ValidationError("Gebruik alleen letters, cijfers, punten en streepjes.")
        return found

    def narrow(self, rows: GebeurtenisQuerySet) -> GebeurtenisQuerySet:
        """The rows that were asked for; none when the question is not clear."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["wie"]:
            rows = rows.filter(created_by=asked["wie"])
        if asked["wat"]:
            rows = rows.filter(action=asked["wat"])
        if asked["van"]:
            rows = rows.filter(created_at__gte=start_of(asked["van"]))
        if asked["tot"]:
            rows = rows.filter(created_at__lt=start_of(asked["tot"] + timedelta(days=1)))
        if asked["waarover"]:
            rows = rows.filter(object__icontains=asked["waarover"])
        return rows


def start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
