"""What the pages of an actie, cijfer, indicator and step share: adding one, changing it, its earlier versions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from aanpak.actions import Refused
from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker
from saving.forms import RowForm, VersionedForm, save_form
from saving.revisions import history
from saving.rows import Deleted, create_row

PLACE = {"place": "aanpak"}
SAVED, CHOOSE, WRONG, GONE = 200, 409, 422, 410


@dataclass(frozen=True)
class Kind:
    """`add` keeps a new row, or raises Refused."""

    said_new: str
    said: str
    add: Callable[..., Any] = create_row
    twice: str = "Dit staat er al."  # when the database knows the same row already


@dataclass(frozen=True)
class Page:
    """The form of a row: what it is called, where its list is, what goes with it. `code` begins its addresses."""

    naam: str
    code: str
    lijst: str
    lijst_titel: str
    weg: str
    terug: str = "Terug naar de lijst"


def render_form(
    request: AuthenticatedHttpRequest, form: RowForm, page: Page, status: int = 200, *, taken_over: bool = False
) -> HttpResponse:
    adding = bool(form.new_id)
    context = {
        **{"form": form, "page": page, "adding": adding, "taken_over": taken_over},
        "titel": f"{page.naam} {'toevoegen' if adding else 'aanpassen'}",
        "knop": f"{page.naam} opslaan",
        "weg_knop": f"{page.naam} verwijderen",
        "lijst_url": reverse(page.lijst),
    }
    if not adding:
        context["history_url"] = reverse(f"aanpak:{page.code}_geschiedenis", args=[form.instance.pk])
        context["delete_url"] = reverse(f"aanpak:{page.code}_delete", args=[form.instance.pk])
    return render(request, "aanpak/rij_form.html", {**PLACE, **context}, status=status)


def save_new(request: AuthenticatedHttpRequest, form: RowForm, kind: Kind) -> int:
    """Keep what was sent as a new row and say so; SAVED or WRONG."""
    if not form.is_valid():
        return WRONG
    try:
        with transaction.atomic():
            kind.add(row=form.instance, by=request.user)
    except (Refused, IntegrityError) as error:
        form.add_error(None, str(error) if isinstance(error, Refused) else kind.twice)
        return WRONG
    messages.success(request, kind.said_new)
    return SAVED


def save_changed(request: AuthenticatedHttpRequest, form: RowForm, kind: Kind) -> int:
    """Save what was sent on top of the version that was read, and say what came of it."""
    if not form.is_valid():
        return WRONG
    try:
        with transaction.atomic():
            outcome = save_or_gone(form, request.user)
    except IntegrityError:
        form.add_error(None, kind.twice)
        return WRONG
    if outcome == SAVED:
        changed = form.saved and form.saved.changed
        messages.success(request, kind.said if changed else "Niets veranderd: dit was al opgeslagen.")
        if form.told:
            messages.info(request, form.told)
    return outcome


def save_or_gone(form: RowForm, by: Gebruiker) -> int:
    try:
        return CHOOSE if save_form(form, by=by).conflicts else SAVED
    except Deleted:  # caught in here: what was kept of the text must not be rolled back
        return GONE


def render_history(
    request: AuthenticatedHttpRequest, form: VersionedForm, *, titel: str, url: str, terug: str
) -> HttpResponse:
    """`url`: the page where one goes on with an earlier text; `terug`: the title of the page above it, in words."""
    found = history(form, before=request.GET.get("voor", ""))
    context = {"history": found, "titel": titel, "url": url, "terug": terug}
    return render(request, "aanpak/geschiedenis.html", {**PLACE, **context})
