"""A list with one thing on each line, as a file or pasted: the form that takes it and what its lines say."""

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from saving.fields import TextField, UploadField, clean_text
from tenants.models import Gemeente
from tenants.names import sort_key

NO_CSV = "Dit bestand is geen CSV. Bewaar het in Excel als CSV."
MOST = 1_000  # lines; there are some 342 gemeenten
TWICE = "Deze gemeente staat er meer dan één keer in."


class LinesForm(forms.Form):
    on_each_line: ClassVar[str]
    read: ClassVar[Callable[[Any, str], None]]  # takes the text of a valid form; may raise ValidationError

    bestand = UploadField(
        label="CSV-bestand",
        largest=200_000,
        too_large="Dit bestand is groter dan 200 kB. Een lijst van alle gemeenten is kleiner.",
        accept=".csv,text/csv,text/plain",
        required=False,
    )
    regels = TextField(
        label="Of plak de regels hier",
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regels"].help_text = self.on_each_line

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        text = self.in_file(data["bestand"].read()) if data.get("bestand") else data.get("regels", "")
        if not text.strip():
            raise ValidationError("Kies een bestand, of plak de regels.")
        self.read(text)
        return data

    def in_file(self, data: bytes) -> str:
        try:
            return decode(data)
        except ValidationError as error:
            raise ValidationError({"bestand": error}) from None


def decode(data: bytes) -> str:
    """As Excel writes it: UTF-16 with its mark ("Unicode-tekst"), UTF-8 with or without, or else Windows. Raises
    ValidationError for what is no text, such as the workbook itself."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise ValidationError(NO_CSV)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_lines(text: str, *, width: int, heads: Collection[str], empty: str) -> list[tuple[int, list[str]]]:
    """The number of each line and `width` cells. The first may hold the names of the columns: then with one of `heads`.

    Raises ValidationError for what is no such file, and with `empty` where nothing is in it.
    """
    text = clean_text(text).replace("\x00", "")
    try:
        found = list(csv.reader(io.StringIO(text), delimiter=max(";,\t", key=text.count)))
    except csv.Error:
        raise ValidationError(NO_CSV) from None
    rows = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(found, start=1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) > MOST:
        raise ValidationError(f"Dit zijn {len(rows)} regels. Er passen er {MOST}.")
    if rows and sort_key(rows[0][1][0]) in heads:
        rows = rows[1:]
    if not rows:
        raise ValidationError(empty)
    return [(number, [*cells, *[""] * width][:width]) for number, cells in rows]


def find_gemeenten(names: Iterable[str], among: Iterable[Gemeente]) -> list[Gemeente | None]:
    """Which of them each line means, by code in every spelling or by name; None for what is none of them."""
    keys: dict[str, Gemeente] = {}
    for gemeente in among:
        digits = gemeente.code[2:]
        for key in (gemeente.code.lower(), digits, digits.lstrip("0"), sort_key(gemeente.naam), gemeente.slug):
            keys.setdefault(key, gemeente)
    return [keys.get(naam.lower()) or keys.get(sort_key(naam)) for naam in names]


def write_lines(rows: Iterable[Iterable[str]]) -> str:
    """What `read_lines` reads again, for the page after this one."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    return file.getvalue()
