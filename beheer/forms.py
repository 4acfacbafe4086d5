from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Toegang
from accounts.permissions import Organisatiebeheerder, Regiobeheerder
from beheer.boarding import LATER, Boarding, compare, rows_of
from beheer.queries import FILTERS, is_held
from saving.fields import DatumField, TextField
from saving.lines import LinesForm
from tenants.models import Regio

NO_ADDRESS = "Dit is geen e-mailadres. Vul iets in als naam@gemeente.nl."


class ZoekForm(forms.Form):
    """Narrows the list of gemeenten."""

    use_required_attribute = False

    q = forms.CharField(label="Naam of code", required=False, max_length=80, help_text="Ook een naam van vroeger.")
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *((key, label) for key, (label, _) in FILTERS.items())],
        error_messages={"invalid_choice": "Dit is geen geldige keuze. Kies er een uit de lijst."},
    )

    def clean_q(self) -> str:
        return str(self.cleaned_data["q"]).replace("\x00", "").strip()


class AgreementForm(forms.Form):
    datum = DatumField(label="Datum van de verwerkersovereenkomst")

    def clean_datum(self) -> date:
        day: date = self.cleaned_data["datum"]
        if day > timezone.localdate():
            raise ValidationError(LATER)
        return day


class BeheerderForm(forms.Form):
    """The first beheerder, or a new one where there is none any more."""

    email = forms.EmailField(label="E-mailadres", max_length=254, error_messages={"invalid": NO_ADDRESS})
    naam = TextField(label="Naam", required=False, max_length=80, help_text="Zij kan hem zelf nog veranderen.")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def refuse_held(self, functie: str, **scope: Any) -> bool:
        """Of a valid form: whether she is invited for what she is already, which is then said."""
        if not is_held(self.cleaned_data["email"], functie, **scope):
            return False
        self.add_error("email", "Dit is hier al een beheerder.")
        return True


class BoardingForm(LinesForm):
    """`boarding` is of a valid form."""

    on_each_line = (
        "Op elke regel: code of naam van de gemeente; e-mailadres; naam van de beheerder; datum van de"
        " verwerkersovereenkomst. Naam en datum mogen ontbreken, de datum alleen als die al is vastgelegd."
    )

    def read(self, text: str) -> None:
        self.boarding: Boarding = compare(rows_of(text))


class RemoveForm(forms.Form):
    akkoord = forms.BooleanField(
        label="Ja, dit kan niet worden teruggedraaid",
        error_messages={"required": "Vink aan dat je dit zeker weet."},
    )


class StafForm(BeheerderForm):
    """The beheerder of VNG, CoMensha or a regio."""

    waar = forms.ChoiceField(
        label="Voor wie",
        error_messages={"required": "Kies voor wie.", "invalid_choice": "Dit is geen geldige keuze."},
    )
    field_order = ("waar", "email", "naam")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regios = [(str(regio.pk), str(regio)) for regio in Regio.objects.all()]
        self.fields["waar"].choices = [("", "Kies"), *Toegang.Organisatie.choices, *regios]

    @property
    def functie(self) -> str:
        return Regiobeheerder.naam if self.scope["regio"] else Organisatiebeheerder.naam

    @property
    def scope(self) -> dict[str, Any]:
        """As Toegang has it."""
        waar = self.cleaned_data["waar"]
        if waar in Toegang.Organisatie.values:
            return {"organisatie": waar, "regio": None}
        return {"organisatie": "", "regio": Regio.objects.get(pk=waar)}
