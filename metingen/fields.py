from typing import Any

from django import forms

DATE = {"type": "date"}


class DatumField(forms.DateField):
    """A date that a browser may help to pick; without one, `2027-03-01` and `1-3-2027` are both understood."""

    widget = forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Vul een datum in, zoals 1-3-2027."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)
