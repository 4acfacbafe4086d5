"""The help around the Kader as a redacteur writes it; what the Kader itself says is in no form."""

from typing import Any

from django import forms

from kader.enums import Status
from redactie.forms import VoorstelForm
from saving.fields import TextField

LINE_MAX = 200
VOORBEELDEN, WIE = (2, 3), (1, 6)
SAME = "Verbeter hier alleen de woorden: gemeenten hebben dit punt al afgevinkt. Iets anders is een nieuw punt."


class LinesField(TextField):
    """A list, one on each line."""

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(max_length=most * LINE_MAX, widget=forms.Textarea(attrs={"rows": most}), **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        lines = lines_of(value)
        if not self.least <= len(lines) <= self.most:
            raise forms.ValidationError(f"Schrijf {self.least} tot {self.most} regels. Dit zijn er {len(lines)}.")
        if too_long := [line for line in lines if len(line) > LINE_MAX]:
            raise forms.ValidationError(f"Maak deze regel korter, er passen {LINE_MAX} tekens: {too_long[0][:60]}…")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def line(label: str, **kwargs: Any) -> TextField:
    return TextField(label=label, max_length=LINE_MAX, **kwargs)


class HulpForm(VoorstelForm):
    """`criteria`: code and text of the deelcriteria of a bouwsteen; None for an extra question, which has none. `says`:
    what the help is about."""

    titel = TextField(label="Korte titel", max_length=60)
    uitleg = TextField(label="Wat wordt bedoeld?", max_length=1_000, widget=forms.Textarea(attrs={"rows": 6}))
    voorbeelden = LinesField(
        label="Zo doen anderen het",
        least=VOORBEELDEN[0],
        most=VOORBEELDEN[1],
        help_text="Twee of drie, elk op een regel.",
    )
    wie = LinesField(
        label="Wie heb je nodig?", least=WIE[0], most=WIE[1], help_text="Functies of organisaties, elk op een regel."
    )
    norm = TextField(label="Norm", max_length=120, required=False, help_text="Als ergens staat hoeveel genoeg is.")
    actie = line("Voorstel voor een actie", help_text="In de wij-vorm.")

    def __init__(
        self, *args: Any, criteria: list[tuple[str, str]] | None = None, says: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titel"].help_text = says
        for status in Status:
            self.fields[status_name(status)] = line(f"Voorbeeld bij ‘{status.label}’")
        for code, _ in criteria or ():
            self.fields[criterium_name(code)] = line(f"Deelcriterium {code}", help_text=SAME)
        if criteria is None:
            del self.fields["voorbeelden"], self.fields["norm"]
        news = ("reden", "geldig_vanaf")
        self.order_fields([*(name for name in self.fields if name not in news), *news])


def status_name(status: str) -> str:
    return f"status_{status}"


def criterium_name(code: str) -> str:
    return f"deel_{code.partition('.')[2]}"
