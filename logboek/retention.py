from logboek.actions import remove_old
from tenants.context import in_gemeente
from tenants.models import Gemeente


def enforce_retention() -> dict[str, int]:
    """Remove what is too old from each logboek; as that gemeente, since the platform cannot get there."""
    removed = 0
    for gemeente in Gemeente.objects.at_work():
        with in_gemeente(gemeente):
            removed += remove_old()
    return {"logregels": removed}
