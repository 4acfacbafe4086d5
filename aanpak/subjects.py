"""What the logboek says a row about acties, cijfers or the meldroute is about."""

from uuid import UUID

from django.urls import reverse

from aanpak.models import Actie, Cijfer, Indicator, Routestap
from logboek.subjects import Pair, Subject, id_in, ids_in
from tenants.rows import TenantModel

OTHERS: tuple[tuple[type[TenantModel], str, str], ...] = (
    (Cijfer, "cijfer", "cijfer_edit"),
    (Routestap, "stap in de meldroute", "stap_edit"),
    (Indicator, "indicator", "indicator_edit"),
)


def subjects_of(pairs: set[Pair]) -> dict[Pair, Subject]:
    """At most one query per kind of thing."""
    ids, found = ids_in(pairs), dict[UUID, Subject]()
    if ids:
        for pk, *codes in Actie.objects.filter(pk__in=ids).values_list("pk", "bouwsteen__code", "vraag__code"):
            code = codes[0] or codes[1]
            found[pk] = Subject(f"actie bij {code}" if code else "actie", reverse("aanpak:actie_edit", args=[pk]))
    if ids - found.keys():
        for model, what, page in OTHERS:
            for pk in model._default_manager.filter(pk__in=ids).values_list("pk", flat=True):
                found[pk] = Subject(what, reverse(f"aanpak:{page}", args=[pk]))
    return {pair: found[about] for pair in pairs if (about := id_in(pair[1])) in found}
