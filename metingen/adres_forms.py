from typing import Any

from django import forms

from metingen.adres_import import Difference, compare, looks_personal, rows_of
from metingen.adres_queries import without_kompas_today
from metingen.models import Gemeenteadres
from saving.lines import LinesForm
from tenants.models import Gemeente

PERSONAL = (
    "Dit lijkt het adres van één persoon. Kompas bewaart hier alleen algemene adressen, zoals info@ of veiligheid@. Is"
    " het toch een algemeen adres? Vink dat dan aan."
)
GENERAL = "Dit is een algemeen adres van de gemeente, niet dat van één persoon"


class AdresForm(forms.Form):
    """One address. `was` is what the user saw to stand there; where she did not see it, she is shown it first."""

    gemeente = forms.ModelChoiceField(
        queryset=Gemeente.objects.none(),
        label="Gemeente",
        empty_label="Kies een gemeente",
        error_messages={"invalid_choice": "Kies een gemeente uit de lijst. Wie Kompas gebruikt, staat er niet in."},
    )
    email = forms.EmailField(
        label="Algemeen e-mailadres",
        max_length=254,
        help_text="Van een loket, team of secretariaat. Nooit dat van één persoon.",
        error_messages={"invalid": "Dit is geen e-mailadres. Vul iets in als info@gemeente.nl."},
    )
    algemeen = forms.BooleanField(label=GENERAL, required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["gemeente"]
        field.queryset = without_kompas_today()

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        gemeente, email = data.get("gemeente"), data.get("email")
        if not gemeente or not email:
            return data
        if looks_personal(email) and not data.get("algemeen"):
            self.add_error("email", PERSONAL)
        stands = Gemeenteadres.objects.filter(gemeente=gemeente).values_list("email", flat=True).first() or ""
        if stands and stands not in (email, data.get("was")):
            typed: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            typed["was"] = stands
            self.data = typed
            self.add_error("email", f"Nu staat er {stands}. Sla nog eens op om dat te vervangen.")
        elif stands == email:
            data["was"] = stands
        return data


class AdresBestandForm(LinesForm):
    """`difference` is of a valid form."""

    on_each_line = "Op elke regel een gemeentecode of naam, een puntkomma en het adres: GM0037;info@stadskanaal.nl"
    algemeen = forms.BooleanField(label="Dit zijn algemene adressen, niet die van één persoon", required=False)

    def read(self, text: str) -> None:
        self.difference: Difference = compare(rows_of(text))
