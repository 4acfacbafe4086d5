"""The smallest kind of content: a title and some words, kept in a dictionary."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from redactie.forms import VoorstelForm, as_sent
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout
from saving.fields import TextField

POSTED = {"titel": "Eerste", "tekst": "Nieuwe woorden.", "groepen": ["a"], "reden": "De wet is veranderd."}


class ProefForm(VoorstelForm):
    titel = forms.CharField(max_length=80)
    tekst = TextField(max_length=200, widget=forms.Textarea)
    groepen = forms.MultipleChoiceField(choices=[("a", "Alfa"), ("b", "Beta")], required=False)
    kort = forms.BooleanField(required=False)


class Proef(Soort):
    code = "proef"
    enkelvoud = "proefje"
    lidwoord = "het"
    meervoud = "Proefjes"
    form = ProefForm

    def __init__(self) -> None:
        checked = timezone.localdate() - timedelta(days=10)
        self.rows: dict[str, dict[str, Any]] = {
            key: {"titel": titel, "tekst": "Oude woorden.", "nummer": 0, "checked": checked, "weg": False}
            for key, titel in (("een", "Eerste"), ("twee", "Tweede"))
        }

    def stukken(self, regio: Any) -> list[Stuk]:
        return [
            Stuk(
                sleutel=key,
                naam=row["titel"],
                nummer=row["nummer"],
                initial={name: row.get(name) for name in ("titel", "tekst", "groepen", "kort")},
                groep="Alles",
                is_ingetrokken=row["weg"],
                gecontroleerd_op=row["checked"],
            )
            for key, row in self.rows.items()
        ]

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        if uitgave.data.get("tekst") == "Dit kan niet.":
            raise UitgaveFout("Dit kan niet.")
        key = f"k{len(self.rows)}" if uitgave.wat == Voorstel.Wat.NIEUW else uitgave.sleutel
        row = self.rows.setdefault(key, {"nummer": 0, "checked": timezone.localdate()})
        row["weg"] = uitgave.wat == Voorstel.Wat.INTREKKEN
        row |= {name: uitgave.data[name] for name in ("titel", "tekst", "groepen", "kort") if name in uitgave.data}
        row["nummer"] += 1
        return key, row["nummer"]


def zaak(sleutel: str = "een", **kwargs: Any) -> Any:
    return zaak_or_404("proef", sleutel, None, **kwargs)


def sent(found: Any = None, **changes: Any) -> Any:
    """A page as it is sent, based on what stands there now."""
    found = found or zaak()
    page = {name: ["" if value is None else str(value)] for name, value in found.page().items()}
    values = {name: value if isinstance(value, list) else [value] for name, value in (POSTED | changes).items()}
    return as_sent({**values, **page})
