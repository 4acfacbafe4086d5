"""Loading a Kader version from its validated file: again and again with the same result, never changing its core."""

import uuid
from collections.abc import Container, Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from kader.models import (
    AanvullendeVraag,
    Bouwsteen,
    Deelcriterium,
    Kadergebruik,
    KaderVersie,
    Omzetting,
    PlanOnderdeel,
    RedactieRevision,
    Rol,
    Thema,
)
from kader.omzetting import check_omzetting, load_omzetting
from kader.schema import KaderBestand
from redactie.queries import touched
from tenants.models import Gemeente

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://kompas.example/kader")
IMMUTABLE = ("thema_id", "plateau", "volgorde", "tekst")
# What a redacteur writes (kader/soorten.py); where she did, a file leaves it alone.
HULP = ("titel", "uitleg", "voorbeelden", "wie", "norm", "actie", "statusvoorbeelden")


class KaderGewijzigd(ValueError):
    """A file wants to change what is fixed in a version. `differences` are lines `code veld: oud → nieuw`."""

    def __init__(self, differences: list[str]) -> None:
        self.differences = differences
        super().__init__("Deze velden liggen vast in deze Kaderversie:\n" + "\n".join(differences))


def kader_id(versie: str, soort: str, code: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, f"{versie}/{soort}/{code}")


@transaction.atomic
def load_kader(*, bestand: KaderBestand) -> KaderVersie:
    """Insert or refresh one Kader version. Raises KaderGewijzigd, and changes nothing, on another core.

    The first version of an installation is published at once; any later one waits for two redacteuren, and until then
    a file replaces all that the one before it brought. Raises KaderFout when it does not fit the version it follows.
    """
    check_omzetting(bestand)
    versie = bestand.kader.versie
    KaderVersie.objects.filter(versie=versie, published_at=None).update(asked_at=None, asked_by=None)
    empty_unpublished(versie)
    vorige = KaderVersie.objects.filter(versie=bestand.omzetting.van_versie).get() if bestand.omzetting else None
    kader = upsert(KaderVersie, kader_id(versie, "versie", versie), {**bestand.kader.model_dump(), "vorige": vorige})
    for rol in bestand.rollen:
        upsert(Rol, kader_id(versie, "rol", rol.code), {**rol.model_dump(), "kaderversie": kader})
    for onderdeel in bestand.plan_onderdelen:
        upsert(
            PlanOnderdeel, kader_id(versie, "plan", onderdeel.code), {**onderdeel.model_dump(), "kaderversie": kader}
        )
    differences: list[str] = []
    volgorde = 0
    own = touched("kaderhulp")
    for thema in bestand.themas:
        core = thema.model_dump(exclude={"bouwstenen"})
        thema_id = kader_id(versie, "thema", thema.code)
        differences += changed_core(Thema, thema_id, core, ("volgorde", "titel", "omschrijving"))
        upsert(Thema, thema_id, {**core, "kaderversie": kader})
        for bouwsteen in thema.bouwstenen:
            volgorde += 1
            differences += load_bouwsteen(kader, thema_id, bouwsteen, volgorde, own)
    differences += missing(kader, [b.code for thema in bestand.themas for b in thema.bouwstenen])
    for vraag in bestand.aanvullende_vragen:
        fields = vraag.model_dump(exclude={"plan", *(HULP if f"{versie}.{vraag.code}" in own else ())})
        save_editorial(
            AanvullendeVraag,
            kader_id(versie, "vraag", vraag.code),
            kader,
            {**fields, "plan_id": kader_id(versie, "plan", vraag.plan)},
        )
    if differences := [*differences, *load_omzetting(kader, bestand)]:
        raise KaderGewijzigd(differences)
    if not KaderVersie.objects.published().exists():
        kader.published_at = timezone.now()
        kader.save(update_fields=["published_at"])
    return kader


def empty_unpublished(versie: str) -> None:
    """What nobody could use yet may still change in everything."""
    kader = KaderVersie.objects.filter(versie=versie, published_at=None).first()
    if kader:
        remove_rows(kader)


def remove_rows(kader: KaderVersie) -> None:
    """Not with `delete`, which looks for answers in tables that public does not have; the database refuses as well."""
    of_bouwstenen: tuple[Any, ...] = (Bouwsteen.ook_rollen.through, Deelcriterium)
    of_version: tuple[Any, ...] = (Bouwsteen, AanvullendeVraag, Thema, PlanOnderdeel, Rol, RedactieRevision, Omzetting)
    rows = [model._default_manager.filter(bouwsteen__kaderversie=kader) for model in of_bouwstenen]
    for found in [*rows, *(model._default_manager.filter(kaderversie=kader) for model in of_version)]:
        found._raw_delete(found.db)


def use_version(*, gemeente: Gemeente, kaderversie: KaderVersie) -> None:
    """From now on this gemeente works with this version; whoever opens its zelfevaluatie says so."""
    Kadergebruik.objects.update_or_create(gemeente=gemeente, defaults={"kaderversie": kaderversie})


def load_bouwsteen(
    kader: KaderVersie, thema_id: uuid.UUID, source: Any, volgorde: int, own: Container[str]
) -> list[str]:
    """Save one bouwsteen with its editorial layer; returns the differences in its core. `own`: of which redacteuren
    wrote the help."""
    versie, redactie = kader.versie, source.redactie
    pk = kader_id(versie, "bouwsteen", source.code)
    core = {"thema_id": thema_id, "plateau": source.plateau, "volgorde": volgorde, "tekst": source.tekst}
    if differences := changed_core(Bouwsteen, pk, {**core, "code": source.code}, IMMUTABLE):
        return differences
    editorial = {
        "titel": redactie.titel,
        "uitleg": redactie.uitleg,
        "voorbeelden": redactie.voorbeelden,
        "wie": redactie.wie,
        "norm": redactie.norm or "",
        "actie": redactie.actie,
        "statusvoorbeelden": redactie.statusvoorbeelden.model_dump(),
        "rol_id": kader_id(versie, "rol", redactie.rollen.primair),
        "plan_id": kader_id(versie, "plan", redactie.plan.primair),
        "ook_plan": redactie.plan.ook,
        "gekoppeld": redactie.gekoppeld,
    }
    is_own = f"{versie}.{source.code}" in own
    if is_own:
        editorial = {name: value for name, value in editorial.items() if name not in HULP}
    bouwsteen = save_editorial(Bouwsteen, pk, kader, {"code": source.code, **core, **editorial})
    bouwsteen.ook_rollen.set([kader_id(versie, "rol", code) for code in redactie.rollen.ook])
    there = set(bouwsteen.deelcriteria.values_list("code", flat=True)) if is_own else set()
    for criterium in redactie.deelcriteria:
        if criterium.code in there:
            continue
        upsert(
            Deelcriterium,
            kader_id(versie, "deelcriterium", criterium.code),
            {**criterium.model_dump(), "bouwsteen": bouwsteen},
        )
    return []


def changed_core(model: type[models.Model], pk: uuid.UUID, new: dict[str, Any], fields: Iterable[str]) -> list[str]:
    old = model._default_manager.filter(pk=pk).values().first()
    if old is None:
        return []
    return [f"{new['code']} {field}: {old[field]!r} → {new[field]!r}" for field in fields if old[field] != new[field]]


def missing(kader: KaderVersie, codes: list[str]) -> list[str]:
    gone = kader.bouwstenen.exclude(code__in=codes).values_list("code", flat=True)
    return [f"{code}: staat niet meer in het bestand" for code in gone]


def save_editorial(model: type[models.Model], pk: uuid.UUID, kader: KaderVersie, fields: dict[str, Any]) -> Any:
    """Save, and when a wording changes keep the former one as a RedactieRevision."""
    old = model._default_manager.filter(pk=pk).values().first()
    if old and any(old[name] != value for name, value in fields.items()):
        data = {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in old.items()}
        RedactieRevision.objects.create(code=fields["code"], kaderversie=kader, data=data)
    return upsert(model, pk, {**fields, "kaderversie": kader})


def upsert(model: type[models.Model], pk: uuid.UUID, fields: dict[str, Any]) -> Any:
    return model._default_manager.update_or_create(pk=pk, defaults=fields)[0]
