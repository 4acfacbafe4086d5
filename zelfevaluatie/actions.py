from django.db import transaction

from kader.actions import use_version
from kader.models import KaderVersie
from tenants.context import current_gemeente
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie


@transaction.atomic
def open_zelfevaluatie(*, kaderversie: KaderVersie, jaar: int) -> Zelfevaluatie:
    """Start a year with an empty answer for every bouwsteen and extra question; returns what is already there."""
    zelfevaluatie, created = Zelfevaluatie.objects.get_or_create(kaderversie=kaderversie, jaar=jaar)
    if created:
        use_version(gemeente=current_gemeente(), kaderversie=kaderversie)
        Antwoord.objects.bulk_create(
            Antwoord(zelfevaluatie=zelfevaluatie, bouwsteen=bouwsteen) for bouwsteen in kaderversie.bouwstenen.all()
        )
        AanvullendAntwoord.objects.bulk_create(
            AanvullendAntwoord(zelfevaluatie=zelfevaluatie, vraag=vraag)
            for vraag in kaderversie.aanvullende_vragen.all()
        )
    return zelfevaluatie
