"""The beleidsplan as pure data: gathered once (gather.py), frozen as JSON in a Rapport, and read back years later.

Nothing here knows how it looks (html.py), and nothing that a gemeente wrote for itself alone is ever in it:
no toelichting, no nvt_reden, no deelcriteria, no names of people.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from aanpak.enums import Staat
from aanpak.moment import Planned
from aanpak.stappen import said_once
from kader.enums import Status
from reports.document.begrippen import PlanBegrip
from reports.document.chosen import (
    NO_HUISSTIJL,
    NO_KEUZES,
    PlanHuisstijl,
    PlanKeuzes,
    PlanSamenvatting,
    PlanScenarios,
)
from reports.document.enums import Besluit, Orgaan, PlanStatus
from reports.document.naming import Named, Titled
from reports.document.wijzigingen import PlanWijziging
from sjablonen.landelijk import Reeks
from sjablonen.opvang import Opvang
from zelfevaluatie.counts import Stand

FORMAAT: Literal[3] = 3  # 1 had no adoption, 2 no choices and no local data; both are still read


@dataclass(frozen=True)
class PlanGemeente:
    code: str
    naam: str
    korte_naam: str


@dataclass(frozen=True)
class PlanKader:
    versie: str
    titel: str
    uitgever: str
    datum: date
    bron: str


@dataclass(frozen=True)
class PlanRol:
    code: str
    titel: str
    tekst: str


@dataclass(frozen=True)
class PlanThema:
    code: str
    titel: str


@dataclass(frozen=True)
class PlanPassage:
    """A text as it was used: Markdown, with the gemeente already filled in.

    `versie` counts within its `laag`; a lokale text also says which standard text it replaced, if there was one.
    """

    code: str
    versie: int
    laag: str
    titel: str
    tekst: str
    bron: str
    bron_url: str
    gecontroleerd_op: date
    regio: str = ""
    standard_laag: str = ""
    standard_versie: int | None = None
    kort: bool = False  # stays in the short form
    to_check: bool = False  # the gemeente put it in although it is not certain; `bron` says what must be checked
    gemeenten: tuple[str, ...] = ()  # in a joint plan: whose it is, by name; empty: of all. Also below


@dataclass(frozen=True)
class PlanZin(Named):
    """What the gemeente says at one bouwsteen, or at an extra question (then `thema` is empty). Plain text."""

    code: str
    titel: str
    thema: str
    status: str
    tekst: str
    organisatieniveau: tuple[str, ...] = ()
    georganiseerd_door: str = ""
    gemeenten: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.status in {Status.DEELS, Status.GEREGELD}


@dataclass(frozen=True)
class PlanActie(Planned, Named):
    wat: str
    code: str
    trekker: str
    gereed: date | None
    cadans: str
    kosten: Decimal | None
    uren: int | None
    staat: str
    gemeenten: tuple[str, ...] = ()
    prioriteit: str = ""
    jaar: int | None = None
    resultaat: str = ""
    niet_gedaan: str = ""  # why; of an actie that is dropped
    kostensoort: str = ""
    dekking: str = ""
    key: UUID | None = field(default=None, compare=False)  # of the actie, by which an evaluation finds it again
    # Leads from the preview back to the actie; never frozen.
    pk: Annotated[UUID | None, Field(exclude=True)] = field(default=None, compare=False)

    @property
    def is_done(self) -> bool:
        return self.staat == Staat.GEREED


@dataclass(frozen=True)
class PlanInstrument(Named):
    """What is done with an instrument, in words to print; '' is not filled in. Never the opmerking."""

    code: str
    barriere: str
    titel: str
    grondslag: str
    bevoegd: str
    beschikbaar: str
    in_beleid: str
    gebruikt: str
    tekst: str
    gemeenten: tuple[str, ...] = ()
    ingevuld: date | None = field(default=None, compare=False)  # the day; `gebruikt` is about the year before it

    @property
    def is_answered(self) -> bool:
        return bool(self.beschikbaar or self.in_beleid or self.gebruikt)


@dataclass(frozen=True)
class PlanNadruk(Named):
    """A form of mensenhandel with local emphasis, or without; `tekst` says why."""

    code: str
    titel: str
    tekst: str
    gemeenten: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanCijfer(Named):
    """`aantal` is text, because a small number may nowhere be kept: 'minder dan 5', 'niet in beeld' or '1.250'."""

    titel: str
    vorm: str
    jaar: int
    aantal: str
    bron: str
    gemeenten: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanIndicator(Named):
    """Where it stands (empty: not known) and what is wanted by when, in words of the gemeente."""

    wat: str
    nulwaarde: str
    nuljaar: int | None
    streefwaarde: str
    streefjaar: int
    bron: str
    gemeenten: tuple[str, ...] = ()
    waarde: str = ""  # how it stands since; printed in an evaluation alone
    waardejaar: int | None = None
    key: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class PlanStap:
    wat: str
    wie: str
    telefoon: str
    website: str
    spoed: bool

    @property
    def who(self) -> str:
        return said_once(self.wat, self.wie)


@dataclass(frozen=True)
class PlanMeldroute(Named):
    """What one kind of reporter (the code) does; what to do in a hurry comes first."""

    code: str
    titel: str
    stappen: tuple[PlanStap, ...]
    gemeenten: tuple[str, ...] = ()

    @property
    def spoed(self) -> list[PlanStap]:
        return [stap for stap in self.stappen if stap.spoed]

    @property
    def gewoon(self) -> list[PlanStap]:
        return [stap for stap in self.stappen if not stap.spoed]


@dataclass(frozen=True)
class PlanDeel:
    code: str
    titel: str
    passages: tuple[PlanPassage, ...] = ()
    zinnen: tuple[PlanZin, ...] = ()
    acties: tuple[PlanActie, ...] = ()
    vervallen: tuple[PlanActie, ...] = ()  # what is not done, as far as it is said why; counts nowhere
    instrumenten: tuple[PlanInstrument, ...] = ()
    nadruk: tuple[PlanNadruk, ...] = ()
    cijfers: tuple[PlanCijfer, ...] = ()
    meldroutes: tuple[PlanMeldroute, ...] = ()
    indicatoren: tuple[PlanIndicator, ...] | None = None  # of an ambitie; none: from before there were any
    zonder_nadruk: tuple[PlanNadruk, ...] | None = None  # none: from before anybody was asked why not
    landelijk: tuple[Reeks, ...] = ()  # what others count in the whole country
    opvang: tuple[Opvang, ...] = ()  # who arranges and pays it, for whom


@dataclass(frozen=True)
class PlanBouwsteenStand:
    """One shape: how far a bouwsteen is, without a word about it. Status '' is not answered."""

    code: str
    titel: str
    plateau: int
    status: str

    @property
    def label(self) -> str:
        return Status(self.status).label if self.status else "niet ingevuld"

    @property
    def choice(self) -> str:
        """The label where there is room for what it means: in Plateau 2, which is optional, n.v.t. is a choice."""
        return "kiezen we nu niet" if self.plateau == 2 and self.status == Status.NVT else self.label


@dataclass(frozen=True)
class PlanThemaStand:
    titel: str
    bouwstenen: tuple[PlanBouwsteenStand, ...]

    @property
    def plateau_1(self) -> list[PlanBouwsteenStand]:
        return [bouwsteen for bouwsteen in self.bouwstenen if bouwsteen.plateau == 1]

    @property
    def plateau_2(self) -> list[PlanBouwsteenStand]:
        return [bouwsteen for bouwsteen in self.bouwstenen if bouwsteen.plateau == 2]

    @property
    def stand_1(self) -> Stand:
        return stand_of(self.plateau_1)

    @property
    def stand_2(self) -> Stand:
        return stand_of(self.plateau_2)


def stand_of(bouwstenen: Iterable[PlanBouwsteenStand]) -> Stand:
    return Stand(Counter(bouwsteen.status for bouwsteen in bouwstenen))


@dataclass(frozen=True)
class PlanVaststelling:
    """What one orgaan decided; `portefeuillehouder` is a function, never a name."""

    orgaan: str
    besluit: str
    datum: date
    kenmerk: str
    portefeuillehouder: str
    gemeente: str = ""  # in a joint plan: of which

    @property
    def orgaan_label(self) -> str:
        return Orgaan(self.orgaan).label

    @property
    def adopts(self) -> bool:
        return self.besluit == Besluit.VASTSTELLING


@dataclass(frozen=True)
class Uitvoering:
    """Which year of the acties a document is about, and by what they are grouped."""

    jaar: int
    per: Literal["trekker", "kwartaal"] = "trekker"


@dataclass(frozen=True)
class PlanEvaluatie:
    """What became of an adopted plan: its acties, indicatoren and cijfers as they are on `stand_op`, and what the
    gemeente says of it. Empty: not written yet."""

    jaar: int
    stand_op: date
    onderdelen: tuple[PlanDeel, ...]
    inleiding: str = ""
    conclusie: str = ""
    geld: str = ""
    vervolg: str = ""


@dataclass(frozen=True)
class Plan(Titled):
    formaat: Literal[1, 2, 3]
    gemeenten: tuple[PlanGemeente, ...]
    jaar: int
    status: str
    herkomst: str
    made_at: datetime
    kader: PlanKader
    rollen: tuple[PlanRol, ...]
    themas: tuple[PlanThema, ...]
    onderdelen: tuple[PlanDeel, ...]
    stand: tuple[PlanThemaStand, ...] = ()  # for the bestuurder, or chosen: no list of weak spots unasked
    stand_op: date | None = None  # the day of `stand`, which may be long after that of the text
    uitvoering: Uitvoering | None = None  # only for an uitvoeringsplan
    evaluatie: PlanEvaluatie | None = None  # only for an evaluation; `onderdelen` is then what was adopted
    titel: str = ""  # empty: what every plan is called
    citeertitel: str = ""
    periode_van: date | None = None
    periode_tot: date | None = None
    evaluatiedatum: date | None = None
    vaststellingen: tuple[PlanVaststelling, ...] = ()
    keuzes: PlanKeuzes = NO_KEUZES
    huisstijl: PlanHuisstijl = NO_HUISSTIJL
    samenvatting: PlanSamenvatting | None = None  # none: left out, a joint plan, or from before there was one
    scenarios: PlanScenarios | None = None  # none: the gemeente made none, a joint plan, or from before there were any
    wijzigingen: tuple[PlanWijziging, ...] = ()  # only for a wijzigingsblad
    begrippen: tuple[PlanBegrip, ...] = ()  # all there are: which of them are printed follows from the texts
    adres: str = ""  # of an adopted plan: where everybody sees whether a file is it, once it is public

    def to_json(self) -> dict[str, Any]:
        return ADAPTER.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Plan":
        """Raises pydantic.ValidationError when `data` is not a Plan of a formaat that this version reads."""
        return ADAPTER.validate_python(data)

    def onderdeel(self, code: str) -> PlanDeel:
        """That part, or an empty one: a plan need not have them all."""
        return next((part for part in self.onderdelen if part.code == code), PlanDeel(code=code, titel=""))

    @property
    def is_joint(self) -> bool:
        return len(self.gemeenten) > 1

    @property
    def status_label(self) -> str:
        return PlanStatus(self.status).label

    @property
    def vastgesteld_op(self) -> date | None:
        """The day on which the last orgaan decided, as far as it adopts."""
        return max((besluit.datum for besluit in self.vaststellingen if besluit.adopts), default=None)

    @property
    def passages(self) -> tuple[PlanPassage, ...]:
        return tuple(passage for part in self.onderdelen for passage in part.passages)

    @property
    def acties(self) -> tuple[PlanActie, ...]:
        return tuple(actie for part in self.onderdelen for actie in part.acties)


ADAPTER = TypeAdapter(Plan)
