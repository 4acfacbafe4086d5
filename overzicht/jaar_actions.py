"""From one year to the next, for all of a gemeente: its zelfevaluatie, and the plan that reads it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import Gebruiker
from kader.actions import use_version
from kader.omzetting import step_between
from kader.queries import version_of
from metingen.models import Indiening
from reports.models import Planversie
from reports.versions.next_year import follow
from tenants.context import current_gemeente
from tenants.models import Gemeente
from zelfevaluatie.jaar_actions import JaarFout, begin_zelfevaluatie, reopen_zelfevaluatie
from zelfevaluatie.models import Zelfevaluatie


@transaction.atomic
def begin_jaar(
    *,
    vorige: Zelfevaluatie,
    jaar: int,
    mee: Collection[str],
    terugblik: str,
    by: Gebruiker,
) -> Zelfevaluatie:
    """On the version of the Kader that the gemeente works with. Raises JaarFout when somebody was first."""
    kader = version_of(current_gemeente())
    sources = step_between(vorige.kaderversie, kader).sources if kader != vorige.kaderversie else None
    new = begin_zelfevaluatie(
        vorige=vorige, kaderversie=kader, jaar=jaar, mee=mee, terugblik=terugblik, by=by, sources=sources
    )
    follow(van=vorige, naar=new)
    return new


@transaction.atomic
def reopen_jaar(*, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> None:
    """Raises JaarFout when something rests on the closed year, with what."""
    if why := rests_on(zelfevaluatie, gemeente):
        raise JaarFout(why)
    for later in Zelfevaluatie.objects.filter(vorige=zelfevaluatie, staat=Zelfevaluatie.Staat.OPEN):
        follow(van=later, naar=zelfevaluatie)
    reopened = reopen_zelfevaluatie(zelfevaluatie=zelfevaluatie)
    use_version(gemeente=gemeente, kaderversie=reopened.kaderversie)


def rests_on(zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> str:
    """What was decided or shared since it was closed, and so says what that year said; or nothing."""
    since: datetime | None = zelfevaluatie.closed_at
    if since is None:
        return ""
    if Planversie.objects.filter(vastgesteld_at__gte=since).exists():
        return f"Na het afsluiten van {zelfevaluatie.jaar} is een plan vastgesteld. Daarom blijft dat jaar gesloten."
    if Indiening.objects.current().filter(gemeente=gemeente, ingediend_at__gte=since).exists():
        return f"Na het afsluiten van {zelfevaluatie.jaar} is er ingediend. Daarom blijft dat jaar gesloten."
    return ""
