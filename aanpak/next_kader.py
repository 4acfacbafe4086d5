"""Acties when a gemeente goes to a next version of the Kader: each comes under what its bouwsteen became, and remembers
where it hung. What was dropped leaves its acties where they are, to be placed by a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from aanpak.models import Actie
from accounts.models import Gebruiker
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie
from kader.omzetting import Step
from saving.rows import save_row

Place = Bouwsteen | AanvullendeVraag


class ActieInTheWay(Exception):
    """An actie of which we do not know where it hung in the version before."""

    def __init__(self, actie: Actie) -> None:
        self.actie = actie
        super().__init__(actie.wat)


@dataclass(frozen=True)
class Placed:
    """An actie with what it hung on, and what that became: none, one, or several to choose from."""

    actie: Actie
    old: Place
    new: tuple[Place, ...]


def acties_at(kader: KaderVersie) -> list[Actie]:
    """Those that hang on a bouwsteen or question of this version."""
    found = Actie.objects.select_related("bouwsteen", "vraag", "eerder_bouwsteen", "eerder_vraag")
    return [actie for actie in found if actie.place and actie.place.kaderversie_id == kader.pk]


def places_of(kader: KaderVersie) -> dict[str, Place]:
    found: list[Place] = [*kader.bouwstenen.all(), *kader.aanvullende_vragen.all()]
    return {place.code: place for place in found}


def placed(step: Step) -> list[Placed]:
    """All acties of the old version, with where they can go. Four queries."""
    new = places_of(step.naar)
    return [
        Placed(actie, actie.place, tuple(new[code] for code in step.heirs[actie.place.code]))
        for actie in acties_at(step.van)
        if actie.place
    ]


def relink(*, step: Step, by: Gebruiker) -> int:
    """Hang each actie under the first of what its place became; returns how many. A person may choose another."""
    moved = []
    for each in placed(step):
        if each.new:
            hang(each.actie, each.new[0], by)
            each.actie.eerder_bouwsteen_id, each.actie.eerder_vraag_id = split(each.old)
            moved.append(each.actie)
    Actie.objects.bulk_update(moved, ["eerder_bouwsteen", "eerder_vraag"])
    return len(moved)


def hang(actie: Actie, place: Place, by: Gebruiker) -> None:
    bouwsteen, vraag = split(place)
    save_row(row=actie, values={"bouwsteen": bouwsteen, "vraag": vraag}, version=actie.version, by=by)


def split(place: Place) -> tuple[UUID | None, UUID | None]:
    """As the ids of a bouwsteen and of a question, one of which is none."""
    return (place.pk, None) if isinstance(place, Bouwsteen) else (None, place.pk)


def relink_back(*, step: Step, by: Gebruiker) -> None:
    """The way back, as long as nobody placed anything. Raises ActieInTheWay, and changes nothing, otherwise."""
    new, found = places_of(step.naar), acties_at(step.naar)
    for actie in found:
        check_back(actie, step, new)
    for actie in found:
        assert actie.former_place
        hang(actie, actie.former_place, by)
        actie.eerder_bouwsteen_id = actie.eerder_vraag_id = None
    Actie.objects.bulk_update(found, ["eerder_bouwsteen", "eerder_vraag"])


def check_back(actie: Actie, step: Step, new: Mapping[str, Place]) -> None:
    former = actie.former_place
    if former is None or former.kaderversie_id != step.van.pk or new[step.heirs[former.code][0]] != actie.place:
        raise ActieInTheWay(actie)


def of_a_split(step: Step) -> list[Placed]:
    """Afterwards: the acties that stand under the first of several that their place became."""
    new = places_of(step.naar)
    return [
        Placed(actie, actie.former_place, tuple(new[code] for code in step.heirs[actie.former_place.code]))
        for actie in acties_at(step.naar)
        if actie.former_place
        and actie.former_place.kaderversie_id == step.van.pk
        and len(step.heirs[actie.former_place.code]) > 1
    ]
