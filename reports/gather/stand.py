"""How far each bouwsteen is, for the page of the bestuurder. The counting is that of zelfevaluatie/stand.py."""

from reports.document.plan import PlanBouwsteenStand, PlanThemaStand
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of
from zelfevaluatie.stand import Overzicht, make_overzicht


def gather_stand(zelfevaluatie: Zelfevaluatie) -> tuple[PlanThemaStand, ...]:
    """Runs as the gemeente: one query."""
    return stand_of(make_overzicht(antwoorden_of(zelfevaluatie)))


def stand_of(overzicht: Overzicht) -> tuple[PlanThemaStand, ...]:
    return tuple(
        PlanThemaStand(
            titel=group.thema.titel_kort,
            bouwstenen=tuple(
                PlanBouwsteenStand(
                    code=antwoord.bouwsteen.code,
                    titel=antwoord.bouwsteen.titel,
                    plateau=antwoord.bouwsteen.plateau,
                    status=antwoord.status,
                )
                for antwoord in [*group.plateau_1, *group.plateau_2]
            ),
        )
        for group in overzicht.themas
    )
