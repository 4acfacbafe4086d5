"""What somebody sends to every view that writes. A view that is neither here nor in READS fails test_faults."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from demo.people import PASSWORD, TOTP_SECRET
from reports.models import Beleidsplan, LokalePassage
from tenants.context import in_gemeente
from tests.normen.urls import TENANT, Address, all_addresses
from tests.normen.world import PASSAGE, World
from zelfevaluatie.models import Zelfevaluatie

TEXT = "Wij spreken af dat wie iets ziet weet waar dat te melden"
NOTE = "Alleen voor ons: dit moet nog langs team Zorg"
NEW_PASSWORD = "heel-ander-lang-wachtwoord"


@dataclass(frozen=True)
class Write:
    """`view` as Address.view, or the name of one of allauth's. `before` arranges, and may add to what is sent."""

    view: str
    data: dict[str, Any] = field(default_factory=dict)
    who: str | None = "bewerker"
    before: Callable[[Any, World], dict[str, Any] | None] = lambda client, world: None


def close_the_open_one(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Zelfevaluatie.objects.update(staat="gesloten", jaar=2020)


def age_the_passage(client: Any, world: World) -> None:
    """As if the standard text has had a new version since."""
    with in_gemeente(world.gemeente):
        LokalePassage.objects.filter(code=PASSAGE).update(standard_laag="regionaal")


def take_back(client: Any, world: World) -> None:
    with in_gemeente(world.gemeente):
        Beleidsplan.objects.update(status="concept", voorstel=None)


def log_in_first_step(client: Any, world: World) -> dict[str, str]:
    client.post("/account/login/", {"login": world.people["beheerder"].email, "password": PASSWORD})
    return {"code": code_of(TOTP_SECRET)}


def totp_code(client: Any, world: World) -> dict[str, str]:
    return {"code": code_of(TOTP_SECRET)}


def open_totp_page(client: Any, world: World) -> dict[str, str]:
    client.get("/account/2fa/totp/activate/")
    return {"code": code_of(client.session["mfa.totp.secret"])}


def open_reset_page(client: Any, world: World) -> dict[str, str]:
    """The link leads to an address without its key, which the session keeps."""
    answer = client.get("/" + world.values["account_reset_password_from_key"])
    return {"path": answer["Location"]}


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


ANSWER = {"version": "1", "status": "deels", "plan_zin": TEXT, "toelichting": NOTE}
ACTIE = {"version": "1", "wat": TEXT, "ambitie": "2", "staat": "open", "trekker": "team Zorg en Veiligheid"}
ADOPTION = {
    "stap": "bevestigd",
    "citeertitel": TEXT,
    "college_besluit": "vaststelling",
    "college_datum": "2026-03-01",
    "college_kenmerk": "Z 2026 17",
}
PROVED = {"method": "password", "reauthenticated": True}
NEW = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

WRITES = [
    Write("zelfevaluatie.views.zelfevaluatie_open", before=close_the_open_one),
    Write("zelfevaluatie.views.vraag_save", ANSWER),
    Write("zelfevaluatie.views.bouwsteen_save", {**ANSWER, "trekker": "team Zorg en Veiligheid", "zo_houden": "on"}),
    Write("zelfevaluatie.views.overleggen_save", {"version": "1", "gezagsdriehoek": "3", "ambtelijk": "2"}),
    Write("zelfevaluatie.views.onderbouwing_add", {"titel": TEXT, "url": "https://voorbeeld.example/convenant"}),
    Write("zelfevaluatie.views.onderbouwing_delete"),
    Write("aanpak.views.actie_add", ACTIE),
    Write("aanpak.views.actie_from_bouwsteen"),
    Write("aanpak.views.actie_edit", {**ACTIE, "toelichting": NOTE}),
    Write("aanpak.views.actie_staat", {"staat": "bezig"}),
    Write("aanpak.views.actie_delete"),
    Write("reports.views.rapport_request"),
    Write("reports.views.rapport_retry"),
    Write("reports.passage_views.passage_save", {"version": "1", "tekst": TEXT}),
    Write("reports.passage_views.passage_reset", {"version": "1"}),
    Write("reports.passage_views.passage_keep", {"version": "1"}, before=age_the_passage),
    Write("reports.version_views.version_add", {"naam": "Voor de raad van mei", "toelichting": NOTE}),
    Write("reports.version_views.version_pdf"),
    Write("reports.version_views.version_offer", before=take_back),
    Write("reports.version_views.version_withdraw"),
    Write("reports.version_views.vaststelling_form", ADOPTION),
    Write(
        "wissing.views.wissing_add", {"woorden": "Kanariepiet", "reden": "zaak", "stap": "gevraagd"}, who="beheerder"
    ),
    Write("wissing.views.wissing_confirm"),
    Write("wissing.views.wissing_withdraw", who="beheerder"),
    Write("accounts.views.login", {"login": "lezer@{slug}.example", "password": PASSWORD}, who=None),
    Write("accounts.views.second_step", who=None, before=log_in_first_step),
    Write("account_logout"),
    Write("account_change_password", {"oldpassword": PASSWORD, **NEW}),
    Write("account_reset_password", {"email": "lezer@{slug}.example"}, who=None),
    Write("account_reset_password_from_key", NEW, who=None, before=open_reset_page),
    Write("account_reauthenticate", {"password": PASSWORD}),
    Write("mfa_reauthenticate", who="beheerder", before=totp_code),
    Write("mfa_activate_totp", before=open_totp_page),
    Write("mfa_deactivate_totp", who="beheerder"),
    Write("mfa_generate_recovery_codes", who="beheerder"),
]
# Views that only show, and allauth's that are closed here (no sign-up, no other address, no login by mailed code, a
# password is never missing) or need the answer of a real passkey, which tests/browser gives. A POST to any of them
# must change nothing.
READS = {
    *(f"accounts.views.{name}" for name in ("email", "landing", "privacy", "security_policy", "security_txt", "start")),
    "accounts.views.toegankelijkheid",
    *("account_signup", "account_inactive", "account_confirm_login_code", "account_set_password"),
    *("account_reset_password_done", "account_reset_password_from_key_done", "account_confirm_email"),
    *("mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn"),
    *("mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn"),
    "mfa_reauthenticate_webauthn",
    "overzicht.views.overzicht",
    *(f"zelfevaluatie.views.{name}" for name in ("zelfevaluatie_detail", "nog_te_regelen", "thema_detail")),
    *(f"zelfevaluatie.views.{name}" for name in ("vraag_detail", "bouwsteen_detail", "bouwsteen_geschiedenis")),
    "zelfevaluatie.views.onderbouwing_download",
    "aanpak.views.actie_list",
    *(f"reports.views.{name}" for name in ("plan_detail", "bestuurder_detail", "rapport_status", "rapport_download")),
    *(f"reports.passage_views.passage_{name}" for name in ("detail", "edit", "geschiedenis")),
    *(f"reports.version_views.version_{name}" for name in ("list", "compare", "detail", "json")),
    "reports.version_views.uitvoeringsplan_detail",
    *("kader.views.kader_detail", "kader.views.bouwsteen_detail"),
    *(f"logboek.views.gebeurtenis_{name}" for name in ("list", "csv", "json")),
    *(f"wissing.views.wissing_{name}" for name in ("list", "detail")),
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
