"""Terms that readers of a plan did not know, with what they mean; and abbreviations that everybody knows."""

import re
from dataclasses import dataclass

EVERYDAY = "EU VN GGD GGZ UWV MBO HBO BTW PDF ICT VR AZC KVK NS BV NV TV AI UK ID"
# Laws and bodies whose short name is the name, and that the standard texts explain where they need it.
WELL_KNOWN = frozenset((EVERYDAY + " AVG COA IND VNG SZW").split())


@dataclass(frozen=True)
class Term:
    naam: str
    used: re.Pattern[str]
    explained: re.Pattern[str]
    meaning: str


def term(naam: str, used: str, explained: str, meaning: str) -> Term:
    """`explained` matches a sentence that says what it is."""
    return Term(naam, re.compile(used, re.IGNORECASE), re.compile(explained, re.IGNORECASE), meaning)


TERMS = (
    term(
        "gezagsdriehoek",
        r"gezagsdriehoek|\bdriehoek\b",
        r"driehoek.{0,60}(?:officier|politie)|(?:officier|politie).{0,80}driehoek",
        "het overleg van burgemeester, officier van justitie en politie.",
    ),
    term(
        "Drieluik",
        r"\bdrieluik\b",
        r"drieluik.{0,20}(?: is | heet|:|\()|(?:heet|noemen wij).{0,30}drieluik",
        "zeg wie daar aan tafel zitten, en waarover zij praten.",
    ),
    term(
        "Tactisch Veiligheids Overleg",
        r"tactisch veiligheids ?overleg",
        r"tactisch veiligheids ?overleg.{0,20}(?: is |\(|:)",
        "zeg wie daar aan tafel zitten, en waarover zij praten.",
    ),
    term(
        "asielketen",
        r"asielketen",
        r"asielketen.{0,30}(?: is |\(|:|zoals)",
        "de organisaties die asielzoekers opvangen en over hun aanvraag beslissen.",
    ),
    term(
        "B8",
        r"\bB8\b",
        r"B8.{0,40}(?: is |geeft|verblijf)|verblijf.{0,60}\bB8\b",
        "tijdelijk verblijf voor wie aangifte doet van mensenhandel, of daaraan meewerkt.",
    ),
    term(
        "bedenktijd",
        r"\bbedenktijd\b",
        r"bedenktijd.{0,60}(?:maanden|nadenken|beslissen|aangifte)|(?:maanden|nadenken).{0,60}bedenktijd",
        "drie maanden om na te denken over aangifte.",
    ),
    term(
        "verordening",
        r"\b(?:huisvestings)?verordening(?:en)?\b",
        r"verordening.{0,30}(?: is |\(|regels)|regels.{0,60}verordening|\(APV\)",
        "regels die de gemeenteraad vaststelt.",
    ),
    term(
        "convenant",
        r"\bconvenant(?:en)?\b",
        r"convenant.{0,40}(?: is |\(|afspraken|staat|afspreken)|afspraken.{0,60}convenant",
        "afspraken op papier tussen organisaties.",
    ),
    term(
        "non-punishment",
        r"non-?punishment",
        r"non-?punishment.{0,40}(?: is |betekent|\()|(?:straf|heet).{0,80}non-?punishment",
        "wie gedwongen was, krijgt daarvoor niet altijd straf.",
    ),
    term(
        "bestuurlijk signaal",
        r"bestuurlijke? signa(?:al|len)",
        r"bestuurlijke? signa(?:al|len).{0,30}(?: is |\(|betekent)",
        "een bericht aan het bestuur over wat misgaat.",
    ),
    term(
        "bestuurlijke rapportage",
        r"bestuurlijke rapportage",
        r"bestuurlijke rapportage.{0,40}(?: is |\(|van de politie|waarin)",
        "een verslag van de politie waarmee de burgemeester kan optreden.",
    ),
    term(
        "LVB",
        r"\bLVB\b",
        r"\(LVB\)|LVB \(|verstandelijke beperking",
        "licht verstandelijke beperking.",
    ),
)
