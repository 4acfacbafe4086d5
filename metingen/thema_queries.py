"""What gemeenten answered to the themavragen of a round: by name what is in a snapshot, else for counting alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from metingen.inhoud import Themaantwoord
from metingen.models import Groepsantwoord, Indiening, Meetronde, Themavraag
from tenants.models import Gemeente


def themavragen_of(meetronde: Meetronde | None) -> list[Themavraag]:
    return list(meetronde.themavragen.select_related("meetronde")) if meetronde else []


def shared_themas(themavragen: Iterable[Themavraag], values: Mapping[str, str]) -> tuple[Themaantwoord, ...]:
    """What goes into a snapshot, of answers by the name of the question: not what only counts in figures of groups."""
    return tuple(
        Themaantwoord(each.nummer, each.vraag, each.soort, waarde, each.in_words(waarde))
        for each in themavragen
        for waarde in [values.get(each.name, "")]
        if not each.alleen_groep
    )


def group_themas(themavragen: Iterable[Themavraag], values: Mapping[str, str]) -> dict[UUID, str]:
    """And those, by question; '' where it is not answered."""
    return {each.pk: values.get(each.name, "") for each in themavragen if each.alleen_groep}


def words_of(themavragen: Iterable[Themavraag], waarden: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Question and answer in words, of what group_themas gave."""
    return [(each.vraag, each.in_words(waarden.get(each.pk, ""))) for each in themavragen if each.alleen_groep]


def group_answers_of(indiening: Indiening) -> list[tuple[str, str]]:
    """For the gemeente itself: what it gave for figures of groups alone. Two queries, one where nothing is asked so."""
    themavragen = [each for each in themavragen_of(indiening.meetronde) if each.alleen_groep]
    if not themavragen:
        return []
    return words_of(themavragen, dict(indiening.groepsantwoorden.values_list("themavraag", "waarde")))


def earlier_themas(meetronde: Meetronde, gemeente: Gemeente) -> dict[str, str]:
    """What this gemeente last answered to the same questions, by their name now. As that gemeente, or for who holds a
    link of it."""
    found: dict[str, str] = {}
    for vraag in themavragen_of(meetronde):
        vorige = vraag.vorige
        if vorige is None or vorige.soort != vraag.soort:
            continue
        waarde = last_answer(vorige, gemeente)
        if vraag.soort == Themavraag.Soort.KEUZE:  # the list may have changed
            words = vorige.in_words(waarde)
            waarde = next((value for value, label in vraag.choices if label == words), "")
        if waarde:
            found[vraag.name] = waarde
    return found


def last_answer(vraag: Themavraag, gemeente: Gemeente) -> str:
    rows = Indiening.objects.current().filter(gemeente=gemeente, meetronde=vraag.meetronde_id, inhoud__isnull=False)
    found = Groepsantwoord.objects.filter(indiening__in=rows.values("pk"), themavraag=vraag)
    return found.values_list("waarde", flat=True).first() or ""


def counted_of(meetronde: Meetronde, indieningen: Iterable[UUID]) -> dict[Any, dict[str, str]]:
    """For Groepscijfers: per Indiening, by the name of the question, the waarde that is counted. Two queries; one in a
    round without questions."""
    themavragen = {each.pk: each for each in themavragen_of(meetronde)}
    waarden: dict[Any, dict[str, str]] = defaultdict(dict)
    if themavragen:
        rows = Groepsantwoord.objects.filter(indiening__in=list(indieningen))
        for pk, key, waarde in rows.values_list("indiening", "themavraag", "waarde"):
            waarden[pk][themavragen[key].name] = themavragen[key].counted_as(waarde)
    return waarden


def sent_themas(indiening: Indiening) -> dict[str, str]:
    """What was submitted, by the name of the question: for who may see all of it, to go on from. One query."""
    rows = indiening.groepsantwoorden.values_list("themavraag__nummer", "waarde")
    return {f"thema{nummer}": waarde for nummer, waarde in rows}
