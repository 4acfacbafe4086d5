"""Names as a Dutch reader looks them up."""

import unicodedata
from collections.abc import Iterable

COUNTER = "cijfers"  # the suffix of the role that counts for Groepscijfers
VISITOR = "openbaar"  # of the role that reads what gemeenten made public
ORGANISATIES = ("vng", "comensha")  # values of accounts.models.Toegang.Organisatie; each has a role in the database


def plain(naam: str) -> str:
    """Lower case without accents: `Súdwest-Fryslân` → `sudwest-fryslan`."""
    return unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()


def sort_key(naam: str) -> str:
    """How a Dutch index sorts it: `'s-Gravenhage` among the s, whatever the database's collation."""
    return plain(naam).replace("'", "")


def staff_role(organisaties: Iterable[str]) -> str:
    """The suffix of the role that reads for these: `vng`, `comensha`, or `vng_comensha` for who works for both.

    Raises ValueError for none, and for what is no organisatie.
    """
    names = set(organisaties)
    if not names or names - set(ORGANISATIES):
        raise ValueError(f"Geen organisatie met een eigen rol: {sorted(names)}")
    return "_".join(name for name in ORGANISATIES if name in names)
