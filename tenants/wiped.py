"""Where definitief wissen does not look, each by its place and never by what the text looks like (ADR 0010).

The functions of tenants/migrations/0006, 0007 and 0011 to 0014 are made with these; whoever adds a column or a
field to JSON that only a program fills may name it here, with a migration that makes them anew. What is not named is
wiped. Tests hold every name against the code: tests/wissing/test_wiped.py.
"""

# Columns that only a program fills, as `table.column`.
COLUMNS = (
    r"(sha256|mimetype)$|revision\.kind$"
    r"|^(jobs_job\.kind|herindeling_overdrachtdeel\.naam|inlogdiensten_(inlogdienst\.certificate|inloggeheim\.token)"
    r"|logboek_gebeurtenis\.(action|reference|network)|metingen_inzage\.wat|reports_huisstijl\.accent)$"
)
# Columns of what gemeenten share that hold what people of one gemeente typed. In others its words cannot be taken out;
# when they stand there, nothing is wiped and the page says so.
SHARED = (
    "samenwerking_gezamenlijkplan.naam",
    "samenwerking_deelname.plan",
    "samenwerking_deelname.besluiten",
    "openbaar_openbaarplan.tekst",
    "openbaar_openbaarplan.titel",
    "metingen_indiening.inhoud",
    "metingen_indiening.mandaat_functie",
    "berichten_bericht.address",
    "berichten_bericht.subject",
    "berichten_bericht.body",
    "jobs_job.reason",
    "accounts_uitnodiging.email",
    "accounts_uitnodiging.naam",
    "accounts_uitnodiging.note",
    "inlogdiensten_inlogdienst.naam",
    "herindeling_overdrachtdeel.inhoud",
)
# In JSON, by the last two names: dates, keys of rows, hashes and amounts, and then only when the value is one.
MACHINE = (
    *("plan.made_at", "plan.stand_op", "plan.periode_van", "plan.periode_tot", "plan.evaluatiedatum"),
    *("kader.datum", "passages.gecontroleerd_op", "acties.gereed", "acties.kosten", "vaststellingen.datum"),
    *("vervallen.gereed", "vervallen.kosten", "instrumenten.ingevuld"),
    *("acties.key", "vervallen.key", "indicatoren.key", "evaluatie.stand_op"),
    *("cijfers.gelezen_op", "opvang.gecontroleerd_op"),  # when somebody read a source
    *("huisstijl.logo", "besluiten.datum"),  # the logo is an image, as base64
    *("inhoud.peildatum", "enquete.beleidsplan_geldig_tot"),
    *("data.bouwsteen", "data.vraag", "data.vorm", "data.regios", "data.gereed", "data.kosten"),
    *("data.periode_van", "data.periode_tot"),
    *("kosten.van", "kosten.tot", "uren.van", "uren.tot", "data.kosten_van", "data.kosten_tot"),  # of a raming
    *("data.streefdoel_datum", "data.beleidsplan_geldig_tot", "data.logo_sha256"),
)
