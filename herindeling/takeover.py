"""The successor's part: she reads, as herself, what was made ready for her, and keeps it in her own tables."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import models, transaction
from django.utils import timezone

from aanpak.models import Actie, Cijfer
from accounts.models import Gebruiker
from herindeling.handover import TEXTS, OverdrachtFout, require
from herindeling.models import FORMAAT, Overdracht
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie
from saving.models import Versioned
from saving.rows import create_rows
from sjablonen.models import Vorm
from tenants.canonical import sha256_of
from tenants.locks import hold
from tenants.models import Gemeente, Opvolging
from voorgangers.models import Herkomst, Voorgangersplan, Voorgangersrij
from zelfevaluatie.actions import open_zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

NOTHING = "Er staat nog niets klaar om over te nemen."
BRON_MAX = 120


@transaction.atomic
def take_over(*, opvolging: Opvolging, gemeente: Gemeente, by: Gebruiker | None) -> dict[str, int]:
    """Take in the newest that was made ready. In the schema and role of `gemeente`, the successor.

    All of it or nothing, and again without harm: what is there already stays as it is now. Returns how many rows of
    each kind there are afterwards, which are those that were handed over. Raises OverdrachtFout.
    """
    require(opvolging.successor_id == gemeente.pk, "Deze overdracht is niet voor deze gemeente.")
    hold(f"overdracht {opvolging.pk}")
    hold(f"indiening {gemeente.pk}")  # waits for who wipes words at this moment, see wissing/wiping.py
    overdracht = Overdracht.objects.filter(opvolging=opvolging).order_by("-written_at").first()
    if overdracht is None:
        raise OverdrachtFout(NOTHING)
    if overdracht.taken_at and overdracht.taken is not None:
        return dict(overdracht.taken)
    content, files = read(overdracht)
    van = {"gemeente_code": content["gemeente"][0], "gemeente_naam": content["gemeente"][1]}
    begin_year(content["kaderversie"], opvolging.datum)
    counted = {
        "rijen": take_rijen(content["rijen"], van),
        "acties": take_rows(Actie, content["acties"], opvolging, van, by),
        "cijfers": take_rows(Cijfer, content["cijfers"], opvolging, van, by),
        "plannen": take_plannen(content["plannen"], files, opvolging, van),
    }
    lost = f"Overgedragen {overdracht.counts}, aangekomen {counted}. Er is niets bewaard."
    require(counted == overdracht.counts, lost)
    Overdracht.objects.filter(pk=overdracht.pk).update(
        taken_at=timezone.now(), taken_by=by.pk if by else None, taken=counted
    )
    overdracht.delen.filter(successor=gemeente).delete()
    return counted


def read(overdracht: Overdracht) -> tuple[dict[str, Any], dict[str, bytes]]:
    parts = list(overdracht.delen.all())
    content = next((part.inhoud for part in parts if part.naam == TEXTS), None)
    whole = content is not None and sha256_of(content) == overdracht.sha256 and overdracht.formaat == FORMAAT
    require(whole, "De overdracht is niet heel. Laat haar opnieuw klaarzetten.")
    return content or {}, {part.naam: bytes(part.bestand) for part in parts if part.bestand is not None}


def begin_year(versie: str | None, datum: date) -> None:
    """A new gemeente begins with empty answers, beside which those of before stand."""
    if current_zelfevaluatie() is None:
        kaderversie = KaderVersie.objects.filter(versie=versie).first() or KaderVersie.objects.latest()
        open_zelfevaluatie(kaderversie=kaderversie, jaar=datum.year)


def take_rijen(rijen: list[dict[str, Any]], van: dict[str, str]) -> int:
    """Those of an earlier transfer make way: nobody writes in them."""
    mine = Voorgangersrij.objects.filter(gemeente_code=van["gemeente_code"])
    mine.delete()
    Voorgangersrij.objects.bulk_create(Voorgangersrij(**rij, **van) for rij in rijen)
    return mine.count()


def take_rows(
    model: type[Actie] | type[Cijfer],
    rows: list[dict[str, Any]],
    opvolging: Opvolging,
    van: dict[str, str],
    by: Gebruiker | None,
) -> int:
    """Each gets an id that follows from hers, so that none comes twice, and no id of one gemeente is one of another."""
    ids = {uuid5(opvolging.pk, row["id"]): row for row in rows}
    there = set(Herkomst.objects.filter(rij__in=ids).values_list("rij", flat=True))
    new: list[Versioned] = []
    for pk, row in ids.items():
        if pk not in there:
            made = model(pk=pk)
            made.take({name: row[name] for name in made.FIELDS if name in row})
            new.append(placed(made, row, van["gemeente_naam"]))
    if by:
        create_rows(rows=new, by=by)
    else:
        model._default_manager.bulk_create(new)
    kind = str(model._meta.model_name)
    Herkomst.objects.bulk_create(Herkomst(rij=row.pk, soort=kind, **van) for row in new)
    return Herkomst.objects.filter(rij__in=ids).count()


def placed(row: Actie | Cijfer, data: dict[str, Any], naam: str) -> Versioned:
    """What it points to may be gone; and two gemeenten count the same thing from the same source."""
    if isinstance(row, Cijfer):
        row.bron = f"{row.bron[: BRON_MAX - len(naam) - 3]} ({naam})"[:BRON_MAX]
        row.vorm_id = if_there(Vorm, row.vorm_id)
        return row
    row.volgorde = data["volgorde"]
    row.bouwsteen_id, row.vraag_id = if_there(Bouwsteen, row.bouwsteen_id), if_there(AanvullendeVraag, row.vraag_id)
    return row


def if_there(model: type[models.Model], pk: UUID | None) -> UUID | None:
    return pk if pk and model._default_manager.filter(pk=pk).exists() else None


def take_plannen(
    plannen: list[dict[str, Any]], files: dict[str, bytes], opvolging: Opvolging, van: dict[str, str]
) -> int:
    ids = {uuid5(opvolging.pk, plan["id"]): plan for plan in plannen}
    there = set(Voorgangersplan.objects.filter(pk__in=ids).values_list("pk", flat=True))
    for pk, plan in ids.items():
        if pk in there:
            continue
        code, naam = plan.get("van") or (van["gemeente_code"], van["gemeente_naam"])
        Voorgangersplan.objects.create(
            pk=pk,
            gemeente_code=code,
            gemeente_naam=naam,
            citeertitel=plan["citeertitel"],
            vastgesteld_op=date.fromisoformat(plan["vastgesteld_op"]),
            besluiten=plan["besluiten"],
            periode_tot=date.fromisoformat(plan["periode_tot"]) if plan["periode_tot"] else None,
            geldt_tot=date.fromisoformat(plan["geldt_tot"]),
            bestand=files.get(plan["id"]),
        )
    return Voorgangersplan.objects.filter(pk__in=ids).count()
