"""From what stands in the gemeente now to what would be shared: the one place where answers leave its schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from indienen.models import Voorbereiding
from kader.kept import inhoud_of as kept_kader
from metingen.antwoord_uitleg import with_uitleg
from metingen.enquete import VRAGEN
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud
from metingen.models import Indiening
from metingen.queries import gedeelde_gemeente, regios_on
from metingen.tegenspraak import Tegenspraak
from tenants.canonical import sha256_of
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of


@dataclass(frozen=True)
class Preview:
    """What is shared, and with whom by name, when nothing changes any more."""

    inhoud: Inhoud
    organisaties: tuple[str, ...]
    regios: tuple[UUID, ...]
    tegenspraken: tuple[Tegenspraak, ...] = ()  # in what is shared

    @cached_property
    def sha256(self) -> str:
        return sha256_of(self.inhoud.to_json())

    @property
    def mark(self) -> str:
        """Differs as soon as anything that the page showed does."""
        return sha256_of({"inhoud": self.sha256, "aan": [*self.organisaties, *map(str, self.regios)]})

    def is_like(self, indiening: Indiening | None) -> bool:
        """Whether the gemeente shares exactly this already."""
        if indiening is None:
            return False
        with_whom = (set(indiening.organisaties), set(indiening.regios))
        return (indiening.sha256, *with_whom) == (self.sha256, set(self.organisaties), set(self.regios))


def gather_preview(*, voorbereiding: Voorbereiding, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Preview:
    meetronde = voorbereiding.meetronde
    peildatum = meetronde.peildatum if meetronde else timezone.localdate()
    regios = regios_on(gemeente, peildatum)
    inhoud = Inhoud(
        kaderversie=zelfevaluatie.kaderversie.versie,
        peildatum=peildatum,
        gemeente=gedeelde_gemeente(gemeente, regios),
        antwoorden=tuple(shared(antwoord, voorbereiding) for antwoord in antwoorden_of(zelfevaluatie)),
        enquete=GedeeldeEnquete(**{name: getattr(voorbereiding, name) for name in VRAGEN}) if meetronde else None,
    )
    bouwstenen = kept_kader(zelfevaluatie.kaderversie).bouwstenen
    inhoud, found = with_uitleg(inhoud, teksten=voorbereiding.uitleg, bouwstenen=bouwstenen, day=timezone.localdate())
    return Preview(
        tegenspraken=tuple(found),
        inhoud=inhoud,
        organisaties=tuple(sorted(voorbereiding.organisaties)) if meetronde else (),
        regios=tuple(sorted(still_ours(voorbereiding.regios, gemeente))),
    )


def shared(antwoord: Antwoord, voorbereiding: Voorbereiding) -> GedeeldAntwoord:
    code = antwoord.bouwsteen.code
    return GedeeldAntwoord(
        code=code,
        status=antwoord.status,
        organisatieniveau=tuple(antwoord.organisatieniveau),
        plan_zin=antwoord.plan_zin if code in voorbereiding.plan_zin and antwoord.plan_zin else None,
        deelcriteria=tuple(antwoord.deelcriteria)
        if code in voorbereiding.deelcriteria and antwoord.deelcriteria
        else None,
    )


def still_ours(regios: Sequence[UUID], gemeente: Gemeente) -> set[UUID]:
    """Those to which the gemeente belongs today: it may have left one since they were ticked."""
    return set(regios) & {regio.pk for regio in regios_on(gemeente, timezone.localdate())}
