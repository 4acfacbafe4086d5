"""What the logboek says a row about wiping is about."""

from django.urls import reverse

from logboek.subjects import Pair, Subject, id_in, ids_in
from wissing.models import Wissing


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    found = {row.pk: row for row in Wissing.objects.filter(pk__in=ids_in(pairs)).only("created_at")}
    return {
        pair: Subject(str(found[pk]), reverse("wissing:wissing_detail", args=[pk]))
        for pair in pairs
        if (pk := id_in(pair[1])) in found
    }
