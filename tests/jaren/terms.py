"""Which rows may go while years pass, and by what rule of the product: docs/privacy.md has them in words. What is not
named here may not lose one row."""

from tests.jaren.rows import Term

WITHDRAWN = "inhoud van wat een gemeente introk: 30 dagen"
ERASED = "indiening_id IN (SELECT id FROM metingen_indiening WHERE ingetrokken_at < %(now)s - interval '30 days')"
TERMS = {
    "accounts_session": Term("een sessie duurt hooguit 12 uur; inloggen maakt een nieuwe"),
    "accounts_uitnodiging": Term(
        "uitnodiging: 90 dagen na afloop",
        "least(accepted_at, withdrawn_at, expires_at) < %(now)s - interval '90 days'",
    ),
    "beheer_handeling": Term("wie wat deed op de publieke host: 2 jaar", "created_at < %(now)s - interval '2 years'"),
    "beheer_openingsverzoek": Term("openingsverzoek: 90 dagen", "done_at < %(now)s - interval '90 days'"),
    "berichten_bericht": Term(
        "mail: 30 dagen na versturen, 90 als dat mislukte", "ended_at < %(now)s - interval '30 days'"
    ),
    "herindeling_overdrachtdeel": Term("overdracht: tot zij is overgenomen of vervangen"),
    "jobs_job": Term("taak: 90 dagen nadat zij klaar is", "finished_at < %(now)s - interval '90 days'"),
    "logboek_gebeurtenis": Term("logboek: 2 jaar", "created_at < %(now)s - interval '2 years'"),
    "logins_login": Term("inloggeschiedenis: 90 dagen", "created_at < %(now)s - interval '90 days'"),
    "metingen_antwoordlink": Term("eenmalige link: 90 dagen", "valid_until < %(now)s - interval '90 days'"),
    "metingen_gemeenteadres": Term(
        "adres: 183 dagen nadat de gemeente Kompas gebruikt",
        "gemeente_id IN (SELECT id FROM tenants_gemeente WHERE opened_at < %(now)s - interval '183 days')",
    ),
    "metingen_groepsantwoord": Term(WITHDRAWN, ERASED),
    "metingen_indieningantwoord": Term(WITHDRAWN, ERASED),
    "metingen_inzage": Term("wie keek: 2 jaar", "created_at < %(now)s - interval '730 days'"),
    "metingen_meetronderevision": Term(
        "versies van een verwijderd concept: 90 dagen",
        "created_at < %(now)s - interval '90 days' AND t.\"row\" NOT IN (SELECT id FROM metingen_meetronde)",
    ),
    "monitoring_heartbeat": Term("een proces dat verdween: 7 dagen", "at < %(now)s - interval '7 days'"),
    "zelfevaluatie_onderbouwing": Term(
        "weggehaalde onderbouwing: tot terugzetten niet meer kan", "removed_at < %(now)s - interval '30 days'"
    ),
}
