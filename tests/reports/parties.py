"""Gemeenten with a person and a browser each, for a plan that they make together. Fixtures are in conftest.py."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import Gebruiker
from reports.models import Planversie, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version
from samenwerking.models import Deelname
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.printing import words

LIST = "/beleidsplan/samen/"


@dataclass
class Party:
    """A gemeente with its bewerker and a browser that is logged in there."""

    gemeente: Gemeente
    bewerker: Gebruiker
    client: object

    @property
    def slug(self):
        return self.gemeente.slug


def page(party, joint, path=""):
    return party.client.get(f"{LIST}{joint.pk}/{path}")


def fields(party, joint):
    """What the page on which one shares carries along."""
    context = page(party, joint, "delen/").context
    return {"version": context["joint"].mine.version, "mark": context["sharing"].mark}


def share(party, joint):
    return party.client.post(f"{LIST}{joint.pk}/delen/", fields(party, joint))


def act(party, joint, path, **data):
    deelname = Deelname.objects.get(gezamenlijk_plan=joint, gemeente=party.gemeente)
    return party.client.post(f"{LIST}{joint.pk}/{path}/", {"version": deelname.version, **data}, follow=True)


def said(response):
    """The last message; those of earlier steps stand before it."""
    return str(list(response.context["messages"])[-1])


def state(party):
    return Deelname.objects.get(gemeente=party.gemeente).staat


def keep(party, joint, naam="Voor het college"):
    party.client.post(f"{LIST}{joint.pk}/tekst/bewaren/", {"naam": naam})
    with in_gemeente(party.gemeente):
        return Planversie.objects.select_related("beleidsplan").get(naam=naam)


def adopt(party, versie):
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2027, 3, 1), kenmerk=f"Z-{party.slug}")
    adoption = Adoption(citeertitel="Samen", besluiten=(besluit,))
    with in_gemeente(party.gemeente):
        offer_version(versie=versie, by=party.bewerker)
        adopt_version(versie=versie, gemeente=party.gemeente, by=party.bewerker, adoption=adoption)
        versie.refresh_from_db()


def page_of(party, versie):
    text = party.client.get(reverse("reports:version_detail", args=[versie.pk], urlconf="kompas.urls_tenant")).text
    return words.of_html(text.partition('<article class="plan')[2])
