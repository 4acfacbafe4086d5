"""‘Klopt, want …’: with what words a gemeente says that answers which do not seem to fit are right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django import forms

from kader.models import Bouwsteen
from metingen.inhoud import UITLEG_MAX, GedeeldeUitleg, Inhoud
from metingen.tegenspraak import RULES, Tegenspraak, tegenspraken_of
from saving.fields import TextField

PREFIX = "uitleg-"


def uitleg_field() -> TextField:
    return TextField(
        label="Klopt, want …",
        max_length=UITLEG_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wie jullie antwoorden ziet, ziet deze uitleg ook. Schrijf geen namen op.",
    )


def codes_for(bouwstenen: Iterable[Bouwsteen]) -> list[str]:
    """Of all that could be found."""
    return [*(rule.code for rule in RULES), *(f"onderdelen-{each.code}" for each in bouwstenen)]


def with_uitleg(
    inhoud: Inhoud, *, teksten: Mapping[str, str], bouwstenen: Iterable[Bouwsteen], day: date
) -> tuple[Inhoud, list[Tegenspraak]]:
    """With what was said of what does not seem to fit in it, and the latter; of what fits by now nothing is shared."""
    found = tegenspraken_of(inhoud, bouwstenen, day)
    said = tuple(
        GedeeldeUitleg(each.code, each.zin, tekst) for each in found if (tekst := teksten.get(each.code, "").strip())
    )
    return replace(inhoud, uitleg=said), found
