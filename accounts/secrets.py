"""Second steps as they are kept: the secret of a code app and the seed of recovery codes, encrypted.

Of a passkey there is nothing to hide: its row has the public half.
"""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction

from tenants.secrets import Tally, hide, renew, reveal

PURPOSE = "kompas.tweede-stap"
FIELD = {"totp": "secret", "recovery_codes": "seed"}  # in `data`, by type; see allauth.mfa


def hide_factor(text: str) -> str:
    return hide(text, purpose=PURPOSE)


def reveal_factor(token: str) -> str:
    """Raises Unreadable."""
    return reveal(token, purpose=PURPOSE)


def renew_factors() -> dict[str, Tally]:
    """Of everybody, with the newest key. As the owner, while people log in; safe to repeat."""
    return {"tweede stappen": sum((renew_factor(pk) for pk in keepers()), Tally())}


def keepers() -> Iterator[int]:
    yield from Authenticator.objects.filter(type__in=FIELD).values_list("pk", flat=True)


@transaction.atomic
def renew_factor(pk: int) -> Tally:
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:  # removed meanwhile
        return Tally()

    def write(token: str) -> None:
        row.data[FIELD[row.type]] = token
        row.save(update_fields=["data"])

    return renew(row.data[FIELD[row.type]], purpose=PURPOSE, write=write)
