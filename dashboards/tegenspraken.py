"""How often answers do not seem to fit together, of who shared with these organisaties; no gemeente is named."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dashboards.seen import SMALL
from dashboards.selection import Selection, bouwstenen_of
from metingen.enquete import VRAGEN
from metingen.inhoud import GedeeldeEnquete
from metingen.models import IndieningAntwoord
from metingen.tegenspraak import RULES, Rule, answers_of, found_among

# Which deelcriteria are ticked, most do not share: what rests on them cannot be counted.
COUNTED_RULES = [rule for rule in RULES if not any("." in name for name in rule.answers)]


@dataclass(frozen=True)
class Total:
    rule: Rule
    count: int
    n: int

    @property
    def words(self) -> str:
        """Small groups in words, on either side."""
        if self.count < SMALL:
            return "minder dan tien"
        return "bijna alle" if 0 < self.n - self.count < SMALL else str(self.count)


def totals_of(selection: Selection) -> list[Total]:
    """In the order of the rules, never by how many: two queries."""
    statuses: dict[Any, dict[str, str]] = defaultdict(dict)
    indieningen = selection.indieningen
    rows = IndieningAntwoord.objects.filter(indiening__in=indieningen.values("pk"))
    for pk, code, status in rows.values_list("indiening", "code", "status"):
        statuses[pk][code] = status
    counts: Counter[str] = Counter()
    bouwstenen = bouwstenen_of(selection.meetronde.kaderversie)
    found = list(indieningen.values_list("pk", "ingediend_at", *VRAGEN))
    for pk, at, *given in found:
        enquete = GedeeldeEnquete(**dict(zip(VRAGEN, given, strict=True)))
        values = {**statuses[pk], **answers_of(enquete, timezone.localdate(at))}
        counts.update(each.code for each in found_among(values, bouwstenen, COUNTED_RULES))
    return [Total(rule, counts[rule.code], len(found)) for rule in COUNTED_RULES]
