"""Where an adopted version can be read by everybody, once its gemeente makes it public: known from the adoption on, so
that a file can name it before there is anything there."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from reports.document.naming import years_label
from reports.models import Planversie
from tenants.models import Gemeente


def adres_of(versie: Planversie) -> str:
    """The years of its period; of the second that was adopted for the same years `2027-2030-2`.

    It stays with this version, however often it is taken back and made public: adopted versions are never deleted.
    """
    until_this = Planversie.objects.adopted().filter(vastgesteld_at__lte=versie.vastgesteld_at)
    rows = until_this.values_list("pk", "periode_van", "periode_tot", "plan__jaar")
    years = {pk: years_of(van, tot, jaar) for pk, van, tot, jaar in rows}
    same = [pk for pk, slug in years.items() if slug == years[versie.pk]]
    return years[versie.pk] if len(same) == 1 else f"{years[versie.pk]}-{len(same)}"


def years_of(van: date | None, tot: date | None, jaar: int) -> str:
    return slugify(years_label(jaar, van.year if van else None, tot.year if tot else None).replace("–", "-"))


def check_url(versie: Planversie, gemeente: Gemeente) -> str:
    """The page on which anybody sees whether a file is this version."""
    places = [gemeente.slug, adres_of(versie)]
    return settings.PUBLIEK_URL + reverse("openbaar:plan_check", args=places, urlconf=settings.PUBLIC_SCHEMA_URLCONF)
