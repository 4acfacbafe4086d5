"""The life of a voorstel: kept as a concept, given to a second reader, given back or released. Runs as the platform.

All but a first save lock the row. `version` is the one that was read; another raises VoorstelChanged.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import post_berichten
from berichten.models import Bericht
from redactie.editors import check_editor, toegangen_of
from redactie.forms import NEWS, NewsForm, Values, as_sent
from redactie.merging import UNKNOWN, merge_sent, sent_in
from redactie.models import Onderhoud, Voorstel, Voorstelversie
from redactie.queries import Zaak, current_onderhoud, version_of, zaak_or_404
from redactie.soorten import SOORTEN, Uitgave, UitgaveFout
from saving.conflicts import A_COLLEAGUE, Choice, names_of
from saving.words import listed
from tenants.locks import hold

OWN = "Jij schreef hieraan mee. Een andere redacteur leest het en geeft het uit."
MOVED_ON = (
    "Intussen is hier iets anders uitgegeven. Neem het voorstel terug, kijk wat er nu staat en bied het opnieuw aan."
)
Stand, Wat = Voorstel.Stand, Voorstel.Wat
KIND = "voorstel"  # of its versions


class VoorstelChanged(Exception):
    """Somebody else was first."""

    def __init__(self) -> None:
        super().__init__("Er is intussen iets veranderd. Kijk eerst wat er nu staat.")


@dataclass(frozen=True)
class Kept:
    """What became of a save. With `choices`, or `is_refused`, nothing was kept, and `form` holds what was sent."""

    zaak: Zaak
    form: NewsForm
    told: str = ""
    choices: list[Choice] = field(default_factory=list)
    is_refused: bool = False


@transaction.atomic
def keep_concept(*, zaak: Zaak, data: QueryDict, by: Gebruiker) -> Kept:
    """Unfinished or not; on top of what a colleague kept meanwhile. Raises PermissionDenied."""
    check_editor(by, zaak.regio)
    zaak = locked(zaak)
    row = zaak.voorstel
    if row and (row.wat == Wat.INTREKKEN) != zaak.intrekken:
        asked = replace(zaak, voorstel=None)
        return Kept(asked, on_top(asked, sent_in(data, asked.form(data))), told=another(row), is_refused=True)
    form = zaak.form(data)
    form.is_valid()
    read = read_version(form)
    if form.too_much():
        return Kept(zaak, form, is_refused=True)
    if row and not row.can_be_written:
        return Kept(zaak, on_top(zaak, sent_in(data, form)), told=at_reader(row), is_refused=True)
    is_same = row.pk == read.concept if row else read.concept is None
    now = row.velden if row else {**zaak.form().values(), **news_of(sent_in(data, form))}
    began = read.concept is None and (row is None or row.basis == read.nummer)
    number = read.version if is_same or began else UNKNOWN
    version = version_of(zaak, read.concept)
    is_behind = (
        not is_same or (row.version if row else 0) != read.version or (row is None and zaak.basis != read.nummer)
    )
    if not is_behind and not any(name.startswith("basis-") for name in data):
        return Kept(kept(zaak, sent_in(data, form), by), form)
    if row is None and zaak.basis != read.nummer:
        number = UNKNOWN
    writer = row.updated_by if row else None
    who = "" if writer == by.pk else names_of({writer}).get(writer, A_COLLEAGUE)
    merged = merge_sent(form=form, data=data, now=now, read=number, version=version, who=who)
    told = said(zaak, form, merged.taken, who) if is_behind else ""
    if merged.choices:
        return Kept(zaak, on_top(zaak, merged.values), told=told, choices=merged.choices)
    zaak = kept(zaak, merged.values, by)
    return Kept(zaak, on_top(zaak, merged.values), told=told)


def news_of(sent: Values) -> Values:
    """What is said of one version alone collides with nothing when that version is out."""
    return {name: sent[name] for name in NEWS}


@dataclass(frozen=True)
class Read:
    """What a page was based on."""

    concept: UUID | None
    version: int
    nummer: int


def read_version(form: NewsForm) -> Read:
    data = form.cleaned_data
    return Read(data.get("concept"), data.get("version") or 0, data.get("nummer") or 0)


def on_top(zaak: Zaak, values: Values) -> NewsForm:
    """What was sent, on a page that is based on what stands there now."""
    page = {name: ["" if value is None else str(value)] for name, value in zaak.page().items()}
    form = zaak.form(as_sent({**values, **page}))
    form.is_valid()
    return form


def said(zaak: Zaak, form: NewsForm, taken: list[str], who: str) -> str:
    """What happened meanwhile, in a sentence or two."""
    if zaak.voorstel is None:
        told = "Dit concept is intussen uitgegeven of weggegooid. Wat jij typte, staat hieronder."
    else:
        told = f"{who} schreef intussen ook in dit concept." if who else "In een ander tabblad schreef je ook hierin."
    if not taken:
        return told
    labels = listed([f"‘{form[name].label}’" for name in dict.fromkeys(taken)])
    return f"{told} Daaruit {'staat' if len(set(taken)) == 1 else 'staan'} {labels} nu hieronder."


def another(row: Voorstel) -> str:
    return (
        f"Hier is intussen al een concept: {row.get_wat_display()}. Wat jij typte, staat hieronder en is niet bewaard. "
        "Gooi dat concept eerst weg, of ga daarin verder."
    )


def at_reader(row: Voorstel) -> str:
    where = "is gelezen en gaat later in" if row.is_planned else "ligt nu bij een tweede lezer"
    return f"Dit voorstel {where}. Jouw tekst staat nog hieronder en is niet bewaard. Neem het voorstel eerst terug."


def kept(zaak: Zaak, values: Values, by: Gebruiker) -> Zaak:
    """The next version of the concept; the first makes it. Who only looked did not write, and may release it."""
    row = zaak.voorstel or Voorstel(soort=zaak.soort.code, sleutel=zaak.sleutel, regio=zaak.regio, wat=zaak.wat)
    if row.version and row.velden == values and row.basis == zaak.basis:
        return zaak
    if row.version == 0 or row.basis != zaak.basis:
        row.was = zaak.form().values() if zaak.stuk else {}
    if by.pk not in row.schrijvers:
        row.schrijvers = [*row.schrijvers, by.pk]
    row.naam = zaak.stuk.naam[:120] if zaak.stuk else "".join(values.get(zaak.soort.naam_field, [])[:1])[:120]
    row.velden, row.basis, row.version, row.updated_by = values, zaak.basis, row.version + 1, by.pk
    row.save()
    Voorstelversie.objects.create(kind=KIND, row=row.pk, version=row.version, data=values, created_by=by.pk)
    return replace(zaak, voorstel=row)


def locked(zaak: Zaak) -> Zaak:
    """As it is now, with others waiting; of a first save there is no row to lock. Read only after locking: a query that
    waited does not see what was added."""
    here = {"soort": zaak.soort.code, "sleutel": zaak.sleutel, "regio": zaak.regio}
    hold(f"redactie {zaak.soort.code} {zaak.sleutel} {zaak.regio.pk if zaak.regio else ''}")
    row = Voorstel.objects.select_for_update(of=("self",)).open().filter(**here).first()
    return replace(zaak, voorstel=row, stuk=zaak.soort.stuk(zaak.sleutel, zaak.regio))


def locked_at(zaak: Zaak, version: int, by: Gebruiker, *stands: Voorstel.Stand) -> tuple[Zaak, Voorstel]:
    """Raises PermissionDenied and VoorstelChanged."""
    check_editor(by, zaak.regio)
    zaak = locked(zaak)
    row = zaak.voorstel
    if row is None or row.version != version or row.stand not in stands:
        raise VoorstelChanged
    return zaak, row


@transaction.atomic
def offer(*, zaak: Zaak, version: int, by: Gebruiker) -> Voorstel:
    """Give it to a second reader, who is told by mail; of a regio it goes on at once.

    Raises PermissionDenied, VoorstelChanged, and UitgaveFout when it is not whole.
    """
    zaak, row = locked_at(zaak, version, by, Stand.CONCEPT, Stand.TERUG)
    check_whole(zaak)
    row.offered_at, row.offered_by, row.opmerking, row.returned_by = timezone.now(), by.pk, "", None
    if by.pk not in row.schrijvers:  # who offers it answers for it
        row.schrijvers = [*row.schrijvers, by.pk]
    if zaak.regio:
        return released(zaak, row, by)
    row.stand, row.version = Stand.WACHT, row.version + 1
    row.save()
    ask_readers(row, by)
    return row


def check_whole(zaak: Zaak) -> None:
    if zaak.voorstel and zaak.voorstel.basis != zaak.basis:
        raise UitgaveFout(MOVED_ON)
    if not zaak.whole.is_valid():
        raise UitgaveFout("Dit concept is nog niet af. Vul eerst in wat ontbreekt.")


def ask_readers(row: Voorstel, by: Gebruiker) -> None:
    """A mail to every other redacteur; who is alone finds on the page that somebody else has to come."""
    others = toegangen_of(None).exclude(gebruiker__in=row.schrijvers).values_list("gebruiker__email", flat=True)
    soort = Bericht.Soort.LEESVERZOEK
    post_berichten(berichten=[Bericht(soort=soort, about=row.pk, address=address) for address in sorted(set(others))])


@transaction.atomic
def release(*, zaak: Zaak, version: int, by: Gebruiker) -> Voorstel:
    """The second reader lets it count, at once or from its day.

    Raises PermissionDenied, VoorstelChanged, and UitgaveFout when `by` wrote in it or it does not hold any more.
    """
    zaak, row = locked_at(zaak, version, by, Stand.WACHT)
    if row.written_by(by):
        raise UitgaveFout(OWN)
    return released(zaak, row, by)


def released(zaak: Zaak, row: Voorstel, by: Gebruiker) -> Voorstel:
    check_whole(zaak)
    data = zaak.whole.cleaned_data
    row.reden, row.geldig_vanaf = data["reden"], data["geldig_vanaf"]
    row.vervangen_door = data.get("vervangen_door", "")
    row.released_at, row.released_by, row.version = timezone.now(), by.pk, row.version + 1
    is_later = row.geldig_vanaf is not None and row.geldig_vanaf > timezone.localdate()
    if is_later and not zaak.soort.plans_ahead:
        row.stand = Stand.GEPLAND
        row.save()
        return row
    return published(zaak, row, by)


def published(zaak: Zaak, row: Voorstel, by: Gebruiker) -> Voorstel:
    data = {name: value for name, value in zaak.whole.cleaned_data.items() if name in zaak.whole.names}
    uitgave = Uitgave(
        wat=zaak.wat,
        sleutel=zaak.sleutel,
        regio=zaak.regio,
        basis=zaak.basis,
        by=by,
        schrijver=row.offered_by,
        data={} if zaak.wat == Wat.INTREKKEN else data,
        changed=frozenset(name for name in data if row.was.get(name, []) != row.velden.get(name, [])),
        reden=row.reden,
        geldig_vanaf=row.geldig_vanaf,
        vervangen_door=row.vervangen_door,
    )
    row.sleutel, row.nummer = zaak.soort.publish(uitgave)
    row.stand = Stand.UITGEGEVEN
    row.save()
    return row


@transaction.atomic
def give_back(*, zaak: Zaak, version: int, opmerking: str, by: Gebruiker) -> Voorstel:
    """To who wrote it, with a remark; who wrote it takes it back so. Raises PermissionDenied and VoorstelChanged."""
    _, row = locked_at(zaak, version, by, Stand.WACHT, Stand.GEPLAND)
    is_own = row.written_by(by)
    row.stand, row.version = Stand.CONCEPT if is_own else Stand.TERUG, row.version + 1
    row.opmerking, row.returned_by = opmerking, None if is_own else by.pk
    row.released_at = row.released_by = None
    row.save()
    Voorstelversie.objects.create(kind=KIND, row=row.pk, version=row.version, data=row.velden, created_by=by.pk)
    return row


@transaction.atomic
def discard(*, zaak: Zaak, version: int, by: Gebruiker) -> None:
    """A concept is gone; what counts stays as it is. Raises PermissionDenied and VoorstelChanged."""
    _, row = locked_at(zaak, version, by, Stand.CONCEPT, Stand.TERUG)
    row.delete()


def publish_planned() -> dict[str, int]:
    """Each night: what was read and whose day has come. What cannot be published waits for a person, who sees it."""
    due = Voorstel.objects.filter(stand=Stand.GEPLAND, geldig_vanaf__lte=timezone.localdate())
    for row in due.order_by("geldig_vanaf"):
        if row.soort in SOORTEN:
            publish_one(row)
    return {}


def publish_one(row: Voorstel) -> None:
    try:
        with transaction.atomic():
            zaak = locked(zaak_or_404(row.soort, row.sleutel, row.regio))
            if zaak.voorstel and zaak.voorstel.is_planned and zaak.voorstel.released_by:
                check_whole(zaak)
                published(zaak, zaak.voorstel, Gebruiker.objects.get(pk=zaak.voorstel.released_by))
    except UitgaveFout as fout:
        Voorstel.objects.filter(pk=row.pk, stand=Stand.GEPLAND).update(
            stand=Stand.TERUG, opmerking=f"Op de dag zelf lukte dit niet. {fout}", released_at=None, released_by=None
        )


class OnderhoudChanged(Exception):
    """Somebody else saved since this was read. `current` is what counts now."""

    def __init__(self, current: Onderhoud | None) -> None:
        self.current = current
        super().__init__("Er is intussen iets anders opgeslagen.")


def keep_onderhoud(*, zaak: Zaak, values: dict[str, Any], basis: Any, by: Gebruiker) -> Onderhoud:
    """Raises PermissionDenied, and OnderhoudChanged when another row came after `basis`."""
    check_editor(by, zaak.regio)
    row = Onderhoud(
        soort=zaak.soort.code, sleutel=zaak.sleutel, regio=zaak.regio, after=basis, **values, created_by=by.pk
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise OnderhoudChanged(current_onderhoud(zaak)) from None
    return row
