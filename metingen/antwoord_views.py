"""What somebody with a one-time link sees: the questions, exactly what would be shared, and taking it back. No login.

A GET shows nothing and does nothing, for mail servers follow links: who reads on, presses a button.
"""

import secrets
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.errors import too_many
from kader.kept import inhoud_of as kept_kader
from kader.models import Bouwsteen
from metingen.actions import IndieningFout
from metingen.antwoord_actions import USED, answer_once, hash_of, inhoud_of, sent_before, withdraw_once
from metingen.antwoord_draft import Difference, first_values, of_field, save_draft, typed_in
from metingen.antwoord_forms import AntwoordForm
from metingen.antwoord_uitleg import PREFIX, with_uitleg
from metingen.inhoud import Inhoud
from metingen.models import Antwoordlink, Indiening
from metingen.queries import regios_on
from metingen.tegenspraak import Tegenspraak
from metingen.thema_forms import EARLIER
from metingen.thema_queries import themavragen_of, words_of
from metingen.weergave import recipients, show
from tenants.canonical import sha256_of
from tenants.locks import hold

LIMIT = {"antwoord": "120/m/ip"}  # a page saves by itself while somebody types
TAKING_BACK = ("intrekken", "ingetrokken")


@never_cache
@login_not_required
def antwoord_form(request: HttpRequest, token: str) -> HttpResponse:
    """One address for all steps; which, says the button."""
    if not ratelimit.consume(request, app="kompas", action="antwoord", config=LIMIT, limit_get=True):
        return too_many(request)
    links = Antwoordlink.objects.filter(sha256=hash_of(token)).select_related("meetronde__kaderversie", "gemeente")
    link = links.first()
    if link is None or not link.is_alive:
        return unusable(request, link)
    if request.method != "POST":
        return render(request, "metingen/antwoord_openen.html", {"link": link})
    if request.POST.get("stap") in TAKING_BACK:
        return take_back(request, link)
    if not link.meetronde.accepts:
        return round_over(request, link)
    return answer(request, link)


def unusable(request: HttpRequest, link: Antwoordlink | None) -> HttpResponse:
    """What somebody was typing stays on the page, to copy or print."""
    if link and request.POST.get("stap") not in (None, "openen", *TAKING_BACK):
        return refuse(request, link, make_form(link, request.POST), f"{USED} Wat je hier ziet, is niet ingediend.")
    return render(request, "metingen/antwoord_niet.html", status=404)


def round_over(request: HttpRequest, link: Antwoordlink) -> HttpResponse:
    """Answering is over, taking back is not."""
    fout, sent = link.meetronde.reason_against, sent_before(link)
    if request.POST.get("stap") != "openen":
        return refuse(request, link, make_form(link, request.POST), fout)
    getoond = show(Inhoud.from_json(sent.inhoud)) if sent and sent.inhoud else None
    return render(
        request, "metingen/antwoord_voorbij.html", {"link": link, "sent": sent, "getoond": getoond, "fout": fout}
    )


@transaction.atomic
def answer(request: HttpRequest, link: Antwoordlink) -> HttpResponse:
    """All or nothing: what is typed is kept with what is submitted, or neither is."""
    stap = request.POST.get("stap")
    if stap == "indienen":
        hold(f"indiening {link.gemeente_id}")  # before its link, as everywhere
    if stap == "openen":
        return render_form(request, link, make_form(link, initial_for=sent_before(link)))
    form = make_form(link, request.POST)
    theirs = save_draft(link=link, form=form, version=version_in(request), page=page_in(request))
    if saves_by_itself(request):
        return render_kept(request, link, theirs)
    if theirs or stap in ("bewaren", "wijzigen"):
        return render_form(request, link, as_typed(link, form), status=409 if theirs else 200, theirs=theirs)
    if not form.is_valid() and not form.is_right_but_for_uitleg:
        return render_form(request, link, form, status=422)
    inhoud, found = shared_by(link, form)
    if form.errors or stap != "indienen" or request.POST.get("sha256") != mark_of(inhoud, form):
        return render_voorbeeld(request, link, form, inhoud, found)
    return store(request, link, form, inhoud)


def shared_by(link: Antwoordlink, form: AntwoordForm) -> tuple[Inhoud, list[Tegenspraak]]:
    """What would be shared, and what in it does not seem to fit together."""
    answers: dict[str, Any] = {"statussen": form.statussen(), "niveaus": form.niveaus(), "enquete": form.enquete()}
    inhoud = inhoud_of(link=link, themas=form.themaantwoorden(), **answers)
    bouwstenen = kept_kader(link.meetronde.kaderversie).bouwstenen
    return with_uitleg(inhoud, teksten=form.uitleg(), bouwstenen=bouwstenen, day=timezone.localdate())


def mark_of(inhoud: Inhoud, form: AntwoordForm) -> str:
    """Differs as soon as anything that the preview showed does, also what only counts in figures of groups."""
    apart = {str(vraag): waarde for vraag, waarde in form.groepsantwoorden().items()}
    return sha256_of({"inhoud": sha256_of(inhoud.to_json()), "groep": apart} if apart else inhoud.to_json())


def version_in(request: HttpRequest) -> int:
    sent = request.POST.get("bewaard", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def page_in(request: HttpRequest) -> str:
    """Which open page this is: of a new one a name that nobody has."""
    sent = request.POST.get("pagina", "")
    return sent if len(sent) == 16 and sent.isascii() and sent.isalnum() else secrets.token_hex(8)


def make_form(
    link: Antwoordlink, data: Any = None, *, initial: Any = None, initial_for: Indiening | None = None
) -> AntwoordForm:
    bouwstenen = Bouwsteen.objects.filter(kaderversie=link.meetronde.kaderversie).select_related("thema")
    regios = regios_on(link.gemeente, timezone.localdate())
    asked: dict[str, Any] = {
        "bouwstenen": list(bouwstenen.order_by("volgorde")),
        "themavragen": themavragen_of(link.meetronde),
    }
    form = AntwoordForm(data, initial=initial, regios=regios, **asked)
    if data is None and initial is None:
        form.initial = first_values(link, form, initial_for)
        if not link.draft and initial_for is None:
            form.sources = dict.fromkeys(form.initial, EARLIER)
    return form


def as_typed(link: Antwoordlink, form: AntwoordForm) -> AntwoordForm:
    """The same answers in a form that says nothing of them yet: who goes on typing is not done."""
    return make_form(link, initial={name: of_field(form.fields[name], each) for name, each in typed_in(form).items()})


def render_form(
    request: HttpRequest,
    link: Antwoordlink,
    form: AntwoordForm,
    *,
    status: int = 200,
    fout: str = "",
    theirs: list[Difference] | None = None,
) -> HttpResponse:
    sent = sent_before(link) if link.is_alive else None
    context = {"link": link, "form": form, "fout": fout, "theirs": theirs or [], "sent": sent, "page": page_in(request)}
    context |= {"version": link.draft_version, "kept": link.draft_at if link.draft and not theirs else None}
    context["oob"] = False
    return render(request, "metingen/antwoord_form.html", context, status=status)


def refuse(request: HttpRequest, link: Antwoordlink, form: AntwoordForm, fout: str) -> HttpResponse:
    """Nothing is kept any more; what was typed stays on the page."""
    if saves_by_itself(request):
        return render_kept(request, link, [], fout)
    return render_form(request, link, form, status=409, fout=fout)


def saves_by_itself(request: HttpRequest) -> bool:
    return "X-Vanzelf" in request.headers


def render_kept(request: HttpRequest, link: Antwoordlink, theirs: list[Difference], fout: str = "") -> HttpResponse:
    """To a page that saves by itself: the version for the next time, or why it was not saved."""
    version = version_in(request) if theirs or fout else link.draft_version
    context = {"page": page_in(request), "version": version, "theirs": theirs, "fout": fout, "oob": True}
    context["kept"] = None if theirs or fout else link.draft_at
    return render(request, "metingen/antwoord_bewaard.html", context, status=409 if theirs or fout else 200)


def render_voorbeeld(
    request: HttpRequest, link: Antwoordlink, form: AntwoordForm, inhoud: Inhoud, found: list[Tegenspraak]
) -> HttpResponse:
    ontvangers = form.ontvangers()
    checks = [(each, form[PREFIX + each.code], [form[name] for name in each.places]) for each in found]
    asked = {field.name for _, field, _ in checks}
    context = {
        "checks": checks,
        "hidden": [field for field in form if field.name not in asked],
        "link": link,
        "meetronde": link.meetronde,
        "form": form,
        "page": page_in(request),
        "getoond": show(inhoud),
        "alleen_groep": words_of(form.themavragen, form.groepsantwoorden()),
        "sha256": mark_of(inhoud, form),
        "ontvangers": recipients(ontvangers["organisaties"], ontvangers["regios"]),
        "mandaat": form.mandaat(),
        "replaces": sent_before(link),
    }
    return render(request, "metingen/antwoord_voorbeeld.html", context, status=422 if form.errors else 200)


def store(request: HttpRequest, link: Antwoordlink, form: AntwoordForm, inhoud: Inhoud) -> HttpResponse:
    """What was stored stays on the page to print or keep: the link does not work a second time."""
    ontvangers, apart = form.ontvangers(), form.groepsantwoorden()
    try:
        indiening = answer_once(link=link, inhoud=inhoud, groepsantwoorden=apart, **ontvangers, **form.mandaat())
    except IndieningFout as fout:
        return refuse(request, link, form, str(fout))
    context = {
        "link": link,
        "indiening": indiening,
        "getoond": show(inhoud),
        "alleen_groep": words_of(form.themavragen, apart),
        "ontvangers": recipients(ontvangers["organisaties"], ontvangers["regios"]),
    }
    return render(request, "metingen/antwoord_klaar.html", context)


def take_back(request: HttpRequest, link: Antwoordlink) -> HttpResponse:
    """Asks once more, and then takes back what that page named and nothing else."""
    sent, fout = sent_before(link), ""
    if sent is None:
        return render(request, "metingen/antwoord_niets.html", {"link": link})
    if request.POST.get("stap") == "ingetrokken" and request.POST.get("indiening") == str(sent.pk):
        try:
            withdraw_once(link=link, indiening=sent)
        except IndieningFout as error:
            fout = str(error)
        else:
            return render(request, "metingen/antwoord_ingetrokken.html", {"link": link, "indiening": sent})
    context = {"link": link, "sent": sent, "fout": fout, "ontvangers": recipients(sent.organisaties, sent.regios)}
    return render(request, "metingen/antwoord_intrekken.html", context, status=409 if fout else 200)
