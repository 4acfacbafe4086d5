"""Looking up a gemeente by its name, a name that it had before, or its code. Names of gemeenten are nobody's secret."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

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
    fields = ("pk", "code", "naam", "korte_naam", "valid_until")
    rows = Gemeente.objects.order_by("sorteernaam", "code").values_list(*fields)
    gemeenten = {pk: rest for pk, *rest in rows}
    today = timezone.localdate()
    over = {pk for pk, (*_, until) in gemeenten.items() if until and until < today}
    heirs = heirs_of(over)
    found: dict[str, Found] = {}
    earlier = EerdereNaam.objects.values_list("gemeente", "naam")
    names = [(pk, naam, (code, naam, korte_naam)) for pk, (code, naam, korte_naam, _) in gemeenten.items()]
    for pk, naam, known in (*names, *((pk, naam, (naam,)) for pk, naam in earlier)):
        rank = rank_of(words, *known)
        for heir in heirs.get(pk, [pk]) if rank is not None else ():
            now_code, now_naam, *_ = gemeenten[heir]
            new = Found(now_code, now_naam, "" if now_naam == naam else naam, rank or 0)
            found[now_code] = min(found.get(now_code, new), new, key=lambda each: each.rank)
    return sorted(found.values(), key=lambda each: each.rank)[: SHOWN + 1]


def heirs_of(over: set[UUID]) -> dict[UUID, list[UUID]]:
    """Of each gemeente that is no more, which of today came in its place; those of which nobody knows are left out."""
    rows = Opvolging.objects.filter(predecessor__in=over).order_by("datum").values_list("predecessor", "successor")
    heirs: dict[UUID, list[UUID]] = defaultdict(list)
    for predecessor, successor in rows:
        heirs[predecessor].append(successor)
    for _ in range(CHAIN):  # an heir that went over in its turn
        heirs = {pk: [last for heir in found for last in heirs.get(heir, [heir])] for pk, found in heirs.items()}
    return heirs


def rank_of(words: str, *names: str) -> int | None:
    """How well these words fit one of the names, of which the code is one; None when they do not."""
    known = [bare(name) for name in names]
    if words in known:
        return 0
    if any(name.startswith(words) for name in known):
        return 1
    return 2 if any(words in name for name in known) else None


@lru_cache(maxsize=20_000)  # each name that there is, once per process
def bare(name: str) -> str:
    """Without accents, capitals, spaces and marks, so that nobody need know how the CBS writes it."""
    return re.sub(r"[^a-z0-9]", "", plain(name))
