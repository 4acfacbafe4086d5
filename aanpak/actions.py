from django.db.models import F

from aanpak.models import Actie
from accounts.models import Gebruiker


def save_actie(*, actie: Actie, version: int, by: Gebruiker) -> bool:
    """Write an existing actie unless a colleague did so since `version`; says whether it was done."""
    fields = [
        field.name
        for field in Actie._meta.concrete_fields
        if field.name not in {"id", "created_at", "updated_at", "version", "volgorde", "updated_by"}
    ]
    values = {name: getattr(actie, name) for name in fields}
    return bool(
        Actie.objects.filter(pk=actie.pk, version=version).update(**values, version=F("version") + 1, updated_by=by.pk)
    )
