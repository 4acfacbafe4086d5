"""The Kader as it is asked for on every page: read once per process, and again when it was loaded anew.

Nothing of a gemeente is in it. Who changes a row of the Kader otherwise than by `load_kader` must also save its
KaderVersie, whose `loaded_at` tells processes that what they keep is old. The rows are shared by all requests of the
process: read them, and put nothing on them.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from uuid import UUID

from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, PlanOnderdeel, Rol, Thema

VERSIONS = 4  # kept at the same time; gemeenten close one and open the next in the same months


@dataclass(frozen=True)
class Inhoud:
    """All in the order of the Kader; bouwstenen carry thema, rol, plan, deelcriteria and ook_rollen."""

    bouwstenen: tuple[Bouwsteen, ...]
    vragen: tuple[AanvullendeVraag, ...]  # with their plan
    onderdelen: tuple[PlanOnderdeel, ...]
    rollen: tuple[Rol, ...]
    themas: tuple[Thema, ...]

    @cached_property
    def bouwsteen(self) -> dict[UUID, Bouwsteen]:
        return {bouwsteen.pk: bouwsteen for bouwsteen in self.bouwstenen}

    @cached_property
    def vraag(self) -> dict[UUID, AanvullendeVraag]:
        return {vraag.pk: vraag for vraag in self.vragen}


def inhoud_of(versie: KaderVersie) -> Inhoud:
    return read(versie.pk, versie.loaded_at)


@lru_cache(maxsize=VERSIONS)
def read(pk: UUID, loaded_at: datetime) -> Inhoud:
    bouwstenen = Bouwsteen.objects.filter(kaderversie=pk).select_related("thema", "rol", "plan")
    return Inhoud(
        bouwstenen=tuple(bouwstenen.prefetch_related("deelcriteria", "ook_rollen").order_by("volgorde")),
        vragen=tuple(AanvullendeVraag.objects.filter(kaderversie=pk).select_related("plan").order_by("volgorde")),
        onderdelen=tuple(PlanOnderdeel.objects.filter(kaderversie=pk).order_by("volgorde")),
        rollen=tuple(Rol.objects.filter(kaderversie=pk).order_by("volgorde")),
        themas=tuple(Thema.objects.filter(kaderversie=pk).order_by("volgorde")),
    )
