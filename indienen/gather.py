"""From what stands in the gemeente now to what would be shared: the one place where answers leave its schema."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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
from metingen.thema_queries import group_themas, shared_themas, themavragen_of
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
    groepsantwoorden: dict[UUID, str] = field(default_factory=dict)  # not in `inhoud`: for figures of groups alone

    @cached_property
    def sha256(self) -> str:
        return sha256_of(self.inhoud.to_json())

    @property
    def mark(self) -> str:
        """Differs as soon as anything that the page showed does."""
        apart = {str(vraag): waarde for vraag, waarde in self.groepsantwoorden.items()}
        return sha256_of({"inhoud": self.sha256, "aan": [*self.organisaties, *map(str, self.regios)], "groep": apart})

    def is_like(self, indiening: Indiening | None) -> bool:
        """Whether the gemeente shares exactly this already."""
        if indiening is None:
            return False
        with_whom = (set(indiening.organisaties), set(indiening.regios))
        if self.groepsantwoorden:
            apart = indiening.groepsantwoorden.filter(themavraag__alleen_groep=True)
            kept = dict(apart.values_list("themavraag", "waarde"))
            if kept != {vraag: waarde for vraag, waarde in self.groepsantwoorden.items() if waarde}:
                return False
        return (indiening.sha256, *with_whom) == (self.sha256, set(self.organisaties), set(self.regios))


def gather_preview(*, voorbereiding: Voorbereiding, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Preview:
    meetronde = voorbereiding.meetronde
    peildatum = meetronde.peildatum if meetronde else timezone.localdate()
    regios = regios_on(gemeente, peildatum)
    themavragen = themavragen_of(meetronde)
    answers = {each.name: getattr(voorbereiding, each.name) for each in themavragen}
    inhoud = Inhoud(
        kaderversie=zelfevaluatie.kaderversie.versie,
        peildatum=peildatum,
        gemeente=gedeelde_gemeente(gemeente, regios),
        antwoorden=tuple(shared(antwoord, voorbereiding) for antwoord in antwoorden_of(zelfevaluatie)),
        enquete=GedeeldeEnquete(**{name: getattr(voorbereiding, name) for name in VRAGEN}) if meetronde else None,
        themavragen=shared_themas(themavragen, answers),
    )
    bouwstenen = kept_kader(zelfevaluatie.kaderversie).bouwstenen
    inhoud, found = with_uitleg(inhoud, teksten=voorbereiding.uitleg, bouwstenen=bouwstenen, day=timezone.localdate())
    return Preview(
        tegenspraken=tuple(found),
        inhoud=inhoud,
        organisaties=tuple(sorted(voorbereiding.organisaties)) if meetronde else (),
        regios=tuple(sorted(still_ours(voorbereiding.regios, gemeente))),
        groepsantwoorden=group_themas(themavragen, answers),
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
