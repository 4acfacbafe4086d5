"""Making ready what is shared, and sharing it. All of it runs as the gemeente, and `by` somebody of it."""

from typing import Any

from django.db import transaction

from accounts.models import Gebruiker
from indienen.gather import Preview, gather_preview
from indienen.models import Voorbereiding
from metingen.actions import IndieningFout, store_indiening
from metingen.models import Indiening, Meetronde, Toezegging
from tenants.locks import hold
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

NOT_OURS = (
    "Deze gemeente bestaat echt, maar heeft de antwoorden in deze omgeving niet zelf ingevuld. Je kunt wel zien hoe"
    " indienen gaat, maar hier niets delen."
)


class PreviewVerouderd(IndieningFout):
    """What would be shared is no longer what the page showed."""


@transaction.atomic
def submit(
    *,
    voorbereiding: Voorbereiding,
    zelfevaluatie: Zelfevaluatie,
    gemeente: Gemeente,
    mark: str,
    mandaat: dict[str, Any],
    by: Gebruiker,
) -> tuple[Indiening, bool]:
    """Share what the preview with this mark showed, and nothing else; says whether it is new.

    The same again, as when somebody presses twice, stays one Indiening. Raises PreviewVerouderd when an answer or
    choice changed since, IndieningFout when the round closed or this gemeente may not.
    """
    if not gemeente.may_adopt:
        raise IndieningFout(NOT_OURS)
    hold(f"indiening {gemeente.pk}")
    preview = gather_preview(voorbereiding=voorbereiding, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    if preview.mark != mark:
        raise PreviewVerouderd("Er is net iets veranderd. Hieronder staat wat jullie nu zouden delen.")
    check(preview, voorbereiding.meetronde, zelfevaluatie)
    current = current_of(gemeente, voorbereiding.meetronde)
    if current and preview.is_like(current) and has_mandaat(current, mandaat):
        return current, False
    indiening = store_indiening(
        meetronde=voorbereiding.meetronde,
        gemeente=gemeente,
        inhoud=preview.inhoud,
        organisaties=preview.organisaties,
        regios=preview.regios,
        groepsantwoorden=preview.groepsantwoorden,
        by=by.pk,
        **mandaat,
    )
    return indiening, True


def check(preview: Preview, meetronde: Meetronde | None, zelfevaluatie: Zelfevaluatie) -> None:
    if meetronde is None and not preview.regios:
        raise IndieningFout("Kies eerst met welke regio je deelt.")
    if meetronde and (why := against_kader(meetronde, zelfevaluatie)):
        raise IndieningFout(why)


def is_of(meetronde: Meetronde, zelfevaluatie: Zelfevaluatie) -> bool:
    """Whether it answers the version of the Kader that the round asks."""
    return meetronde.kaderversie_id == zelfevaluatie.kaderversie_id


def against_kader(meetronde: Meetronde, zelfevaluatie: Zelfevaluatie) -> str:
    """Why this one cannot be shared into that round, and what one can do; nothing when it can."""
    if is_of(meetronde, zelfevaluatie):
        return ""
    asked, ours = meetronde.kaderversie, zelfevaluatie.kaderversie
    said = f"Deze meetronde vraagt Kader {asked}. Jullie zelfevaluatie {zelfevaluatie.jaar} is van Kader {ours}."
    if asked.versie > ours.versie:
        return f"{said} Een beheerder kan overstappen, bij Zelfevaluatie. Daarna kunnen jullie indienen."
    return f"{said} Vraag VNG of CoMensha om een eenmalige link: daarmee vul je Kader {asked} in."


def current_of(gemeente: Gemeente, meetronde: Meetronde | None) -> Indiening | None:
    return Indiening.objects.current().filter(gemeente=gemeente, meetronde=meetronde).first()


def has_mandaat(indiening: Indiening, mandaat: dict[str, Any]) -> bool:
    return all(getattr(indiening, name) == value for name, value in mandaat.items())


def save_toezegging(*, meetronde: Meetronde, gemeente: Gemeente, promised: bool) -> None:
    """Safe to repeat. Raises IndieningFout when nobody can submit any more."""
    if not gemeente.may_adopt:
        raise IndieningFout(NOT_OURS)
    if meetronde.reason_against:
        raise IndieningFout(meetronde.reason_against)
    if promised:
        Toezegging.objects.get_or_create(meetronde=meetronde, gemeente=gemeente)
    else:
        Toezegging.objects.filter(meetronde=meetronde, gemeente=gemeente).delete()
