"""The page on which a remark of the tweede lezer is mended; for who may only read, the page that shows it."""

from django.urls import reverse

from reports.document.checks.remark import Kind, Place
from reports.document.passage import anchor

LISTS = {
    Kind.VORMEN: "aanpak:vorm_list",
    Kind.INSTRUMENTEN: "aanpak:instrument_list",
    Kind.CIJFERS: "aanpak:cijfer_list",
    Kind.LANDELIJK: "aanpak:landelijk_list",
    Kind.INDICATOREN: "aanpak:indicator_list",
    Kind.MELDROUTE: "aanpak:meldroute_detail",
    Kind.ACTIES: "aanpak:actie_list",
    Kind.PLAN: "reports:version_list",
}
FORMS = {Kind.SAMENVATTING: "samenvatting_form", Kind.SCENARIOS: "scenarios_form"}
ANSWERS = {Kind.BOUWSTEEN: "zelfevaluatie:bouwsteen_detail", Kind.VRAAG: "zelfevaluatie:vraag_detail"}
WITH_ANCHORS = {Kind.VORMEN, Kind.INSTRUMENTEN, Kind.MELDROUTE}


def url_of(place: Place, *, can_edit: bool) -> str:
    if place.kind in ANSWERS:
        return reverse(ANSWERS[place.kind], args=[place.code]) + field_of(place, can_edit)
    if place.kind in LISTS:
        return reverse(LISTS[place.kind]) + (f"#{place.code}" if place.code and place.kind in WITH_ANCHORS else "")
    return mended(place) if can_edit else shown(place)


def mended(place: Place) -> str:
    if place.kind == Kind.ACTIE:
        return reverse("aanpak:actie_edit", args=[place.code]) + field_of(place, can_edit=True)
    if place.kind == Kind.PASSAGE:
        return reverse("reports:passage_edit", args=[place.code])
    return reverse(f"reports:{FORMS.get(place.kind, 'keuzes_form')}") + field_of(place, can_edit=True)


def shown(place: Place) -> str:
    if place.kind == Kind.ACTIE:
        return reverse("aanpak:actie_list") + f"#actie-{place.code}"
    if place.kind == Kind.SCENARIOS:
        return reverse("reports:scenarios_detail")
    plan = reverse("reports:plan_detail")
    return f"{plan}#passage-{anchor(place.code)}" if place.kind == Kind.PASSAGE else plan


def field_of(place: Place, can_edit: bool) -> str:
    return f"#id_{place.field}" if place.field and can_edit else ""
