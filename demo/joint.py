"""One plan of two gemeenten that do not exist: begun by the first, shared by both."""

from accounts.models import Gebruiker
from accounts.permissions import Bewerker
from demo.people import email_of
from reports.samen.actions import share_plan
from reports.samen.queries import sharing_of
from samenwerking.actions import start_plan
from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

NAAM = "Samen aan de dijk"
JAAR = 2027
SLUGS = ("voorbeelddijk", "voorbeeldwaard")


def make_joint_plan() -> None:
    """Through the product's own actions. What is there already is left as it is. Starts on public."""
    first, second = (Gemeente.objects.get(slug=slug) for slug in SLUGS)
    if GezamenlijkPlan.objects.filter(initiatiefnemer=first).exists():
        return
    people = {g.slug: Gebruiker.objects.get(email=email_of(Bewerker.naam, g)) for g in (first, second)}
    with in_gemeente(first):
        start_plan(naam=NAAM, jaar=JAAR, gemeente=first, others=[second])
    for gemeente in (first, second):
        with in_gemeente(gemeente):
            share_own(gemeente, by=people[gemeente.slug])


def share_own(gemeente: Gemeente, *, by: Gebruiker) -> None:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie:
        deelname = Deelname.objects.select_related("gezamenlijk_plan").get(gemeente=gemeente)
        sharing = sharing_of(deelname, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        share_plan(deelname=deelname, version=deelname.version, sharing=sharing, by=by)
