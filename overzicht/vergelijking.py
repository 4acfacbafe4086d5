"""Where we stand beside a group of gemeenten: from Groepscijfers alone, so never from what another one sent.

No mean, median or total, and no number at all: a share in words, of small groups as it was published.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kader.models import Bouwsteen, KaderVersie, Status
from kader.omzetting import translated
from metingen.models import Grootteklasse, Indiening, Meetronde, Publicatie
from metingen.onderwerpen import BUSY
from metingen.publicatie_queries import Groep, answers_of, groups_of
from tenants.models import Gemeente, Indeling

# How a group is called when it is not there, and from which group one comes first.
KINDS = {
    "grootteklasse": "gemeenten van jullie grootte",
    "provincie": "jullie provincie",
    "veiligheidsregio": "jullie veiligheidsregio",
    "land": "het hele land",
}


@dataclass(frozen=True)
class Vergelijking:
    publicatie: Publicatie
    groups: Sequence[Groep]  # those of ours that are shown, never empty
    chosen: Groep
    missing: Sequence[str]  # those of ours that are not, in words
    replaced: str  # what was asked for and is not shown, so that a larger group stands here; or nothing

    def shares(self, kader: KaderVersie) -> dict[str, dict[str, str]]:
        """Per bouwsteen of our Kader how many in the group have it arranged, and how many are busy, in words.

        Of what the round asked in another version, only what still says the same.
        """
        found = {
            code: {
                "geregeld": answers.share(Status.GEREGELD),
                "bezig": answers.share(Status.DEELS, Status.IN_VOORBEREIDING, BUSY),
            }
            for code, answers in answers_of(self.publicatie, self.chosen).items()
            if Status.GEREGELD in answers.numbers or Status.GEREGELD in answers.words
        }
        return translated(found, self.publicatie.meetronde.kaderversie, kader)


def newest_publicatie(gemeente: Gemeente) -> Publicatie | None:
    """Of the last closed round that has figures."""
    rounds = Meetronde.objects.for_gemeente(gemeente).filter(staat=Meetronde.Staat.GESLOTEN)
    found = Publicatie.objects.filter(soort=Publicatie.Soort.GROEPSCIJFERS, meetronde__in=rounds)
    ordered = (
        found.defer("bestand").select_related("meetronde__kaderversie").order_by("-meetronde__periode_van", "-nummer")
    )
    return ordered.first()


def codes_of(gemeente: Gemeente, publicatie: Publicatie) -> dict[str, str | None]:
    """In which groups we are: by what we submitted then, or else as we are now."""
    mine = Indiening.objects.current().filter(gemeente=gemeente, meetronde=publicatie.meetronde).first()
    if mine:
        return {"land": "", **{kind: getattr(mine, kind) for kind in KINDS if kind != "land"}}
    codes: dict[str, str | None] = {
        "land": "",
        "grootteklasse": Grootteklasse.of(gemeente.inwoners).value if gemeente.inwoners else None,
    }
    indelingen = Indeling.objects.today().filter(gemeente=gemeente)
    return codes | dict(indelingen.filter(regio__soort__in=KINDS).values_list("regio__soort", "regio__code"))


def compare(gemeente: Gemeente, publicatie: Publicatie, asked: str) -> Vergelijking | None:
    """`asked`: a kind of group. One that is not shown is replaced by the largest that is. None when none is shown."""
    codes = codes_of(gemeente, publicatie)
    shown = {group.soort: group for group in groups_of(publicatie) if codes.get(group.soort) == group.code}
    groups = [shown[kind] for kind in KINDS if kind in shown]
    if not groups:
        return None
    largest = max(groups[::-1], key=lambda group: group.n)
    return Vergelijking(
        publicatie=publicatie,
        groups=groups,
        chosen=shown.get(asked) or (largest if asked in KINDS else groups[0]),
        missing=[words for kind, words in KINDS.items() if codes.get(kind) is not None and kind not in shown],
        replaced=KINDS[asked] if asked in KINDS and asked not in shown else "",
    )


@dataclass(frozen=True)
class Line:
    bouwsteen: Bouwsteen
    ours: str  # our own status
    share: dict[str, str] | None  # None when it may not be shown
    years: Sequence[tuple[str, str]]  # per earlier round its name and our status then


def lines(
    kaderversie: KaderVersie,
    ours: dict[str, str],
    shares: dict[str, dict[str, str]],
    years: Sequence[tuple[str, KaderVersie, dict[str, str]]],
) -> list[Line]:
    then = [(titel, translated(statuses, asked, kaderversie)) for titel, asked, statuses in years]
    return [
        Line(
            bouwsteen=bouwsteen,
            ours=ours.get(bouwsteen.code, ""),
            share=shares.get(bouwsteen.code),
            years=[(titel, statuses.get(bouwsteen.code, "")) for titel, statuses in then],
        )
        for bouwsteen in kaderversie.bouwstenen.select_related("thema")
    ]


def our_years(gemeente: Gemeente) -> list[tuple[str, KaderVersie, dict[str, str]]]:
    """What we submitted into each round, the oldest first: its name, which Kader it asked, and per bouwsteen the
    status. Two queries."""
    mine = Indiening.objects.current().filter(gemeente=gemeente, meetronde__isnull=False)
    found = mine.select_related("meetronde__kaderversie").defer("inhoud").prefetch_related("antwoorden")
    return [
        (
            indiening.meetronde.titel,
            indiening.meetronde.kaderversie,
            {antwoord.code: antwoord.status for antwoord in indiening.antwoorden.all()},
        )
        for indiening in found.order_by("meetronde__periode_van")
        if indiening.meetronde
    ]
