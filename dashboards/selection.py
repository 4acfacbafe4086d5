"""What a national page is about: one round, as far as those who look may see it, in the country or a part of it.

All of it reads public tables alone. Who shared nothing with these organisaties counts as "onbekend", as if it had not
submitted, so that nothing can be derived from what is left.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from accounts.http import AuthenticatedHttpRequest
from dashboards.forms import FilterForm, title
from metingen.models import Grootteklasse, Indiening, IndieningQuerySet, Inzage, Meetronde, Toezegging
from tenants.models import Gemeente, GemeenteQuerySet, Regio


@dataclass(frozen=True)
class Selection:
    meetronde: Meetronde
    organisaties: frozenset[str]
    provincie: str = ""  # a code, as the next
    veiligheidsregio: str = ""
    grootte: str = ""  # of Grootteklasse

    @property
    def gemeenten(self) -> GemeenteQuerySet:
        """All that are asked in this part of the country."""
        day, found = self.meetronde.peildatum, self.meetronde.gemeenten
        if self.provincie:
            found = found.in_regio(Regio.Soort.PROVINCIE, self.provincie, day)
        if self.veiligheidsregio:
            found = found.in_regio(Regio.Soort.VEILIGHEIDSREGIO, self.veiligheidsregio, day)
        if self.grootte:
            least, below = Grootteklasse(self.grootte).bounds
            found = found.filter(inwoners__gte=least)
            if below != float("inf"):
                found = found.filter(inwoners__lt=below)
        return found

    @property
    def shared(self) -> IndieningQuerySet:
        """What any gemeente shared in the round; `indieningen` is that of the gemeenten of this selection."""
        return Indiening.objects.shared_with(*self.organisaties).filter(meetronde=self.meetronde).order_by()

    @property
    def indieningen(self) -> IndieningQuerySet:
        return self.indieningen_in([self.meetronde])

    def indieningen_in(self, rounds: list[Meetronde]) -> IndieningQuerySet:
        shared = Indiening.objects.shared_with(*self.organisaties).filter(meetronde__in=rounds).order_by()
        return shared.filter(gemeente__in=self.gemeenten.order_by().values("pk"))

    @property
    def toezeggingen(self) -> Any:
        return Toezegging.objects.filter(meetronde=self.meetronde)

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.provincie or self.veiligheidsregio or self.grootte)

    @property
    def title(self) -> str:
        return title(self.meetronde)

    @property
    def query(self) -> str:
        """For behind the address of another page, so that the choice goes along."""
        values = {
            "ronde": self.meetronde.pk,
            "provincie": self.provincie,
            "veiligheidsregio": self.veiligheidsregio,
            "grootte": self.grootte,
        }
        return urlencode({name: value for name, value in values.items() if value})


def all_rounds() -> list[Meetronde]:
    """Newest first, those of real gemeenten before those of invented ones."""
    found = Meetronde.objects.exclude(staat=Meetronde.Staat.CONCEPT).select_related("kaderversie")
    return list(found.order_by("voorbeeld", "-periode_van", "pk"))


def earlier_than(meetronde: Meetronde, rounds: list[Meetronde]) -> list[Meetronde]:
    """Of the same kind, newest first."""
    same = [other for other in rounds if other.voorbeeld == meetronde.voorbeeld]
    return [other for other in same if other.periode_van < meetronde.periode_van]


def named_round(request: AuthenticatedHttpRequest, rounds: list[Meetronde]) -> Meetronde:
    """That of `?ronde`, or else the first."""
    return next((ronde for ronde in rounds if str(ronde.pk) == request.GET.get("ronde")), rounds[0])


def make_selection(request: AuthenticatedHttpRequest, form: FilterForm, meetronde: Meetronde) -> Selection:
    chosen = form.chosen()
    parts = {name: chosen.get(name, "") for name in ("provincie", "veiligheidsregio", "grootte")}
    return Selection(meetronde=meetronde, organisaties=request.organisaties, **parts)


def record_view(
    request: AuthenticatedHttpRequest,
    *,
    meetronde: Meetronde | None,
    gemeente: Gemeente | None = None,
    regio: Regio | None = None,
) -> None:
    """Note that somebody saw what gemeenten answered by name; each of them can look up that it happened."""
    names: list[str] = [""] if regio else sorted(request.organisaties)
    wat = request.resolver_match.view_name if request.resolver_match else request.path[:60]
    Inzage.objects.bulk_create(
        Inzage(
            organisatie=name, regio=regio, gemeente=gemeente, meetronde=meetronde, wat=wat, created_by=request.user.pk
        )
        for name in names
    )
