"""What a round asked beside the Kader, in the files of staff: a column per question, a row per answer, and how often
each was given. An answer that only counts in figures of groups is in no snapshot, and so in none of these."""

from collections import Counter
from typing import Any

from dashboards.selection import Selection
from metingen.inhoud import Inhoud
from metingen.models import Meetronde, Themavraag
from metingen.thema_counted import NOT_ANSWERED
from metingen.thema_queries import themavragen_of
from sheets.sheet import Cell


def by_name_of(meetronde: Meetronde) -> list[Themavraag]:
    """Those of which the answers are known by gemeente. One query."""
    return [each for each in themavragen_of(meetronde) if not each.alleen_groep]


def column(vraag: Themavraag) -> str:
    return f"{vraag.name} {vraag.vraag}"


def number_or_words(vraag: Themavraag, inhoud: Inhoud) -> Cell:
    """A column of one kind: numbers, empty where there is none, or words."""
    waarde = next((each.waarde for each in inhoud.themavragen if each.nummer == vraag.nummer), "")
    if vraag.is_choice:
        return vraag.in_words(waarde) or NOT_ANSWERED
    return int(waarde) if waarde else None


def counted_rows(selection: Selection, vragen: list[Themavraag]) -> list[tuple[Cell, ...]]:
    """Per question and answer how many of how many; numbers in classes. One query, none where nothing was asked."""
    given = list(selection.indieningen.values_list("inhoud__themavragen", flat=True)) if vragen else []
    return [row for vraag in vragen for row in counts_of(vraag, given)]


def counts_of(vraag: Themavraag, given: list[Any]) -> list[tuple[Cell, ...]]:
    """`given`: of each gemeente what its snapshot holds of them; None where that is nothing."""
    waarden = (next((a["waarde"] for a in each or () if a["nummer"] == vraag.nummer), "") for each in given)
    counts = Counter(map(vraag.counted_as, waarden))
    answers = [*vraag.counted, ("", NOT_ANSWERED)]
    return [(vraag.name, vraag.vraag, words, counts[waarde], len(given)) for waarde, words in answers]


def described(vraag: Themavraag, *, is_counted: bool) -> tuple[Cell, ...]:
    """For the codebook: of an answer by name, or of one that is counted."""
    is_word = vraag.is_choice or is_counted
    words = ", ".join([*(words for _, words in vraag.counted), NOT_ANSWERED]) if is_word else None
    meaning = f"{vraag.vraag} (niet in het Kader)"
    return vraag.name, meaning, None, None, None, "woord" if is_word else "getal", words
