"""What the logboek says a row about handing in is about."""

from django.urls import reverse

from logboek.subjects import Pair, Subject, id_in, ids_in
from metingen.models import Indiening


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    found = dict(Indiening.objects.filter(pk__in=ids_in(pairs)).values_list("pk", "nummer"))
    return {
        pair: Subject(f"indiening {found[pk]}", reverse("indienen:indiening_detail", args=[pk]))
        for pair in pairs
        if (pk := id_in(pair[1])) in found
    }
