"""Whom the figures of one page or file count, and that it was opened: the only place that writes an Inzage.

Every view of VNG and CoMensha is a `staf_view`, every one of a ketenregisseur a `regio_view`; to that
tests/dashboards/test_seen.py holds all addresses. What a view has to do:

- nothing more, when it shows what `choose` gave: that selection is whom it counts;
- `seen_of(request).count(group)` for each further group of which it shows figures apart, such as a provincie;
- `seen_of(request).whole = ...` when it counts others than its selection, such as who shared two rounds;
- `record_view(request)` when it names gemeenten, or gives a file: that is always recorded;
- `@staf_view(figures=False)` when nothing on it depends on what a gemeente answered.

When fewer than ten count in any group, each of them gets an Inzage. `werkbestand.html` says so on the page itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial, wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, View
from accounts.scopes import requires_landelijk, requires_regio
from metingen.models import Groepscijfer, IndieningQuerySet, Inzage, Meetronde
from tenants.context import as_organisaties
from tenants.models import Regio

SMALL = Groepscijfer.MINIMUM
Deel = dict[str, str]  # to what something was narrowed: provincie, veiligheidsregio and grootteklasse of an Inzage


class Counted(NamedTuple):
    """One gemeente that counts, and with whom it shared that."""

    gemeente: UUID
    organisaties: frozenset[str]
    provincie: str  # a code
    indiening: UUID | None = None


def counted_in(indieningen: IndieningQuerySet) -> list[Counted]:
    """One query."""
    rows = indieningen.values_list("gemeente", "organisaties", "provincie", "pk")
    return [Counted(gemeente, whom(*whose), provincie, pk) for gemeente, whose, provincie, pk in rows]


@lru_cache  # of two organisaties there are few sets, of gemeenten many
def whom(*organisaties: str) -> frozenset[str]:
    return frozenset(organisaties)


def per_provincie(counted: Iterable[Counted]) -> list[list[Counted]]:
    """For a page with a figure of each provincie."""
    found: dict[str, list[Counted]] = {}
    for each in counted:
        found.setdefault(each.provincie, []).append(each)
    return list(found.values())


@dataclass
class Seen:
    """Of one request."""

    organisaties: frozenset[str]  # of who looks; empty for a ketenregisseur
    by: UUID | None
    wat: str
    regio: Regio | None = None
    meetronde: Meetronde | None = None
    deel: Deel = field(default_factory=dict)
    whole: Callable[[], list[Counted]] | None = None
    parts: list[list[Counted]] = field(default_factory=list)
    is_listed: bool = False  # by name, or in a file

    def count(self, group: Iterable[Counted]) -> None:
        """Also these, apart from the rest."""
        self.parts.append(list(group))

    @cached_property
    def counted(self) -> list[Counted]:
        return self.whole() if self.whole else []

    @property
    def small(self) -> dict[UUID, Counted]:
        """Those of a group of fewer than ten, by gemeente."""
        groups = (group for group in (self.counted, *self.parts) if len(group) < SMALL)
        return {each.gemeente: each for group in groups for each in group}

    @property
    def is_recorded(self) -> bool:
        return self.is_listed or bool(self.small)

    def rows(self) -> list[Inzage]:
        about = {"meetronde": self.meetronde, "regio": self.regio, "wat": self.wat, "created_by": self.by}
        small = self.small
        names = [""] if self.regio else sorted(self.organisaties)
        found = [
            Inzage(gemeente_id=each.gemeente, organisatie=name, **about)
            for each in small.values()
            for name in names
            if self.regio or name in each.organisaties
        ]
        if self.is_listed and set(small) != {each.gemeente for each in self.counted}:
            found += [Inzage(organisatie=name, **self.deel, **about) for name in names]
        return found


def seen_of(request: AuthenticatedHttpRequest) -> Seen:
    return request.seen  # type: ignore[attr-defined,no-any-return]


def record_view(request: AuthenticatedHttpRequest, *, meetronde: Meetronde | None = None) -> None:
    """Note that this page names gemeenten, or is a file: whoever counts can look up that it was opened."""
    seen = seen_of(request)
    seen.is_listed, seen.meetronde = True, meetronde or seen.meetronde


def staf_view(view: View | None = None, *, figures: bool = True) -> Any:
    """For every page and file of VNG and CoMensha in this app: only who works there comes in, PostgreSQL reads as that
    organisatie (tenants/context.py), and what was opened is recorded before it leaves.
    """
    if view is None:
        return partial(staf_view, figures=figures)

    @requires_landelijk(Permission.LANDELIJK)
    @wraps(view)
    def seen_view(request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with as_organisaties(request.organisaties):
            return recorded(view, request, *args, organisaties=request.organisaties, figures=figures, **kwargs)

    seen_view.figures = figures
    return seen_view


def regio_view(view: View) -> Any:
    """As `staf_view`, for a ketenregisseur; what is shared with a regio, PostgreSQL gives the platform."""

    @requires_regio(Permission.REGIO)
    @wraps(view)
    def seen_view(request: AuthenticatedHttpRequest, *args: Any, regio: Regio, **kwargs: Any) -> HttpResponse:
        return recorded(view, request, *args, organisaties=frozenset(), figures=True, regio=regio, **kwargs)

    seen_view.figures = True
    return seen_view


def recorded(
    view: View, request: Any, *args: Any, organisaties: frozenset[str], figures: bool, **kwargs: Any
) -> HttpResponse:
    """The answer of the view, once what it showed is recorded. A view that does not say whom it counts, fails."""
    wat = request.resolver_match.view_name if request.resolver_match else request.path[:60]
    request.seen = seen = Seen(organisaties, request.user.pk, wat, regio=kwargs.get("regio"))
    response = view(request, *args, **kwargs)
    if not figures or response.status_code != 200:
        return response
    if seen.whole is None or response.streaming:  # what is made later, is read in another role
        raise RuntimeError(f"{wat} zegt niet wie er meetelt, of is nog niet af: zie {__name__}.")
    rows = seen.rows()
    if len(rows) == 1:
        rows[0].save(force_insert=True)  # as most are: without the transaction of the next
    else:
        Inzage.objects.bulk_create(rows)
    return response


def nobody() -> list[Counted]:
    """For `whole` of a page that has nothing to show yet."""
    return []
