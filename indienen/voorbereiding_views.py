"""Making ready what is shared: the questions, what goes along per bouwsteen, and with whom."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from indienen.actions import VoorbereidingVerouderd, save_voorbereiding
from indienen.forms import VINKEN, KeuzeForm, MeetrondeVoorbereidingForm, RegioVoorbereidingForm, ticked
from indienen.models import Voorbereiding
from indienen.queries import Sharing, first_values
from indienen.sharing import context_of, with_sharing
from metingen.queries import regios_on
from zelfevaluatie.models import Antwoord
from zelfevaluatie.queries import antwoorden_of


@requires(Permission.EDIT)
@with_sharing
def voorbereiding_form(request: GemeenteHttpRequest, sharing: Sharing) -> HttpResponse:
    """The enquête, what goes along per bouwsteen, and with whom. A button for a whole column saves nothing yet."""
    antwoorden = antwoorden_of(sharing.zelfevaluatie)
    if request.method != "POST":
        return render_form(request, sharing, first_form(sharing, antwoorden))
    if (vink := request.POST.get("vink", "")) in VINKEN:
        return render_form(request, sharing, make_form(sharing, ticked(request.POST, antwoorden, vink)))
    return save(request, sharing, make_form(sharing, request.POST))


def first_form(sharing: Sharing, antwoorden: list[Antwoord]) -> KeuzeForm:
    values, sources = first_values(sharing, antwoorden)
    version = sharing.voorbereiding.version if sharing.voorbereiding else 0
    form = make_form(sharing, initial=values | {"version": version})
    form.sources = sources
    return form


def save(request: GemeenteHttpRequest, sharing: Sharing, form: KeuzeForm) -> HttpResponse:
    if not form.is_valid():
        return render_form(request, sharing, form, status=422)
    version = form.cleaned_data["version"]
    try:
        save_voorbereiding(meetronde=sharing.meetronde, values=form.values(), version=version, by=request.user)
    except VoorbereidingVerouderd as fout:
        return render_conflict(request, sharing, fout.current)
    return redirect("indienen:voorbeeld_detail", sharing.soort)


def make_form(sharing: Sharing, data: Any = None, initial: dict[str, Any] | None = None) -> KeuzeForm:
    form = MeetrondeVoorbereidingForm if sharing.meetronde else RegioVoorbereidingForm
    regios = regios_on(sharing.gemeente, timezone.localdate())
    return form(data, initial=initial, antwoorden=antwoorden_of(sharing.zelfevaluatie), regios=regios)


def render_form(
    request: GemeenteHttpRequest, sharing: Sharing, form: KeuzeForm, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {"form": form, "theirs": None} | extra
    return render(request, "indienen/voorbereiding_form.html", context_of(request, sharing) | context, status=status)


def render_conflict(request: GemeenteHttpRequest, sharing: Sharing, current: Voorbereiding) -> HttpResponse:
    """Both: what was typed here, ready to save on top, and what the colleague saved."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    theirs = {
        "door": Collega.names({current.updated_by}).get(current.updated_by, "Een collega"),
        "waarden": differences(make_form(sharing, data), current),
    }
    return render_form(request, sharing, make_form(sharing, data), status=409, theirs=theirs)


def differences(form: KeuzeForm, current: Voorbereiding) -> list[tuple[str, str]]:
    """Per field in which they differ: its label, and what the colleague chose."""
    mine = form.values() if form.is_valid() else {}
    found = []
    for name in (name for name in Voorbereiding.FIELDS if name in form.fields):
        theirs = getattr(current, name)
        same = set(map(str, mine.get(name) or ())) == set(map(str, theirs)) if isinstance(theirs, list) else False
        if not same and mine.get(name) != theirs:
            found.append((str(form.fields[name].label), in_choices(form.fields[name], theirs)))
    return found


def in_choices(field: Any, value: Any) -> str:
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in values if one not in ("", None)) or "niets"
