"""Names as a Dutch reader looks them up."""

import unicodedata


def plain(naam: str) -> str:
    """Lower case without accents: `Súdwest-Fryslân` → `sudwest-fryslan`."""
    return unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()


def sort_key(naam: str) -> str:
    """How a Dutch index sorts it: `'s-Gravenhage` among the s, whatever the database's collation."""
    return plain(naam).replace("'", "")
