"""What each row says, to the person herself and to who may see it."""

from logins.models import CHANGES, Soort, Uitkomst

GELUKT = {
    Soort.WACHTWOORD: "Goed wachtwoord ingevuld",
    Soort.CODE: "Goede code uit de code-app ingevuld",
    Soort.HERSTELCODE: "Herstelcode gebruikt",
    Soort.PASSKEY: "Passkey gebruikt",
    Soort.WERKACCOUNT: "Werkaccount gebruikt",
    Soort.INGELOGD: "Ingelogd",
    Soort.OPNIEUW: "Opnieuw bevestigd wie er is ingelogd",
    Soort.UITGELOGD: "Uitgelogd",
    Soort.ELDERS: "Op andere apparaten uitgelogd",
    Soort.BEHEER: "Uitgelogd door wie Kompas beheert",
    Soort.VERLOPEN: "Uitgelogd omdat Kompas een tijd niet is gebruikt",
    Soort.VERGETEN: "Nieuw wachtwoord aangevraagd",
    Soort.HERSTELD: "Nieuw wachtwoord gekozen met de link uit de mail",
    Soort.GEWIJZIGD: "Wachtwoord gewijzigd",
    Soort.TOEGEVOEGD: "Tweede stap toegevoegd",
    Soort.VERWIJDERD: "Tweede stap verwijderd",
    Soort.VERNIEUWD: "Herstelcodes gemaakt",
    Soort.BEKEKEN: "Inloggeschiedenis van collega’s bekeken",
}
MISLUKT = {
    Soort.WACHTWOORD: "Verkeerd wachtwoord ingevuld",
    Soort.CODE: "Verkeerde code ingevuld, na een goed wachtwoord",
    Soort.PASSKEY: "Passkey werkte niet",
    Soort.WERKACCOUNT: "Inloggen met een werkaccount is niet gelukt",
    Soort.OPNIEUW: "Verkeerd wachtwoord of verkeerde code, terwijl er al iemand was ingelogd",
}
NOBODY = "Geprobeerd in te loggen met een adres dat Kompas niet kent"
NOBODY_ASKED = "Nieuw wachtwoord aangevraagd voor een adres dat Kompas niet kent"
STOPPED = "Te vaak geprobeerd: Kompas hield het tegen"

# What a list can be narrowed to.
WHICH: dict[str, tuple[str, dict[str, object]]] = {
    "ingelogd": ("Ingelogd", {"soort": Soort.INGELOGD}),
    "mislukt": ("Mislukt of tegengehouden", {"uitkomst__in": [Uitkomst.MISLUKT, Uitkomst.TEGENGEHOUDEN]}),
    "veranderd": ("Wachtwoord of tweede stap veranderd", {"soort__in": CHANGES}),
}


def sentence(soort: str, uitkomst: str, *, known: bool = True) -> str:
    """`known`: whether it is of a person with an account."""
    if uitkomst == Uitkomst.TEGENGEHOUDEN:
        return STOPPED
    if not known and soort == Soort.WACHTWOORD:
        return NOBODY
    if not known and soort == Soort.VERGETEN:
        return NOBODY_ASKED
    return (GELUKT if uitkomst == Uitkomst.GELUKT else MISLUKT)[Soort(soort)]
