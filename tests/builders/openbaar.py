"""An adopted plan with the files that were made of it, and the same made public. In the schema of its gemeente."""

import hashlib
import uuid
from datetime import date

from django.utils import timezone

from reports.gather.version import plan_of
from reports.models import Rapport, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from reports.versions.openbaar_actions import FILES, publish_plan
from zelfevaluatie.models import Zelfevaluatie

TITEL = "Beleidsplan mensenhandel 2027–2030"
PERIOD = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31)}


def adopt(*, gemeente, by, naam="Voor het college", citeertitel=TITEL, kenmerk="", pk=None, **period):
    """The text as it is now."""
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam=naam, pk=pk)
    offer_version(versie=versie, by=by)
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 3, 1), kenmerk=kenmerk)
    adoption = Adoption(citeertitel, (besluit,), **(period or PERIOD))
    adopt_version(versie=versie, gemeente=gemeente, by=by, adoption=adoption)
    versie.refresh_from_db()
    return versie


def make_files(versie, by, *, words="", without=()):
    """In place of the worker; in each of them the words. What is made of an adoption can never be changed."""
    plan, now = plan_of(versie).to_json(), timezone.now()
    Rapport.objects.filter(planversie=versie).delete()
    for formaat in set(FILES) - set(without):
        content = f"{formaat} van {versie.pk} {words}".encode()
        Rapport.objects.create(
            id=uuid.uuid4(),
            beleidsplan=versie.beleidsplan,
            planversie=versie,
            plan=plan,
            formaat=formaat,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            requested_by=by.pk,
            finished_at=now,
        )


def make_public(*, gemeente, by, words="", gemeenteblad="", **adoption):
    versie = adopt(gemeente=gemeente, by=by, **adoption)
    make_files(versie, by, words=words)
    return publish_plan(versie=versie, gemeente=gemeente, gemeenteblad=gemeenteblad)
