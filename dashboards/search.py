"""Looking up a gemeente by its name, a name that it had before, or its code. Names of gemeenten are nobody's secret."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from tenants.models import EerdereNaam, Gemeente, Opvolging
from tenants.names import plain

SHOWN = 50
CHAIN = 4  # times that a gemeente may have gone over in its turn


@dataclass(frozen=True)
class Found:
    code: str
    naam: str
    before: str = ""  # the name by which it was found: its own of before, or of a gemeente that went over into it
    rank: int = 0  # 0: all that was typed, 1: how it begins, 2: somewhere in it

    @property
    def is_exact(self) -> bool:
        return self.rank == 0


def find_gemeenten(typed: str) -> list[Found]:
    """The best first, then on alphabet; at most one more than SHOWN. Three queries, and none for no words."""
    words = bare(typed)
    if not words:
        return []
    fields = ("code", "naam", "korte_naam", "valid_until")
    rows = list(Gemeente.objects.order_by("sorteernaam", "code").values_list(*fields))
    today = timezone.localdate()
    heirs = heirs_of({code for code, _, _, until in rows if until and until < today})
    earlier = EerdereNaam.objects.values_list("gemeente__code", "naam")
    known = [(code, naam, (code, naam, korte_naam)) for code, naam, korte_naam, _ in rows]
    found: dict[str, tuple[int, str]] = {}  # by code: how well, and the name by which
    for code, naam, names in (*known, *((code, naam, (naam,)) for code, naam in earlier)):
        rank = rank_of(words, *names)
        if rank is None:
            continue
        for heir in heirs.get(code, [code]):
            if heir not in found or rank < found[heir][0]:
                found[heir] = (rank, naam)
    best = sorted(found.items(), key=lambda each: each[1][0])[: SHOWN + 1]
    today_named = {code: naam for code, naam, _, _ in rows}
    return [
        Found(code, today_named[code], "" if today_named[code] == naam else naam, rank) for code, (rank, naam) in best
    ]


def heirs_of(over: set[str]) -> dict[str, list[str]]:
    """Of each gemeente that is no more, which of today came in its place; those of which nobody knows are left out.
    All by code."""
    given = Opvolging.objects.filter(predecessor__code__in=over).order_by("datum")
    rows = given.values_list("predecessor__code", "successor__code")
    heirs: dict[str, list[str]] = defaultdict(list)
    for predecessor, successor in rows:
        heirs[predecessor].append(successor)
    for _ in range(CHAIN):  # an heir that went over in its turn
        heirs = {code: [last for heir in found for last in heirs.get(heir, [heir])] for code, found in heirs.items()}
    return heirs


def rank_of(words: str, *names: str) -> int | None:
    """How well these words fit one of the names, of which the code is one; None when they do not."""
    known = bare_lines(*names)
    if words not in known:
        return None
    return 0 if f"\n{words}\n" in known else 1 if f"\n{words}" in known else 2


@lru_cache(maxsize=20_000)  # the names of each gemeente that there is, once per process
def bare_lines(*names: str) -> str:
    return "".join(f"\n{bare(name)}\n" for name in names)


def bare(name: str) -> str:
    """Without accents, capitals, spaces and marks, so that nobody need know how the CBS writes it."""
    return re.sub(r"[^a-z0-9]", "", plain(name))
