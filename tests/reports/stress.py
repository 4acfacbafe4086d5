"""A plan that nobody hopes for: all that the limits allow, and a bit more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reports.document.joint import assemble
from reports.document.plan import (
    Plan,
    PlanActie,
    PlanCijfer,
    PlanGemeente,
    PlanIndicator,
    PlanInstrument,
    PlanMeldroute,
    PlanNadruk,
    PlanStap,
)
from tests.reports.conftest import SCRIPT, hostile

LONG_WORD = "meervoudigepersoonlijkheidsstoornisbehandelingsovereenkomst" * 3
BIDI = (
    "Links \u202eneedrohcsrednu\u202c \u2067שלום עולם\u2069 مرحبا\u200f rechts\u200e, "
    "o\u0308 ﬃ ① 😀👩\u200d👧 漢字 ₂ → ≥ ＜b＞ \ue000 \ufeff\ufffe"
)
MARKDOWN = f"""
| a | b |
|---|
| c

| a | b | c |
|:--|---|--:|
| een |
| een | twee | drie | vier |
| | | {LONG_WORD} |

| | |
|--|--|
| leeg | hoofd |

| alleen een hoofd |
|---|

[**vet** en *schuin* en `code`](https://voorbeeld.nl/{"pad/" * 60}) en [](https://leeg.nl) [x](https://a.nl "titel")
<b>**niet gesloten</b> *half
![plaat](https://kanarie.nl/a.png) ![bestand](file:///etc/passwd) <img src="https://kanarie.nl/b.png" onerror=x>
<link rel=stylesheet href=//kanarie.nl/c.css> <style>@import url(https://kanarie.nl/d.css)</style>

- een
  - twee
    1. drie
       - vier
-
- | geen | tabel |

7. zeven
8. {SCRIPT}

> citaat

    code
"""
LONG = f"{LONG_WORD} {BIDI} {SCRIPT} " + "Een zin over de aanpak van mensenhandel. " * 250


def stress(plan: Plan) -> Plan:
    """Two gemeenten, 300 acties, three texts of 10,000 characters, and hostile text everywhere else."""
    gemeenten = (
        PlanGemeente(code="GM0001", naam="Súdwest-Fryslân", korte_naam="Súdwest-Fryslân"),
        PlanGemeente(code="GM0002", naam=f"'s-{BIDI}", korte_naam=f"'s-Gravenhage <b>{LONG_WORD}"),
    )
    parts = []
    for part in hostile(plan).onderdelen:
        texts = {"h1": LONG, "evaluatie": f"- {LONG}"}
        passages = tuple(replace(passage, tekst=texts.get(part.code, MARKDOWN)) for passage in part.passages[:1])
        zinnen = tuple(replace(zin, tekst=LONG if zin.code == "SV-P1-1" else BIDI) for zin in part.zinnen)
        acties = acties_of(part.code) if part.code.startswith("ambitie_") else ()
        parts.append(replace(part, passages=passages, zinnen=zinnen, acties=acties, **lokaal_of(part.code)))
    return replace(plan, gemeenten=gemeenten, herkomst="", onderdelen=tuple(parts))


def joint(plan: Plan) -> Plan:
    """Of two gemeenten, of which the second has hostile text everywhere."""
    other = replace(
        hostile(plan), gemeenten=(PlanGemeente(code="GM0001", naam="Loon op Zand", korte_naam="Loon op Zand"),)
    )
    return assemble([plan, other], jaar=plan.jaar)


def acties_of(code: str) -> tuple[PlanActie, ...]:
    return tuple(
        PlanActie(
            wat=(LONG_WORD, BIDI, SCRIPT, "Training geven aan alle medewerkers van de balie.\nOok nieuwe.")[n % 4],
            code="SV-P1-1" if n % 3 else "",
            trekker=LONG_WORD if n == 7 else "team Zorg en Veiligheid",
            gereed=date(2027, 1, 1) if n % 2 else None,
            cadans="jaarlijks" if n % 5 else "",
            kosten=Decimal("123456789.95") if code == "ambitie_2" else None,
            uren=n,
            staat="bezig",
        )
        for n in range(50)
    )


def lokaal_of(code: str) -> dict[str, Any]:
    """Local data that no form would take: odd words in every field, and a route of 36 steps."""
    instrumenten = tuple(
        PlanInstrument(
            f"i{n}", f"{BIDI}{n // 4}", LONG_WORD, BIDI, SCRIPT, *("ja", "", BIDI), tekst=BIDI if n % 2 else ""
        )
        for n in range(12)
    )
    stappen = tuple(PlanStap(BIDI + LONG_WORD, LONG_WORD, "0" * 20, SCRIPT, spoed=n == 0) for n in range(12))
    return {
        "ambitie_1": {"indicatoren": (PlanIndicator(LONG_WORD, BIDI, 2026, SCRIPT, 2030, BIDI),) * 3},
        "ambitie_5": {"instrumenten": instrumenten},
        "h1_2": {
            "nadruk": (PlanNadruk("x", LONG_WORD, BIDI), PlanNadruk("y", SCRIPT, "")),
            "zonder_nadruk": (PlanNadruk("z", BIDI, SCRIPT + LONG_WORD), PlanNadruk("q", SCRIPT, "")),
        },
        "bijlage_2": {
            "cijfers": (
                *(PlanCijfer(LONG_WORD, "", jaar, "1.250.000.000", SCRIPT) for jaar in (2024, 2025)),
                *(PlanCijfer(BIDI, LONG_WORD, 2025, SCRIPT, BIDI),) * 40,
            )
        },
        "bijlage_5": {"meldroutes": tuple(PlanMeldroute(name, BIDI, stappen) for name in "abc")},
    }.get(code, {})
