"""The beleidsplan as pure data: gathered once, frozen as JSON in a Rapport, and read back years later.

Nothing here knows how it looks (html.py), and nothing that a gemeente wrote for itself alone is ever in it:
no toelichting, no nvt_reden, no deelcriteria, no names of people.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar

from django.utils import timezone
from pydantic import TypeAdapter

import aanpak.models
import reports.models
import tenants.models
from kader.models import Status
from reports.models import Beleidsplan
from reports.passages import LOKAAL, Layer, layers
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie

FORMAAT: Literal[2] = 2  # 1 had no adoption; it is still read
UNPRINTABLE = re.compile(r"[\x00-\x08\x0c-\x1f\x7f]")


@dataclass(frozen=True)
class Gemeente:
    code: str
    naam: str
    korte_naam: str


@dataclass(frozen=True)
class Kader:
    versie: str
    titel: str
    uitgever: str
    datum: date
    bron: str


@dataclass(frozen=True)
class Rol:
    code: str
    titel: str
    tekst: str


@dataclass(frozen=True)
class Thema:
    code: str
    titel: str


@dataclass(frozen=True)
class Passage:
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


@dataclass(frozen=True)
class PlanZin:
    """What the gemeente says at one bouwsteen, or at an extra question (then `thema` is empty). Plain text."""

    code: str
    titel: str
    thema: str
    status: str
    tekst: str
    organisatieniveau: tuple[str, ...] = ()
    georganiseerd_door: str = ""

    @property
    def is_done(self) -> bool:
        return self.status in {Status.DEELS, Status.GEREGELD}


@dataclass(frozen=True)
class Actie:
    wat: str
    code: str
    trekker: str
    gereed: date | None
    cadans: str
    kosten: Decimal | None
    uren: int | None
    staat: str

    @property
    def cadans_label(self) -> str:
        return aanpak.models.Actie.Cadans(self.cadans).label if self.cadans else ""

    @property
    def staat_label(self) -> str:
        return aanpak.models.Actie.Staat(self.staat).label


@dataclass(frozen=True)
class Onderdeel:
    code: str
    titel: str
    passages: tuple[Passage, ...] = ()
    zinnen: tuple[PlanZin, ...] = ()
    acties: tuple[Actie, ...] = ()


@dataclass(frozen=True)
class BouwsteenStand:
    """One shape: how far a bouwsteen is, without a word about it. Status '' is not answered."""

    code: str
    titel: str
    plateau: int
    status: str

    @property
    def label(self) -> str:
        return Status(self.status).label if self.status else "niet ingevuld"


@dataclass(frozen=True)
class ThemaStand:
    titel: str
    bouwstenen: tuple[BouwsteenStand, ...]

    @property
    def plateau_1(self) -> list[BouwsteenStand]:
        return [bouwsteen for bouwsteen in self.bouwstenen if bouwsteen.plateau == 1]

    @property
    def plateau_2(self) -> list[BouwsteenStand]:
        return [bouwsteen for bouwsteen in self.bouwstenen if bouwsteen.plateau == 2]


@dataclass(frozen=True)
class Vaststelling:
    """What one orgaan decided; `portefeuillehouder` is a function, never a name."""

    orgaan: str
    besluit: str
    datum: date
    kenmerk: str
    portefeuillehouder: str

    @property
    def orgaan_label(self) -> str:
        return reports.models.Vaststelling.Orgaan(self.orgaan).label

    @property
    def adopts(self) -> bool:
        return self.besluit == reports.models.Vaststelling.Besluit.VASTSTELLING


@dataclass(frozen=True)
class Plan:
    formaat: Literal[1, 2]
    gemeenten: tuple[Gemeente, ...]
    jaar: int
    status: str
    herkomst: str
    made_at: datetime
    kader: Kader
    rollen: tuple[Rol, ...]
    themas: tuple[Thema, ...]
    onderdelen: tuple[Onderdeel, ...]
    stand: tuple[ThemaStand, ...] = ()  # only for the bestuurder: nobody publishes a list of weak spots unasked
    citeertitel: str = ""
    periode_van: date | None = None
    periode_tot: date | None = None
    evaluatiedatum: date | None = None
    vaststellingen: tuple[Vaststelling, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return ADAPTER.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Plan":
        """Raises pydantic.ValidationError when `data` is not a Plan of a formaat that this version reads."""
        return ADAPTER.validate_python(data)

    def onderdeel(self, code: str) -> Onderdeel:
        """That part, or an empty one: a plan need not have them all."""
        return next((part for part in self.onderdelen if part.code == code), Onderdeel(code=code, titel=""))

    @property
    def status_label(self) -> str:
        return Beleidsplan.Status(self.status).label

    @property
    def vastgesteld_op(self) -> date | None:
        """The day on which the last orgaan decided, as far as it adopts."""
        return max((besluit.datum for besluit in self.vaststellingen if besluit.adopts), default=None)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for part in self.onderdelen for passage in part.passages)

    @property
    def acties(self) -> tuple[Actie, ...]:
        return tuple(actie for part in self.onderdelen for actie in part.acties)


ADAPTER = TypeAdapter(Plan)
Beantwoord = TypeVar("Beantwoord", Antwoord, AanvullendAntwoord)


def gather_plan(
    *, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente, places: Mapping[str, Layer] | None = None
) -> Plan:
    """The plan as it stands now, in eight queries however much there is. Runs as the gemeente.

    `zelfevaluatie` should carry its kaderversie (select_related); `places` saves two queries where they are known.
    """
    versie = zelfevaluatie.kaderversie
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente) if places is None else places
    passages, zinnen, acties = gather_passages(places.values()), gather_zinnen(zelfevaluatie), gather_acties()
    titels = {part.code: part.titel for part in versie.plan_onderdelen.all()}
    onderdelen = [
        Onderdeel(
            code=code,
            titel=titels.get(code, ""),
            passages=tuple(passages[code]),
            zinnen=tuple(zinnen[code]),
            acties=tuple(acties[code]),
        )
        # Parts that only the standard texts know, such as `evaluatie`, come after those of the Kader.
        for code in dict.fromkeys([*titels, *passages])
    ]
    return Plan(
        formaat=FORMAAT,
        gemeenten=(Gemeente(code=gemeente.code, naam=gemeente.naam, korte_naam=gemeente.korte_naam),),
        jaar=zelfevaluatie.jaar,
        status=Beleidsplan.Status.CONCEPT.value,
        herkomst=gemeente.herkomst,
        made_at=timezone.now().replace(microsecond=0),
        kader=Kader(
            versie=versie.versie, titel=versie.titel, uitgever=versie.uitgever, datum=versie.datum, bron=versie.bron
        ),
        rollen=tuple(Rol(code=rol.code, titel=rol.titel, tekst=rol.tekst) for rol in versie.rollen.all()),
        themas=tuple(Thema(code=thema.code, titel=thema.titel) for thema in versie.themas.all()),
        onderdelen=tuple(onderdelen),
    )


def gather_passages(places: Iterable[Layer]) -> defaultdict[str, list[Passage]]:
    """The texts per part: lokaal goes before regionaal, regionaal before landelijk; what is empty is left out."""
    passages = defaultdict(list)
    for place in places:
        if place.is_local and place.lokaal and place.lokaal.updated_at:
            passages[place.onderdeel].append(
                Passage(
                    code=place.code,
                    versie=place.lokaal.version,
                    laag=LOKAAL,
                    titel=place.titel,
                    tekst=tidy(place.lokaal.tekst),
                    bron=f"Eigen tekst van gemeente {place.naam}",
                    bron_url="",
                    gecontroleerd_op=timezone.localdate(place.lokaal.updated_at),
                    standard_laag=place.lokaal.standard_laag,
                    standard_versie=place.lokaal.standard_versie,
                )
            )
        elif place.standard:
            passages[place.onderdeel].append(
                Passage(
                    code=place.code,
                    versie=place.standard.versie,
                    laag=place.standard.laag,
                    titel=place.titel,
                    tekst=place.standard_tekst,
                    bron=place.standard.bron,
                    bron_url=place.standard.bron_url,
                    gecontroleerd_op=place.standard.gecontroleerd_op,
                    regio=str(place.standard.regio or ""),
                )
            )
    return passages


def gather_zinnen(zelfevaluatie: Zelfevaluatie) -> defaultdict[str, list[PlanZin]]:
    """What the answers say, per part: those with a sentence, and those that are at least partly arranged."""
    zinnen = defaultdict(list)
    antwoorden = zelfevaluatie.antwoorden.select_related("bouwsteen__thema", "bouwsteen__plan")
    for antwoord in speaking(antwoorden.order_by("bouwsteen__volgorde")):
        zinnen[antwoord.bouwsteen.plan.code].append(
            PlanZin(
                code=antwoord.bouwsteen.code,
                titel=antwoord.bouwsteen.titel,
                thema=antwoord.bouwsteen.thema.code,
                status=antwoord.status,
                tekst=tidy(antwoord.plan_zin),
                organisatieniveau=tuple(antwoord.organisatieniveau),
                georganiseerd_door=tidy(antwoord.georganiseerd_door),
            )
        )
    aanvullende = zelfevaluatie.aanvullende_antwoorden.select_related("vraag__plan")
    for extra in speaking(aanvullende.order_by("vraag__volgorde")):
        zinnen[extra.vraag.plan.code].append(
            PlanZin(
                code=extra.vraag.code,
                titel=extra.vraag.titel,
                thema="",
                status=extra.status,
                tekst=tidy(extra.plan_zin),
            )
        )
    return zinnen


def speaking(antwoorden: Iterable[Beantwoord]) -> Iterable[Beantwoord]:
    already = {Status.DEELS, Status.GEREGELD}
    return (antwoord for antwoord in antwoorden if antwoord.plan_zin.strip() or antwoord.status in already)


def tidy(text: str) -> str:
    """What was pasted, without characters that no font can print; Word's soft line break becomes a real one."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\x0b", "\n")).strip()


def gather_acties() -> defaultdict[str, list[Actie]]:
    acties = defaultdict(list)
    for row in aanpak.models.Actie.objects.planned().select_related("bouwsteen", "vraag"):
        origin = row.bouwsteen or row.vraag
        acties[f"ambitie_{row.ambitie}"].append(
            Actie(
                wat=tidy(row.wat),
                code=origin.code if origin else "",
                trekker=tidy(row.trekker),
                gereed=row.gereed,
                cadans=row.cadans,
                kosten=row.kosten,
                uren=row.uren,
                staat=row.staat,
            )
        )
    return acties
