"""The fields that every form which keeps something uses: what people type and paste, as they mean it."""

import re
import unicodedata
import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from saving.signs import typed

MAX_INTEGER = 2**31 - 1
# Soft hyphen, zero-width space and joiners, marks of direction (they turn around what follows), word joiner, byte
# order mark: copied along from Word, Windows and web pages.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
YEARS = (1900, 2100)
SAFELINKS = ".safelinks.protection.outlook.com"


def clean_text(text: str) -> str:
    """As it is kept: a line break is one character, what nobody can see is out, an accent is part of its letter, and
    a sign of Word is the one that was meant."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", typed(lines)))


class TextField(forms.CharField):
    """A text. Its counter counts as we do, and a browser never cuts off what is pasted."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("maxlength", None)
        if max_length is not None:
            self.widget.attrs["data-teller"] = str(max_length)
            self.validators = [v for v in self.validators if not isinstance(v, MaxLengthValidator)]
            self.validators.append(fits(max_length))

    def to_python(self, value: Any) -> str:
        text = super().to_python(clean_text(str(value)) if value not in self.empty_values else value)
        return text or ""


def fits(limit: int) -> Callable[[str], None]:
    """A validator that says how much is too much."""

    def check(text: str) -> None:
        if (over := len(text) - limit) > 0:
            signs = "teken" if over == 1 else "tekens"
            raise ValidationError(
                f"Deze tekst is {number(over)} {signs} te lang. Er passen er {number(limit)}.", code="max_length"
            )

    return check


def number(value: int | Decimal) -> str:
    """As one writes it here: 12.500 or 1.500,50."""
    text = f"{value:,}".translate(str.maketrans(",.", ".,"))
    return text.removesuffix(",00")


class UploadField(forms.FileField):
    """A file of at most `largest` bytes. `kompas.js` says `too_large` when it is chosen, we when it was sent all the
    same."""

    def __init__(self, *, largest: int, too_large: str, accept: str, **kwargs: Any) -> None:
        attrs = {"accept": accept, "data-grootst": str(largest), "data-te-groot": too_large}
        super().__init__(widget=forms.FileInput(attrs=attrs), **kwargs)
        self.largest, self.too_large = largest, too_large

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is not None and upload.size > self.largest:
            raise ValidationError(self.too_large, code="too_large")
        return upload


class DatumField(forms.DateField):
    """A date that a browser may help to pick; without one, `2027-03-01` and `1-3-2027` are both understood.

    Whoever types a year of two digits in a browser's own field sends the year 26.
    """

    default_error_messages = {"invalid": "Vul een datum in, zoals 1-3-2027."}

    def __init__(self, **kwargs: Any) -> None:
        first, last = (date(YEARS[0], 1, 1).isoformat(), date(YEARS[1], 12, 31).isoformat())
        attrs = {"type": "date", "min": first, "max": last}
        kwargs.setdefault("widget", forms.DateInput(attrs=attrs, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d-%m-%Y"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        if found and not YEARS[0] <= found.year <= YEARS[1]:
            raise ValidationError(f"Klopt dit jaar? Er staat {found.year}. Schrijf het met vier cijfers.", code="year")
        return found


class EuroField(forms.DecimalField):
    """An amount as one writes it here: `4500`, `4.500`, `€ 4.500,-` or `4 500,50 euro`."""

    default_error_messages = {"invalid": "Vul een bedrag in, zoals 4500 of 4.500,50."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**({"max_digits": 10, "decimal_places": 2, "min_value": 0} | kwargs))

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs take it for an IntegerField
        return super().to_python(amount(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Shown as it is written; what somebody typed stays what it was."""
        return number(value.quantize(Decimal("0.01"))) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def amount(typed: str) -> str:
    """With a point for the cents and nothing between the thousands, or as it was when it is no amount of ours."""
    text = re.sub(r"(?i)€|\beuro\b|\beur\b|[\s\u00a0\u202f]", "", clean_text(typed))
    text = re.sub(r"[,.](-|–|—|=)+$", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{0,2})?|\d+(,\d{0,2})?", text):
        return text.replace(".", "").replace(",", ".").rstrip(".")
    return text


class AantalField(forms.IntegerField):
    """A whole number as one writes it here: `1250` or `1.250`, which Django would take for 1."""

    default_error_messages = {"invalid": "Vul een heel getal in, zoals 8 of 4.500."}

    def __init__(self, **kwargs: Any) -> None:
        # Not type="number", which loses what a browser takes for no number.
        super().__init__(**{"widget": forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs})

    def to_python(self, value: Any) -> Any:
        text = amount(value) if isinstance(value, str) else value
        if (
            isinstance(text, str)
            and text
            and not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 12)
        ):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class LinkField(forms.CharField):
    """The address of a page or file, as it is copied from a browser, a mail or SharePoint; http and https alone."""

    NO_LINK = "Dit is geen webadres. Kopieer het uit de adresbalk; het begint met https://."
    MAX = 2_000
    default_error_messages = {"max_length": f"Dit adres is te lang: er passen {number(MAX)} tekens."}

    def __init__(self, **kwargs: Any) -> None:
        # Not type="url": a browser would refuse `www.…` in words of its own.
        attrs = {"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("max_length", self.MAX)
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        text = super().to_python(clean_text(str(value)) if value not in self.empty_values else value) or ""
        return link(text, self.NO_LINK) if text and "\x00" not in text else text


def link(text: str, no_link: str) -> str:
    text = text if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", text) else f"https://{text}"
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
        original = (
            parse_qs(parts.query).get("url", [""])[0] if host.endswith(".safelinks.protection.outlook.com") else ""
        )
    except ValueError:
        raise ValidationError(no_link, code="invalid") from None
    if original:  # a SafeLink also holds the e-mail address of whoever it was sent to
        return link(original, no_link)
    label = r"[^\W_](?:[\w-]*[^\W_])?"
    if parts.scheme not in ("http", "https") or not (
        re.fullmatch(rf"{label}(?:\.{label})*\.?", host) or re.fullmatch(r"[0-9a-f:.]+", host)
    ):
        raise ValidationError(no_link, code="invalid")
    if "@" in parts.netloc:  # a name and password, or an address that shows another host than it leads to
        raise ValidationError(no_link, code="invalid")
    path, query, fragment = (quote(part, safe="%/:;=?@!$&'()*+,~-._[]|") for part in parts[2:])
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


class VersionField(forms.IntegerField):
    """The version of the texts in this form. What is no number is one that never was, and ends in a choice."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"min_value": 0, "max_value": MAX_INTEGER} | kwargs))


class NewIdField(forms.UUIDField):
    """The id of the row that this form makes, made with the form: sent twice, it makes one row (create_row)."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("initial", uuid.uuid4)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()
