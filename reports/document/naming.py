"""What a plan is called and for which years, on its cover and wherever it is named."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify

TITEL = "Beleidsplan aanpak mensenhandel"


def years_label(jaar: int, first: int | None, last: int | None) -> str:
    """`2027–2030`; the year of the plan as long as it has no period."""
    if first and last and first != last:
        return f"{first}–{last}"
    if first:
        return str(first) if last else f"vanaf {first}"
    return f"tot en met {last}" if last else str(jaar)


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
        """Its days; empty as long as nobody chose them."""
        since = f"vanaf {date_format(self.periode_van, 'j F Y')}" if self.periode_van else ""
        until = f"tot en met {date_format(self.periode_tot, 'j F Y')}" if self.periode_tot else ""
        return f"{since} {until}".strip()

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
    def kort_genoemd(self) -> str:
        return self.noemer if self.titel else f"beleidsplan {self.periode}"
