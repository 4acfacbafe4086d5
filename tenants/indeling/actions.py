"""Taking in a list of gemeenten: all of it or nothing, and again without harm."""

from datetime import date, timedelta

from django.db import transaction

from tenants.indeling.change import Change, compare
from tenants.indeling.lijst import Lijst
from tenants.locks import hold
from tenants.models import EerdereNaam, Gemeente, Gemeentelijst, Indeling, Regio
from tenants.names import sort_key


@transaction.atomic
def load_lijst(lijst: Lijst) -> Change:
    """Make it so, and say what changed. Codes of the CBS are the keys; ids, schemas and addresses never change.

    Raises LijstFout, and then nothing has changed.
    """
    hold("gemeentelijst")
    change = compare(lijst)
    end(change)
    begin(change)
    rename(change)
    count(change)
    for (soort, code), naam in change.regios.items():
        Regio.objects.update_or_create(soort=soort, code=code, defaults={"naam": naam})
    regios = {(regio.soort, regio.code): regio for regio in Regio.objects.all()}
    gemeenten = Gemeente.objects.in_bulk(lijst.regels, field_name="code")
    moves = [(gemeenten[move.code], regios[move.soort, move.naar]) for move in change.moved]
    Indeling.objects.bulk_create(
        Indeling(gemeente=gemeente, regio=regio, valid_from=None if change.first else lijst.peildatum)
        for gemeente, regio in moves
        if not carry_on(gemeente, regio, lijst.peildatum)
    )
    if not (change.is_empty and change.again):
        Gemeentelijst.objects.create(
            peildatum=lijst.peildatum, voorbeeld=lijst.voorbeeld, bestand=lijst.naam[:200], gemeenten=len(lijst.regels)
        )
    return change


def end(change: Change) -> None:
    """What began by mistake ends before it began, and so counts on no day."""
    before = change.lijst.before
    pks = [gemeente.pk for gemeente in (*change.ended, *change.mistaken)]
    Indeling.objects.filter(gemeente__in=pks, valid_from__gt=before).delete()
    running = Indeling.objects.filter(gemeente__in=pks).exclude(valid_until__lte=before)
    running.update(valid_until=before)
    Gemeente.objects.filter(pk__in=pks).update(valid_until=before)
    for gemeente in change.back:
        Indeling.objects.filter(gemeente=gemeente, valid_until=gemeente.valid_until).update(valid_until=None)
    Gemeente.objects.filter(pk__in=[gemeente.pk for gemeente in change.back]).update(valid_until=None)


def begin(change: Change) -> None:
    day = None if change.first else change.lijst.peildatum
    regels = change.lijst.regels
    Gemeente.objects.bulk_create(
        Gemeente(
            code=code,
            schema_name=code.lower(),
            naam=regels[code].naam,
            korte_naam=regels[code].korte_naam,
            sorteernaam=sort_key(regels[code].naam),
            slug=slug,
            inwoners=regels[code].inwoners,
            inwoners_peildatum=None if regels[code].inwoners is None else change.lijst.peildatum,
            valid_from=day,
        )
        for code, slug in change.new.items()
    )


def rename(change: Change) -> None:
    """The name before is kept, to be found by; not where a list of the same day put a mistake right."""
    for gemeente in change.renamed:
        regel = change.lijst.regels[gemeente.code]
        if not change.again and gemeente.naam != regel.naam:
            EerdereNaam.objects.create(gemeente=gemeente, naam=gemeente.naam, valid_until=change.lijst.before)
        gemeente.naam, gemeente.korte_naam, gemeente.sorteernaam = regel.naam, regel.korte_naam, sort_key(regel.naam)
    Gemeente.objects.bulk_update(change.renamed, ["naam", "korte_naam", "sorteernaam"])


def count(change: Change) -> None:
    for gemeente in change.counted:
        gemeente.inwoners = change.lijst.regels[gemeente.code].inwoners
        gemeente.inwoners_peildatum = change.lijst.peildatum
    Gemeente.objects.bulk_update(change.counted, ["inwoners", "inwoners_peildatum"])


def carry_on(gemeente: Gemeente, regio: Regio, day: date) -> bool:
    """End what it belonged to until now; whether it belongs to `regio` still, or again without a break."""
    before = day - timedelta(days=1)
    there = Indeling.objects.filter(gemeente=gemeente, regio__soort=regio.soort)
    stays = there.filter(regio=regio, valid_until__gte=before).exclude(valid_from__gt=day)
    there.exclude(regio=regio).filter(valid_from__gte=day).delete()
    there.exclude(regio=regio).exclude(valid_until__lt=day).update(valid_until=before)
    return bool(stays.update(valid_until=None)) or there.filter(regio=regio, valid_until=None).exists()
