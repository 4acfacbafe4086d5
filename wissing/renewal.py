"""Words that wait, or that must be wiped again after a restore, under the newest key."""

from functools import partial

from django.db.models import QuerySet

from tenants.context import in_gemeente
from tenants.models import Gemeente, Wisjournaal
from tenants.secrets import Tally, renew
from wissing.journal import renew_file
from wissing.models import Wissing
from wissing.words import PURPOSE


def renew_words() -> dict[str, Tally]:
    """As the owner, while people work; safe to repeat."""
    return {"verzoeken om te wissen": renew_waiting(), "wisjournaal": renew_journal(), "wissingen": renew_file()}


def renew_waiting() -> Tally:
    total = Tally()
    for gemeente in Gemeente.objects.opened():
        with in_gemeente(gemeente):
            for pk, words in list(Wissing.objects.exclude(words="").values_list("pk", "words")):
                row = Wissing.objects.filter(pk=pk, words=words)  # unless it was confirmed or withdrawn meanwhile
                total += renew(words, purpose=PURPOSE, write=partial(keep, row))
    return total


def renew_journal() -> Tally:
    total = Tally()
    for pk, words in list(Wisjournaal.objects.values_list("pk", "words")):
        total += renew(words, purpose=PURPOSE, write=partial(keep, Wisjournaal.objects.filter(pk=pk)))
    return total


def keep(row: QuerySet, words: str) -> None:
    row.update(words=words)
