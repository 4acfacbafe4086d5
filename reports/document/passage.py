"""A passage as text: which ones only a gemeente writes, what the plan says of it, and what it may contain."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Place(Protocol):
    """Where a passage stands in the preview, as far as a document has to know; see gather/layers.py."""

    @property
    def code(self) -> str: ...

    @property
    def mark(self) -> "Mark": ...


LOKAAL = "lokaal"  # the layer, and the part of the plan for texts without a standard


COLUMNS_MAX = 6
INLEIDING, MIDDELEN = "inleiding", "uitvoering"  # chapters with a place for texts of the gemeente, by id


@dataclass(frozen=True)
class LokaleTekst:
    """A text that only the gemeente can write; the questions help to begin. Empty, it is not printed."""

    code: str
    titel: str
    vragen: tuple[str, ...]
    chapter: str = INLEIDING
    hint: str = ""  # in place of what is asked of every text


VOORWOORD = LokaleTekst(
    "lokaal.voorwoord",
    "Voorwoord",
    (
        "Waarom vindt het bestuur dit onderwerp belangrijk?",
        "Wat verandert er door dit plan voor inwoners?",
        "Past er een motto bij? Zet dat bovenaan, tussen sterretjes: *zo wordt het schuin*.",
        "Wie ondertekent? Zet de naam en de functie onderaan.",
    ),
    chapter="",
    hint="Alleen hier mag een naam staan: van de bestuurder die het voorwoord ondertekent. Beschrijf geen zaken.",
)
LOKALE_TEKSTEN = (
    VOORWOORD,
    LokaleTekst(
        "lokaal.taferelen",
        "Hoe kan het eruitzien?",
        (
            "Kies drie plekken in onze gemeente, zoals een vakantiepark, een nagelstudio of een bouwplaats.",
            "Wat zou een inwoner of collega daar kunnen opmerken?",
            "Wat kan diegene dan doen, en wie helpt daarbij?",
        ),
        hint="Verzin een plek en wat daar te zien is. Geen echte zaak, geen persoon, geen adres. Schrijf erbij dat het "
        "verzonnen is.",
    ),
    LokaleTekst(
        "lokaal.waarom_hier",
        "Waarom hier",
        (
            "Wat maakt onze gemeente kwetsbaar? Denk aan ligging, werk, wonen of toerisme.",
            "Welke vormen van mensenhandel zijn hier het meest te verwachten, en waarom?",
            "Wat laten cijfers of onderzoek over onze gemeente of regio zien?",
            "Wat willen wij voor onze inwoners bereiken?",
        ),
    ),
    LokaleTekst(
        "lokaal.onze_keuzes",
        "Onze keuzes",
        (
            "Wat doen wij het eerst, en waarom juist dat?",
            "Wat doen wij zelf, en wat doen wij samen met de regio?",
            "Waar zetten wij extra mensen of geld op in?",
        ),
    ),
    LokaleTekst(
        "lokaal.niet",
        "Wat we niet doen",
        (
            "Welke onderdelen van het Kader kiezen wij nu niet? Wat is de reden?",
            "Wat laten wij aan anderen over, en aan wie?",
            "Wanneer kijken wij opnieuw naar deze keuze?",
        ),
    ),
    LokaleTekst(
        "lokaal.beleid",
        "Dit plan naast ons andere beleid",
        (
            "Welk beleid raakt aan dit plan? Denk aan integrale veiligheid, Wmo en jeugd, wonen, inkoop, de "
            "Veiligheidsagenda en het regionale plan.",
            "Van wanneer is het, en tot wanneer geldt het? Noem alleen wat echt is vastgesteld.",
            "Wat regelt dat beleid al, zodat het hier niet hoeft?",
        ),
    ),
    LokaleTekst(
        "lokaal.samen",
        "Met wie wij dit plan maakten",
        (
            "Welke teams en welke partners dachten mee?",
            "Wat vroegen ervaringsdeskundigen, en wat deden wij daarmee?",
            "Wat zei de raad vooraf?",
        ),
    ),
    LokaleTekst(
        "lokaal.risico",
        "Wat kan er misgaan?",
        (
            "Waar hangt dit plan van af? Denk aan mensen, geld van de regio en afspraken over gegevens.",
            "Wat gebeurt er als dat tegenvalt, en wat doen wij dan?",
            "Kan uitbuiting zich verplaatsen als wij op één plek optreden?",
        ),
        chapter=MIDDELEN,
    ),
    LokaleTekst(
        "lokaal.bekendmaken",
        "Hoe wij dit plan bekendmaken",
        (
            "Hoe horen collega’s, inwoners, ondernemers en partners van dit plan, en wanneer?",
            "Welke talen en vormen zijn daarvoor nodig?",
            "Bij welke functie of welk team kun je vragen stellen? Zeg erbij dat een signaal een andere weg gaat.",
        ),
        chapter=MIDDELEN,
    ),
)


class Mark(StrEnum):
    """What the contents say of a text; the value is also the name of its shape."""

    STANDAARD = "standaard"
    REGIONAAL = "van de regio"
    AANGEPAST = "aangepast"
    NIEUW = "nieuwe versie"
    LEEG = "leeg"

    @property
    def shape(self) -> str:
        return self.name.lower()


def chapter_of(code: str) -> str:
    """Where a text stands for which there is no standard; empty: before all others."""
    return next((guide.chapter for guide in LOKALE_TEKSTEN if guide.code == code), INLEIDING)


def anchor(code: str) -> str:
    """The address of a passage in the page; a dot would be a class to CSS."""
    return code.replace(".", "-")


def filled_in(text: str, naam: str) -> str:
    """`{gemeente}` gets a curly apostrophe, which quotes cannot take for their own."""
    return text.replace("{gemeente}", naam.replace("'", "’"))


# What a local text may contain. What slips through comes out as text: see sjablonen.markdown.
LINK = re.compile(r"\]\(\s*+<?+(?!https://|mailto:)", re.IGNORECASE)


HEADING = re.compile(r"^\s{0,3}(#{1,2}|#{4,6})(\s|$)|^\s{0,3}(=+|-{2,})\s*$", re.MULTILINE)


DELIMITER = re.compile(r"^[\s|:-]*-[\s|:-]*$")


def problems(tekst: str) -> list[str]:
    """What is wrong with a Markdown text, in words for its writer; empty when nothing is."""
    checks = (
        (HEADING.search(tekst), "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("![" in tekst, "Een afbeelding kan niet in het plan. Haal ‘![’ weg."),
        (LINK.search(tekst), "Een link begint met https:// of mailto:."),
        (too_many_columns(tekst), f"Een tabel heeft ten hoogste {COLUMNS_MAX} kolommen."),
    )
    return [problem for found, problem in checks if found]


def too_many_columns(tekst: str) -> bool:
    lines = (line.strip("> \t") for line in tekst.splitlines())
    return any("|" in line and DELIMITER.match(line) and line.strip("|").count("|") >= COLUMNS_MAX for line in lines)
