from collections.abc import Iterable

from django.db import transaction

from kader.actions import use_version
from kader.models import AanvullendeVraag, KaderVersie
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
        AanvullendAntwoord.objects.bulk_create(empty_for(zelfevaluatie, kaderversie.aanvullende_vragen.all()))
    return zelfevaluatie


@transaction.atomic
def add_vragen() -> int:
    """Give the open zelfevaluatie an empty answer for each extra question that its Kader got since; how many."""
    zelfevaluatie = Zelfevaluatie.objects.filter(staat=Zelfevaluatie.Staat.OPEN).first()
    if zelfevaluatie is None:
        return 0
    known = AanvullendAntwoord.objects.filter(zelfevaluatie=zelfevaluatie).values_list("vraag", flat=True)
    vragen = zelfevaluatie.kaderversie.aanvullende_vragen.exclude(pk__in=list(known))
    return len(AanvullendAntwoord.objects.bulk_create(empty_for(zelfevaluatie, vragen)))


def empty_for(zelfevaluatie: Zelfevaluatie, vragen: Iterable[AanvullendeVraag]) -> list[AanvullendAntwoord]:
    return [AanvullendAntwoord(zelfevaluatie=zelfevaluatie, vraag=vraag) for vraag in vragen]
