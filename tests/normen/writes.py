"""What somebody sends to every view that writes. A view that is neither here nor in READS fails test_faults."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.utils import timezone

from demo.known import PASSWORD
from metingen.models import Meetronde
from reports.models import Beleidsplan, LokalePassage
from sjablonen.models import Passage
from tenants.context import from_public, in_gemeente
from tests.builders.rounds import make_round
from tests.normen import evaluatie, herindeling, redactie, scenarios
from tests.normen.inlog import (
    GEHEIM,
    INLOGDIENST,
    another_gemeente,
    approved,
    as_it_is,
    as_it_is_of_vng,
    compulsory,
    no_key,
)
from tests.normen.joint import adopt_ours, close_ours, other_gemeente, shown_there, version_there
from tests.normen.kader import asked_by_a_colleague, went_over, with_second_redacteur
from tests.normen.openbaar import public, public_without_number, with_files, without_files
from tests.normen.passages import PASSAGES
from tests.normen.reads import READS as READS  # noqa: PLC0414  beside what writes
from tests.normen.rounds import (
    DOEL,
    a_file_that_was_shown,
    a_later_day,
    a_round,
    many_submitted,
    one_shared,
    waiting_verzoek,
    without_adres,
)
from tests.normen.sharing import MANDAAT, odd_answers, one_without_kompas, previewed, previewed_by_link
from tests.normen.staff import STAFF, a_list_that_was_shown, agreed, sent
from tests.normen.urls import TENANT, Address, all_addresses
from tests.normen.world import PASSAGE, REGIONAAL, World
from tests.totp import code_of
from zelfevaluatie.models import Onderbouwing, Zelfevaluatie

TEXT = "Wij spreken af dat wie iets ziet weet waar dat te melden"
NOTE = "Alleen voor ons: dit moet nog langs team Zorg"
NEW_PASSWORD = "heel-ander-lang-wachtwoord"


@dataclass(frozen=True)
class Write:
    """`view` as Address.view, or the name of one of allauth's. `before` arranges, and may add to what is sent. A row
    changes with each of them, beside the session: one who logs in or out is written down."""

    view: str
    data: dict[str, Any] = field(default_factory=dict)
    who: str | None = "bewerker"
    before: Callable[[Any, World], dict[str, Any] | None] = lambda client, world: None


def close_the_open_one(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Zelfevaluatie.objects.filter(staat="open").update(staat="gesloten", jaar=2020)


def leave_the_open_one_alone(client: Any, world: World) -> None:
    """As if nobody did anything in it since it was begun."""
    with in_gemeente(world.gemeente):
        Zelfevaluatie.objects.filter(staat="open").update(opened_at=timezone.now())


def remove_the_onderbouwing(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Onderbouwing.objects.update(removed_at=timezone.now())


def age_the_passage(client: Any, world: World) -> None:
    """As if the standard text has had a new version since."""
    with in_gemeente(world.gemeente):
        LokalePassage.objects.filter(code=PASSAGE).update(standard_laag="regionaal")


def newest_of(code: str) -> Callable[[Any, World], dict[str, str]]:
    """The version of a standard text that an editor has in front of her."""

    def found(client: Any, world: World) -> dict[str, str]:
        with from_public():
            return {"versie": str(Passage.objects.filter(code=code).latest("versie").versie)}

    return found


def take_back(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Beleidsplan.objects.update(status="concept", voorstel=None)


def log_in_first_step(client: Any, world: World) -> dict[str, str]:
    client.post("/account/login/", {"login": world.people["beheerder"].email, "password": PASSWORD})
    return {"code": code_of()}


def log_in_elsewhere(client: Any, world: World) -> None:
    type(client)(None).force_login(world.people["bewerker"])


def totp_code(client: Any, world: World) -> dict[str, str]:
    return {"code": code_of()}


def open_totp_page(client: Any, world: World) -> dict[str, str]:
    """As somebody does who has no second step yet."""
    Authenticator.objects.filter(user=world.people["bewerker"]).delete()
    client.get("/account/2fa/totp/activate/")
    return {"code": code_of(client.session["mfa.totp.secret"])}


def open_reset_page(client: Any, world: World) -> dict[str, str]:
    """The link leads to an address without its key, which the session keeps."""
    answer = client.get("/" + world.values["account_reset_password_from_key"])
    return {"path": answer["Location"]}


ANSWER = {"version": "0", "status": "deels", "plan_zin": TEXT, "toelichting": NOTE}
ACTIE = {"version": "1", "wat": TEXT, "ambitie": "2", "staat": "open", "trekker": "team Zorg en Veiligheid"}
INDICATOR = {"ambitie": "2", "wat": TEXT, "streefwaarde": "90%", "streefjaar": "2029", "bron": "team Zorg"}
CIJFER = {"onderwerp": "controles", "jaar": "2025", "aantal": "12", "bron": "team Zorg en Veiligheid"}
STAP = {"melder": "burger", "wat": TEXT, "wie": "team Zorg en Veiligheid", "telefoon": "0900-8844"}
INSTRUMENT = {"version": "0", "beschikbaar": "ja", "in_beleid": "nee", "plan_zin": TEXT, "opmerking": NOTE}
VORM = {"version": "0", "nadruk": "on", "plan_zin": TEXT}
KEUZES = {"version": "0", "vorm": "kort", "bijlagen": "1", "financiering": "anders", "financiering_tekst": TEXT}
SAMENVATTING = {"version": "0", "included": "on", "probleem_1": TEXT, "prioriteit_1": TEXT, "reden_1": TEXT}
ARCHIEF = {"version": "0", "waardering": "V", "bewaartermijn": "10", "selectielijst": TEXT, "categorie": "1.1 Beleid"}
BRON = {"bron": "VNG, Kader mensenhandel, 2021", "gecontroleerd_op": "2026-11-01", "reden": "De wet is veranderd."}
RONDE = {"titel": "Meting 2027", "doel": DOEL}
VRAAG = {"vraag": "Is er dit jaar geoefend met de meldroute?", "soort": "ja_nee"}
ADOPTION = {
    "stap": "bevestigd",
    "citeertitel": TEXT,
    "college_besluit": "vaststelling",
    "college_datum": "2026-03-01",
    "college_kenmerk": "Z 2026 17",
}


INVITATION = {"emails": "een@voorbeeld.example", "functie": "bewerker", "stap": "versturen"}


def two_rows(codes: tuple[str, str], fields: dict[str, str]) -> dict[str, str]:
    """Of a choice list, so that one of them can be saved and the other not."""
    return {f"{code}-{name}": value for code in codes for name, value in fields.items()}


def have_round(client: Any, world: World) -> None:
    days = {"periode_van": date(2026, 2, 1), "periode_tot": date(2026, 4, 1), "peildatum": date(2026, 1, 1)}
    if not Meetronde.objects.exists():
        make_round(titel="Meting 2026", staat="gesloten", voorbeeld=False, **days)


PROVED = {"method": "password", "reauthenticated": True}
NEW = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

WRITES = [
    Write("overzicht.kader_views.kader_over", {"naar": "2027-01"}, who="beheerder"),
    Write("overzicht.kader_views.kader_back", who="beheerder", before=went_over),
    Write("zelfevaluatie.views.zelfevaluatie_open", before=close_the_open_one),
    Write("zelfevaluatie.thema_views.thema_invullen", {"AB-P1-1-version": "0", "AB-P1-1-status": "deels"}),
    Write("overzicht.jaar_views.jaar_begin", {"mee": "trekker", "terugblik": TEXT}),
    Write("overzicht.jaar_views.jaar_reopen", before=leave_the_open_one_alone),
    Write("zelfevaluatie.antwoord_views.vraag_save", ANSWER),
    Write(
        "zelfevaluatie.antwoord_views.bouwsteen_save",
        {**ANSWER, "trekker": "team Zorg en Veiligheid", "zo_houden": "on"},
    ),
    Write(
        "zelfevaluatie.onderbouwing_views.onderbouwing_add",
        {"titel": TEXT, "url": "https://voorbeeld.example/convenant"},
    ),
    Write("zelfevaluatie.onderbouwing_views.onderbouwing_delete"),
    Write("zelfevaluatie.onderbouwing_views.onderbouwing_restore", before=remove_the_onderbouwing),
    Write("aanpak.views.actie_add", ACTIE),
    Write("aanpak.views.actie_edit", {**ACTIE, "toelichting": NOTE}),
    Write("aanpak.views.actie_staat", {"staat": "bezig", "version": "1"}),
    Write("aanpak.views.actie_delete"),
    Write("aanpak.cijfer_views.cijfer_add", {**CIJFER, "version": "0"}),
    Write("aanpak.cijfer_views.cijfer_edit", {**CIJFER, "version": "1"}),
    Write("aanpak.cijfer_views.cijfer_delete"),
    Write("aanpak.indicator_views.indicator_add", {**INDICATOR, "version": "0"}),
    Write("aanpak.indicator_views.indicator_edit", {**INDICATOR, "version": "1"}),
    Write("aanpak.indicator_views.indicator_delete"),
    Write("aanpak.keuze_views.instrument_save", two_rows(("adresonderzoek", "werkwijze_balie"), INSTRUMENT)),
    Write("aanpak.keuze_views.vorm_save", two_rows(("seksuele_uitbuiting", "arbeidsuitbuiting"), VORM)),
    Write("aanpak.meldroute_views.meldroute_copy", {"regio": ""}),
    Write("aanpak.meldroute_views.stap_add", {**STAP, "version": "0"}),
    Write("aanpak.meldroute_views.stap_edit", {**STAP, "version": "1"}),
    Write("aanpak.meldroute_views.stap_move", {"richting": "omlaag"}),
    Write("aanpak.meldroute_views.stap_delete"),
    Write("reports.keuzes.views.keuzes_form", KEUZES),
    Write("reports.keuzes.samenvatting_views.samenvatting_form", SAMENVATTING),
    Write(
        "reports.keuzes.views.huisstijl_form",
        {"version": "1", "logo_tekst": "Het wapen van onze stad", "accent": "#0d5665"},
        who="beheerder",
    ),
    Write("reports.keuzes.archief_views.archief_form", ARCHIEF, who="beheerder"),
    *(Write(f"reports.passages.{view}", data, before=before) for view, data, before in PASSAGES),
    Write("reports.views.uitvoeringsplan_rapport", {"per": "kwartaal"}),
    Write("reports.samen.views.joint_add", {"naam": "Samen tegen mensenhandel", "jaar": "2027"}, before=other_gemeente),
    Write("reports.samen.views.joint_invite", before=other_gemeente),
    Write("reports.samen.views.joint_close"),
    Write("reports.samen.views.joint_open", before=close_ours),
    Write("reports.samen.views.joint_keep", {"naam": "Voor de raad van mei", "toelichting": NOTE}),
    Write("reports.samen.views.joint_rapport"),
    Write("reports.samen.deelname_views.deelname_share", before=shown_there),
    Write("reports.samen.deelname_views.deelname_decline", {"version": "0"}),
    Write("reports.samen.deelname_views.deelname_withdraw", before=version_there),
    Write("reports.samen.deelname_views.deelname_besluit", before=adopt_ours),
    *redactie.writes(Write),
    Write("sjablonen.views.passage_confirm", BRON, before=newest_of(PASSAGE), who="redacteur"),
    Write("kader.redactie_views.versie_ask", who="redacteur", before=with_second_redacteur),
    Write("kader.redactie_views.versie_publish", who="redacteur", before=asked_by_a_colleague),
    Write("kader.redactie_views.versie_withdraw", who="redacteur", before=asked_by_a_colleague),
    Write("sjablonen.regio_views.regio_passage_confirm", BRON, before=newest_of(REGIONAAL), who="ketenregisseur"),
    Write("indienen.views.toezegging_save", {"toezegging": "ja"}),
    Write("indienen.views.indiening_add", MANDAAT, before=previewed),
    Write("indienen.views.uitleg_save", {"gelezen-zorg-niet": "", "uitleg-zorg-niet": TEXT}, before=odd_answers),
    Write("indienen.views.indiening_withdraw"),
    Write(
        "indienen.voorbereiding_views.voorbereiding_form",
        {"version": "1", "beleidsplan": "eigen", "beleidsplan_geldig_tot": "2029-01-01"},
    ),
    Write("metingen.antwoordlink_views.antwoordlink_add", who="redacteur", before=one_without_kompas),
    Write("metingen.antwoordlink_views.link_end", who="redacteur"),
    Write("metingen.antwoord_views.antwoord_form", {**MANDAAT, "stap": "indienen"}, who=None, before=previewed_by_link),
    Write("metingen.views.meetronde_add", {**RONDE, "version": "0"}, who="redacteur", before=a_round),
    Write("metingen.views.meetronde_edit", {**RONDE, "version": "0"}, who="redacteur", before=a_round),
    Write("metingen.views.meetronde_delete", who="redacteur"),
    Write("metingen.thema_views.themavraag_add", {**VRAAG, "version": "0"}, who="redacteur"),
    Write("metingen.thema_views.themavraag_edit", {**VRAAG, "version": "1"}, who="redacteur"),
    Write("metingen.thema_views.themavraag_delete", who="redacteur"),
    Write("metingen.thema_views.themavraag_copy", who="redacteur"),
    Write("metingen.mail_views.meetronde_open", {"gelezen": "on"}, who="redacteur"),
    Write("metingen.mail_views.meetronde_extend", who="redacteur", before=a_later_day),
    Write("metingen.views.meetronde_close", who="redacteur"),
    Write("metingen.mail_views.meetronde_remind", who="redacteur"),
    Write(
        "metingen.adres_views.adres_list", {"email": "info@voorbeeld.example"}, who="redacteur", before=without_adres
    ),
    Write("metingen.adres_views.adres_delete", who="redacteur"),
    Write("metingen.adres_views.adres_import", {"stap": "opslaan"}, who="redacteur", before=a_file_that_was_shown),
    Write("metingen.publicatie_views.meetronde_publish", who="redacteur"),
    Write("metingen.beeld_views.tussenstand_add", who="redacteur", before=many_submitted),
    Write("metingen.beeld_views.beeld_pdf", who="redacteur"),
    Write("metingen.verzoek_views.verzoek_confirm", who="redacteur", before=waiting_verzoek),
    Write("metingen.verzoek_views.verzoek_withdraw", who="redacteur", before=waiting_verzoek),
    Write("reports.files.views.rapport_request"),
    Write("reports.files.views.rapport_retry"),
    Write("reports.passages.views.passage_save", {"version": "1", "tekst": TEXT}),
    Write("reports.passages.views.passage_reset", {"version": "1"}),
    Write("reports.passages.views.passage_keep", {"version": "1"}, before=age_the_passage),
    Write("reports.versions.views.version_add", {"naam": "Voor de raad van mei", "toelichting": NOTE}),
    Write("reports.versions.views.version_rapport"),
    *(row for room in (evaluatie, scenarios) for row in room.writes(Write)),
    Write("reports.versions.views.version_offer", before=take_back),
    Write("reports.versions.views.version_withdraw"),
    Write("reports.versions.views.vaststelling_form", ADOPTION),
    Write("reports.versions.openbaar_views.openbaar_files", before=without_files),
    Write("reports.versions.openbaar_views.openbaar_publish", {"gemeenteblad": "gmb-2027-12345"}, before=with_files),
    Write(
        "reports.versions.openbaar_views.openbaar_gemeenteblad",
        {"gemeenteblad": "gmb-2027-12345"},
        before=public_without_number,
    ),
    Write("reports.versions.openbaar_views.openbaar_withdraw", before=public),
    Write(
        "wissing.views.wissing_add", {"woorden": "Kanariepiet", "reden": "zaak", "stap": "gevraagd"}, who="beheerder"
    ),
    Write("wissing.views.wissing_confirm"),
    Write("wissing.views.wissing_withdraw", who="beheerder"),
    *herindeling.writes(Write),
    Write("berichten.views.bericht_resend", who="beheerder"),
    Write("berichten.platform_views.platform_bericht_resend", who="redacteur"),
    *(
        Write(f"inlogdiensten.views.{view}", data, who="beheerder", before=before)
        for view, data, before in (
            ("inlogdienst_add", INLOGDIENST, no_key),
            ("inlogdienst_edit", INLOGDIENST, as_it_is),
            ("inlogdienst_geheim", GEHEIM, no_key),
            ("inlogdienst_approve", {}, as_it_is),
            ("inlogdienst_end", {}, no_key),
            ("inlogdienst_offer", {}, another_gemeente),
            ("aanvaarding_accept", {}, approved),
            ("aanvaarding_end", {}, no_key),
            ("aanvaarding_functies", {"claim": "groups", "functies": "kompas-lezers = lezer"}, no_key),
            ("aanvaarding_verplicht", {}, approved),
            ("aanvaarding_vrijwillig", {}, compulsory),
        )
    ),
    *(
        Write(f"inlogdiensten.platform_views.platform_{view}", data, who="redacteur", before=before)
        for view, data, before in (
            ("inlogdienst_add", {**INLOGDIENST, "waar": "vng"}, no_key),
            ("inlogdienst_edit", INLOGDIENST, as_it_is_of_vng),
            ("inlogdienst_geheim", GEHEIM, no_key),
            ("inlogdienst_approve", {}, as_it_is_of_vng),
            ("inlogdienst_end", {}, no_key),
            ("aanvaarding_functies", {"claim": "groups", "functies": "kompas = medewerker"}, no_key),
            ("aanvaarding_verplicht", {}, approved),
            ("aanvaarding_vrijwillig", {}, compulsory),
        )
    ),
    Write("inlogdiensten.public_views.werkaccount_los"),
    Write("beheer.gemeente_views.gemeente_open", who="redacteur"),
    Write("beheer.gemeente_views.gemeente_agreement", {"datum": "2026-11-02"}, who="redacteur"),
    Write(
        "beheer.gemeente_views.gemeente_invite", {"email": "nieuw@voorbeeld.example"}, who="redacteur", before=agreed
    ),
    Write(
        "beheer.gemeente_views.gemeente_import", {"stap": "uitvoeren"}, who="redacteur", before=a_list_that_was_shown
    ),
    Write("beheer.gemeente_views.uitnodiging_resend", who="redacteur"),
    Write("beheer.gemeente_views.uitnodiging_withdraw", who="redacteur"),
    Write("beheer.staf_views.staf_invite", {"waar": "vng", "email": "nieuw@voorbeeld.example"}, who="redacteur"),
    Write("beheer.gebruiker_views.gebruiker_reset", who="redacteur"),
    Write("beheer.gebruiker_views.gebruiker_anonymise", {"akkoord": "on"}, who="redacteur"),
    *(Write(view, data, who=who) for kind, who in STAFF.items() for view, data in sent(kind).items()),
    Write("accounts.views.login", {"login": "lezer@{slug}.example", "password": PASSWORD}, who=None),
    Write("accounts.views.second_step", who=None, before=log_in_first_step),
    Write("demo.views.enter", {"rol": "lezer", "gemeente": "{slug}"}, who=None),
    Write("accounts.views.gegevens_form", {"naam": "Een andere naam"}),
    Write("accounts.uitnodiging_views.uitnodiging_accept", {"naam": "Nieuwe collega", **NEW}, who=None),
    Write("mensen.uitnodiging_views.uitnodiging_add", INVITATION, who="beheerder"),
    Write("mensen.uitnodiging_views.uitnodiging_resend", who="beheerder"),
    Write("mensen.uitnodiging_views.uitnodiging_withdraw", who="beheerder"),
    Write("mensen.views.collega_detail", {"functie": "bewerker", "stand": "lezer|"}, who="beheerder"),
    Write("mensen.views.collega_end", {"wanneer": "nu"}, who="beheerder"),
    Write("mensen.views.collega_reset", who="beheerder"),
    Write("mensen.views.collega_anonymise", who="beheerder"),
    Write("accounts.views.session_end", before=log_in_elsewhere),
    Write("account_logout"),
    Write("account_change_password", {"oldpassword": PASSWORD, **NEW}),
    Write("account_reset_password", {"email": "lezer@{slug}.example"}, who=None),
    Write("account_reset_password_from_key", NEW, who=None, before=open_reset_page),
    Write("account_reauthenticate", {"password": PASSWORD}),
    Write("mfa_reauthenticate", who="beheerder", before=totp_code),
    Write("mfa_activate_totp", before=open_totp_page),
    Write("mfa_deactivate_totp", who="beheerder"),
    Write("mfa_generate_recovery_codes", who="beheerder"),
    Write("dashboards.stand_views.stand_request", who="redacteur", before=have_round),
    Write("dashboards.export_views.export_gemeenten", {"akkoord": "on"}, who="redacteur", before=one_shared),
]


def key_of(address: Address) -> str:
    return address.name if address.view.startswith("allauth.") else address.view


def by_key() -> dict[str, Address]:
    return {key_of(address): address for address in all_addresses()}


def arrange(write: Write, client: Any, world: World) -> tuple[str, dict[str, Any]]:
    """The address and what is sent there, after what has to be done before."""
    address = by_key()[write.view]
    data = {name: value.format(slug=world.gemeente.slug) for name, value in write.data.items()}
    data |= write.before(client, world) or {}
    return data.pop("path", None) or address.path(world.values), data


def client_of(write: Write, world: World, make: Callable[..., Any]) -> Any:
    """A client on the right host; whoever is logged in proved who he is just now, as the pages on login ask."""
    gemeente = world.gemeente if by_key()[write.view].urlconf == TENANT else None
    client = make(gemeente)
    if write.who:
        client.force_login(world.people[write.who])
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [PROVED | {"at": time.time()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(world.people[write.who])
        session.save()
    return client
