"""What a national page is about: one round, as far as those who look may see it, in the country or a part of it.

All of it reads public tables alone. Who shared nothing with these organisaties counts as "onbekend", as if it had not
submitted, so that nothing can be derived from what is left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Toegang
from dashboards.forms import ExtraField, FilterForm, title
from dashboards.seen import Counted, Seen, counted_in, nobody, seen_of, whom
from dashboards.werkbestand import Werkbestand, names_of
from kader.kept import inhoud_of
from kader.models import Bouwsteen, KaderVersie
from metingen.models import Grootteklasse, Indiening, IndieningQuerySet, Meetronde, Toezegging
from tenants.models import GemeenteQuerySet, Regio

Extra = Callable[[list[Bouwsteen], list[Meetronde]], ExtraField | None]


@dataclass(frozen=True)
class Selection:
    meetronde: Meetronde
    organisaties: frozenset[str]
    provincie: str = ""  # a code, as the next
    veiligheidsregio: str = ""
    grootte: str = ""  # of Grootteklasse

    @property
    def is_part(self) -> bool:
        """Whether it is about less than the whole country."""
        return bool(self.provincie or self.veiligheidsregio or self.grootte)

    @property
    def land(self) -> "Selection":
        return Selection(self.meetronde, self.organisaties)

    @property
    def gemeenten(self) -> GemeenteQuerySet:
        """All that are asked in this part of the country."""
        day, found = self.meetronde.peildatum, self.meetronde.gemeenten()
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

    @cached_property
    def counted(self) -> list[Counted]:
        """Whose Indieningen these are."""
        return [each for each, is_inside in self.land_counted if is_inside]

    @cached_property
    def land_counted(self) -> list[tuple[Counted, bool]]:
        """All of the country, and whether each lies in this part of it: one query, once."""
        if not self.is_part:
            return [(each, True) for each in counted_in(self.indieningen)]
        here = self.gemeenten.order_by().filter(pk=OuterRef("gemeente"))
        rows = self.land.indieningen.annotate(is_inside=Exists(here))
        found = rows.values_list("gemeente", "organisaties", "provincie", "pk", "is_inside")
        return [(Counted(pk, whom(*whose), code, answers), inside) for pk, whose, code, answers, inside in found]

    @property
    def pks(self) -> list[Any]:
        """Of the Indieningen that count; the next of all in the country."""
        return [each.indiening for each in self.counted]

    @property
    def land_pks(self) -> list[Any]:
        return [each.indiening for each, _ in self.land_counted]

    @property
    def deel(self) -> dict[str, str]:
        """To what it is narrowed, by the columns of an Indiening."""
        parts = {"provincie": self.provincie, "veiligheidsregio": self.veiligheidsregio, "grootteklasse": self.grootte}
        return {name: code for name, code in parts.items() if code}

    @property
    def toezeggingen(self) -> Any:
        return Toezegging.objects.filter(meetronde=self.meetronde)

    @property
    def title(self) -> str:
        return title(self.meetronde)

    @property
    def with_whom(self) -> str:
        """`CoMensha`, or `VNG of CoMensha`: with whom was shared what is counted here."""
        return " of ".join(str(Toegang.Organisatie(value).label) for value in sorted(self.organisaties, reverse=True))

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


@dataclass(frozen=True)
class Choice:
    """What somebody asked to see, and the form to ask something else."""

    rounds: list[Meetronde]
    form: FilterForm
    selection: Selection
    bouwstenen: list[Bouwsteen]
    seen: Seen

    @cached_property
    def werkbestand(self) -> Werkbestand:
        selection = self.selection
        return Werkbestand(
            names_of(selection.organisaties),
            selection.title,
            tuple(self.narrowed),
            self.seen,
            timezone.now(),
            voorbeeld=selection.meetronde.voorbeeld,
        )

    @property
    def narrowed(self) -> list[tuple[str, str]]:
        """Name and choice of each part of the country that is on, in words."""
        found = {
            "Provincie": self.form.provincies.get(self.selection.provincie, ""),
            "Veiligheidsregio": self.form.veiligheidsregios.get(self.selection.veiligheidsregio, ""),
            "Inwoners": str(dict(Grootteklasse.choices).get(self.selection.grootte, "")),
        }
        return [(naam, value) for naam, value in found.items() if value]

    @property
    def earlier(self) -> list[Meetronde]:
        """The rounds before this one of the same kind, newest first."""
        return earlier_than(self.selection.meetronde, self.rounds)

    def options(self, name: str) -> dict[str, str]:
        """Of a field of this page alone, its choices in words."""
        field = self.form.fields[name]
        return dict(field.choices)  # type: ignore[attr-defined]  # of a ChoiceField

    def own(self, name: str) -> str:
        """What was chosen in such a field; without a known choice the first."""
        return self.form.chosen().get(name) or next(iter(self.options(name)))

    def context(self, here: str) -> dict[str, Any]:
        """`werkbestand` has to be shown by every page, see dashboards/werkbestand.py."""
        shown = {"form": self.form, "selection": self.selection, "werkbestand": self.werkbestand}
        return {**place(here), **shown}


def earlier_than(meetronde: Meetronde, rounds: list[Meetronde]) -> list[Meetronde]:
    """Of the same kind, that asked the same version of the Kader, in the order of `rounds`."""
    kind = (meetronde.voorbeeld, meetronde.kaderversie_id)  # in another version a code may say something else
    same = [other for other in rounds if (other.voorbeeld, other.kaderversie_id) == kind]
    return [other for other in same if other.periode_van < meetronde.periode_van]


def place(here: str) -> dict[str, Any]:
    """Where in the menu a page is; see kompas/nav.py."""
    return {"place": "land", "here": here}


def choose(
    request: AuthenticatedHttpRequest, extra: Extra | None = None, part: dict[str, str] | None = None
) -> Choice | None:
    """None when there is no round yet. `extra` adds a field to the form, when there is anything to choose: its name,
    label and choices, made of the bouwstenen and of the rounds before this one.

    `part`: what of the country the page is about, whatever the query says of that. Whoever counts in the choice counts
    as seen (dashboards/seen.py).
    """
    rounds, seen = all_rounds(), seen_of(request)
    if not rounds:
        seen.whole = nobody
        return None
    meetronde = named_round(request, rounds)
    bouwstenen = bouwstenen_of(meetronde.kaderversie)
    own = extra and extra(bouwstenen, earlier_than(meetronde, rounds))
    form = FilterForm(request.GET, rounds=rounds, chosen=meetronde, extra=own, is_of_part=bool(part))
    chosen = form.chosen()
    named = ("grootte",) if part else ("provincie", "veiligheidsregio", "grootte")
    parts = {name: chosen.get(name, "") for name in named} | (part or {})
    selection = Selection(meetronde, request.organisaties, **parts)
    seen.meetronde, seen.deel, seen.whole = meetronde, selection.deel, lambda: selection.counted
    return Choice(rounds, form, selection, bouwstenen, seen)


def named_round(request: AuthenticatedHttpRequest, rounds: list[Meetronde]) -> Meetronde:
    """That of `?ronde`, or else the first."""
    return next((ronde for ronde in rounds if str(ronde.pk) == request.GET.get("ronde")), rounds[0])


def bouwstenen_of(kaderversie: KaderVersie) -> list[Bouwsteen]:
    """With thema and rol, in the order of the Kader; asks nothing once this process has read that version."""
    return list(inhoud_of(kaderversie).bouwstenen)
