"""Every view that changes nothing, as Address.view or by the name of one of allauth's."""

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
    *(f"beheer.views.{name}" for name in ("platform_detail", "job_list", "uitnodiging_list", "handeling_list")),
    *("beheer.gemeente_views.gemeente_list", "beheer.gemeente_views.gemeente_detail"),
    *("beheer.gebruiker_views.gebruiker_list", "beheer.gebruiker_views.gebruiker_detail"),
    *(f"mensen.staff_views.{kind}_collega_list" for kind in ("organisatie", "platform", "regio")),
    "tenants.views.certificate_ask",  # by the proxy, about a host
    *(f"logins.views.{name}" for name in ("login_list", "login_csv", "login_xlsx")),
    *(f"logins.public_views.{kind}_login_{page}" for kind in ("organisatie", "platform") for page in ("list", "file")),
    *("logins.public_views.login_mine", "mensen.views.collega_list"),
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
