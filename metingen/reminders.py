"""Mail to the gemeenten that did not submit into a round yet: one to each person, none names another."""

from django.template.loader import render_to_string

from accounts.models import Toegang
from accounts.permissions import Beheerder, Indiener
from berichten.compose import Letter
from berichten.models import Bericht
from metingen.models import Indiening, Meetronde
from tenants.models import Gemeente, GemeenteQuerySet

FUNCTIES = (Beheerder.naam, Indiener.naam)


def reminders_of(meetronde: Meetronde) -> list[Bericht]:
    """To beheerders and indieners of every opened gemeente without a current Indiening; none once nobody can submit."""
    if not meetronde.accepts:
        return []
    people = (
        Toegang.objects.today()
        .filter(gemeente__in=waiting_for(meetronde), functie__in=FUNCTIES, gebruiker__is_active=True)
        .select_related("gebruiker")
        .order_by("gemeente__sorteernaam", "gebruiker__email", "-functie")
    )
    return list({(toegang.gemeente_id, toegang.gebruiker_id): row(meetronde, toegang) for toegang in people}.values())


def waiting_for(meetronde: Meetronde) -> GemeenteQuerySet:
    submitted = Indiening.objects.current().filter(meetronde=meetronde).values("gemeente")
    return meetronde.gemeenten().opened().exclude(pk__in=submitted)


def row(meetronde: Meetronde, toegang: Toegang) -> Bericht:
    return Bericht(
        soort=Bericht.Soort.HERINNERING,
        about=meetronde.pk,
        gemeente_id=toegang.gemeente_id,
        address=toegang.gebruiker.email,
        functie=toegang.functie,
    )


def compose(bericht: Bericht) -> Letter | None:
    """None when it would not be true any more: submitted, closed, or with another functie since."""
    assert bericht.about
    meetronde = Meetronde.objects.filter(pk=bericht.about).first()
    if meetronde is None or not meetronde.accepts:
        return None
    gemeente = waiting_for(meetronde).filter(pk__in=[bericht.gemeente_id]).first()
    held = Toegang.objects.today().filter(gemeente=gemeente, functie__in=FUNCTIES)
    if gemeente is None or not held.filter(gebruiker__email=bericht.address, gebruiker__is_active=True).exists():
        return None
    return Letter(
        f"Herinnering: {meetronde} loopt tot en met {meetronde.periode_tot:%d-%m-%Y}",
        render_to_string("metingen/email/herinnering.txt", words(meetronde, gemeente)),
    )


def words(meetronde: Meetronde, gemeente: Gemeente) -> dict[str, object]:
    address = f"{gemeente.url}indienen/"
    return {"meetronde": meetronde, "gemeente": gemeente, "url": address}
