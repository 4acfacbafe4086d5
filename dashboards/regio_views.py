"""What a ketenregisseur sees: the gemeenten of one regio, as far as each ticked that it shares with that regio."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.http import AuthenticatedHttpRequest
from dashboards.enquete import enquete_of_regio
from dashboards.figures import About
from dashboards.gemeente import enquete_of, inhoud_of, themas_of
from dashboards.pages import parts_of, stand_page
from dashboards.queries import Response, spread_per_bouwsteen, stand_from
from dashboards.reference import published_land
from dashboards.seen import counted_in, nobody, record_view, regio_view, seen_of
from dashboards.selection import bouwstenen_of
from dashboards.werkbestand import Werkbestand, of_gemeente, of_regio
from kader.models import KaderVersie
from kader.queries import newest_version
from metingen.models import Indiening, IndieningQuerySet
from metingen.weergave import label_of, via_of
from tenants.models import INVENTED_FROM, Gemeente, Regio


@regio_view
def regio_stand(request: AuthenticatedHttpRequest, regio: Regio) -> HttpResponse:
    shared, seen = last_shared(regio), seen_of(request)
    seen.whole = lambda: counted_in(shared)
    ids = {each.gemeente for each in seen.counted}
    today = timezone.localdate()
    gemeenten = Gemeente.objects.on(today).in_regio(regio.soort, regio.code, today)
    rows = list(gemeenten.order_by("sorteernaam", "code").values_list("pk", "code", "naam"))
    record_view(request)
    kaders = kaders_in(shared)
    kader = chosen_kader(kaders, request.GET.get("kader", ""))
    answered = shared.filter(inhoud__kaderversie=kader.versie)
    if len(kaders) > 1:
        seen.count(counted_in(answered))
    context = {
        **figures_of(answered, kader, About(kaders.get(kader.versie, 0), f"gedeeld met {regio}"), rows),
        "kader": kader,
        "kaders": sorted(kaders.items()),
        "place": "regio",
        "regio": regio,
        "werkbestand": Werkbestand(of_regio(regio), "", (("", label_of(regio)),), seen, timezone.now()),
        "response": Response(total=len(rows), ingediend=len(ids), toegezegd=0),
        "places": [(address(regio, code), naam) for pk, code, naam in rows if pk in ids],
        "unknown": [naam for pk, _, naam in rows if pk not in ids],
    }
    return render(request, "dashboards/regio_stand.html", context)


def kaders_in(shared: IndieningQuerySet) -> dict[str, int]:
    """Which versions of the Kader they answered, and how many each: a code may say something else in another."""
    return dict(Counter(shared.values_list("inhoud__kaderversie", flat=True)))


def chosen_kader(kaders: dict[str, int], asked: str) -> KaderVersie:
    """The one that was asked for, or else that of most of them; of as many the newest."""
    if not kaders:
        return newest_version()
    most = max(kaders, key=lambda versie: (kaders[versie], versie))
    return KaderVersie.objects.get(versie=asked if asked in kaders else most)


def figures_of(
    shared: IndieningQuerySet, kader: KaderVersie, about: About, rows: list[tuple[UUID, str, str]]
) -> dict[str, Any]:
    """With what is published of the country beside it, or of the one that does not exist; `rows`: id, code and name."""
    land = published_land(invented=any(code >= INVENTED_FROM for _, code, _ in rows), kader=kader)
    stand = stand_from(spread_per_bouwsteen(shared), bouwstenen_of(kader), land.shares)
    page = stand_page(stand, enquete_of_regio(shared, land.shares), about, has_land=bool(land.shares))
    parts = parts_of({"page": page}, gemeenten="Gemeenten")
    return {"land": land, "stand": stand, "page": page, "tables": page.tables, "parts": parts}


@regio_view
def regio_gemeente(request: AuthenticatedHttpRequest, regio: Regio, code: str) -> HttpResponse:
    """Of another regio no gemeente is there, whatever it shared."""
    today = timezone.localdate()
    here = Gemeente.objects.on(today).in_regio(regio.soort, regio.code, today)
    gemeente = get_object_or_404(here, code=code)
    seen_of(request).whole = nobody
    indiening = last_shared(regio).filter(gemeente=gemeente).select_related("meetronde").first()
    context: dict[str, Any] = {"place": "regio", "list_url": reverse("dashboards:regio_stand", args=[regio.pk])}
    context |= {"gemeente": gemeente, "regio": regio, "rounds": [], "indiening": indiening}
    if indiening:
        context["werkbestand"] = of_gemeente(request, gemeente, indiening, regio)
        kaderversie = KaderVersie.objects.get(versie=inhoud_of(indiening).kaderversie)
        context |= {"themas": themas_of(indiening, bouwstenen_of(kaderversie)), "enquete": enquete_of(indiening)}
        context |= {"via": via_of(indiening), "uitleg": inhoud_of(indiening).uitleg}
    return render(request, "dashboards/gemeente_detail.html", context)


def last_shared(regio: Regio) -> IndieningQuerySet:
    """Of each gemeente what it shared with this regio last, in a round or outside one."""
    last = Indiening.objects.shared_with_regio(regio).order_by("gemeente_id", "-ingediend_at").distinct("gemeente_id")
    return Indiening.objects.filter(pk__in=last.values("pk")).order_by()


def address(regio: Regio, code: str) -> str:
    return reverse("dashboards:regio_gemeente", args=[regio.pk, code])
