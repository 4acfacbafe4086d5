"""‘Klopt, want …’ on the page that shows what would be shared: one text per Tegenspraak, saved before anything is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import Gebruiker
from indienen.gather import Preview
from indienen.models import Voorbereiding
from indienen.queries import Sharing
from indienen.tegenspraken import Check, linked, places_of
from indienen.uitleg_actions import save_uitleg
from metingen.antwoord_uitleg import PREFIX, uitleg_field
from metingen.tegenspraak import Tegenspraak
from saving.fields import TextField
from zelfevaluatie.queries import antwoorden_of

READ = "gelezen-"
FORM = "deel"  # the form on the page to which the fields belong: that with which one submits


@dataclass(frozen=True)
class Row:
    check: Check
    field: forms.BoundField
    read: forms.BoundField
    theirs: str  # what a colleague wrote meanwhile


class UitlegForm(forms.Form):
    def __init__(self, data: Any, *, found: Iterable[Tegenspraak], kept: Mapping[str, str]) -> None:
        super().__init__(data)
        self.codes = [each.code for each in found]
        self.theirs: dict[str, str] = {}
        for code in self.codes:
            self.fields[PREFIX + code] = uitleg_field()
            self.fields[PREFIX + code].widget.attrs["form"] = FORM
            hidden = forms.HiddenInput(attrs={"form": FORM})
            self.fields[READ + code] = TextField(required=False, widget=hidden, strip=False)
            self.fields[PREFIX + code].initial = self.fields[READ + code].initial = kept.get(code, "")

    def texts(self, prefix: str) -> dict[str, str]:
        """Of a valid form; what the page did not hold is not in it."""
        names = {code: prefix + code for code in self.codes if PREFIX + code in self.data}
        return {code: self.cleaned_data[name] for code, name in names.items()}

    @property
    def is_changed(self) -> bool:
        return self.texts(PREFIX) != self.texts(READ)

    def ask(self, theirs: dict[str, str]) -> None:
        """Show what colleagues wrote; sent once more, what stands here counts."""
        sent: Any = self.data
        data = sent.copy()
        for code, tekst in theirs.items():
            data[READ + code] = tekst
        self.theirs, self.data = theirs, data


def form_of(preview: Preview, voorbereiding: Voorbereiding, data: Any = None) -> UitlegForm:
    return UitlegForm(data, found=preview.tegenspraken, kept=voorbereiding.uitleg)


def rows_of(form: UitlegForm, preview: Preview, sharing: Sharing) -> list[Row]:
    antwoorden = antwoorden_of(sharing.zelfevaluatie) if preview.tegenspraken else []
    checks = linked(preview.tegenspraken, places_of(sharing, antwoorden, {}))
    return [
        Row(check, form[PREFIX + code], form[READ + code], form.theirs.get(code, ""))
        for check in checks
        for code in (check.tegenspraak.code,)
    ]


def keep(form: UitlegForm, voorbereiding: Voorbereiding, *, by: Gebruiker) -> bool:
    """Save a valid form, and have the row hold it. Says whether all of it is; what is not, the form asks."""
    theirs = save_uitleg(voorbereiding=voorbereiding, read=form.texts(READ), sent=form.texts(PREFIX), by=by)
    voorbereiding.refresh_from_db()
    if theirs:
        form.ask(theirs)
    return not theirs
