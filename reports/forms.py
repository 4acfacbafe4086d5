import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reports.document.search import fold

SHORTEST, LONGEST = 2, 100


class SearchField(forms.CharField):
    """Without Django's words about NUL and about a field that must be filled in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [readable, in_bounds]


def readable(text: str) -> None:
    if any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} for char in text):
        raise ValidationError("In het zoekwoord staan tekens die niet te lezen zijn. Typ het woord opnieuw.")


def in_bounds(text: str) -> None:
    if len(text) > LONGEST:
        raise ValidationError(f"Dit zoekwoord is te lang. Gebruik ten hoogste {LONGEST} tekens.")
    if len(fold(text).text.strip()) < SHORTEST:
        raise ValidationError(f"Typ minstens {SHORTEST} letters.")


class SearchForm(forms.Form):
    """`?zoek=`, anywhere in the plan."""

    use_required_attribute = False

    zoek = SearchField(
        label="Zoeken in het plan",
        error_messages={"required": "Typ het woord dat je zoekt."},
        widget=forms.TextInput({"type": "search"}),
    )
