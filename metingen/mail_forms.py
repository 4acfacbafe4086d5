"""What staff fill in about a mail to gemeenten. All of it stands in the request that a second person confirms."""

from typing import Any

from django import forms

from metingen.models import Meetronde, Rondeverzoek
from saving.fields import DatumField, TextField
from tenants.models import Indeling, Regio


class OpeningForm(forms.Form):
    boodschap = TextField(
        label="Eigen regels in de mail",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Staan in elke mail. Schrijf niets over personen of zaken.",
    )

    def __init__(self, *args: Any, meetronde: Meetronde, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetronde = meetronde

    @property
    def details(self) -> dict[str, Any]:
        """Of a bound form, for the request and for the preview: what was not right is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


class UitnodigingForm(OpeningForm):
    """Who opens a round with questions of its own, has read them: so each has a reader beside who wrote it."""

    gelezen = forms.BooleanField(
        label="Ik heb de eigen vragen gelezen: geen ervan vraagt naar aantallen mensen of naar iets over een persoon",
        error_messages={"required": "Lees de vragen hieronder en vink dit aan."},
    )
    field_order = ("boodschap", "gelezen")

    def __init__(self, *args: Any, meetronde: Meetronde, **kwargs: Any) -> None:
        super().__init__(*args, meetronde=meetronde, **kwargs)
        if not meetronde.themavragen.exists():
            del self.fields["gelezen"]

    @property
    def details(self) -> dict[str, Any]:
        return {name: value for name, value in super().details.items() if name != "gelezen"}


class VerlengingForm(OpeningForm):
    periode_tot = DatumField(label="Nieuwe laatste dag", help_text="Later dan nu; korter maken kan niet.")
    field_order = ("periode_tot", "boodschap")


class HerinneringForm(OpeningForm):
    """Of whom, and when. Whether somebody began is judged by the gemeente itself, when the mail is sent."""

    audience = forms.ChoiceField(
        label="Wie krijgt de mail?", required=False, choices=Rondeverzoek.Audience.choices, widget=forms.RadioSelect
    )
    provincies = forms.MultipleChoiceField(
        label="Alleen gemeenten in deze provincies",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vink je niets aan, dan gaat de mail naar alle provincies.",
    )
    planned_for = DatumField(
        label="Op welke dag?",
        required=False,
        help_text="De mail gaat dan om 8 uur weg. Leeg: zodra een collega het bevestigt.",
    )
    field_order = ("audience", "provincies", "planned_for", "boodschap")

    def __init__(self, *args: Any, meetronde: Meetronde, **kwargs: Any) -> None:
        super().__init__(*args, meetronde=meetronde, **kwargs)
        field: Any = self.fields["provincies"]
        members = Indeling.objects.on(meetronde.peildatum).filter(gemeente__in=meetronde.gemeenten())
        found = Regio.objects.filter(soort=Regio.Soort.PROVINCIE, pk__in=members.values("regio"))
        field.choices = [(regio.code, regio.naam) for regio in found.order_by("naam")]
        if not field.choices:
            del self.fields["provincies"]
        self.fields["audience"].initial = Rondeverzoek.Audience.ALL

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Rondeverzoek.Audience.ALL
