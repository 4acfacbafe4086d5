"""What a beheerder sees before and after a gemeente goes to a next version of the Kader."""

from dataclasses import dataclass

from aanpak.next_kader import Placed, of_a_split, placed
from kader.changes import Changes, changes_of
from kader.models import KaderVersie, Overstap
from kader.omzetting import step_between
from kader.queries import version_of
from overzicht.kader_actions import jaar_after
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import aanvullende_of, antwoorden_of, current_zelfevaluatie


@dataclass(frozen=True)
class Preview:
    """What will happen."""

    van: KaderVersie
    naar: KaderVersie
    changes: Changes
    zelfevaluatie: Zelfevaluatie | None
    jaar: int | None  # of the zelfevaluatie that begins
    answered: int  # how many of the answers say something
    left: tuple[str, ...]  # codes of those whose bouwsteen or question is not there any more
    acties: tuple[Placed, ...]

    @property
    def along(self) -> int:
        """How many answers come back as *te bevestigen*."""
        return self.answered - len(self.left)

    @property
    def to_choose(self) -> list[Placed]:
        """Acties that a person should look at: what they hung on was split or dropped."""
        return [each for each in self.acties if len(each.new) != 1]


def preview_of(gemeente: Gemeente, naar: KaderVersie) -> Preview:
    van = version_of(gemeente)
    step, zelfevaluatie = step_between(van, naar), current_zelfevaluatie()
    codes = answered_in(zelfevaluatie) if zelfevaluatie else []
    return Preview(
        van=van,
        naar=naar,
        changes=changes_of(van, naar),
        zelfevaluatie=zelfevaluatie,
        jaar=jaar_after(zelfevaluatie) if zelfevaluatie else None,
        answered=len(codes),
        left=tuple(code for code in codes if not step.heirs[code]),
        acties=tuple(placed(step)),
    )


def answered_in(zelfevaluatie: Zelfevaluatie) -> list[str]:
    bouwstenen = [antwoord.bouwsteen.code for antwoord in antwoorden_of(zelfevaluatie) if antwoord.status]
    return bouwstenen + [antwoord.vraag.code for antwoord in aanvullende_of(zelfevaluatie) if antwoord.status]


def to_place(overstap: Overstap) -> list[Placed]:
    """After it: acties that still hang on what was dropped, and those of which the place was split."""
    step = step_between(overstap.van, overstap.naar)
    return [*placed(step), *of_a_split(step)]
