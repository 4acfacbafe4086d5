from django import forms

from overzicht.vergelijking import Vergelijking


class VergelijkForm(forms.Form):
    """With which group; in the address, so that the page can be shared and printed."""

    met = forms.ChoiceField(label="Vergelijk met", required=False)

    def __init__(self, vergelijking: Vergelijking) -> None:
        super().__init__(initial={"met": vergelijking.chosen.soort})
        self.fields["met"].choices = [(group.soort, group.titel) for group in vergelijking.groups]
