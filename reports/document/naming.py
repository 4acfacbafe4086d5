"""What a plan is called, for which years and of whom, on its cover and wherever it is named."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify

TITEL = "Beleidsplan aanpak mensenhandel"
YEARS_MAX = 10  # of a period


def joined(names: Sequence[str]) -> str:
    """`Aalsmeer`, `Aalsmeer en Uithoorn`, `Aalsmeer, Ouder-Amstel en Uithoorn`; empty for none."""
    *others, last = names or ("",)
    return f"{', '.join(others)} en {last}" if others else last


def years_label(jaar: int, first: int | None, last: int | None) -> str:
    """`2027–2030`; the year of the plan as long as it has no period."""
    if first and last and first != last:
        return f"{first}–{last}"
    if first:
        return str(first) if last else f"vanaf {first}"
    return f"tot en met {last}" if last else str(jaar)


def wrong_end(first: date | None, last: date | None) -> str:
    """Why a plan cannot count from `first` until `last`, for the user; empty when it can."""
    if not (first and last):
        return ""
    if last < first:
        return "Deze datum ligt voor de begindatum."
    too_long = last.year - first.year >= YEARS_MAX
    return f"Klopt dit? Een plan geldt ten hoogste {YEARS_MAX} jaar." if too_long else ""


def days_label(first: date | None, last: date | None) -> str:
    """Empty as long as nobody chose them."""
    since = f"vanaf {date_format(first, 'j F Y')}" if first else ""
    until = f"tot en met {date_format(last, 'j F Y')}" if last else ""
    return f"{since} {until}".strip()


def file_slug(plan: dict[str, object], slug: str) -> tuple[str, str]:
    """From a Plan as JSON the begin of the name of its file, and its years; `slug` where it has no title."""
    first, last = (int(str(day)[:4]) if (day := plan.get(f"periode_{end}")) else None for end in ("van", "tot"))
    years = years_label(int(str(plan["jaar"])), first, last)
    return slugify(str(plan.get("titel") or ""))[:60].strip("-") or slug, slugify(years.replace("–", "-"))


class Titled:
    """The names of a plan, for a dataclass that has what they are made of."""

    jaar: int
    titel: str
    periode_van: date | None
    periode_tot: date | None

    @property
    def naam(self) -> str:
        return self.titel or TITEL

    @property
    def periode(self) -> str:
        """Its years, for beside its name."""
        first, last = (day.year if day else None for day in (self.periode_van, self.periode_tot))
        return years_label(self.jaar, first, last)

    @property
    def looptijd(self) -> str:
        return days_label(self.periode_van, self.periode_tot)

    @property
    def volledig(self) -> str:
        """With its title first, if it has one of its own: what it is cited by."""
        kind = f"{TITEL[0].lower()}{TITEL[1:]}" if self.titel else TITEL
        return ", ".join(filter(None, [self.titel, f"{kind} {self.periode}"]))

    @property
    def noemer(self) -> str:
        """As in `het beleidsplan aanpak mensenhandel 2027`."""
        return f"beleidsplan ‘{self.titel}’ {self.periode}" if self.titel else f"{TITEL.lower()} {self.periode}"

    @property
    def noemer_kort(self) -> str:
        return self.noemer if self.titel else f"beleidsplan {self.periode}"


class Named:
    """Says in a joint plan whose it is; `gemeenten` is empty when it is of all."""

    gemeenten: tuple[str, ...]

    @property
    def namen(self) -> str:
        return joined(self.gemeenten)
