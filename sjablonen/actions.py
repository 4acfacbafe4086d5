"""What a redacteur does with the standard texts. Runs on public, as the platform."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from accounts.permissions import Redacteur
from sjablonen import schema
from sjablonen.models import Passage


@transaction.atomic
def publish_passage(
    *,
    code: str,
    tekst: str,
    titel: str,
    bron: str,
    bron_url: str,
    gecontroleerd_op: date,
    zekerheid: str,
    by: Gebruiker,
) -> Passage:
    """Give a landelijke passage its next version; the former ones stay, because plans name them.

    Raises PermissionDenied when `by` is no redacteur today, and SjabloonFout when the text is not valid, changes
    nothing, or has no former version: a new passage needs a place in the plan and comes with the fixture.
    """
    if not Toegang.objects.valid().filter(gebruiker=by, functie=Redacteur.naam, gebruiker__is_active=True).exists():
        raise PermissionDenied("Alleen een redacteur geeft een standaardtekst uit.")
    # Locked, so that of two redacteuren the second builds on what the first published.
    former = Passage.objects.select_for_update().filter(code=code, laag=Passage.Laag.LANDELIJK).order_by("-versie")
    last = former.first()
    if last is None:
        raise schema.SjabloonFout(f"Er is geen landelijke passage {code}.")
    fields = {
        "code": code,
        "onderdeel": last.onderdeel,
        "volgorde": last.volgorde,
        "laag": last.laag,
        "versie": last.versie + 1,
        "titel": titel,
        "tekst": tekst,
        "bron": bron,
        "bron_url": bron_url,
        "gecontroleerd_op": gecontroleerd_op,
        "zekerheid": zekerheid,
    }
    source = schema.validate({"passages": [fields]}, name=f"De nieuwe versie van {code}").passages[0]
    if (source.tekst, source.titel, source.zekerheid) == (last.tekst, last.titel, last.zekerheid):
        raise schema.SjabloonFout(f"{code}: de tekst is dezelfde als die van versie {last.versie}.")
    return Passage.objects.create(**source.model_dump(), published_at=timezone.now(), published_by=by.pk)
