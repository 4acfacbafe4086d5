import re
from typing import Any

from django import forms

NUMBER = re.compile(r"(?:gmb|gemeenteblad)?[^0-9]*([0-9]{4})[^0-9]+([0-9]{1,7})[^0-9]*", re.IGNORECASE)
UNCLEAR = "Dit herkent Kompas niet als nummer. Schrijf het jaar en het nummer, zoals gmb-2027-12345."


class GemeentebladForm(forms.Form):
    """`gezien` is what stood there when the page was made, so that a colleague's number is not overwritten unseen."""

    gemeenteblad = forms.CharField(
        label="Nummer in het Gemeenteblad",
        required=False,
        max_length=60,
        help_text="Bijvoorbeeld gmb-2027-12345. Staat het plan er nog niet in? Laat dit leeg; je vult het later in.",
    )
    gezien = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    @classmethod
    def of(cls, data: Any, now: str) -> "GemeentebladForm":
        return cls(data, initial={"gemeenteblad": now, "gezien": now})

    def clean_gemeenteblad(self) -> str:
        """As `gmb-2027-12345`, however it was written."""
        typed = self.cleaned_data["gemeenteblad"].strip()
        if not typed:
            return ""
        found = NUMBER.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(UNCLEAR)
        return f"gmb-{found[1]}-{int(found[2])}"
