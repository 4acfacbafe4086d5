"""One piece of content with what is being made of it, and what waits and is due over all kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.forms.utils import ErrorDict
from django.http import Http404, QueryDict
from django.utils import timezone

from redactie.forms import IntrekForm, NewsForm, Values, as_sent
from redactie.merging import in_words
from redactie.models import Onderhoud, Voorstel, Voorstelversie
from redactie.soorten import SOORTEN, Soort, Stuk, address, soorten_of
from saving.conflicts import names_of
from saving.diff import Change, word_diff
from saving.words import EMPTY
from tenants.models import Regio

CHECK_EVERY = timedelta(days=365)
NEW = "nieuw-"  # begins the provisional sleutel of what is not published yet
Wat, Stand = Voorstel.Wat, Voorstel.Stand


@dataclass(frozen=True)
class Zaak:
    """What a page is about: a piece of content, and the one open voorstel for it."""

    soort: Soort
    sleutel: str
    regio: Regio | None
    stuk: Stuk | None  # None: it is new
    voorstel: Voorstel | None
    intrekken: bool = False  # what is asked, as long as there is no voorstel

    @property
    def wat(self) -> Voorstel.Wat:
        if self.voorstel:
            return Wat(self.voorstel.wat)
        if self.intrekken:
            return Wat.INTREKKEN
        return Wat.WIJZIGING if self.stuk else Wat.NIEUW

    @property
    def naam(self) -> str:
        if self.stuk:
            return self.stuk.naam
        return (self.voorstel and self.voorstel.naam) or f"nieuw: {self.soort.enkelvoud}"

    @property
    def basis(self) -> int:
        """The number of what counts now."""
        return self.stuk.nummer if self.stuk else 0

    def form(self, data: QueryDict | None = None) -> NewsForm:
        """Bound to `data`, or else beginning with the concept, or with what counts now."""
        kwargs: dict[str, Any] = {"stuk": self.stuk, "regio": self.regio, "initial": self.page()}
        if self.wat == Wat.INTREKKEN:
            others = [stuk for stuk in self.soort.stukken(self.regio) if not stuk.is_ingetrokken]
            kwargs["others"] = [stuk for stuk in others if stuk.sleutel != self.sleutel]
            made: NewsForm = IntrekForm(data, **kwargs)
        else:
            made = self.soort.form(data, **kwargs, **self.soort.form_kwargs(self.stuk, self.regio))
        return made

    def content_form(self) -> NewsForm:
        """What counts now, whatever is being made of it."""
        return replace(self, voorstel=None, intrekken=False).form()

    def page(self) -> dict[str, Any]:
        """What the page is based on."""
        row = self.voorstel
        return {"version": row.version if row else 0, "concept": row.pk if row else None, "nummer": self.basis}

    def first_form(self) -> NewsForm:
        """What one begins with."""
        if self.voorstel is None:
            return self.form()
        return shown_as_first(self.form(self.data()))

    def data(self) -> QueryDict:
        """The concept as a browser would send it, on top of what stands there."""
        assert self.voorstel
        page = {name: ["" if value is None else str(value)] for name, value in self.page().items()}
        return as_sent({**self.voorstel.velden, **page})

    @cached_property
    def whole(self) -> NewsForm:
        """The concept as it would be published, checked."""
        return self.form(self.data())

    def url(self, name: str) -> str:
        return address(name, self.regio, self.soort.code, self.sleutel)

    @property
    def edit_url(self) -> str:
        return self.url("stuk_withdraw" if self.wat == Wat.INTREKKEN else "voorstel_edit")

    @property
    def write_url(self) -> str:
        """To change it, whatever else is asked."""
        return self.url("voorstel_edit")

    @property
    def withdraw_url(self) -> str:
        return self.url("stuk_withdraw")

    @property
    def check_url(self) -> str:
        return self.url("voorstel_check")

    @property
    def offer_url(self) -> str:
        return self.url("voorstel_offer")

    @property
    def release_url(self) -> str:
        return self.url("voorstel_release")

    @property
    def return_url(self) -> str:
        return self.url("voorstel_return")

    @property
    def discard_url(self) -> str:
        return self.url("voorstel_discard")

    @property
    def onderhoud_url(self) -> str:
        return self.url("onderhoud_edit")

    @property
    def list_url(self) -> str:
        return self.soort.list_url(self.regio)

    @property
    def detail_url(self) -> str:
        """Of what is new there is no page yet."""
        return self.soort.detail_url(self.sleutel, self.regio) if self.stuk else self.list_url

    @property
    def can_withdraw(self) -> bool:
        stuk = self.stuk
        can = bool(self.soort.can_withdraw and stuk and stuk.can_withdraw)
        return bool(can and stuk and stuk.is_own and not stuk.is_ingetrokken)


def shown_as_first(form: NewsForm) -> NewsForm:
    """A concept is unfinished: nothing is called wrong before somebody offers it."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]  # as if somebody looked; the stubs do not name it
    return form


def zaak_or_404(soort: str, sleutel: str, regio: Regio | None, *, intrekken: bool = False) -> Zaak:
    """What there is nothing of, and is not new, is not there; nor is a kind that no regio has."""
    found = SOORTEN.get(soort)
    if found is None or (regio and not found.regionaal):
        raise Http404
    stuk = found.stuk(sleutel, regio)
    voorstel = Voorstel.objects.open().filter(soort=soort, sleutel=sleutel, regio=regio).first()
    is_new = sleutel.startswith(NEW) and found.can_add
    if stuk is None and voorstel is None and not is_new:
        raise Http404
    zaak = Zaak(found, sleutel, regio, stuk, voorstel, intrekken)
    if intrekken and not (zaak.can_withdraw or voorstel):
        raise Http404
    return zaak


def version_of(zaak: Zaak, concept: UUID | None) -> Any:
    """Gives what stood in a version of a concept; 0 is what counted when it began, None is not known."""
    row = zaak.voorstel
    kept = Voorstelversie.objects.filter(row=concept, accepted=True) if concept else Voorstelversie.objects.none()

    def version(number: int) -> Mapping[str, list[str]] | None:
        if number == 0:
            return row.was if row else zaak.form().values()
        found = kept.filter(version=number).first()
        return found.data if found else None

    return version


def touched(soort: str) -> set[str]:
    """The sleutels of the country that a redacteur published, changed or withdrew: no file puts those back."""
    rows = Voorstel.objects.decided().filter(soort=soort, regio=None)
    return set(rows.values_list("sleutel", flat=True))


@dataclass(frozen=True)
class Uitgegeven:
    """A voorstel that was released, with the names of who wrote and who read it."""

    voorstel: Voorstel
    schrijver: str
    lezer: str
    changes: list["FieldChange"]


def history(zaak: Zaak) -> list[Uitgegeven]:
    """Newest first: of a kind that keeps no versions of its own."""
    rows = list(
        Voorstel.objects.released()
        .filter(soort=zaak.soort.code, sleutel=zaak.sleutel, regio=zaak.regio)
        .order_by("-released_at")
    )
    names = names_of({pk for row in rows for pk in (row.offered_by, row.released_by)})
    form = zaak.content_form()
    return [
        Uitgegeven(
            row,
            names.get(row.offered_by, ""),
            names.get(row.released_by, ""),
            field_changes(form, row.was, row.velden) if row.wat == Wat.WIJZIGING else [],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class FieldChange:
    label: str
    changes: list[Change]


def facts(form: NewsForm) -> list[tuple[str, str]]:
    """What the fields hold, each in words; without what is empty."""
    values = form.values()
    names = [name for name in form.names if name not in ("reden", "geldig_vanaf")]
    found = ((str(form[name].label), in_words(form, name, values)) for name in names)
    return [(label, text) for label, text in found if text != EMPTY]


def field_changes(form: NewsForm, was: Values, now: Values) -> list[FieldChange]:
    """Per field that differs, word by word; reason and day are said elsewhere. Of what is new there was nothing."""
    names = [name for name in form.names if name not in ("reden", "geldig_vanaf")]
    differ = [name for name in names if was.get(name, []) != now.get(name, [])]
    return [
        FieldChange(
            str(form[name].label), word_diff(in_words(form, name, was) if was else "", in_words(form, name, now))
        )
        for name in differ
    ]


@dataclass(frozen=True)
class Rij:
    """A piece of content in a list."""

    zaak: Zaak
    onderhoud: Onderhoud | None

    @property
    def due(self) -> date | None:
        return due_of(self.zaak.stuk, self.onderhoud)

    @property
    def is_due(self) -> bool:
        return self.due is not None and self.due <= timezone.localdate()


def due_of(stuk: Stuk | None, onderhoud: Onderhoud | None) -> date | None:
    return None if stuk is None or stuk.is_ingetrokken else due_on(stuk.gecontroleerd_op, onderhoud)


def due_on(checked: date | None, onderhoud: Onderhoud | None) -> date | None:
    """The day on which somebody looks whether it still holds; without one, a year after it was last checked."""
    day = onderhoud.volgende_controle if onderhoud else None
    if day and (checked is None or day > checked):
        return day
    return checked + CHECK_EVERY + timedelta(days=1) if checked else None


def rows_of(soort: Soort, regio: Regio | None) -> list[Rij]:
    """What is new and not published yet stands last."""
    here = {"soort": soort.code, "regio": regio}
    open_rows = {row.sleutel: row for row in Voorstel.objects.open().filter(**here)}
    kept = {row.sleutel: row for row in Onderhoud.objects.newest().filter(**here)}
    stukken = soort.stukken(regio)
    found = [
        Rij(Zaak(soort, stuk.sleutel, regio, stuk, open_rows.pop(stuk.sleutel, None)), kept.get(stuk.sleutel))
        for stuk in stukken
    ]
    return [*found, *(Rij(Zaak(soort, sleutel, regio, None, row), None) for sleutel, row in open_rows.items())]


def current_onderhoud(zaak: Zaak) -> Onderhoud | None:
    return Onderhoud.objects.filter(soort=zaak.soort.code, sleutel=zaak.sleutel, regio=zaak.regio).first()


@dataclass(frozen=True)
class Werk:
    """What there is to do, over all kinds."""

    wacht: list[Zaak]
    mine: list[Zaak]  # concepts that who looks wrote in, and what came back
    others: list[Zaak]
    gepland: list[Zaak]
    due: list[Rij]
    soorten: list[tuple[Soort, str, int]]  # with the address of its list, and how many there are


def work_of(regio: Regio | None, by: Any) -> Werk:
    rows = {soort: rows_of(soort, regio) for soort in soorten_of(regio)}
    zaken = [row.zaak for found in rows.values() for row in found if row.zaak.voorstel]
    writable = [zaak for zaak in zaken if zaak.voorstel and zaak.voorstel.can_be_written]
    mine = [zaak for zaak in writable if zaak.voorstel and zaak.voorstel.written_by(by)]
    due = [row for found in rows.values() for row in found if row.is_due]
    return Werk(
        wacht=[zaak for zaak in zaken if zaak.voorstel and zaak.voorstel.is_waiting],
        mine=mine,
        others=[zaak for zaak in writable if zaak not in mine],
        gepland=[zaak for zaak in zaken if zaak.voorstel and zaak.voorstel.is_planned],
        due=sorted(due, key=lambda row: row.due or date.max),
        soorten=[(soort, soort.list_url(regio), len(found)) for soort, found in rows.items()],
    )
