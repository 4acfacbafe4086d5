"""To a next version of the Kader, for all of a gemeente: its answers, its plan and its acties. As a new year, in which
the version itself says what answers come from; and back, as long as nothing rests on it."""

from django.db import transaction
from django.utils import timezone

from aanpak.next_kader import ActieInTheWay, relink, relink_back
from accounts.models import Gebruiker
from kader.actions import use_version
from kader.models import KaderVersie, Overstap
from kader.omzetting import step_between
from kader.queries import version_of
from overzicht.jaar_actions import begin_jaar, reopen_jaar
from tenants.locks import hold
from tenants.models import Gemeente
from zelfevaluatie.jaar_actions import MEE, JaarFout
from zelfevaluatie.jaar_queries import next_jaar
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie


class OverstapFout(JaarFout):
    """Why a gemeente cannot go over, or back, in words for the page."""


@transaction.atomic
def go_over(*, gemeente: Gemeente, naar: KaderVersie, by: Gebruiker) -> Overstap:
    """All or nothing. The year that is open is closed, and the next begins with every answer *te bevestigen*.

    Runs as the gemeente. Raises JaarFout when it works with that version already, or somebody was first.
    """
    hold(f"kader {gemeente.pk}")
    van = version_of(gemeente)
    if van == naar:
        raise OverstapFout(f"Jullie werken al met Kader {naar}.")
    if naar.published_at is None:
        raise OverstapFout(f"Kader {naar} is nog niet uitgegeven.")
    step = step_between(van, naar)
    use_version(gemeente=gemeente, kaderversie=naar)
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie:
        jaar, terugblik = jaar_after(zelfevaluatie), f"Gesloten bij de overstap op Kader {naar}."
        begin_jaar(vorige=zelfevaluatie, jaar=jaar, mee=MEE, terugblik=terugblik, by=by)
    acties = relink(step=step, by=by)
    done = Overstap.Staat.GEDAAN
    return Overstap.objects.create(gemeente=gemeente, van=van, naar=naar, staat=done, acties=acties, created_by=by.pk)


def jaar_after(zelfevaluatie: Zelfevaluatie) -> int:
    """The next one when it is time for it, or once more the year itself."""
    return next_jaar(zelfevaluatie) or zelfevaluatie.jaar


def last_overstap(gemeente: Gemeente) -> Overstap | None:
    """The one by which the gemeente came to the version that it works with."""
    done = Overstap.objects.filter(gemeente=gemeente, staat=Overstap.Staat.GEDAAN, naar=version_of(gemeente))
    return done.select_related("van", "naar").first()


@transaction.atomic
def go_back(*, gemeente: Gemeente, by: Gebruiker) -> Overstap:
    """All as it was before `go_over`. Raises JaarFout, and changes nothing, when something rests on it already."""
    hold(f"kader {gemeente.pk}")
    overstap = last_overstap(gemeente)
    if overstap is None:
        raise OverstapFout("Er is geen overstap om terug te draaien.")
    zelfevaluatie = current_zelfevaluatie()
    before = former(zelfevaluatie, overstap) if zelfevaluatie else None
    if before:
        reopen_jaar(zelfevaluatie=before, gemeente=gemeente)
        Zelfevaluatie.objects.filter(pk=before.pk).update(terugblik="")  # which was of the change, and not of a person
    step = step_between(overstap.van, overstap.naar)
    try:
        relink_back(step=step, by=by)
    except ActieInTheWay as way:
        raise OverstapFout(f"De actie ‘{way}’ is al bij het nieuwe Kader gezet. Daarom kan het niet terug.") from None
    use_version(gemeente=gemeente, kaderversie=overstap.van)
    overstap.staat, overstap.ended_at, overstap.ended_by = Overstap.Staat.TERUG, timezone.now(), by.pk
    overstap.save(update_fields=["staat", "ended_at", "ended_by"])
    return overstap


def former(zelfevaluatie: Zelfevaluatie, overstap: Overstap) -> Zelfevaluatie:
    """The one that was closed by this overstap."""
    before = Zelfevaluatie.objects.filter(
        kaderversie=overstap.van, pk=zelfevaluatie.vorige_id or zelfevaluatie.pk
    ).first()
    if before is None:
        raise OverstapFout("Na de overstap is al een volgend jaar begonnen. Daarom kan het niet terug.")
    return before
