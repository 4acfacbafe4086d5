"""Mail to gemeenten about a round: that it is open, that it lasts longer, that it waits for them. To each person one,
and none names another gemeente. Who it goes to is looked at when it is written, and again when it is sent."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format

from accounts.models import Toegang
from accounts.permissions import Beheerder, Indiener
from berichten import mails
from berichten.mails import Letter
from berichten.models import Bericht
from metingen.models import Gemeenteadres, Indiening, Meetronde, Rondeverzoek
from tenants.models import Gemeente, GemeenteQuerySet, Indeling, Regio

Soort, Audience = Rondeverzoek.Soort, Rondeverzoek.Audience
FUNCTIES = (Beheerder.naam, Indiener.naam)
# Per act the soort of its mail, which is the code of its text too.
LETTERS: dict[str, str] = {
    Soort.OPENEN: Bericht.Soort.UITNODIGING,
    Soort.VERLENGEN: Bericht.Soort.VERLENGING,
    Soort.HERINNEREN: Bericht.Soort.HERINNERING,
}
HERE = "Op deze pagina zie je vooraf precies wat je deelt, en met wie:"
ELSEWHERE = (
    "Jullie gemeente gebruikt Kompas niet. Wil je toch meedoen? VNG en CoMensha kunnen jullie een link sturen waarmee "
    "je één keer antwoordt, zonder in te loggen. Vraag hem aan bij VNG of CoMensha."
)
PROMISED = "{gemeente} zegde toe mee te doen, en heeft nog niets ingediend of heeft het weer ingetrokken."
SILENT = "{gemeente} heeft nog niets ingediend, of heeft het weer ingetrokken."
WITHOUT_FUNCTIE = ""  # of a functional address


@dataclass(frozen=True)
class Example:
    """A gemeente that stands for all in the preview of a mail."""

    naam: str = "Gemeente Voorbeeld"
    url: str = "https://voorbeeld.kompas.example/"
    opened_at: bool = True


def berichten_of(verzoek: Rondeverzoek) -> list[Bericht]:
    """To beheerders and indieners of every gemeente that uses Kompas, and to the functional address of each other."""
    gemeenten = audience_of(verzoek)
    people = (
        Toegang.objects.today()
        .filter(gemeente__in=gemeenten.opened(), functie__in=FUNCTIES, gebruiker__is_active=True)
        .select_related("gebruiker")
        .order_by("gemeente__sorteernaam", "gebruiker__email", "-functie")
    )
    rows = {
        (each.gemeente_id, each.gebruiker.email): row(verzoek, each.gemeente_id, each.gebruiker.email, each.functie)
        for each in people
    }
    adressen = Gemeenteadres.objects.filter(gemeente__in=gemeenten.filter(opened_at=None))
    for each in adressen.order_by("gemeente__sorteernaam"):
        rows[each.gemeente_id, each.email] = row(verzoek, each.gemeente_id, each.email, WITHOUT_FUNCTIE)
    return list(rows.values())


def row(verzoek: Rondeverzoek, gemeente: UUID | None, address: str, functie: str) -> Bericht:
    return Bericht(
        soort=LETTERS[verzoek.soort], about=verzoek.pk, gemeente_id=gemeente, address=address, functie=functie
    )


def audience_of(verzoek: Rondeverzoek) -> GemeenteQuerySet:
    """Whom it concerns now; none when nobody can submit. Who began is not seen here: indienen/letters.py."""
    meetronde = verzoek.meetronde
    if not meetronde.accepts:
        return Gemeente.objects.none()
    gemeenten = meetronde.gemeenten()
    if verzoek.provincies:
        regios = Regio.objects.filter(soort=Regio.Soort.PROVINCIE, code__in=verzoek.provincies)
        members = Indeling.objects.on(meetronde.peildatum).filter(regio__in=regios)
        gemeenten = gemeenten.filter(pk__in=members.values("gemeente"))
    if verzoek.soort != Soort.HERINNEREN:
        return gemeenten
    if verzoek.audience == Audience.PROMISED:
        gemeenten = gemeenten.filter(pk__in=meetronde.toezeggingen.values("gemeente"))
    return gemeenten.exclude(pk__in=Indiening.objects.current().filter(meetronde=meetronde).values("gemeente"))


def verzoek_of(bericht: Bericht) -> Rondeverzoek | None:
    """None when its round is gone. Rows of before version 0.10 name the round itself."""
    assert bericht.about
    if found := Rondeverzoek.objects.select_related("meetronde").filter(pk=bericht.about).first():
        return found
    meetronde = Meetronde.objects.filter(pk=bericht.about).first()
    return Rondeverzoek(meetronde=meetronde, soort=Soort.HERINNEREN) if meetronde else None


def compose(bericht: Bericht) -> Letter | None:
    """None when it would not be true any more: submitted, closed, over, with another functie or address since."""
    verzoek = verzoek_of(bericht)
    gemeente = audience_of(verzoek).filter(pk=bericht.gemeente_id).first() if verzoek else None
    if verzoek is None or gemeente is None or not is_reached(bericht, gemeente):
        return None
    return letter(verzoek, gemeente)


def is_reached(bericht: Bericht, gemeente: Gemeente) -> bool:
    """Whether this address is still that of somebody who may act there, or of the gemeente itself."""
    if gemeente.opened_at is None:
        return Gemeenteadres.objects.filter(gemeente=gemeente, email=bericht.address).exists()
    held = Toegang.objects.today().filter(gemeente=gemeente, functie__in=FUNCTIES)
    return held.filter(gebruiker__email=bericht.address, gebruiker__is_active=True).exists()


def letter(verzoek: Rondeverzoek, gemeente: Gemeente | Example | None = None) -> Letter:
    """As a gemeente gets it; without one as the example that staff see first."""
    gemeente = gemeente or Example()
    tot = max(filter(None, [verzoek.periode_tot, verzoek.meetronde.periode_tot]))  # asked for, or lengthened since
    stand = PROMISED if verzoek.audience == Audience.PROMISED else SILENT
    return mails.letter(
        LETTERS[verzoek.soort],
        meetronde=verzoek.meetronde,
        gemeente=gemeente.naam,
        tot=date_format(tot, "j F Y"),
        doel=verzoek.meetronde.doel,
        boodschap=verzoek.boodschap,
        stand=stand.format(gemeente=gemeente.naam),
        hoe=f"{HERE}\n\n{gemeente.url}indienen/" if gemeente.opened_at else ELSEWHERE,
    )
