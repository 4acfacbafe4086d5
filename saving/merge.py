"""Three texts of one row: what was read, what is there now, what is sent. Pure; knows no database and no form.

A field that only one of two people touched is merged; where both wrote the same field and not the same text, that is a
conflict, for a person to decide. Fields bound by a rule are one field here. A list is a set of ticks, and each tick a
field of its own, so that two people who tick different boxes never collide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]
Group = tuple[str, ...]


@dataclass(frozen=True)
class Merge:
    values: dict[str, Any]  # what the row should hold; of a conflict what is there now
    mine: tuple[str, ...]  # fields that change in the row
    theirs: tuple[str, ...]  # fields in which the row holds something else than was sent
    conflicts: tuple[Group, ...]  # per conflict its fields


def groups_of(names: Iterable[str], bound: Iterable[Group] = ()) -> list[Group]:
    """Each name once, alone or with those it is bound to; the order is that of the names."""
    names = list(names)
    whole = {name: tuple(n for n in group if n in names) for group in bound for name in group}
    return list(dict.fromkeys(whole.get(name, (name,)) for name in names))


def merge(*, read: Values, now: Values, sent: Values, bound: Iterable[Group] = ()) -> Merge:
    """What to write of `sent` into a row that holds `now`, when its sender had read `read`. All have the same names."""
    values, conflicts = dict(now), []
    for group in groups_of(now, bound):
        base, there, new = ([each[name] for name in group] for each in (read, now, sent))
        if same(base, there) or same(base, new) or same(there, new):
            values.update(zip(group, there if same(base, new) else new, strict=True))
        elif len(group) == 1 and is_set(*base, *there, *new):
            values[group[0]] = merge_set(base[0], there[0], new[0])
        else:
            conflicts.append(group)
    mine = tuple(name for name in now if not same([values[name]], [now[name]]))
    return Merge(values, mine, left(values, sent, conflicts), tuple(conflicts))


def left(values: Values, sent: Values, conflicts: Iterable[Group] = ()) -> tuple[str, ...]:
    """The fields that hold something else than was sent, those in a conflict aside."""
    undecided = {name for group in conflicts for name in group}
    return tuple(name for name in sent if name not in undecided and not same([values[name]], [sent[name]]))


def is_set(*values: Any) -> bool:
    return all(isinstance(value, list) and all(isinstance(each, str | int) for each in value) for value in values)


def same(one: list[Any], other: list[Any]) -> bool:
    """Of ticks the order says nothing."""
    return all(
        a == b or (is_set(a, b) and len(a) == len(b) and set(a) == set(b)) for a, b in zip(one, other, strict=True)
    )


def merge_set(read: list[Any], now: list[Any], sent: list[Any]) -> list[Any]:
    """What either ticked is in, what either took away is out; what one takes away the other cannot have ticked."""
    kept = [each for each in sent if each in now or each not in read]
    return kept + [each for each in now if each not in read and each not in kept]
