import re
from typing import Any

from django import forms

NO_NUMBER = "Een controlegetal heeft 64 tekens: cijfers en de letters a tot en met f. Dit zijn andere tekens."


class GetalForm(forms.Form):
    """The SHA-256 of a file that somebody has; spaces and capitals in it mean nothing."""

    getal = forms.CharField(
        label="Controlegetal van jouw bestand",
        max_length=200,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "plan-hash"}),
        help_text="64 cijfers en letters.",
    )

    def clean_getal(self) -> str:
        getal = re.sub(r"\s", "", self.cleaned_data["getal"]).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", getal):
            raise forms.ValidationError(NO_NUMBER)
        return getal

    @classmethod
    def of(cls, data: Any) -> "GetalForm":
        """Bound only when something was sent along."""
        return cls(data if "getal" in data else None)
