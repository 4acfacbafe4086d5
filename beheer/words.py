"""What the logboek of the public host calls each address that writes, by its name."""

ACTIONS = {
    "opvolging_list": "Herindeling vastgelegd",
    "opvolging_let_in": "Mensen toegang gegeven in de opvolger van hun gemeente",
    "opvolging_delete": "Herindeling weggehaald",
    "platform_bericht_resend": "Mail opnieuw verstuurd",
    "antwoordlink_add": "Eenmalige link gemaakt",
    "link_end": "Eenmalige link laten vervallen",
    "sjablonen:passage_preview": "Voorbeeld van een standaardtekst bekeken",
    "sjablonen:passage_edit": "Standaardtekst bekeken of uitgegeven",
    "sjablonen:passage_confirm": "Standaardtekst gecontroleerd",
    "sjablonen:regio_passage_add": "Regionale tekst bekeken of uitgegeven",
    "sjablonen:regio_passage_preview": "Voorbeeld van een regionale tekst bekeken",
    "sjablonen:regio_passage_edit": "Regionale tekst bekeken of uitgegeven",
    "sjablonen:regio_passage_confirm": "Regionale tekst gecontroleerd",
    "sjablonen:passage_withdraw": "Regionale tekst ingetrokken",
    "metingen:meetronde_add": "Meetronde gemaakt",
    "metingen:meetronde_edit": "Meetronde aangepast",
    "metingen:meetronde_delete": "Meetronde verwijderd",
    "metingen:meetronde_open": "Openen van een meetronde gevraagd",
    "metingen:meetronde_extend": "Verlengen van een meetronde gevraagd",
    "metingen:meetronde_close": "Sluiten van een meetronde gevraagd",
    "metingen:meetronde_remind": "Herinnering aan een meetronde gevraagd",
    "metingen:meetronde_publish": "Publiceren van een meetronde gevraagd",
    "metingen:themavraag_add": "Themavraag gemaakt",
    "metingen:themavraag_copy": "Themavragen overgenomen",
    "metingen:themavraag_edit": "Themavraag aangepast of gelezen",
    "metingen:themavraag_delete": "Themavraag verwijderd",
    "metingen:adres_list": "Adres van een gemeente opgeslagen",
    "metingen:adres_import": "Lijst van adressen van gemeenten bekeken of ingelezen",
    "metingen:adres_delete": "Adres van een gemeente verwijderd",
    "metingen:verzoek_confirm": "Verzoek bij een meetronde bevestigd",
    "metingen:verzoek_withdraw": "Verzoek bij een meetronde ingetrokken",
    "metingen:tussenstand_add": "Tussenstand gemaakt",
    "metingen:beeld_pdf": "PDF van het beeld gevraagd",
    "dashboards:stand_request": "PDF van de stand gevraagd",
    "dashboards:export_gemeenten": "Antwoorden per gemeente geëxporteerd",
    "kader:versie_ask": "Uitgeven van een versie van het Kader gevraagd",
    "kader:versie_publish": "Versie van het Kader uitgegeven",
    "kader:versie_withdraw": "Verzoek om een versie van het Kader uit te geven ingetrokken",
    "platform_inlogdienst_add": "Inlogdienst toegevoegd",
    "platform_inlogdienst_edit": "Inlogdienst gewijzigd",
    "platform_inlogdienst_geheim": "Geheim of sleutel van een inlogdienst vernieuwd",
    "platform_inlogdienst_approve": "Inlogdienst goedgekeurd",
    "platform_inlogdienst_end": "Inlogdienst gestopt",
    "platform_aanvaarding_functies": "Functies naar een gegeven van een inlogdienst ingesteld",
    "platform_aanvaarding_verplicht": "Inloggen met een inlogdienst verplicht gemaakt",
    "platform_aanvaarding_vrijwillig": "Inloggen met een wachtwoord weer toegestaan",
    "beheer:gemeente_open": "Openen van een gemeente gevraagd",
    "beheer:gemeente_agreement": "Datum van een verwerkersovereenkomst vastgelegd",
    "beheer:gemeente_invite": "Beheerder van een gemeente uitgenodigd",
    "beheer:gemeente_import": "Lijst van gemeenten en beheerders bekeken of ingelezen",
    "beheer:uitnodiging_resend": "Uitnodiging opnieuw verstuurd",
    "beheer:uitnodiging_withdraw": "Uitnodiging ingetrokken",
    "beheer:gebruiker_reset": "Login van iemand opnieuw ingesteld",
    "beheer:gebruiker_anonymise": "Iemand geanonimiseerd",
    "beheer:staf_invite": "Beheerder van een organisatie of regio uitgenodigd",
}
# Of each kind of scope (mensen/staff_scopes.py).
OF_STAFF = {
    "uitnodiging_add": "Collega’s uitgenodigd, of de mail bekeken",
    "uitnodiging_resend": "Uitnodiging opnieuw verstuurd",
    "uitnodiging_withdraw": "Uitnodiging ingetrokken",
    "collega_detail": "Functies van een collega aangepast",
    "collega_end": "Toegang van een collega beëindigd",
    "collega_reset": "Login van een collega opnieuw ingesteld",
}
ACTIONS |= {
    f"staf:{kind}_{page}": words for kind in ("organisatie", "platform", "regio") for page, words in OF_STAFF.items()
}
OTHER = "Pagina geopend"  # only a refusal leaves this


def words_for(action: str) -> str:
    return ACTIONS.get(action, OTHER)
