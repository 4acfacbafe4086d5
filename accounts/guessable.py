"""Which passwords are guessed first by who knows the Netherlands. Pure: a password and words in, yes or no out.

Such a password is made of words that everybody thinks of, with capitals, figures for letters, and a year or a sign
after it. So those are taken out, and what is left has to be enough.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache

OWN = 8  # characters that must be left where something of everybody is taken out
DIFFERENT = 6  # characters that differ from each other, in any password
LONG = 5  # a shorter word, such as Urk, is taken out only where it stands by itself: it is in too many others
LISTED = """
    welkom wachtwoord wachtwoorden geheim paswoord inloggen aanmelden toegang sleutel beveiliging veilig veiligheid
    tijdelijk wijzigen verander nieuw begin start standaard kantoor werk gemeente gemeentehuis provincie stadhuis
    raadhuis nederland holland oranje koning koningin burgemeester wethouder ambtenaar beleid beleidsadviseur beheerder
    bewerker lezer redacteur gebruiker mensenhandel kompas hallo goedemorgen vakantie weekend liefde schat schatje
    voetbal ajax feyenoord corona kerstmis kerst pasen pinksteren sinterklaas nieuwjaar koningsdag
    lente voorjaar zomer herfst najaar winter
    januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    denhaag denbosch vng comensha
    password passwort welcome secret login admin administrator changeme letmein master default temporary test
    spring summer autumn monday tuesday wednesday thursday friday saturday sunday
    january february march june july august october
"""
WORDS = frozenset(LISTED.split())
WALKS = (
    *("qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn", "1234567890"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "1a2b3c4d5e6f7g8h", "abcdefghijklmnopqrstuvwxyz"),
)
STEPS = 4  # keys in a row are a walk
YEAR = re.compile(r"(?:19|20)\d\d")
# What is written for a letter; 1 and the like for two of them.
FIGURES = (str.maketrans("0134578@$!|", "oieastbasii"), str.maketrans("0134578@$!|", "oleastbasll"))


def is_guessable(password: str, *, names: Iterable[str], common: Collection[str]) -> bool:
    """`names`: of places and the like, beside WORDS. `common`: passwords that many people have."""
    text = plain(password)
    if len(set(text)) < DIFFERENT or text.isdigit():
        return True
    base = YEAR.sub(" ", without_walks(text))
    words = {*WORDS, *(word for name in names for word in words_of(name))}
    return any(
        (len(found) >= STEPS and found in common) or (len(own) < OWN and (base != text or own != found))
        for found, own in ((letters(each), letters(without_words(each, words))) for each in readings(base))
    )


def plain(text: str) -> str:
    """Without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(name: str) -> Iterator[str]:
    """Of 's-Hertogenbosch both shertogenbosch and hertogenbosch."""
    parts = re.findall(r"[a-z]+", plain(name))
    yield "".join(parts)
    yield from (part for part in parts if len(part) >= LONG)


def without_walks(text: str) -> str:
    walked = {at + n for at in range(len(text)) if text[at : at + STEPS] in walks() for n in range(STEPS)}
    return "".join(" " if at in walked else letter for at, letter in enumerate(text))


@cache
def walks() -> frozenset[str]:
    both = [*WALKS, *(walk[::-1] for walk in WALKS)]
    return frozenset(walk[at : at + STEPS] for walk in both for at in range(len(walk) - STEPS + 1))


def readings(text: str) -> Iterator[str]:
    """As it stands and with letters for figures; and both without the figures and signs at its ends."""
    for each in (text, re.sub(r"^[^a-z]+|[^a-z]+$", "", text)):
        yield each
        yield from (each.translate(figures) for figures in FIGURES)


def without_words(text: str, words: Iterable[str]) -> str:
    rest = text
    for word in sorted((word for word in words if len(word) >= LONG), key=len, reverse=True):
        rest = rest.replace(word, " ")
    short = {word for word in words if len(word) < LONG}
    return " ".join(part for part in re.split(r"[^a-z0-9]+", rest) if part.strip("0123456789") not in short)


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text)
