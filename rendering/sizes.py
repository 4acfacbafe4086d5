"""How large a file is, as every page says it; `|size_in_words` in a template (rendering/tags.py)."""


def size_in_words(size: int | None) -> str:
    """`83 kB`, `1,2 MB` or `1,2 GB`, by thousands; never less than 1 kB, and empty where it is not known."""
    if size is None:
        return ""
    if size < 999_500:
        return f"{max(round(size / 1_000), 1)} kB"
    number, unit = (size / 1_000_000, "MB") if size < 999_950_000 else (size / 1_000_000_000, "GB")
    return f"{number:.1f} {unit}".replace(".", ",")
