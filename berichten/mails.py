"""What each mail says: fixtures/mails.yaml, or what redacteuren published in its place.

Between braces stand places, which who composes fills in; whatever is put there is never looked at again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, Self

import yaml
from django.conf import settings
from django.template.loader import render_to_string
from pydantic import BaseModel, ConfigDict, Field, model_validator

from berichten.models import Mailtekst

FILE = settings.BASE_DIR / "fixtures" / "mails.yaml"
STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)
ONDERWERP_MAX, TEKST_MAX = 120, 3_000
PLACE = re.compile(r"\{([^{}]*)\}")
LINK = re.compile(r"(?i)https?:|www\.")
GREETING, NAME = "Hallo,", "Groet,\nKompas"
# Places that somebody might think of, and that no mail has: everybody between two mail servers could read it.
CONTENT = {
    *("acties", "actie", "antwoord", "antwoorden", "beleidsplan", "cijfer", "cijfers", "opmerking", "plan", "reden"),
    *("signaal", "signalen", "status", "toelichting", "woorden", "zelfevaluatie", "zin"),
}

Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


class Plaats(BaseModel):
    """What may stand between braces."""

    model_config = STRICT

    naam: str = Field(pattern=r"^[a-z_]+$")
    uitleg: Text
    voorbeeld: Text
    verplicht: bool = False

    @property
    def teken(self) -> str:
        return f"{{{self.naam}}}"


class Mail(BaseModel):
    """One kind of mail. `slot` names what Kompas adds below it, which no redacteur changes."""

    model_config = STRICT

    code: str = Field(pattern=r"^[a-z_]+$", max_length=40)
    titel: Text
    wanneer: Text
    slot: Literal["", "melding", "login"] = ""
    plaatsen: tuple[Plaats, ...] = Field(default=(), strict=False)
    onderwerp: Text
    tekst: Text

    @model_validator(mode="after")
    def check_places(self) -> Self:
        if found := self.faults(self.onderwerp, self.tekst):
            raise ValueError(f"{self.code}: {' '.join(found)}")
        return self

    def faults(self, onderwerp: str, tekst: str) -> list[str]:
        return [*faults_of_subject(self, onderwerp), *faults_of_text(self, tekst)]

    @property
    def named(self) -> str:
        return ", ".join(plaats.teken for plaats in self.plaatsen)

    def example(self, onderwerp: str, tekst: str) -> Letter:
        values = {plaats.naam: plaats.voorbeeld for plaats in self.plaatsen}
        return filled(onderwerp, tekst, values, ending=self.ending(EXAMPLE))

    def ending(self, facts: Mapping[str, object]) -> str:
        return render_to_string(f"berichten/email/slot_{self.slot}.txt", dict(facts)).strip() if self.slot else ""


EXAMPLE = {
    **{"device": "Firefox op Windows", "network": "192.0.2.0/24", "timestamp": "1 december 2027 14:02"},
    **{"ip": "192.0.2.1", "user_agent": "Firefox"},
}


@cache
def mails() -> dict[str, Mail]:
    """In the order of the file, read once per process."""
    found = [Mail.model_validate(row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))["mails"]]
    return {mail.code: mail for mail in found}


def letter(code: str, facts: Mapping[str, object] | None = None, **values: object) -> Letter:
    """`values` fill the places, `facts` what stands below some mails. A text of redacteuren that does not fit any more,
    since a release, waits for them; the mail goes out."""
    mail, own = mails()[code], Mailtekst.objects.filter(code=code).exclude(tekst="").first()
    if own and not mail.faults(own.onderwerp, own.tekst):
        return filled(own.onderwerp, own.tekst, values, ending=mail.ending(facts or {}))
    return filled(mail.onderwerp, mail.tekst, values, ending=mail.ending(facts or {}))


def filled(onderwerp: str, tekst: str, values: Mapping[str, object], *, ending: str) -> Letter:
    def fill(place: re.Match[str]) -> str:
        return str(values[place[1]]).strip()

    parts = [GREETING, PLACE.sub(fill, tekst), ending, NAME]
    lines = [line.rstrip() for line in "\n\n".join(filter(None, parts)).splitlines()]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))  # a place that is empty here leaves no gap
    return Letter(" ".join(PLACE.sub(fill, onderwerp).split()), body)


def faults_of_subject(mail: Mail, onderwerp: str) -> list[str]:
    """What is wrong, in sentences for who wrote it."""
    found = faults_of(mail, onderwerp)
    if "{link}" in onderwerp or "{hoe}" in onderwerp:
        found.append("Een link hoort niet in het onderwerp. Zet hem in de tekst.")
    return found


def faults_of_text(mail: Mail, tekst: str) -> list[str]:
    missing = [plaats for plaats in mail.plaatsen if plaats.verplicht and plaats.teken not in tekst]
    return faults_of(mail, tekst) + [
        f"‘{plaats.teken}’ ontbreekt ({plaats.uitleg}). Zonder dat klopt deze mail niet." for plaats in missing
    ]


def faults_of(mail: Mail, text: str) -> list[str]:
    known, found = {plaats.naam for plaats in mail.plaatsen}, []
    for name in dict.fromkeys(PLACE.findall(text)):
        if name in CONTENT - known:
            found.append(
                f"‘{{{name}}}’ zou inhoud in een mail zetten. Dat doet Kompas niet: een mail is niet veilig genoeg."
            )
        elif name not in known:
            may = f"Je kunt kiezen uit {mail.named}." if mail.plaatsen else "In deze mail vult Kompas niets in."
            found.append(f"‘{{{name}}}’ kent deze mail niet. {may}")
    if set("{}") & set(PLACE.sub("", text)):
        found.append("Er staat een losse accolade. Schrijf zo: {link}.")
    if LINK.search(text):
        found.append("Zet zelf geen webadres in een mail. Kompas vult de link in die bij deze mail hoort.")
    return found
