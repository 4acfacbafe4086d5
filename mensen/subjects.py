"""What the logboek says a row about people is about."""

from django.urls import reverse

from accounts.models import CollegaToegang, Uitnodiging
from logboek.subjects import Pair, Subject, id_in, ids_in


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    """Whose name it is still; of who was invited the address, as long as that is kept."""
    ids = ids_in(pairs)
    found = {
        each.pk: Subject(each.naam, reverse("mensen:collega_detail", args=[each.pk]))
        for each in CollegaToegang.objects.filter(pk__in=ids)
    }
    if ids - found.keys():
        rows = Uitnodiging.objects.filter(pk__in=ids).values_list("pk", "email")
        found |= {pk: Subject(f"uitnodiging van {email}") for pk, email in rows}
    return {pair: found[about] for pair in pairs if (about := id_in(pair[1])) in found}
