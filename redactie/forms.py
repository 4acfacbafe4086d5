from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from redactie.editors import editors_of
from redactie.models import Onderhoud
from redactie.soorten import Stuk
from saving.conflicts import names_of
from saving.fields import DatumField, TextField
from saving.forms import posted
from tenants.models import Regio

AHEAD_MAX = timedelta(days=5 * 366)
REDEN_MAX = 300
NEWS = ("reden", "geldig_vanaf")  # about this version alone
PAGE = ("version", "concept", "nummer")  # what the page was based on
Values = dict[str, list[str]]  # per field, as a browser sends it
# What keeps an unfinished text from being kept: it would be lost in part.
TOO_MUCH = {"max_length", "null_characters_not_allowed"}


class NewsForm(forms.Form):
    """What is said of every version: why it is there, and from when it counts."""

    BOUND: ClassVar[tuple[tuple[str, ...], ...]] = ()
    use_required_attribute = False  # a browser would keep an unfinished concept from being kept

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)
    concept = forms.UUIDField(widget=forms.HiddenInput, required=False)
    nummer = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)
    reden = TextField(
        label="Waarom deze wijziging?",
        max_length=REDEN_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: de wet is veranderd per 1 juli 2027.",
        error_messages={"required": "Schrijf op waarom dit verandert. Wie het gebruikt, kan dat lezen."},
    )
    geldig_vanaf = DatumField(
        label="Geldig vanaf",
        required=False,
        help_text="De dag waarop het ingaat, bijvoorbeeld als een wet dan ingaat. Leeg: meteen na het uitgeven.",
    )

    def __init__(self, *args: Any, stuk: Stuk | None = None, regio: Regio | None = None, **kwargs: Any) -> None:
        self.stuk, self.regio = stuk, regio
        kwargs["initial"] = (stuk.initial if stuk else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in NEWS), *NEWS])
        self.fields["reden"].required = stuk is not None
        if stuk is None:
            self.fields["reden"].label = "Waarom komt dit erbij?"

    def clean_geldig_vanaf(self) -> date | None:
        """A day that is past says since when a law counts; then it counts at once."""
        value: date | None = self.cleaned_data["geldig_vanaf"]
        if value and value > timezone.localdate() + AHEAD_MAX:
            raise forms.ValidationError("Klopt dit jaar? Kies een dag in de komende vijf jaar.")
        return value

    @property
    def names(self) -> list[str]:
        """The fields that a concept keeps."""
        return [name for name in self.fields if name not in PAGE]

    def values(self) -> Values:
        """What the fields hold now, as a browser would send it; an empty field is one that was not sent."""
        sent = ((name, posted(self[name], self[name].value())) for name in self.names)
        return {name: [value for value in values if value] for name, values in sent}

    def too_much(self) -> bool:
        """Whether something cannot be kept at all, not even in a concept."""
        found = (error for errors in self.errors.as_data().values() for error in errors)
        return any(error.code in TOO_MUCH for error in found)


class VoorstelForm(NewsForm):
    """Of the content itself: what every kind of content makes its own form of."""


class IntrekForm(NewsForm):
    """That something counts no more."""

    vervangen_door = forms.ChoiceField(
        label="Vervangen door", required=False, help_text="Als er iets anders voor in de plaats komt."
    )

    def __init__(self, *args: Any, others: list[Stuk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = "Waarom trek je dit in?"
        self.fields["reden"].help_text = "Wie het gebruikt, leest dit."
        self.fields["vervangen_door"].choices = [("", "niets"), *((stuk.sleutel, stuk.naam) for stuk in others)]


class ReturnForm(forms.Form):
    """What the second reader asks of who wrote it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    opmerking = TextField(
        label="Wat moet er anders?",
        max_length=REDEN_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen redacteuren zien dit.",
    )


class OnderhoudForm(forms.Form):
    """`basis` is the row that the writer read; empty when there was none."""

    basis = forms.UUIDField(widget=forms.HiddenInput, required=False)
    eigenaar = forms.ChoiceField(required=False, help_text="Wie dit bijhoudt.")
    volgende_controle = DatumField(
        label="Volgende controle", required=False, help_text="Leeg: een jaar na de laatste controle."
    )
    notitie = TextField(
        label="Notitie voor redacteuren",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld wat nog te controleren is. Dit komt nooit in een plan; gemeenten zien het niet.",
    )

    def __init__(self, *args: Any, current: Onderhoud | None, regio: Regio | None, **kwargs: Any) -> None:
        self.current = current
        kwargs["initial"] = self.first_values()
        super().__init__(*args, **kwargs)
        people = names_of(set(editors_of(regio)))
        if current and current.eigenaar:  # who has left stays named until somebody else is chosen
            people |= names_of({current.eigenaar})
        named = sorted(((str(pk), naam) for pk, naam in people.items()), key=lambda pair: pair[1])
        self.fields["eigenaar"].choices = [("", "niemand"), *named]

    def first_values(self) -> dict[str, Any]:
        row = self.current
        if row is None:
            return {}
        values = {"basis": row.pk, "eigenaar": row.eigenaar and str(row.eigenaar)}
        return {**values, "volgende_controle": row.volgende_controle, "notitie": row.notitie}

    def clean_volgende_controle(self) -> date | None:
        value: date | None = self.cleaned_data["volgende_controle"]
        if value and value > timezone.localdate() + AHEAD_MAX:
            raise forms.ValidationError("Klopt dit jaar? Kies een dag in de komende vijf jaar.")
        return value

    def kept(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("volgende_controle", "notitie")} | {"eigenaar": data["eigenaar"] or None}


def as_sent(values: Mapping[str, list[str]]) -> QueryDict:
    """Values as the data of a form."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value)
    return data
