"""Putting the rounds of the demo's country into the database, all at once, and taking them out again."""

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from demo.country import IDS, MAXIMUM, Place, code_of
from demo.rounds import Answerer, Where, make_rounds
from demo.themas import add_rounds, asked_in
from kader.models import KaderVersie
from metingen.actions import derived
from metingen.models import (
    Groepsantwoord,
    Groepscijfer,
    Indiening,
    IndieningAntwoord,
    Inzage,
    Meetronde,
    Publicatie,
    Publicatielid,
    Themavraag,
    Toezegging,
)
from metingen.publicatie_actions import PublicatieFout, publish_groepscijfers
from tenants.canonical import sha256_of
from tenants.models import Gemeente, Indeling, Regio

Staat = Indiening.Staat
# By a trigger, see migrations 0002 and 0010 of metingen.
FROZEN = ("metingen_indiening", "metingen_indieningantwoord", "metingen_groepsantwoord")
Sent = tuple[Indiening, list[Groepsantwoord]]
FILLED = (
    *(Gemeente, Regio, Indeling, Meetronde, Toezegging, Indiening, IndieningAntwoord),
    *(Themavraag, Groepsantwoord, Publicatie, Publicatielid, Groepscijfer),
)
BATCH = 500
# What derives from the content, by the database itself: thirty thousand rows, which the models would take most of a
# minute to write one by one. As metingen.actions.rows_of, to which a test holds it. COPY is refused to a role for which
# row-level security counts.
DERIVED = """
INSERT INTO metingen_indieningantwoord (indiening_id, gemeente_id, code, status, organisatieniveau)
SELECT i.id, i.gemeente_id, a ->> 'code', a ->> 'status',
    ARRAY(SELECT jsonb_array_elements_text(a -> 'organisatieniveau'))
FROM metingen_indiening i, jsonb_array_elements(i.inhoud -> 'antwoorden') a
WHERE i.id = ANY(%s)
"""


def ours() -> "QuerySet[Gemeente]":
    return Gemeente.objects.filter(pk__in=[uuid.uuid5(IDS, code_of(nummer)) for nummer in range(1, MAXIMUM + 1)])


def found() -> int:
    """How many gemeenten of the country have been loaded with their rounds: all or none, in one transaction."""
    return ours().count()


@transaction.atomic
def load_rounds(
    country: list[Place], where: Where, kaderversie: KaderVersie, seed: int, *, tell: Callable[[str], object]
) -> int:
    """An open voorbeeld round that is there already serves as the last. Gives how many Indieningen were made, and tells
    on the way how far it is."""
    rounds = make_rounds(kaderversie, timezone.localdate())
    there = Meetronde.objects.filter(voorbeeld=True, staat=Meetronde.Staat.OPEN).first()
    add_rounds(rounds[:-1] if there else rounds, asking=rounds[-2:])
    if there:
        rounds[-1] = there
    asked = asked_in(rounds)
    bouwstenen = list(kaderversie.bouwstenen.prefetch_related("deelcriteria"))
    answerers = [Answerer(place, seed, where, bouwstenen) for place in country]
    made = (sent for answerer in answerers for sent in indieningen_of(answerer, rounds, asked))
    stored = 0
    for batch in batches(made):
        Indiening.objects.bulk_create(indiening for indiening, _ in batch)
        with connection.cursor() as cursor:
            cursor.execute(DERIVED, [[indiening.pk for indiening, _ in batch]])
        Groepsantwoord.objects.bulk_create(itertools.chain.from_iterable(apart for _, apart in batch))
        stored += len(batch)
        tell(f"   {stored} indieningen")
    promise(answerers, rounds)
    for ronde in rounds:
        publish(ronde)
        tell(f"   {ronde}: {'geteld en gepubliceerd' if ronde.closed_at else 'open'}")
    return stored


def analyze() -> None:
    """So that the first pages find a plan for so many rows, before autovacuum comes by. Only as the owner: of anybody
    else PostgreSQL takes no statistics."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in FILLED)}")


def batches(made: Iterable[Sent]) -> Iterator[list[Sent]]:
    iterator = iter(made)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch


def indieningen_of(answerer: Answerer, rounds: list[Meetronde], asked: dict[Any, list[Themavraag]]) -> Iterator[Sent]:
    """Per round none, one, or one and what it replaced; now and then the last was withdrawn."""
    nummer = 0
    for year, ronde in enumerate(rounds):
        at = answerer.submitted_at(year, ronde)
        if at is None:
            continue
        luck = answerer.random("luck", year).random()
        staten = (
            [Staat.VERVANGEN, Staat.GELDIG] if luck < 0.05 else [Staat.INGETROKKEN if luck > 0.985 else Staat.GELDIG]
        )
        for turn, staat in enumerate(staten):
            nummer += 1
            inhoud = answerer.inhoud(year, ronde, asked[ronde.pk])
            data = inhoud.to_json()
            organisaties, regios = answerer.recipients(year)
            moment = at + timedelta(minutes=30 * turn)
            indiening = Indiening(
                id=uuid.uuid5(IDS, f"{answerer.place.code} {nummer}"),
                meetronde=ronde,
                gemeente_id=answerer.place.id,
                nummer=nummer,
                staat=staat,
                organisaties=sorted(organisaties),
                regios=sorted(regios),
                formaat=data["formaat"],
                inhoud=data,
                sha256=sha256_of(data),
                mandaat_functie="College van burgemeester en wethouders",
                mandaat_datum=timezone.localdate(moment),
                ingediend_at=moment,
                ingetrokken_at=min(moment + timedelta(days=3), timezone.now()) if staat == Staat.INGETROKKEN else None,
                **derived(inhoud),
            )
            yield indiening, groepsantwoorden_of(indiening, asked[ronde.pk], answerer.themas(year, asked[ronde.pk]))


def groepsantwoorden_of(
    indiening: Indiening, vragen: Iterable[Themavraag], answers: dict[str, str]
) -> list[Groepsantwoord]:
    """As metingen.actions.apart_of, without asking the database."""
    rows = {"indiening": indiening, "gemeente_id": indiening.gemeente_id}
    return [Groepsantwoord(themavraag=each, waarde=answers[each.name], **rows) for each in vragen if answers[each.name]]


def promise(answerers: list[Answerer], rounds: list[Meetronde]) -> None:
    """Most of who submits said so before, and some who said so did not, or not yet."""
    for year, ronde in enumerate(rounds):
        promised = [
            answerer.place.id
            for answerer in answerers
            if answerer.random("promise", year).random() < (0.6 if answerer.submitted_at(year, ronde) else 0.15)
        ]
        Toezegging.objects.bulk_create(Toezegging(meetronde=ronde, gemeente_id=pk) for pk in promised)
        first_week = (ronde.opened_at or timezone.now()) + timedelta(days=7)
        Toezegging.objects.filter(meetronde=ronde, gemeente__in=promised).update(
            created_at=min(first_week, timezone.now())
        )


def publish(ronde: Meetronde) -> None:
    """A month after it closed; of a small country there may be nothing to publish."""
    if ronde.closed_at is None:
        return
    with suppress(PublicatieFout):
        publicatie = publish_groepscijfers(meetronde=ronde, by=None)
        later = ronde.closed_at + timedelta(days=30)
        Publicatie.objects.filter(pk=publicatie.pk).update(created_at=later, published_at=later)


@contextmanager
def thawed() -> Iterator[None]:
    """Put the trigger aside until the end of the transaction's part; other sessions wait meanwhile."""
    with connection.cursor() as cursor:
        for table in FROZEN:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER metingen_frozen")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks still to do
        for table in FROZEN:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER metingen_frozen")


@transaction.atomic
def remove_country() -> int:
    """Only as the owner, who may put the trigger aside. A round that others took part in stays, with what they sent.

    Raises ProtectedError when somebody has Toegang to one of these gemeenten, or it was opened.
    """
    gone = ours()
    with thawed():
        IndieningAntwoord.objects.filter(gemeente__in=gone).delete()
        Groepsantwoord.objects.filter(gemeente__in=gone).delete()
        Indiening.objects.filter(gemeente__in=gone).delete()
    Toezegging.objects.filter(gemeente__in=gone).delete()
    Inzage.objects.filter(gemeente__in=gone).delete()
    rounds = Meetronde.objects.filter(pk__in=[ronde.pk for ronde in make_rounds(KaderVersie(), timezone.localdate())])
    empty = rounds.filter(indieningen=None, toezeggingen=None)
    Publicatie.objects.filter(meetronde__in=empty).delete()
    empty.delete()
    regios = {row.regio_id for row in Indeling.objects.filter(gemeente__in=gone)}
    count = gone.count()
    Gemeente.objects.filter(pk__in=[gemeente.pk for gemeente in gone]).delete()
    Regio.objects.filter(pk__in=regios, gemeenten=None).delete()
    return count
