"""A standard text that changed, and a plan that was adopted before."""

from datetime import date

from django.utils import timezone

from reports.models import Planversie, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from tests.reports.passages.texts import publish

REDEN = "De wet is veranderd per 1 juli 2026."


def published(versie=3, **changes):
    return publish(versie, **{"published_at": timezone.now(), "reden": REDEN, **changes})


def adopt(filled, gemeente, by, **values):
    gemeente.herkomst = ""
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=by, naam="Voor het college")
    offer_version(versie=versie, by=by)
    college = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1))
    adoption = Adoption("Ons plan 2026", (college,), **values)
    adopt_version(versie=versie, gemeente=gemeente, by=by, adoption=adoption)
    return Planversie.objects.get(pk=versie.pk)
