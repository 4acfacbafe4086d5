"""All that the demo's country publishes, against what its gemeenten answered: how far off, and what it must not say."""

import io
from collections import Counter, defaultdict

import pytest
from django.conf import settings
from django.core.management import call_command

from metingen.counting import leden_of
from metingen.groepscijfers import members
from metingen.models import Publicatie
from metingen.onderwerpen import onderwerpen_of
from metingen.printed import NUMBERS_FROM, share
from metingen.thema_counted import thema_onderwerpen

PAGE = settings.BASE_DIR / "docs" / "cijfers.md"
START, END = "<!-- demo -->\n", "<!-- /demo -->"


@pytest.fixture
def rows(db):
    """Per row that could be printed: the true counts of the group, and what stands there by answer, or nothing."""
    call_command("load_demo_country", stdout=io.StringIO())
    found = []
    for publicatie in Publicatie.objects.counting().select_related("meetronde__kaderversie").order_by("created_at"):
        printed = defaultdict(dict)
        for cijfer in publicatie.groepscijfers.all():
            printed[cijfer.soort, cijfer.groep][cijfer.onderwerp, cijfer.waarde] = cijfer
        groups = members(leden_of(publicatie.meetronde))
        for group, cijfers in printed.items():
            asked = onderwerpen_of(publicatie.meetronde.kaderversie) | thema_onderwerpen(publicatie.meetronde)
            for naam, onderwerp in asked.items():
                counts = Counter(lid.waarden.get(naam, "") for lid in groups[group])
                found.append((counts, onderwerp, {w: c for (name, w), c in cijfers.items() if name == naam}))
    return found


def measured(rows):
    worst = {"aantal": 0, "n": 0, "row": 0, "true": 0.0}
    kinds = Counter()
    for counts, _, cijfers in rows:
        n = sum(counts.values())
        numbers = {waarde: cijfer.aantal for waarde, cijfer in cijfers.items() if cijfer.aantal is not None}
        kinds["getallen" if numbers else "woorden" if cijfers else "niets"] += 1
        if numbers:
            shown = next(iter(cijfers.values())).n
            off = max(abs(number - counts[waarde]) for waarde, number in numbers.items())
            worst["aantal"] = max(worst["aantal"], off)
            worst["n"] = max(worst["n"], abs(shown - n))
            worst["row"] = max(worst["row"], abs(sum(numbers.values()) - shown))
            worst["true"] = max(worst["true"], abs(sum(numbers.values()) - n) / n)
    return worst, kinds


def table(worst):
    lines = [
        "| Grootste afwijking in de demo | |",
        "|---|---|",
        f"| een aantal | {worst['aantal']} gemeenten |",
        f"| het aantal gemeenten (n) | {worst['n']} gemeenten |",
        f"| een rij, naast de n die er staat | {worst['row']} gemeenten |",
        f"| een rij, naast de echte n | {100 * worst['true']:.1f}% |".replace(".", ","),
    ]
    return "\n".join(lines) + "\n"


def test_no_row_is_far_off_and_none_says_all(rows):
    worst, kinds = measured(rows)
    print(worst, dict(kinds))  # noqa: T201, for who looks
    assert (worst["row"], worst["true"] <= 0.2) == (0, True)
    assert min(kinds["getallen"], kinds["woorden"]) > 500
    told = PAGE.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert told == table(worst)
    says_all = [
        (onderwerp, waarde)
        for _, onderwerp, cijfers in rows
        for waarde, cijfer in cijfers.items()
        if cijfer.aantal is not None and cijfer.aantal == cijfer.n
    ]
    assert says_all == []


def test_group_of_fewer_than_25_has_words_and_each_word_is_true(rows):
    wrong = []
    for counts, onderwerp, cijfers in rows:
        n = sum(counts.values())
        for waarde, cijfer in cijfers.items():
            if cijfer.aantal is not None:
                wrong += [(onderwerp, waarde, n)] if n < NUMBERS_FROM else []
            else:
                together = sum(counts[each] for each in onderwerp.merged[waarde])
                wrong += [] if cijfer.aandeel == share(together, n) else [(onderwerp, waarde, n)]
    assert wrong == []
