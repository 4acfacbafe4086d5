from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from indienen.models import Voorbereiding
from metingen.antwoord_forms import EnqueteForm, OntvangersForm
from metingen.enquete import VRAGEN
from metingen.thema_forms import NAMES, ThemaForm
from saving.fields import DatumField
from saving.forms import VersionedForm
from tenants.models import Regio
from zelfevaluatie.models import Antwoord

# A button that ticks or clears a whole column, without script: its value, and what it does.
VINKEN = {
    "zinnen-aan": ("plan_zin", True),
    "zinnen-uit": ("plan_zin", False),
    "deelcriteria-aan": ("deelcriteria", True),
    "deelcriteria-uit": ("deelcriteria", False),
}


@dataclass(frozen=True)
class Rij:
    """One bouwsteen of which more than the status may be shared."""

    antwoord: Antwoord
    plan_zin: bool  # ticked
    deelcriteria: bool


class KeuzeForm(OntvangersForm, VersionedForm):
    """With whom, and of which bouwstenen more than the status."""

    class Meta:
        model = Voorbereiding
        fields = tuple(name for name in Voorbereiding.FIELDS if name != "uitleg")  # see uitleg_actions.py
        field_classes = {"beleidsplan_geldig_tot": DatumField}

    sources: dict[str, str] = {}  # where an answer that was filled in already came from

    plan_zin = forms.MultipleChoiceField(label="Zinnen voor het beleidsplan", required=False)
    deelcriteria = forms.MultipleChoiceField(label="Deelcriteria", required=False)

    def __init__(self, *args: Any, antwoorden: list[Antwoord], regios: Iterable[Regio], **kwargs: Any) -> None:
        super().__init__(*args, regios=regios, **kwargs)
        self.antwoorden = antwoorden
        for name in ("plan_zin", "deelcriteria"):
            field: Any = self.fields[name]
            field.choices = [(antwoord.bouwsteen.code, antwoord.bouwsteen.titel) for antwoord in antwoorden]

    @property
    def rijen(self) -> list[Rij]:
        zinnen, criteria = (set(self[name].value() or ()) for name in ("plan_zin", "deelcriteria"))
        return [
            Rij(antwoord, antwoord.bouwsteen.code in zinnen, antwoord.bouwsteen.code in criteria)
            for antwoord in self.antwoorden
            if antwoord.plan_zin or antwoord.deelcriteria
        ]

    def clean_version(self) -> int:
        """A page of a round that closed meanwhile names a version that the next one, where nobody saved, has not."""
        return self.cleaned_data["version"] if self.instance.version else 0


class MeetrondeVoorbereidingForm(ThemaForm, EnqueteForm, KeuzeForm):
    @property
    def with_sources(self) -> list[tuple[forms.BoundField, str]]:
        return [(field, self.sources.get(field.name, "")) for field in self.enquete_fields]


class RegioVoorbereidingForm(KeuzeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organisaties", *VRAGEN, *NAMES):
            del self.fields[name]
        if "regios" in self.fields:
            self.fields["regios"].required = True
            self.fields["regios"].error_messages["required"] = "Kies met welke regio je deelt."

    def clean(self) -> dict[str, Any]:
        if "regios" not in self.fields:
            raise forms.ValidationError("Jullie gemeente hoort in Kompas nog bij geen regio. Delen kan daarom niet.")
        return super().clean() or {}


def ticked(data: Any, antwoorden: list[Antwoord], vink: str) -> Any:
    """What was sent, with a whole column ticked or cleared."""
    changed = data.copy()
    name, on = VINKEN[vink]
    changed.setlist(name, [a.bouwsteen.code for a in antwoorden if getattr(a, name)] if on else [])
    return changed
