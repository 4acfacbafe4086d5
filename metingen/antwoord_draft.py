"""What somebody with a one-time link typed and did not submit yet: kept as it was typed, right or wrong, with the link.

Two people may hold the same link. Who saves on top of what she did not see, is asked which of the two counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from metingen.antwoord_forms import wie_of
from metingen.antwoord_models import DRAFT_BYTES
from metingen.antwoord_uitleg import PREFIX
from metingen.inhoud import Inhoud
from metingen.models import Antwoordlink, Indiening
from metingen.thema_queries import earlier_themas, sent_themas
from saving.fields import clean_text

Draft = dict[str, list[str]]


@dataclass(frozen=True)
class Difference:
    """A question to which another person with this link gave another answer."""

    field: forms.BoundField
    theirs: str
    mine: str


def typed_in(form: forms.Form) -> Draft:
    """Of the questions that there are, as a browser sent them; `\\0` fits in no JSON of PostgreSQL."""
    data = form.data if isinstance(form.data, QueryDict) else QueryDict()
    names = {name: data.getlist(name) for name in form.fields}
    return {name: [clean_text(each.replace("\0", "")) for each in values] for name, values in names.items() if values}


@transaction.atomic
def save_draft(*, link: Antwoordlink, form: forms.Form, version: int, page: str) -> list[Difference]:
    """Keep what was typed, on top of the version that was read; what collides is given back, and then nothing is kept.
    A page never collides with itself. Afterwards `link` holds the version for the next save."""
    typed = typed_in(form)
    now = Antwoordlink.objects.alive().select_for_update(of=("self",)).filter(pk=link.pk).first()
    if now is None or sum(len(each) for values in typed.values() for each in values) > DRAFT_BYTES:
        return []
    link.draft_version, link.draft_at, before = now.draft_version, now.draft_at, now.draft or {}
    if filled(before) == filled(typed):
        return []
    if before and version != now.draft_version and page != now.draft_page:
        return differences(form, before, typed)
    link.draft, link.draft_at, link.draft_version, link.draft_page = typed, timezone.now(), now.draft_version + 1, page
    link.save(update_fields=["draft", "draft_at", "draft_version", "draft_page"])
    return []


def filled(draft: Mapping[str, list[str]]) -> Draft:
    return {name: values for name, values in draft.items() if any(values)}


def differences(form: forms.Form, theirs: Draft, mine: Draft) -> list[Difference]:
    return [
        Difference(form[name], in_words(form, name, theirs), in_words(form, name, mine))
        for name in form.fields
        if filled(theirs).get(name) != filled(mine).get(name)
    ]


def in_words(form: forms.Form, name: str, draft: Draft) -> str:
    field = form.fields[name]
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(each, each) for each in draft.get(name, []) if each) or "niet ingevuld"


def first_values(link: Antwoordlink, form: forms.Form, sent: Indiening | None) -> dict[str, Any]:
    """What the form begins with: what was typed before, else what the gemeente shares now, else what it answered to the
    same themavragen in an earlier round."""
    if link.draft:
        return {name: of_field(form.fields[name], values) for name, values in link.draft.items() if name in form.fields}
    return values_of(sent) if sent and sent.inhoud else earlier_themas(link.meetronde, link.gemeente)


def of_field(field: forms.Field, values: list[str]) -> Any:
    return values if isinstance(field, forms.MultipleChoiceField) else (values[0] if values else "")


def values_of(indiening: Indiening) -> dict[str, Any]:
    """Of what was submitted, by the names of AntwoordForm."""
    inhoud = Inhoud.from_json(indiening.inhoud or {})
    return {
        **{antwoord.code: antwoord.status for antwoord in inhoud.antwoorden},
        **{wie_of(antwoord.code): list(antwoord.organisatieniveau) for antwoord in inhoud.antwoorden},
        **(vars(inhoud.enquete) if inhoud.enquete else {}),
        **sent_themas(indiening),
        **{PREFIX + each.code: each.tekst for each in inhoud.uitleg},
        "organisaties": indiening.organisaties,
        "regios": [str(pk) for pk in indiening.regios],
        "mandaat_functie": indiening.mandaat_functie,
        "mandaat_datum": indiening.mandaat_datum,
    }
