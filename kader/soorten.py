"""The help of Kompas around the Kader as a kind of content; the words of the Kader itself are not in it."""

from typing import Any

from django.db.models import Count

from kader.actions import save_editorial
from kader.enums import Status
from kader.forms import HulpForm, criterium_name, lines_of, status_name
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie
from redactie.models import Voorstel
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout, register
from tenants.models import Regio

GONE = "Dit deel van het Kader is er niet meer. Neem je concept terug."
VRAGEN = "Aanvullende vragen"
Place = Bouwsteen | AanvullendeVraag


@register
class HulpSoort(Soort):
    """Of every version that is published, since a gemeente works with its own: `2021-02.AB-P1-1`."""

    code, enkelvoud, meervoud = "kaderhulp", "hulp", "Hulp bij het Kader"
    form = HulpForm
    can_add = False
    can_withdraw = False

    def stukken(self, regio: Regio | None) -> list[Stuk]:
        released = Voorstel.objects.released().filter(soort=self.code).order_by()
        numbers = dict(released.values_list("sleutel").annotate(Count("pk")))
        return [
            stuk_of(kader, place, numbers.get(f"{kader.versie}.{place.code}", 0))
            for kader in KaderVersie.objects.published()
            for place in places_of(kader)
        ]

    def form_kwargs(self, stuk: Stuk | None, regio: Regio | None) -> dict[str, Any]:
        place = place_of(stuk.sleutel) if stuk else None
        if isinstance(place, Bouwsteen):
            criteria = list(place.deelcriteria.values_list("code", "tekst"))
            return {"criteria": criteria, "says": f"Het Kader zegt, en dat verandert niet: ‘{place.tekst}’"}
        return {"says": f"De vraag is, en blijft: ‘{place.vraag}’" if place else ""}

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        return [
            *super().gevolgen(stuk, regio, data, wat),
            "Gemeenten zien de nieuwe woorden bij het invullen. De tekst van het Kader zelf verandert niet.",
            "Wat zij antwoordden en afvinkten, blijft staan.",
        ]

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        place = place_of(uitgave.sleutel)
        if place is None:
            raise UitgaveFout(GONE)
        kader = KaderVersie.objects.select_for_update().get(pk=place.kaderversie_id)
        save_editorial(type(place), place.pk, kader, {"code": place.code, **values_of(place, uitgave.data)})
        if isinstance(place, Bouwsteen):
            for criterium in place.deelcriteria.all():
                criterium.tekst = uitgave.data.get(criterium_name(criterium.code), criterium.tekst)
                criterium.save(update_fields=["tekst"])
        kader.save(update_fields=["loaded_at"])  # by which processes know that what they keep is old
        return uitgave.sleutel, uitgave.basis + 1


def places_of(kader: KaderVersie) -> list[Place]:
    bouwstenen = kader.bouwstenen.select_related("thema").prefetch_related("deelcriteria")
    return [*bouwstenen, *kader.aanvullende_vragen.all()]


def place_of(sleutel: str) -> Place | None:
    versie, _, code = sleutel.partition(".")
    here: dict[str, Any] = {"kaderversie__in": KaderVersie.objects.published().filter(versie=versie), "code": code}
    return Bouwsteen.objects.filter(**here).first() or AanvullendeVraag.objects.filter(**here).first()


def stuk_of(kader: KaderVersie, place: Place, nummer: int) -> Stuk:
    return Stuk(
        sleutel=f"{kader.versie}.{place.code}",
        naam=f"{place.code} {place.titel}",
        nummer=nummer,
        initial=initial_of(place),
        groep=f"Kader {kader}, {place.thema.titel_kort if isinstance(place, Bouwsteen) else VRAGEN.lower()}",
    )


def initial_of(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(place, name) for name in ("titel", "uitleg", "actie")}
    found |= {status_name(status): place.statusvoorbeelden.get(status, "") for status in Status}
    found["wie"] = "\n".join(place.wie)
    if isinstance(place, Bouwsteen):
        found |= {"voorbeelden": "\n".join(place.voorbeelden), "norm": place.norm}
        found |= {criterium_name(each.code): each.tekst for each in place.deelcriteria.all()}
    return found


def values_of(place: Place, data: dict[str, Any]) -> dict[str, Any]:
    """As the row holds them."""
    values = {name: data[name] for name in ("titel", "uitleg", "actie")} | {"wie": lines_of(data["wie"])}
    values["statusvoorbeelden"] = {status.value: data[status_name(status)] for status in Status}
    if isinstance(place, Bouwsteen):
        values |= {"voorbeelden": lines_of(data["voorbeelden"]), "norm": data["norm"]}
    return values
