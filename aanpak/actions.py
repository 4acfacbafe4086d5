import re

from django.db.models import F

from aanpak.models import Actie, Ambitie
from accounts.models import Gebruiker
from kader.models import Bouwsteen


def actie_for_bouwsteen(*, bouwsteen: Bouwsteen, by: Gebruiker) -> Actie:
    """The start of an actie about a gap: worded by the title, under the ambitie where the bouwsteen is printed."""
    match = re.fullmatch(r"ambitie_(\d)", bouwsteen.plan.code)
    return Actie.objects.create(
        wat=f"Regelen: {bouwsteen.titel}",
        bouwsteen=bouwsteen,
        ambitie=int(match[1]) if match else Ambitie.SAMENWERKING,
        updated_by=by.pk,
    )


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
