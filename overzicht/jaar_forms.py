from django import forms

from saving.fields import TextField
from zelfevaluatie.models import TERUGBLIK_MAX

MEE = (
    ("trekker", "Wie trekt dit?"),
    ("organisatie", "Waar en door wie het is georganiseerd"),
    ("zin", "De zinnen voor het beleidsplan"),
    ("streefdoel", "De streefdoelen"),
    ("onderbouwing", "De onderbouwing: links en bestanden"),
)


class JaarForm(forms.Form):
    """What goes along to the next year, and one line about the one that is closed with it."""

    mee = forms.MultipleChoiceField(
        label="Wat gaat mee?",
        choices=MEE,
        initial=[value for value, _ in MEE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wat je niet aanvinkt, blijft bij het oude jaar te lezen.",
    )
    terugblik = TextField(
        label="Terugblik in één regel",
        max_length=TERUGBLIK_MAX,
        required=False,
        help_text="Staat bij het gesloten jaar. Bijvoorbeeld: de meldroute werkt, de opvang is nog niet rond.",
    )
