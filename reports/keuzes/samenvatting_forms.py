from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import Gebruiker
from printing.fields import goes_into_plan
from reports.keuzes.proposals import Proposal
from reports.keuzes.samenvatting_models import Samenvatting
from saving.fields import TextField
from saving.forms import VersionedForm, save_form
from saving.rows import Saved, first_row

NUMBERS = (1, 2, 3)
TICKS = ("included", "stand")
TEXTS = tuple(name for name in Samenvatting.FIELDS if name not in TICKS)
WORDS = {1: "Eerste", 2: "Tweede", 3: "Derde"}
FULL = {
    "probleem": "Er staan al drie problemen. Maak er eerst een leeg.",
    "prioriteit": "Er staan al drie prioriteiten. Maak er eerst een leeg.",
}


class SamenvattingForm(VersionedForm):
    class Meta:
        model = Samenvatting
        fields = Samenvatting.FIELDS
        field_classes = dict.fromkeys(TEXTS, TextField)
        widgets = {name: forms.Textarea(attrs={"rows": 4 if name == "not_now" else 2}) for name in TEXTS}
        labels = {
            "included": "Zet deze bladzijde in het plan",
            "stand": "Zeg ook hoeveel bouwstenen geregeld zijn",
            "not_now": "Wat doen jullie nu niet, en waarom?",
            **{f"probleem_{n}": f"{WORDS[n]} probleem" for n in NUMBERS},
            **{f"prioriteit_{n}": f"{WORDS[n]} prioriteit" for n in NUMBERS},
            **{f"reden_{n}": f"Waarom gaat de {WORDS[n].lower()} prioriteit voor?" for n in NUMBERS},
        }
        help_texts = {
            "included": "Zet je dit uit, dan blijft bewaard wat je hier schreef.",
            "stand": "Zet je dit aan, dan staan er aantallen per thema in, en hoeveel acties nog geen "
            "trekker hebben. Een plan is meestal openbaar.",
            "not_now": "Bijvoorbeeld wat jullie aan de regio overlaten, of wat pas later kan.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goes_into_plan(self, *TEXTS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in NUMBERS:
            wat, reden = f"prioriteit_{n}", f"reden_{n}"
            if wat in self.errors or reden in self.errors:
                continue
            if data.get(wat) and not data.get(reden):
                self.add_error(reden, "Schrijf erbij waarom dit voorgaat.")
            if data.get(reden) and not data.get(wat):
                self.add_error(wat, "Schrijf op wat er dan voorgaat.")
        return data

    def save_by(self, by: Gebruiker) -> Saved:
        """As save_form, which makes the row when nobody chose anything yet."""
        self.stored = first_row(Samenvatting, zelfevaluatie=self.instance.zelfevaluatie)
        return save_form(self, by=by)

    @property
    def problemen(self) -> list[forms.BoundField]:
        return [self[f"probleem_{n}"] for n in NUMBERS]

    @property
    def prioriteiten(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"prioriteit_{n}"], self[f"reden_{n}"]) for n in NUMBERS]


def taken(data: Mapping[str, str], proposal: Proposal | None) -> tuple[dict[str, Any], str]:
    """What was typed so far, with the proposal in the first free field; or why it is not in it."""
    typed: dict[str, Any] = {name: data.get(name, "") for name in (*TEXTS, "version")}
    typed |= {name: name in data for name in TICKS}
    if proposal is None:
        return typed, "Dit voorstel is er niet meer. Er is niets veranderd."
    free = next((n for n in NUMBERS if not typed[f"{proposal.kind}_{n}"].strip()), None)
    if free is None:
        return typed, FULL[proposal.kind]
    said = f"Overgenomen bij ‘{WORDS[free]} {proposal.kind}’. Het is nog niet opgeslagen."
    return typed | {f"{proposal.kind}_{free}": proposal.tekst}, said
