"""The choice lists as kinds of content of the redactie: instrumenten, vormen, and the examples of the meldroute.

A row is what counts now. Its earlier wordings are the Voorstellen that were published (redactie/).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from redactie.models import Voorstel
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout, register
from sjablonen.keuzelijst_forms import (
    EMERGENCY,
    NO_EMERGENCY,
    InstrumentForm,
    KeuzelijstForm,
    StapForm,
    VormForm,
    printed_vragen,
)
from sjablonen.models import Instrument, Sourced, Voorbeeldstap, Vorm
from tenants.models import Regio

STEP = 10  # between rows, as in the fixtures
CODE_MAX = 40
ADD = "toevoegen"  # what the page for a new row is called, in the place of a code
GONE = "Deze rij is er niet meer. Neem je concept terug."
OF_KADER = "Deze vorm staat in het Kader. Zij kan niet worden ingetrokken."
NEW, CHANGE, WITHDRAW = Voorstel.Wat.NIEUW, Voorstel.Wat.WIJZIGING, Voorstel.Wat.INTREKKEN
FIXED = "Een plan dat is vastgesteld, blijft zoals het is."
OF_LIST = {
    NEW: ("Alle gemeenten zien dit in hun lijst. In een plan komt het pas als zij er iets bij invullen.",),
    CHANGE: ("Gemeenten zien de nieuwe woorden, ook in het concept van hun plan.", FIXED),
    WITHDRAW: ("Wie er iets bij invulde, houdt dat, met je reden erbij. Anderen zien dit niet meer.", FIXED),
}
OWN_ROUTES = "Een route die een gemeente al heeft, verandert niet."
OF_ROUTE = {
    NEW: ("Wie het voorbeeld daarna overneemt, krijgt deze stap.", OWN_ROUTES),
    CHANGE: ("Wie het voorbeeld daarna overneemt, krijgt de nieuwe woorden.", OWN_ROUTES),
    WITHDRAW: ("Wie het voorbeeld daarna overneemt, krijgt deze stap niet meer.", OWN_ROUTES),
}


class KeuzelijstSoort(Soort):
    """`groups`: code and label of the parts of the list, in their order. `FIELDS` are copied from the form."""

    model: ClassVar[Any]
    form: ClassVar[type[KeuzelijstForm]]
    groups: ClassVar[Sequence[tuple[str, str]]] = (("", "De hele lijst"),)
    group_field: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]]
    meaning: ClassVar[Mapping[Voorstel.Wat, Sequence[str]]] = OF_LIST

    def rows(self, regio: Regio | None) -> list[Any]:
        """In the order of the list."""
        order = [code for code, _ in self.groups]
        return sorted(
            self.model._default_manager.all(), key=lambda row: (order.index(self.group_of(row)), row.volgorde)
        )

    def key_of(self, row: Any) -> str:
        return str(row.code)

    def group_of(self, row: Any) -> str:
        return str(getattr(row, self.group_field)) if self.group_field else ""

    def stukken(self, regio: Regio | None) -> list[Stuk]:
        rows, labels = self.rows(regio), dict(self.groups)
        return [
            Stuk(
                sleutel=self.key_of(row),
                naam=str(row),
                nummer=row.versie,
                initial={name: getattr(row, name) for name in self.FIELDS},
                groep=labels[self.group_of(row)] if self.group_field else "",
                merk="" if row.is_certain else row.get_zekerheid_display(),
                is_ingetrokken=row.ingetrokken_op is not None,
                gecontroleerd_op=row.gecontroleerd_op,
                can_withdraw=not self.is_needed(row, rows),
            )
            for row in rows
        ]

    def is_needed(self, row: Any, rows: Sequence[Any]) -> bool:
        """Whether the list cannot do without it."""
        return False

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        others = [row for row in self.rows(regio) if stuk is None or self.key_of(row) != stuk.sleutel]
        return {
            "places": [
                (code, label, [(self.key_of(row), str(row)) for row in others if self.group_of(row) == code])
                for code, label in self.groups
            ]
        }

    def preview(self, data: dict[str, Any], regio: Regio | None) -> str:
        row = self.model(**{name: data[name] for name in self.FIELDS})
        return render_to_string("sjablonen/keuze_voorbeeld.html", {"row": row, "soort": self.code})

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {self.model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        rows = self.rows(uitgave.regio)
        row = next((each for each in rows if self.key_of(each) == uitgave.sleutel), None)
        if uitgave.wat == NEW:
            row = self.made(uitgave)
        elif row is None:
            raise UitgaveFout(GONE)
        if uitgave.wat == WITHDRAW:
            self.withdraw(row, uitgave, rows)
        else:
            self.change(row, uitgave, rows)
        return self.key_of(row), row.versie

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        return [*super().gevolgen(stuk, regio, data, wat), *self.meaning[Voorstel.Wat(wat)]]

    def made(self, uitgave: Uitgave) -> Any:
        return self.model(code=self.free_code(uitgave.data["titel"]))

    def free_code(self, titel: str) -> str:
        wanted = slugify(titel).replace("-", "_")[: CODE_MAX - 3].strip("_") or self.code
        taken = {ADD, *self.model._default_manager.values_list("code", flat=True)}
        return next(
            code for code in (wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 3))) if code not in taken
        )

    def withdraw(self, row: Any, uitgave: Uitgave, rows: Sequence[Any]) -> None:
        """What gemeenten chose about it stays theirs; they read the reason beside it."""
        instead = next((str(each) for each in rows if self.key_of(each) == uitgave.vervangen_door), "")
        row.ingetrokken_op, row.ingetrokken_reden = timezone.localdate(), uitgave.reden
        row.vervangen_door, row.versie = instead, row.versie + 1
        row.save()

    def change(self, row: Any, uitgave: Uitgave, rows: Sequence[Any]) -> None:
        """A row that was withdrawn is back with it."""
        for name in self.FIELDS:
            setattr(row, name, uitgave.data[name])
        row.ingetrokken_op, row.ingetrokken_reden, row.vervangen_door = None, "", ""
        row.versie += 1
        plek, order = uitgave.data["plek"], list(rows)
        if plek:
            group, _, after = plek.partition(":")
            if self.group_field:
                setattr(row, self.group_field, group)
            order = [each for each in rows if each.pk != row.pk]
            order.insert(self.place(order, group, after), row)
        self.write(row, order)

    def place(self, order: Sequence[Any], group: str, after: str) -> int:
        """Where in the list; at the end of its group when the row before it is elsewhere by now."""
        groups = [code for code, _ in self.groups]
        before = [each for each in order if groups.index(self.group_of(each)) < groups.index(group)]
        alike = [self.key_of(each) for each in order if self.group_of(each) == group]
        if not after:
            return len(before)
        return len(before) + (alike.index(after) + 1 if after in alike else len(alike))

    def write(self, row: Any, order: Sequence[Any]) -> None:
        number(order)
        row.save()
        self.model._default_manager.bulk_update([each for each in order if each is not row], ["volgorde"])


def number(order: Sequence[Any]) -> None:
    for at, each in enumerate(order, start=1):
        each.volgorde = STEP * at


@register
class InstrumentSoort(KeuzelijstSoort):
    code, enkelvoud, lidwoord, meervoud = "instrument", "instrument", "het", "Instrumenten"
    model, form = Instrument, InstrumentForm
    groups, group_field = Instrument.Barriere.choices, "barriere"
    FIELDS = (
        *("titel", "uitleg", "vraag", "bevoegd", "grondslag"),
        *("bron", "bron_url", "gecontroleerd_op", "zekerheid"),
    )

    def change(self, row: Any, uitgave: Uitgave, rows: Sequence[Any]) -> None:
        vraag = next(vraag for vraag in printed_vragen() if vraag.code == uitgave.data["vraag"])
        row.onderdeel = vraag.plan.code
        super().change(row, uitgave, rows)


@register
class VormSoort(KeuzelijstSoort):
    code, enkelvoud, meervoud = "vorm", "vorm", "Vormen van mensenhandel"
    model, form = Vorm, VormForm
    FIELDS = ("titel", "uitleg", "bron", "bron_url", "gecontroleerd_op")

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        kader = stuk and Vorm.objects.filter(code=stuk.sleutel, kader=True).exists()
        return {**super().form_kwargs(stuk, regio), "kader": stuk.naam if stuk and kader else ""}

    def is_needed(self, row: Any, rows: Sequence[Any]) -> bool:
        return bool(row.kader)

    def made(self, uitgave: Uitgave) -> Any:
        row = super().made(uitgave)
        row.kader, row.zekerheid = False, Sourced.Zekerheid.ZEKER
        return row

    def withdraw(self, row: Any, uitgave: Uitgave, rows: Sequence[Any]) -> None:
        if row.kader:
            raise UitgaveFout(OF_KADER)
        super().withdraw(row, uitgave, rows)


@register
class StapSoort(KeuzelijstSoort):
    """A step of the example of the country, or of that of a regio; gemeenten copy a route and make it their own."""

    code, enkelvoud, meervoud = "voorbeeldstap", "stap", "Voorbeelden van de meldroute"
    regionaal = True
    naam_field = "wat"
    model, form = Voorbeeldstap, StapForm
    groups, group_field = Voorbeeldstap.Melder.choices, "melder"
    meaning = OF_ROUTE
    FIELDS = (
        *("wat", "wie", "telefoon", "website", "spoed"),
        *("bron", "bron_url", "gecontroleerd_op", "zekerheid"),
    )

    def rows(self, regio: Regio | None) -> list[Any]:
        return [row for row in super().rows(regio) if row.regio_id == (regio and regio.pk)]

    def key_of(self, row: Any) -> str:
        return str(row.pk)

    def is_needed(self, row: Any, rows: Sequence[Any]) -> bool:
        """The only one of its route that says what to do in danger, while there are others."""
        others = [each for each in rows if each.pk != row.pk and each.melder == row.melder]
        return any(each.ingetrokken_op is None for each in others) and not is_safe(others)

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        rows = self.rows(regio)
        row = next((each for each in rows if stuk and self.key_of(each) == stuk.sleutel), None)
        needed = row.melder if row and self.is_needed(row, rows) else ""
        return {**super().form_kwargs(stuk, regio), "needed_in": needed}

    def made(self, uitgave: Uitgave) -> Any:
        return Voorbeeldstap(regio=uitgave.regio)

    def withdraw(self, row: Any, uitgave: Uitgave, rows: Sequence[Any]) -> None:
        check_emergency([each for each in rows if each is not row])
        super().withdraw(row, uitgave, rows)

    def write(self, row: Any, order: Sequence[Any]) -> None:
        """Numbered per route; no two steps of a route have the same number, not even for a moment."""
        check_emergency(order)
        route = [each for each in order if each.melder == row.melder]
        stored = Voorbeeldstap.objects.filter(regio=row.regio, melder=row.melder)
        stored.update(volgorde=F("volgorde") + STEP * 1_000)
        super().write(row, route)


def check_emergency(stappen: Iterable[Voorbeeldstap]) -> None:
    """Whoever sees danger is told to ring first, in every route. Raises UitgaveFout."""
    if not is_safe(stappen):
        raise UitgaveFout(NO_EMERGENCY)


def is_safe(stappen: Iterable[Voorbeeldstap]) -> bool:
    """Whether every route that has a step says so."""
    standing = [stap for stap in stappen if stap.ingetrokken_op is None]
    told = {stap.melder for stap in standing if stap.spoed and EMERGENCY in f"{stap.telefoon} {stap.wat}"}
    return {stap.melder for stap in standing} == told
