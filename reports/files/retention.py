from django.utils import timezone

from reports.models import Rapport
from reports.passages.oudplan.retention import clean_up
from reports.versions.openbaar_actions import remove_strays
from tenants.context import in_gemeente
from tenants.models import Gemeente


def enforce_retention() -> dict[str, int]:
    """What was made ahead on another day and asked for by nobody; it prints that day, so nobody will. What is public
    of a version that is not there any more. And old plans that were read long ago. In each gemeente as that gemeente.
    Runs nightly, safe to repeat."""
    gone = strays = old = 0
    for gemeente in Gemeente.objects.at_work().not_over():
        with in_gemeente(gemeente):
            gone += Rapport.objects.unasked().filter(requested_at__date__lt=timezone.localdate()).delete()[0]
            strays += remove_strays(gemeente)
            old += clean_up()
    return {"vooraf gemaakte rapporten": gone, "openbare plannen zonder versie": strays, "oude plannen": old}
