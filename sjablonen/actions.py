"""What a redacteur does with the landelijke texts, and a ketenregisseur with those of a regio. Runs as the platform."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Gebruiker, Toegang
from accounts.permissions import Ketenregisseur, Redacteur
from sjablonen import schema
from sjablonen.models import Controle, Passage
from sjablonen.vergelijking import unwrapped
from tenants.models import Regio

STEP = 5  # between a passage and the regional text behind it; the fixtures go up by ten


class PassageChanged(Exception):
    """Somebody else published, or withdrew, since this text was read. `current` is the newest version."""

    def __init__(self, current: Passage | None) -> None:
        self.current = current
        super().__init__("Er is intussen een nieuwere versie van deze tekst.")


@transaction.atomic
def publish_passage(
    *, code: str, wording: Mapping[str, Any], by: Gebruiker, regio: Regio | None = None, based_on: int | None = None
) -> Passage:
    """Give a passage its next version; the former ones stay, because plans name them.

    `wording` holds titel, tekst, bron, bron_url, gecontroleerd_op and zekerheid, and may hold kort, reden (why, for
    gemeenten) and geldig_vanaf (the day from which plans print it; None: at once). With a `regio` it
    is the text of that regio, in the place of the landelijke one. `based_on` is the version that the writer read
    (0: there was none); None does not look.
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
    fields = {"kort": place.kort, **wording, "code": code, "onderdeel": place.onderdeel, "volgorde": place.volgorde}
    return create(fields, regio=regio, last=last, by=by)


@transaction.atomic
def add_passage(*, regio: Regio, after: Passage, wording: Mapping[str, Any], by: Gebruiker) -> Passage:
    """A text of a regio that replaces no other, printed behind the passage `after`. Raises as publish_passage does."""
    check_editor(by, regio)
    Regio.objects.select_for_update().get(pk=regio.pk)
    naam = "_".join(slugify(part).replace("-", "_") for part in (regio.naam, wording["titel"])).strip("_")
    code = free_code(f"{after.onderdeel}.{naam}"[:50].rstrip("_"))
    fields = {**wording, "code": code, "onderdeel": after.onderdeel, "volgorde": after.volgorde + STEP}
    return create(fields, regio=regio, last=None, by=by)


@transaction.atomic
def withdraw_passage(*, code: str, regio: Regio, based_on: int, by: Gebruiker) -> Passage:
    """End the text of a regio, so that the landelijke counts again; a version of its own, so that it can come back.

    Raises PermissionDenied, and PassageChanged when the newest version is another, or is already ingetrokken.
    """
    check_editor(by, regio)
    last = lock(code=code, regio=regio)
    if last is None or last.versie != based_on or last.ingetrokken:
        raise PassageChanged(last)
    last.pk, last.versie, last.ingetrokken, last.zekerheid = None, last.versie + 1, True, Passage.Zekerheid.ZEKER
    last._state.adding = True
    last.geldig_vanaf, last.reden = None, ""
    last.published_at, last.published_by = timezone.now(), by.pk
    last.save()
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


def check_editor(by: Gebruiker, regio: Regio | None) -> None:
    functie = Ketenregisseur.naam if regio else Redacteur.naam
    valid = Toegang.objects.today().filter(gebruiker=by, gebruiker__is_active=True, functie=functie)
    if not (valid.filter(regio=regio) if regio else valid).exists():
        raise PermissionDenied(
            f"Alleen een ketenregisseur van {regio} geeft daar een tekst uit."
            if regio
            else "Alleen een redacteur geeft een standaardtekst uit."
        )


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


def create(fields: dict[str, Any], *, regio: Regio | None, last: Passage | None, by: Gebruiker) -> Passage:
    laag = Passage.Laag.REGIONAAL if regio else Passage.Laag.LANDELIJK
    data = {**fields, "laag": laag.value, "versie": last.versie + 1 if last else 1}
    if regio:
        data["regio"] = {"soort": regio.soort, "code": regio.code}
    source = schema.validate({"passages": [data]}, name=f"De nieuwe versie van {data['code']}").passages[0]
    if last and not last.ingetrokken and says_the_same(source, last):
        raise schema.SjabloonFout(f"{last.code}: de tekst is dezelfde als die van versie {last.versie}.")
    made = Passage.objects.create(
        **source.model_dump(exclude={"regio"}), regio=regio, published_at=timezone.now(), published_by=by.pk
    )
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
