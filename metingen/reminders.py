"""Mail to the gemeenten that did not submit into a round yet: one to each person, none names another."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from accounts.models import Toegang
from accounts.permissions import Beheerder, Indiener
from metingen.models import Indiening, Meetronde

FUNCTIES = (Beheerder.naam, Indiener.naam)


def reminders_of(meetronde: Meetronde) -> list[EmailMessage]:
    """To beheerders and indieners of every opened gemeente without a current Indiening; none once it is closed."""
    if not meetronde.is_open:
        return []
    submitted = Indiening.objects.current().filter(meetronde=meetronde).values("gemeente")
    waiting = meetronde.gemeenten().opened().exclude(pk__in=submitted)
    people = (
        Toegang.objects.valid()
        .filter(gemeente__in=waiting, functie__in=FUNCTIES, gebruiker__is_active=True)
        .select_related("gebruiker", "gemeente")
        .order_by("gemeente__sorteernaam", "gebruiker__email")
    )
    return list({(toegang.gemeente_id, toegang.gebruiker_id): mail(meetronde, toegang) for toegang in people}.values())


def mail(meetronde: Meetronde, toegang: Toegang) -> EmailMessage:
    gemeente = toegang.gemeente
    assert gemeente
    address = settings.PUBLIEK_URL.replace("://", f"://{gemeente.slug}.", 1) + "/indienen/"
    context = {"meetronde": meetronde, "gemeente": gemeente, "url": address}
    return EmailMessage(
        subject=f"Herinnering: {meetronde} loopt tot en met {meetronde.periode_tot:%d-%m-%Y}",
        body=render_to_string("metingen/email/herinnering.txt", context),
        to=[toegang.gebruiker.email],
    )


def send(mails: Iterable[EmailMessage]) -> None:
    get_connection().send_messages(list(mails))
