"""Why a document is not read, as a word between two processes and as a sentence. Knows nothing of Django."""

from printing.filetypes import BROKEN, LOCKED

PAGES_MAX = 300
PIECES_MAX = 1_500

REASONS = {
    "locked": LOCKED,
    "broken": BROKEN,
    "scan": "Dit is een scan: foto’s van bladzijden. Wij lezen geen plaatjes. Zoek het bestand waarvan de scan is "
    "gemaakt, of plak de tekst.",
    "pages": f"Dit bestand heeft meer dan {PAGES_MAX} bladzijden. Kies alleen het deel over mensenhandel.",
    "large": "Dit bestand is uitgepakt te groot om te lezen. Bewaar het zonder foto’s, of plak de tekst.",
    "long": "Hier staat meer tekst in dan wij in één keer lezen: meer dan 1.500 alinea’s, of een miljoen letters. Kies "
    "alleen het deel over mensenhandel, of plak dat.",
    "empty": "In dit bestand staat geen tekst die wij kunnen lezen. Kies een ander bestand of plak de tekst.",
    "slow": "Het lezen duurde te lang. Kies alleen het deel over mensenhandel, of plak de tekst.",
}


class NotRead(Exception):
    """`str` is a key of REASONS."""
