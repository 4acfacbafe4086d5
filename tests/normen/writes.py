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
from tenants.context import in_gemeente
from tests.builders.rounds import make_round
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
from tests.normen.kader import asked_by_a_colleague, with_second_redacteur
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
from tests.normen.urls import TENANT, Address, all_addresses
from tests.normen.world import PASSAGE, World
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
        Zelfevaluatie.objects.update(staat="gesloten", jaar=2020)


def remove_the_onderbouwing(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Onderbouwing.objects.update(removed_at=timezone.now())


def age_the_passage(client: Any, world: World) -> None:
    """As if the standard text has had a new version since."""
    with in_gemeente(world.gemeente):
        LokalePassage.objects.filter(code=PASSAGE).update(standard_laag="regionaal")


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
CIJFER = {"onderwerp": "controles", "jaar": "2025", "aantal": "12", "bron": "team Zorg en Veiligheid"}
STAP = {"melder": "burger", "wat": TEXT, "wie": "team Zorg en Veiligheid", "telefoon": "0900-8844"}
INSTRUMENT = {"version": "0", "beschikbaar": "ja", "in_beleid": "nee", "plan_zin": TEXT, "opmerking": NOTE}
VORM = {"version": "0", "nadruk": "on", "plan_zin": TEXT}
KEUZES = {"version": "0", "vorm": "kort", "bijlagen": "1", "financiering": "anders", "financiering_tekst": TEXT}
BRON = {"bron": "VNG, Kader mensenhandel, 2021", "gecontroleerd_op": "2026-11-01"}
PASSAGE_NEW = {**BRON, "stap": "uitgeven", "titel": "Waarom wij dit doen", "tekst": f"{TEXT}.", "zekerheid": "zeker"}
RONDE = {"titel": "Meting 2027", "doel": DOEL}
VRAAG = {"vraag": "Is er dit jaar geoefend met de meldroute?", "soort": "ja_nee"}
ADOPTION = {
    "stap": "bevestigd",
    "citeertitel": TEXT,
    "college_besluit": "vaststelling",
    "college_datum": "2026-03-01",
    "college_kenmerk": "Z 2026 17",
}


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
    Write("zelfevaluatie.views.zelfevaluatie_open", before=close_the_open_one),
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
    Write("aanpak.keuze_views.instrument_save", two_rows(("adresonderzoek", "werkwijze_balie"), INSTRUMENT)),
    Write("aanpak.keuze_views.vorm_save", two_rows(("seksuele_uitbuiting", "arbeidsuitbuiting"), VORM)),
    Write("aanpak.meldroute_views.meldroute_copy", {"regio": ""}),
    Write("aanpak.meldroute_views.stap_add", {**STAP, "version": "0"}),
    Write("aanpak.meldroute_views.stap_edit", {**STAP, "version": "1"}),
    Write("aanpak.meldroute_views.stap_move", {"richting": "omlaag"}),
    Write("aanpak.meldroute_views.stap_delete"),
    Write("reports.keuzes.views.keuzes_form", KEUZES),
    Write(
        "reports.keuzes.views.huisstijl_form",
        {"version": "1", "logo_tekst": "Het wapen van onze stad", "accent": "#0d5665"},
        who="beheerder",
    ),
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
    Write("sjablonen.views.passage_edit", {**PASSAGE_NEW, "versie": "2"}, who="redacteur"),
    Write("sjablonen.views.passage_confirm", {**BRON, "versie": "2"}, who="redacteur"),
    Write("kader.redactie_views.versie_ask", who="redacteur", before=with_second_redacteur),
    Write("kader.redactie_views.versie_publish", who="redacteur", before=asked_by_a_colleague),
    Write("kader.redactie_views.versie_withdraw", who="redacteur", before=asked_by_a_colleague),
    Write(
        "sjablonen.regio_views.regio_passage_add",
        {**PASSAGE_NEW, "versie": "0", "na": PASSAGE},
        who="ketenregisseur",
    ),
    Write("sjablonen.regio_views.regio_passage_edit", {**PASSAGE_NEW, "versie": "1"}, who="ketenregisseur"),
    Write("sjablonen.regio_views.regio_passage_confirm", {**BRON, "versie": "1"}, who="ketenregisseur"),
    Write("sjablonen.regio_views.passage_withdraw", {"versie": "1"}, who="ketenregisseur"),
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
    Write("reports.versions.views.version_offer", before=take_back),
    Write("reports.versions.views.version_withdraw"),
    Write("reports.versions.views.vaststelling_form", ADOPTION),
    Write(
        "wissing.views.wissing_add", {"woorden": "Kanariepiet", "reden": "zaak", "stap": "gevraagd"}, who="beheerder"
    ),
    Write("wissing.views.wissing_confirm"),
    Write("wissing.views.wissing_withdraw", who="beheerder"),
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
            ("aanvaarding_accept", {}, no_key),
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
    Write("accounts.views.login", {"login": "lezer@{slug}.example", "password": PASSWORD}, who=None),
    Write("accounts.views.second_step", who=None, before=log_in_first_step),
    Write("demo.views.enter", {"rol": "lezer", "gemeente": "{slug}"}, who=None),
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
# Views that only show, and allauth's that are closed here (no sign-up, no other address, no login by mailed code, a
# password is never missing) or need the answer of a real passkey, which tests/browser gives. A POST to any of them
# must change nothing.
READS = {
    *(f"accounts.views.{name}" for name in ("email", "privacy", "security_policy", "security_txt", "start")),
    "accounts.views.toegankelijkheid",
    "demo.views.landing",  # of the tests; the product's own stands behind it
    *("accounts.views.session_list", "accounts.views.mfa_index"),
    *("account_signup", "account_inactive", "account_confirm_login_code", "account_set_password"),
    *("account_reset_password_done", "account_reset_password_from_key_done", "account_confirm_email"),
    *("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn"),
    *("mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn"),
    "mfa_reauthenticate_webauthn",
    "accounts.platform_views.platform_detail",
    "tenants.views.certificate_ask",  # by the proxy, about a host
    *(f"logins.views.{name}" for name in ("login_list", "login_csv", "login_xlsx", "collega_list")),
    *(f"logins.public_views.{kind}_login_{page}" for kind in ("organisatie", "platform") for page in ("list", "file")),
    "logins.public_views.login_mine",
    *(f"inlogdiensten.views.inlogdienst_{name}" for name in ("list", "detail", "test")),
    *(f"inlogdiensten.platform_views.platform_inlogdienst_{name}" for name in ("list", "detail", "test")),
    # What goes to a provider is kept in the session alone; what comes back is a GET.
    *(f"inlogdiensten.public_views.inlogdienst_{name}" for name in ("kies", "start", "terug", "sleutels")),
    *(f"inlogdiensten.public_views.werkaccount_{name}" for name in ("list", "koppel")),
    *("berichten.views.bericht_list", "berichten.platform_views.platform_bericht_list"),
    *(f"indienen.views.{name}_detail" for name in ("controle", "voorbeeld", "indiening")),
    "indienen.views.indiening_list",
    *("overzicht.views.overzicht", "overzicht.views.vergelijk"),
    *("metingen.views.meetronde_list", "metingen.views.meetronde_detail"),
    "metingen.antwoordlink_views.antwoordlink_list",
    *(f"metingen.beeld_views.beeld_{name}" for name in ("detail", "file", "download")),
    *(f"metingen.publicatie_views.publicatie_{name}" for name in ("list", "detail", "figuur", "csv")),
    *(f"zelfevaluatie.views.{name}" for name in ("zelfevaluatie_detail", "nog_te_regelen", "thema_detail")),
    *(
        f"zelfevaluatie.antwoord_views.{kind}_{page}"
        for kind in ("vraag", "bouwsteen")
        for page in ("detail", "geschiedenis")
    ),
    "zelfevaluatie.onderbouwing_views.onderbouwing_download",
    "aanpak.views.actie_list",
    *(f"reports.views.{name}" for name in ("plan_detail", "bestuurder_detail", "uitvoeringsplan_detail")),
    *(f"reports.files.views.{name}" for name in ("rapport_status", "rapport_download")),
    *(f"reports.passages.views.passage_{name}" for name in ("detail", "edit", "geschiedenis", "preview")),
    *(f"reports.versions.views.version_{name}" for name in ("list", "compare", "detail", "json", "logo")),
    *(f"reports.keuzes.views.{name}" for name in ("accent_style", "logo_file")),
    *(f"reports.keuzes.views.{name}_geschiedenis" for name in ("keuzes", "huisstijl")),
    *(f"reports.samen.views.joint_{name}" for name in ("list", "detail", "text")),
    *(f"sjablonen.views.passage_{name}" for name in ("list", "detail", "preview")),
    *(f"sjablonen.regio_views.regio_passage_{name}" for name in ("list", "detail", "preview")),
    *("aanpak.views.actie_geschiedenis", "aanpak.cijfer_views.cijfer_geschiedenis"),
    *("aanpak.keuze_views.instrument_geschiedenis", "aanpak.keuze_views.vorm_geschiedenis"),
    "aanpak.meldroute_views.stap_geschiedenis",
    *("aanpak.cijfer_views.cijfer_list", "aanpak.keuze_views.instrument_list", "aanpak.keuze_views.vorm_list"),
    *(f"aanpak.meldroute_views.meldroute_{name}" for name in ("detail", "poster")),
    *("kader.views.kader_detail", "kader.views.bouwsteen_detail"),
    *("kader.redactie_views.versie_list", "kader.redactie_views.versie_detail"),
    *("metingen.views.meetronde_geschiedenis", "metingen.thema_views.themavraag_geschiedenis"),
    "metingen.thema_views.themavraag_list",
    "indienen.voorbereiding_views.voorbereiding_geschiedenis",
    *(f"logboek.views.gebeurtenis_{name}" for name in ("list", "csv", "json")),
    *(f"wissing.views.wissing_{name}" for name in ("list", "detail")),
    *(f"dashboards.views.{name}_detail" for name in ("stand", "kaart", "gemeente", "ontwikkeling", "ondersteuning")),
    *(f"dashboards.views.{name}" for name in ("provincie_detail", "veiligheidsregio_detail", "werklijst")),
    "dashboards.views.tegenspraak_list",
    *(f"dashboards.regio_views.regio_{name}" for name in ("stand", "gemeente")),
    "dashboards.search_views.gemeente_search",
    *(f"dashboards.export_views.export_{name}" for name in ("form", "cijfers")),
    *(f"dashboards.stand_views.publicatie_{name}" for name in ("status", "download")),
}


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
