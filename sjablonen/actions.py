"""What becomes of the landelijke texts, and of those of a regio, once a voorstel (redactie/) is released. Runs as the
platform."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Gebruiker
from redactie.editors import check_editor
from sjablonen import schema
from sjablonen.models import Controle, Passage
from sjablonen.places import Plek, plek_of
from sjablonen.vergelijking import unwrapped
from tenants.locks import hold
from tenants.models import Regio


class PassageChanged(Exception):
    """Somebody else published, or withdrew, since this text was read. `current` is the newest version."""

    def __init__(self, current: Passage | None) -> None:
        self.current = current
        super().__init__("Er is intussen een nieuwere versie van deze tekst.")


@transaction.atomic
def publish_passage(
    *,
    code: str,
    wording: Mapping[str, Any],
    by: Gebruiker,
    regio: Regio | None = None,
    based_on: int | None = None,
    na: str = "",
    schrijver: UUID | None = None,
) -> Passage:
    """Give a passage its next version; the former ones stay, because plans name them.

    `wording` holds titel, tekst, bron, bron_url, gecontroleerd_op and zekerheid, and may hold kort, reden (why, for
    gemeenten) and geldig_vanaf (the day from which plans print it; None: at once). With a `regio` it
    is the text of that regio, in the place of the landelijke one. `based_on` is the version that the writer read
    (0: there was none); None does not look. `na` is where it moves to (sjablonen/places.py), `schrijver` who wrote it.
    Raises PermissionDenied when `by` is no redacteur (of a regio: no ketenregisseur) today, PassageChanged when another
    version came first, and SjabloonFout when the text is not valid, changes nothing, or has no place in the plan.
    """
    check_editor(by, regio)
    last = lock(code=code, regio=regio)
    if based_on is not None and based_on != (last.versie if last else 0):
        raise PassageChanged(last)
    place = last or Passage.objects.filter(code=code, laag=Passage.Laag.LANDELIJK).newest().first()
    if place is None or (last is None and regio is None):
        raise schema.SjabloonFout(f"Er is geen landelijke passage {code}.")
    plek = plek_of(na, code=code, regio=regio) if na else Plek(place.onderdeel, place.volgorde)
    fields = {"kort": place.kort, **wording, "code": code, "onderdeel": plek.onderdeel, "volgorde": plek.volgorde}
    return create(fields, regio=regio, last=last, by=by, schrijver=schrijver)


@transaction.atomic
def add_passage(
    *, na: str, wording: Mapping[str, Any], by: Gebruiker, regio: Regio | None = None, schrijver: UUID | None = None
) -> Passage:
    """A text that replaces no other, of the country or of a regio, at the place `na`. Raises as publish_passage."""
    check_editor(by, regio)
    hold("a new passage")
    plek = plek_of(na, code="", regio=regio)
    parts = [regio.naam, wording["titel"]] if regio else [wording["titel"]]
    naam = "_".join(slugify(part).replace("-", "_") for part in parts).strip("_") or "tekst"
    code = free_code(f"{plek.onderdeel}.{naam}"[:50].rstrip("_"))
    fields = {**wording, "code": code, "onderdeel": plek.onderdeel, "volgorde": plek.volgorde}
    return create(fields, regio=regio, last=None, by=by, schrijver=schrijver)


@transaction.atomic
def withdraw_passage(
    *,
    code: str,
    based_on: int,
    by: Gebruiker,
    regio: Regio | None = None,
    reden: str = "",
    geldig_vanaf: date | None = None,
    vervangen_door: str = "",
    schrijver: UUID | None = None,
) -> Passage:
    """End a text, of a regio so that the landelijke counts again; a version of its own, so that it can come back.

    Raises PermissionDenied, and PassageChanged when the newest version is another, or is already ingetrokken.
    """
    check_editor(by, regio)
    last = lock(code=code, regio=regio)
    if last is None or last.versie != based_on or last.ingetrokken:
        raise PassageChanged(last)
    last.pk, last.versie, last.ingetrokken, last.zekerheid = None, last.versie + 1, True, Passage.Zekerheid.ZEKER
    last._state.adding = True
    last.geldig_vanaf, last.reden, last.vervangen_door = geldig_vanaf, reden, vervangen_door
    last.published_at, last.published_by, last.written_by = timezone.now(), by.pk, schrijver
    last.save()
    put_off_former(last)
    return last


@transaction.atomic
def confirm_passage(*, passage: Passage, gecontroleerd_op: date, bron: str, bron_url: str, by: Gebruiker) -> None:
    """The wording still holds: note when that was checked, and the source, on the version itself, and keep who said so.

    Raises PermissionDenied, and PassageChanged when there is a newer version.
    """
    check_editor(by, passage.regio)
    last = lock(code=passage.code, regio=passage.regio)
    if last != passage:
        raise PassageChanged(last)
    checked = {"gecontroleerd_op": gecontroleerd_op, "bron": bron, "bron_url": bron_url}
    Passage.objects.filter(pk=passage.pk).update(**checked)
    Controle.objects.create(passage=passage, **checked, created_by=by.pk)


def lock(*, code: str, regio: Regio | None) -> Passage | None:
    """The newest version, with the others waiting. Read only after locking: a query that waited does not see what was
    added meanwhile."""
    versions = Passage.objects.filter(code=code, regio=regio)
    if regio:  # of a first version there is no row to lock
        Regio.objects.select_for_update().get(pk=regio.pk)
    else:
        list(versions.select_for_update().values("pk"))
    return versions.order_by("-versie").first()


def free_code(wanted: str) -> str:
    """`wanted`, or with a number behind it when a text, of whatever layer, already has that code."""
    taken = set(Passage.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    return next(code for code in (wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 3))) if code not in taken)


def create(
    fields: dict[str, Any], *, regio: Regio | None, last: Passage | None, by: Gebruiker, schrijver: UUID | None
) -> Passage:
    laag = Passage.Laag.REGIONAAL if regio else Passage.Laag.LANDELIJK
    data = {**fields, "laag": laag.value, "versie": last.versie + 1 if last else 1}
    if regio:
        data["regio"] = {"soort": regio.soort, "code": regio.code}
    source = schema.one(data, name=f"De nieuwe versie van {data['code']}")
    if last and not last.ingetrokken and says_the_same(source, last) and stands_there(source, last):
        raise schema.SjabloonFout(f"{last.code}: de tekst is dezelfde als die van versie {last.versie}.")
    released = {"published_at": timezone.now(), "published_by": by.pk, "written_by": schrijver}
    made = Passage.objects.create(**source.model_dump(exclude={"regio"}), regio=regio, **released)
    put_off_former(made)
    return made


def put_off_former(made: Passage) -> None:
    """What would come before it comes no more: from the day of both, plans print the newest."""
    if made.geldig_vanaf and made.zekerheid == Passage.Zekerheid.ZEKER:
        others = Passage.objects.filter(code=made.code, regio=made.regio, versie__lt=made.versie)
        coming = others.filter(geldig_vanaf__gt=timezone.localdate(), geldig_vanaf__lt=made.geldig_vanaf)
        coming.update(geldig_vanaf=made.geldig_vanaf)


def says_the_same(source: Any, last: Passage) -> bool:
    """However the lines are broken; `source` has titel, tekst, zekerheid and geldig_vanaf. Of what is still to come the
    day may change alone: a law is put off."""
    if not last.is_in_force and source.geldig_vanaf != last.geldig_vanaf:
        return False
    before = (unwrapped(last.tekst), last.titel, last.zekerheid)
    return (unwrapped(source.tekst), source.titel, source.zekerheid) == before


def stands_there(source: Any, last: Passage) -> bool:
    return (source.onderdeel, source.volgorde) == (last.onderdeel, last.volgorde)
