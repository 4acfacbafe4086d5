from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.models import Gemeente


def after_restore(gemeenten: Iterable[Gemeente]) -> None:
    """What must be done again to rows that came back: AFTER_RESTORE names functions that take `gemeente=`.

    Called as the owner, once the tables are of today and have their rights. What was wiped for good since the copy was
    made is in it again, so whoever wipes registers here. An error stops the command: the gemeente is not ready then.
    """
    for gemeente in gemeenten:
        for path in settings.AFTER_RESTORE:
            import_string(path)(gemeente=gemeente)
