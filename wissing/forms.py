from django import forms

from tenants.sight import folded
from wissing.models import Wissing
from wissing.queries import is_ours

SHORTEST, LONGEST = 4, 200


class WissingForm(forms.Form):
    use_required_attribute = False

    woorden = forms.CharField(
        label="Welke woorden moeten weg?",
        max_length=LONGEST,
        help_text=(
            "Zoals het er staat, minstens 4 tekens. Hoofdletters maken niet uit. Liever een naam dan een hele zin."
            " Wat je hier typt, bewaren we versleuteld."
        ),
        error_messages={
            "required": "Typ de woorden die weg moeten.",
            "max_length": f"Gebruik ten hoogste {LONGEST} tekens.",
        },
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    reden = forms.ChoiceField(
        label="Waarom?",
        choices=Wissing.Reden.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom dit weg moet.", "invalid_choice": "Kies een reden uit de lijst."},
    )

    def clean_woorden(self) -> str:
        words: str = " ".join(self.cleaned_data["woorden"].split())
        if len(folded(words)) < SHORTEST:
            raise forms.ValidationError(f"Typ minstens {SHORTEST} tekens.")
        if not any(char.isalnum() for char in words):
            raise forms.ValidationError("Er staat geen letter of cijfer in.")
        if is_ours(words):
            raise forms.ValidationError(
                "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden."
            )
        return words
