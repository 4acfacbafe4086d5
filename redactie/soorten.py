"""The kinds of content that are edited here. An app that owns content says in its own `soorten` how it is listed, what
its form is and what publishing it does; all else is the same for every kind."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from accounts.models import Gebruiker
from redactie.models import Voorstel
from tenants.models import Regio

if TYPE_CHECKING:
    from redactie.forms import VoorstelForm

SOORTEN: dict[str, "Soort"] = {}


class UitgaveFout(ValueError):
    """Why something cannot be done now, in words for the page."""


@dataclass(frozen=True)
class Stuk:
    """One piece of content as it counts now."""

    sleutel: str
    naam: str
    nummer: int  # goes up with each publishing
    initial: dict[str, Any]  # of the form
    groep: str = ""  # the heading that it stands below in the list
    merk: str = ""  # such as "nog te controleren"
    is_ingetrokken: bool = False
    gecontroleerd_op: date | None = None
    is_own: bool = True  # False: a regio that has none begins with that of the country
    can_withdraw: bool = True


@dataclass(frozen=True)
class Uitgave:
    """What is published. `sleutel` of what is new is provisional."""

    wat: Voorstel.Wat
    sleutel: str
    regio: Regio | None
    basis: int  # the nummer that it builds on
    by: Gebruiker  # who releases it
    schrijver: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)  # what the form cleaned; of a withdrawal nothing
    changed: frozenset[str] = frozenset()  # the fields that say something else than when the concept began
    reden: str = ""
    geldig_vanaf: date | None = None
    vervangen_door: str = ""


class Soort(ABC):
    """One kind of content. `regio` is None for the country; a kind without `regionaal` gets nothing else."""

    code: ClassVar[str]
    enkelvoud: ClassVar[str]
    lidwoord: ClassVar[str] = "de"
    meervoud: ClassVar[str]
    form: ClassVar[type["VoorstelForm"]]
    naam_field: ClassVar[str] = "titel"  # by which what is new is called
    regionaal: ClassVar[bool] = False
    can_add: ClassVar[bool] = True
    can_withdraw: ClassVar[bool] = True
    plans_ahead: ClassVar[bool] = False  # True: what is published waits by itself for its day
    edit_template: ClassVar[str] = "redactie/voorstel_edit.html"
    check_template: ClassVar[str] = "redactie/voorstel_check.html"

    @abstractmethod
    def stukken(self, regio: Regio | None) -> list[Stuk]:
        """All, in their order, what was withdrawn too."""

    def stuk(self, sleutel: str, regio: Regio | None) -> Stuk | None:
        return next((stuk for stuk in self.stukken(regio) if stuk.sleutel == sleutel), None)

    @abstractmethod
    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        """Make it count; gives its sleutel and its new nummer. Raises UitgaveFout."""

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        return {}

    def context(self, stuk: Stuk | None, regio: Regio | None, form: Any) -> dict[str, Any]:
        """What templates of its own need beside the rest; `form` may be bound and wrong."""
        return {}

    def preview(self, data: dict[str, Any], regio: Regio | None) -> str:
        """As it will be shown, as HTML; of what the form cleaned."""
        return ""

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        """What happens when it is published, a sentence each; `data` is what the form cleaned."""
        day = data.get("geldig_vanaf")
        done = {"nieuw": "toegevoegd", "intrekken": "ingetrokken"}.get(wat, "veranderd")
        return [
            f"{self.met_lidwoord.capitalize()} wordt op {date_format(day, 'j F Y')} {done}."
            if day
            else f"Daarna is {self.met_lidwoord} {done}."
        ]

    def gebruik(self, stuk: Stuk) -> str:
        """In how many plans it is, or who else uses it."""
        return ""

    def list_url(self, regio: Regio | None) -> str:
        return address("stuk_list", regio, self.code)

    def detail_url(self, sleutel: str, regio: Regio | None) -> str:
        return address("stuk_detail", regio, self.code, sleutel)

    @property
    def met_lidwoord(self) -> str:
        return f"{self.lidwoord} {self.enkelvoud}"


def register(kind: type[Soort]) -> type[Soort]:
    assert kind.code not in SOORTEN, f"{kind.code} is er al"
    SOORTEN[kind.code] = kind()
    return kind


def soorten_of(regio: Regio | None) -> Iterable[Soort]:
    return [soort for soort in SOORTEN.values() if soort.regionaal or regio is None]


def address(name: str, regio: Regio | None, *args: str) -> str:
    """Of a page of a redacteur, or of the same page for one regio."""
    if regio:
        return reverse(f"redactie:regio_{name}", args=[regio.pk, *args])
    return reverse(f"redactie:{name}", args=args)
