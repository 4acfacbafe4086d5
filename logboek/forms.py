from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from logboek.actions import ID
from logboek.models import GebeurtenisQuerySet
from logboek.words import ACTIONS
from tenants.names import sort_key
from tenants.sight import seen

FIRST, LAST = date(2020, 1, 1), date(2100, 12, 31)
ODD = "Klopt dit jaar? Schrijf het met vier cijfers."
UNREADABLE = "Dit is geen geldige keuze. Kies er een uit de lijst."


class DayField(forms.DateField):
    """A day within the years that the logboek can have; saving/fields.py stands above this app."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "date", "min": FIRST.isoformat(), "max": LAST.isoformat()}
        super().__init__(widget=forms.DateInput(attrs, format="%Y-%m-%d"), **kwargs)
        self.error_messages["invalid"] = "Vul een datum in, zoals 31-12-2026."
        self.validators += [MinValueValidator(FIRST, ODD), MaxValueValidator(LAST, ODD)]


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
    van = DayField(label="Vanaf", required=False)
    tot = DayField(label="Tot en met", required=False)
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

    def clean_waarover(self) -> str:
        """As it is kept, however it was typed or pasted; what is looked for has no capitals."""
        found = seen(self.cleaned_data["waarover"])
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
