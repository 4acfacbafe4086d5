"""For files that were kept as they were made: what of them is lost when they are read and shown by today's code."""


def missing(phrases, text):
    """The first phrase that does not follow, and what stands there instead; None when all do, in order."""
    place = 0
    for phrase in phrases:
        found = text.find(phrase, place)
        if found < 0:
            return phrase, text[place : place + 200]
        place = found + len(phrase)
    return None


def leaves(value, path=("", "")):
    """Every value in JSON with the names of its field and of what that is a field of."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (path[-1], name))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def lost(old, new, path="plan"):
    """What stood in `old` and does not, under the same name and in the same place, in `new`."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, inner in old.items():
            yield from lost(inner, new[name], f"{path}.{name}") if name in new else [f"{path}.{name}"]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from lost(one, other, f"{path}[{index}]")
    elif old != new:
        yield f"{path}: {old!r} became {new!r}"
