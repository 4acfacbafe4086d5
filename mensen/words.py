"""What each functie is called where people are invited, and what it means; for every scope that people work in."""

from dataclasses import dataclass

LABELS = {
    "lezer": "Lezer: leest alles en verandert niets",
    "bewerker": "Bewerker: vult in en werkt aan acties en het plan",
    "beheerder": "Beheerder: doet wat een bewerker doet, en regelt mensen en instellingen",
    "indiener": "Mag indienen: deelt antwoorden met VNG, CoMensha of een regio",
    "vaststeller": "Mag vaststelling vastleggen, ook zonder tweede persoon",
    "ciso": "Ziet wie inlogde: voor wie de informatiebeveiliging bewaakt",
    "ketenregisseur": "Ketenregisseur: ziet wat gemeenten met de regio delen, en schrijft teksten voor de regio",
    "regiobeheerder": "Beheerder: regelt wie er voor de regio werkt",
    "medewerker": "Medewerker: ziet wat gemeenten met de organisatie delen",
    "rondebeheerder": "Rondebeheerder: maakt ook meetrondes, en doet met een tweede wat niet terug te draaien is",
    "redacteur": "Redacteur: schrijft de landelijke teksten",
    "organisatiebeheerder": "Beheerder: regelt wie er voor de organisatie werkt",
    "platformbeheerder": "Operator: houdt Kompas draaiende, opent gemeenten en nodigt hun beheerders uit",
}


@dataclass(frozen=True)
class Functies:
    """What one can be in a scope: one of `main`, if there are any, and beside it any of `extra`."""

    main: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def main_choices(self) -> list[tuple[str, str]]:
        return [(naam, LABELS[naam]) for naam in self.main]

    @property
    def extra_choices(self) -> list[tuple[str, str]]:
        return [(naam, LABELS[naam]) for naam in self.extra]


GEMEENTE = Functies(main=("lezer", "bewerker", "beheerder"), extra=("indiener", "vaststeller", "ciso"))
REGIO = Functies(main=(), extra=("ketenregisseur", "regiobeheerder"))
ORGANISATIE = Functies(main=(), extra=("medewerker", "rondebeheerder", "redacteur", "ciso", "organisatiebeheerder"))
PLATFORM = Functies(main=(), extra=("platformbeheerder",))
