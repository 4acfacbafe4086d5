"""A thema filled in at once: per bouwsteen one row of five choices, and beside it what was said before."""

from collections.abc import Sequence
from typing import Any, Self

from django.http import QueryDict

from kader.models import Status
from saving.models import Versioned
from zelfevaluatie.forms import StatusForm, status_choices
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Beantwoording


class RijForm(StatusForm):
    """`vorige`: the answers that this one goes on from. Who chooses their status again says that it is still so: with
    it come the reason and the ticks that belonged to it."""

    vorige: Sequence[Any] = ()

    class Meta:
        fields = ("status", "nvt_reden")

    @classmethod
    def of(cls, antwoord: Beantwoording, vorige: Sequence[Any], data: QueryDict | None) -> Self:
        """Bound when the page that was sent had this row."""
        prefix = code_of(antwoord)
        sent = data is not None and f"{prefix}-version" in data
        initial = {} if antwoord.status else {"nvt_reden": reason_of(vorige) or antwoord.nvt_reden}
        form = cls(data if sent else None, instance=antwoord, prefix=prefix, initial=initial)
        form.vorige = vorige
        return form

    @property
    def status_field(self) -> Any:
        return self.fields["status"]

    @property
    def row(self) -> Any:
        """What the row is about, for the page."""
        return getattr(self.instance, "bouwsteen", None) or self.instance.vraag

    @property
    def code(self) -> str:
        return code_of(self.instance)

    @property
    def tekst(self) -> str:
        """What the Kader says, or what Kompas asks."""
        return str(self.row.tekst if hasattr(self.row, "tekst") else self.row.vraag)

    @property
    def before(self) -> list[tuple[str, Any]]:
        """Each former answer; where there are more, with what it was about."""
        about = (getattr(vorig, "bouwsteen", None) or vorig.vraag for vorig in self.vorige)
        titels = [row.titel if len(self.vorige) > 1 else "" for row in about]
        return list(zip(titels, self.vorige, strict=True))

    @property
    def plateau(self) -> int:
        return getattr(self.row, "plateau", 0)

    @property
    def was(self) -> str:
        """The status of before; of several that differ, none."""
        found = {vorig.status for vorig in self.vorige}
        return found.pop() if len(found) == 1 else ""

    @property
    def is_waiting(self) -> bool:
        """*Te bevestigen*."""
        return not self.stored.status and any(vorig.status for vorig in self.vorige)

    @property
    def options(self) -> list[dict[str, Any]]:
        was, hints = self.was, {each["value"]: each["hint"] for each in self.status_options}
        return [
            {"value": value, "label": label, "hint": hints[value], "is_same": bool(was) and value == was}
            for value, label in self.status_field.choices
        ]

    def clean(self) -> dict[str, Any]:
        """A reason that stands there from before says nothing until n.v.t. is chosen."""
        data = super().clean()
        if data.get("status") != Status.NVT and "nvt_reden" in data:
            data["nvt_reden"] = self.stored.nvt_reden
        return data

    def sent_values(self) -> dict[str, Any]:
        values = super().sent_values()
        ticks = getattr(self.vorige[0], "deelcriteria", []) if len(self.vorige) == 1 else []
        known = {each.code for each in self.row.deelcriteria.all()} if ticks else set()
        first = not self.stored.status and not getattr(self.stored, "deelcriteria", ())
        if ticks and first and values["status"] == self.was:
            values["deelcriteria"] = [each for each in ticks if each in known]
        return values

    @property
    def is_sent(self) -> bool:
        """Whether there is something to save: a choice, or what the page was made from is no longer what is there."""
        if not self.is_bound:
            return False
        stale = self.cleaned_data.get("version") != self.stored.version
        mine: Versioned = self.instance
        return stale or mine.data() != self.stored.data()


class BouwsteenRij(RijForm):
    class Meta(RijForm.Meta):
        model = Antwoord

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status_field.choices = status_choices(self.instance.bouwsteen.plateau)


class VraagRij(RijForm):
    class Meta(RijForm.Meta):
        model = AanvullendAntwoord


def code_of(antwoord: Any) -> str:
    return (getattr(antwoord, "bouwsteen", None) or antwoord.vraag).code


def reason_of(vorige: Sequence[Any]) -> str:
    return next((vorig.nvt_reden for vorig in vorige if vorig.nvt_reden), "")
