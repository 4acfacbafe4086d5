"""Between a form and its row: what the page was based on, saving it, and showing what came of it."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from accounts.models import Gebruiker
from saving.conflicts import Choice, choices_of, told_of
from saving.fields import NewIdField, VersionField
from saving.merge import Group, groups_of
from saving.models import Versioned
from saving.rows import Saved, save_row

MINE, THEIRS = "mijn", "collega"


class VersionedForm(forms.ModelForm):
    """A form of a Versioned row. `choices`: what a person has to choose, after a save that collided.

    Beside its fields it sends `version`, per field that was in a conflict `basis-…`, the version that text rests on,
    and once the user chose `keuze-…`. In the page put saving/pagina.html and saving/conflict.html into the <form>.
    """

    version = VersionField()
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: Any = copy.copy(self.instance)  # validation writes what was sent into `instance`
        self.fields["version"].initial = self.instance.version
        self.choices: list[Choice] = []
        self.saved: Saved | None = None
        self.told = ""
        self.untouched: tuple[str, ...] = ()  # what was sent of these waits until it is whole

    @property
    def names(self) -> list[str]:
        """The fields of the row that stand in this form."""
        return [name for name in self.instance.FIELDS if name in self.fields]

    def sent_values(self) -> dict[str, Any]:
        """What to save, as validation left it in the row, which knows that an empty choice is ''."""
        fields = {name: self.instance._meta.get_field(name) for name in self.names}
        return {name: field.value_from_object(self.instance) for name, field in fields.items()}

    def sent_with(self, kind: str, group: Group) -> str:
        """What `basis-…` or `keuze-…` says about a group of fields."""
        found = (self.data.get(f"{kind}-{self.add_prefix(name)}") for name in group)
        return next((value for value in found if value), "")


class RowForm(VersionedForm):
    """Of a row that is added and changed. A form that adds brings the id of what it makes: sent twice, it makes one.

    In the page: saving/pagina.html with nieuw=form.new_id.
    """

    nieuw = NewIdField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["nieuw"]

    @property
    def new_id(self) -> BoundField | None:
        return self["nieuw"] if "nieuw" in self.fields else None

    def clean_nieuw(self) -> UUID:
        self.instance.pk = self.cleaned_data["nieuw"]
        return self.cleaned_data["nieuw"]


def save_form(form: VersionedForm, *, by: Gebruiker) -> Saved:
    """Save a valid form on top of the version that its page was based on. Raises saving.rows.Deleted.

    Of the answer `conflicts` must be looked at: with them the form shows the choices, and a field that collided is not
    saved. Afterwards the form can be shown again: it holds the new version, what others saved meanwhile in fields that
    were not touched here, and everything that was typed.
    """
    bases: dict[str, int] = {}
    kept = list(form.untouched)
    for group in groups_of(form.names, form.instance.BOUND):
        choice = form.sent_with("keuze", group)
        basis = form.sent_with("basis", group)
        if choice == THEIRS:
            kept += group
        elif choice != MINE and basis.isascii() and basis.isdigit() and len(basis) < 10:
            bases |= dict.fromkeys(group, int(basis))
    row: Versioned = form.stored
    version = form.cleaned_data["version"]
    saved = save_row(row=row, values=form.sent_values(), version=version, by=by, bases=bases, kept=kept)
    # What is saved with a field and stands in none of its own has nothing to show.
    saved = replace(saved, theirs=tuple(name for name in saved.theirs if name in form.fields))
    form.instance, form.saved = row, saved
    form.choices = choices_of(form, saved, bases, by)
    form.told = told_of(form, saved, by)
    show_saved(form, saved)
    return saved


def show_saved(form: VersionedForm, saved: Saved) -> None:
    """Make the form hold what the next save is based on, and what it must bring into the page."""
    data = cast(QueryDict, copy.copy(form.data))
    data[form.add_prefix("version")] = str(saved.row.version)
    for name in brought(saved, form.untouched):
        data.setlist(form.add_prefix(name), posted_now(form, name, saved))
    form.data = data


def brought(saved: Saved, untouched: tuple[str, ...]) -> list[str]:
    """Fields of the page that must come to hold what others saved."""
    return [name for name in saved.theirs if name not in untouched]


def posted_now(form: VersionedForm, name: str, saved: Saved) -> list[str]:
    """What the row holds, as a browser would send it; an amount as one writes it."""
    return posted(form[name], form.instance._meta.get_field(name).to_python(saved.now[name]))


def posted(bound: forms.BoundField, value: Any) -> list[str]:
    """A value as a browser would send it."""
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown: Any = bound.field.widget.format_value(bound.field.prepare_value(value))
    if shown is None:
        return []
    return [str(each) for each in shown] if isinstance(shown, list | tuple) else [str(shown)]


def for_page(forms_of_page: list[VersionedForm]) -> list[Mapping[str, Any]]:
    """What kompas.js puts into the fields of the page: their names, the new values, and the version that was read."""
    return [
        {
            "name": form.add_prefix(name),
            "values": posted_now(form, name, form.saved),
            "read": form.saved.version_read,
        }
        for form in forms_of_page
        if form.saved
        for name in brought(form.saved, form.untouched)
    ]
