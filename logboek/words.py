"""What the logboek calls each action, by the name of its address."""

DOWNLOADS = {
    "zelfevaluatie:onderbouwing_download": "Bestand gedownload",
    "reports:rapport_download": "Rapport gedownload",
    "reports:version_json": "Versie van het plan gedownload (JSON)",
    "voorgangers:voorgangersplan_download": "Plan van een voorganger gedownload",
    "logins:login_csv": "Inloggeschiedenis van collega’s gedownload (CSV)",
    "logins:login_xlsx": "Inloggeschiedenis van collega’s gedownload (XLSX)",
    "logboek:gebeurtenis_csv": "Logboek gedownload (CSV)",
    "logboek:gebeurtenis_json": "Logboek gedownload (JSON)",
}
# Pages that are written down though they only show.
LOOKS = {"logins:login_list": "Inloggeschiedenis van collega’s bekeken"}
WRITES = {
    "herindeling:opvolging_detail": "Herindeling bekeken",
    "herindeling:opvolging_ready": "Overdracht aan een opvolger klaargezet",
    "herindeling:overdracht_take": "Overdracht van een voorganger overgenomen",
    "zelfevaluatie:zelfevaluatie_open": "Zelfevaluatie geopend",
    "zelfevaluatie:thema_invullen": "Antwoorden van een thema opgeslagen",
    "overzicht:jaar_begin": "Jaar afgesloten en het volgende begonnen",
    "overzicht:jaar_reopen": "Gesloten jaar weer geopend",
    "zelfevaluatie:bouwsteen_save": "Antwoord opgeslagen",
    "zelfevaluatie:vraag_save": "Antwoord op extra vraag opgeslagen",
    "zelfevaluatie:onderbouwing_add": "Onderbouwing toegevoegd",
    "zelfevaluatie:onderbouwing_delete": "Onderbouwing verwijderd",
    "zelfevaluatie:onderbouwing_restore": "Onderbouwing teruggezet",
    "aanpak:actie_add": "Actie toegevoegd",
    "aanpak:actie_edit": "Actie aangepast",
    "aanpak:actie_staat": "Staat van een actie aangepast",
    "aanpak:actie_delete": "Actie verwijderd",
    "aanpak:instrument_save": "Keuze van instrumenten opgeslagen",
    "aanpak:vorm_save": "Keuze van vormen opgeslagen",
    "aanpak:cijfer_add": "Cijfer toegevoegd",
    "aanpak:cijfer_edit": "Cijfer aangepast",
    "aanpak:cijfer_delete": "Cijfer verwijderd",
    "aanpak:meldroute_copy": "Voorbeeld van de meldroute overgenomen",
    "aanpak:stap_add": "Stap in de meldroute toegevoegd",
    "aanpak:stap_edit": "Stap in de meldroute aangepast",
    "aanpak:stap_move": "Stap in de meldroute verplaatst",
    "aanpak:stap_delete": "Stap in de meldroute verwijderd",
    "mensen:uitnodiging_add": "Uitnodiging voor collega’s bekeken of verstuurd",
    "mensen:uitnodiging_resend": "Uitnodiging opnieuw verstuurd",
    "mensen:uitnodiging_withdraw": "Uitnodiging ingetrokken",
    "mensen:collega_detail": "Functies van een collega aangepast",
    "mensen:collega_end": "Toegang van een collega laten stoppen",
    "mensen:collega_reset": "Collega opnieuw laten beginnen met inloggen",
    "mensen:collega_anonymise": "Naam en e-mailadres van een collega weggehaald",
    "berichten:bericht_resend": "Mail opnieuw verstuurd",
    "inlogdiensten:inlogdienst_add": "Inlogdienst toegevoegd",
    "inlogdiensten:inlogdienst_edit": "Inlogdienst gewijzigd",
    "inlogdiensten:inlogdienst_geheim": "Geheim of sleutel van een inlogdienst vernieuwd",
    "inlogdiensten:inlogdienst_test": "Inlogdienst getest",
    "inlogdiensten:inlogdienst_approve": "Inlogdienst goedgekeurd",
    "inlogdiensten:inlogdienst_end": "Inlogdienst gestopt",
    "inlogdiensten:inlogdienst_offer": "Inlogdienst aangeboden aan een andere gemeente",
    "inlogdiensten:aanvaarding_accept": "Inlogdienst geaccepteerd",
    "inlogdiensten:aanvaarding_end": "Gebruik van een inlogdienst gestopt",
    "inlogdiensten:aanvaarding_functies": "Functies naar een gegeven van een inlogdienst ingesteld",
    "inlogdiensten:aanvaarding_verplicht": "Inloggen met een inlogdienst verplicht gemaakt",
    "inlogdiensten:aanvaarding_vrijwillig": "Inloggen met een wachtwoord weer toegestaan",
    "reports:keuzes_form": "Keuzes voor het plan aangepast",
    "reports:huisstijl_form": "Huisstijl aangepast",
    "reports:rapport_request": "Rapport gevraagd",
    "reports:rapport_retry": "Rapport opnieuw gevraagd",
    "reports:passage_edit": "Tekst van het plan geopend om te bewerken",
    "reports:passage_save": "Tekst van het plan opgeslagen",
    "reports:passage_reset": "Standaardtekst teruggezet",
    "reports:passage_keep": "Eigen tekst gehouden",
    "reports:version_add": "Versie van het plan bewaard",
    "reports:version_offer": "Versie aangeboden om vast te stellen",
    "reports:version_withdraw": "Versie teruggenomen",
    "reports:vaststelling_form": "Vaststelling vastgelegd",
    "reports:version_rapport": "Bestand van een versie gevraagd",
    "reports:uitvoeringsplan_rapport": "Uitvoeringsplan gevraagd",
    "reports:joint_add": "Gezamenlijk plan begonnen",
    "reports:joint_invite": "Gemeente uitgenodigd voor een gezamenlijk plan",
    "reports:joint_close": "Gezamenlijk plan gesloten",
    "reports:joint_open": "Gezamenlijk plan weer geopend",
    "reports:joint_keep": "Gezamenlijke tekst bewaard",
    "reports:joint_rapport": "Gezamenlijk rapport gevraagd",
    "reports:deelname_share": "Plan gedeeld met andere gemeenten",
    "reports:deelname_decline": "Uitnodiging geweigerd",
    "reports:deelname_withdraw": "Teruggetrokken uit een gezamenlijk plan",
    "reports:deelname_besluit": "Besluit gedeeld met andere gemeenten",
    "indienen:toezegging_save": "Toezegging om in te dienen gegeven of ingetrokken",
    "indienen:voorbereiding_form": "Keuzes voor het indienen opgeslagen of aangevinkt",
    "indienen:indiening_add": "Antwoorden gedeeld",
    "indienen:indiening_withdraw": "Indiening ingetrokken",
    "indienen:uitleg_save": "Uitleg bij antwoorden die niet bij elkaar passen opgeslagen",
    "wissing:wissing_add": "Definitief wissen gevraagd of voorbereid",
    "wissing:wissing_confirm": "Definitief wissen bevestigd",
    "wissing:wissing_withdraw": "Verzoek om te wissen ingetrokken",
}
PAGES = {
    "aanpak:actie_geschiedenis": "Eerdere versies van een actie geopend",
    "aanpak:instrument_geschiedenis": "Eerdere versies van een keuze van instrumenten geopend",
    "aanpak:vorm_geschiedenis": "Eerdere versies van een keuze van vormen geopend",
    "aanpak:cijfer_geschiedenis": "Eerdere versies van een cijfer geopend",
    "aanpak:stap_geschiedenis": "Eerdere versies van een stap in de meldroute geopend",
    "indienen:voorbereiding_geschiedenis": "Eerdere versies van wat klaarstaat om in te dienen geopend",
    "reports:huisstijl_geschiedenis": "Eerdere versies van de huisstijl geopend",
    "reports:passage_preview": "Voorbeeld van een tekst van het plan bekeken",
    "mensen:collega_list": "Lijst van mensen geopend",
    "berichten:bericht_list": "Mail die niet aankwam geopend",
    "inlogdiensten:inlogdienst_list": "Lijst van inlogdiensten geopend",
    "inlogdiensten:inlogdienst_detail": "Inlogdienst geopend",
    "logboek:gebeurtenis_list": "Logboek geopend",
    "wissing:wissing_list": "Lijst van wissingen geopend",
    "wissing:wissing_detail": "Wissing geopend",
}
# What an action is about, by its name without the verb: said when the thing itself is not there any more.
KINDS = {
    "mensen:collega": "collega (naam weggehaald)",
    "mensen:uitnodiging": "uitnodiging",
    "zelfevaluatie:onderbouwing": "onderbouwing (verwijderd)",
    "aanpak:actie": "actie (verwijderd)",
    "aanpak:cijfer": "cijfer (verwijderd)",
    "aanpak:stap": "stap in de meldroute (verwijderd)",
    "reports:rapport": "rapport (verwijderd)",
    "reports:version": "versie van het plan",
    "reports:vaststelling": "versie van het plan",
    "reports:joint": "gezamenlijk plan",
    "reports:deelname": "gezamenlijk plan",
    "indienen:indiening": "indiening",
    "wissing:wissing": "wissing",
    "inlogdiensten:inlogdienst": "inlogdienst",
    "inlogdiensten:aanvaarding": "inlogdienst",
}
ACTIONS = {**WRITES, **DOWNLOADS, **LOOKS, **PAGES}
OTHER = "Pagina geopend"  # only a refusal leaves this


def words_for(action: str) -> str:
    return ACTIONS.get(action, OTHER)


def outcome(status: int) -> str:
    """What became of it, from the status of the answer."""
    if status < 400:
        return "gelukt"
    return {403: "geweigerd: geen recht", 404: "niet gevonden", 409: "niet opgeslagen: een collega was eerder"}.get(
        status, "niet opgeslagen: invoer klopte niet"
    )
