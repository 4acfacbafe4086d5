"""No form of a text keeps it from being wiped; what is left by its place is what a program writes, and nothing else."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection, models

from aanpak.models import Actie, Cijfer
from metingen.actions import store_indiening
from metingen.inhoud import Inhoud
from reports.document.plan import Plan, PlanVaststelling
from reports.versions.actions import save_version
from saving.models import Versioned
from saving.rows import save_row
from tenants.wiped import COLUMNS, MACHINE, SHARED
from tests.metingen.conftest import inhoud_of
from tests.wissing.conftest import confirm_and_wipe
from wissing.actions import request_wissing
from wissing.queries import why_not
from zelfevaluatie.models import Antwoord, AntwoordRevision, Onderbouwing

NAME = "Kanariepiet Véreman"
FORMS = [
    ("Kanariepiet", "data: Kanariepiet belde over een casus."),
    ("Kanariepiet", "data:Kanariepiet"),
    ("Kanariepiet", "data:text/plain;base64,Kanariepiet"),
    ("Kanariepiet", "data:image/png;base64,Kanariepiet=="),
    ("1980-03-01", "1980-03-01"),
    ("1980-03-01", "1980-03-01T12:00:00+01:00"),
    ("1980-03-01", "1980-03-01 12:00"),
    ("12:00", "1980-03-01 12:00"),
    ("deadbeef", "deadbeef" * 8),
    ("0cafe0", "0000cafe-0000-4000-8000-0000000cafe0"),
    ("cafe-0000", "0000cafe-0000-4000-8000-00000000cafe"),
    ("Kanariepiet", "Kanariepiet" * 20),
    ("Kanariepiet", "Kanariepiet" * 20 + "=="),
    ("Kanariepiet", "S2FuYXJpZXBpZXQ" * 14 + "Kanariepiet/+"),
    ("123456782", "123456782"),
    ("1250.00", "1250.00"),
    ("Kanariepiet", '{"id": "Kanariepiet"}'),
    (NAME, "Kanarie\u200bpiet V\u2060éreman"),
    (NAME, "\u200dKanariepiet\u2009Vé\ufeffreman\u200d"),
    (NAME, "Kanariepiet V\\u00e9reman"),
    (NAME, "\\u004banariepiet\\u0020V\\u00E9reman"),
    (NAME, "Kanariepiet\\nV\\u0065\\u0301reman"),
    (NAME, "Kanariepiet V&eacute;reman"),
    (NAME, "K&#97;nariepiet&nbsp;V&#xE9;reman"),
    (NAME, "Kanarie&shy;piet V&#233;re&#8203;man"),
    (NAME, "kanariepiet%20v%C3%A9reman"),
    (NAME, unicodedata.normalize("NFD", NAME)),
    (unicodedata.normalize("NFD", NAME), unicodedata.normalize("NFC", NAME)),
]


@pytest.fixture
def antwoord(zelfevaluatie):
    zelfevaluatie  # noqa: B018
    return Antwoord.objects.get(bouwsteen__code="AB-P1-1")


def asked(words, gemeente, beheerder, bewerker):
    wissing = request_wissing(words=words, reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=wissing, gemeente=gemeente, by=bewerker)
    return wissing


@pytest.mark.parametrize(("words", "text"), FORMS)
def test_no_form_of_a_text_keeps_it_from_being_wiped(antwoord, gemeente, bewerker, beheerder, words, text):
    """As a whole column, in a list, and in JSON: what was saved before, and a version of the plan."""
    gemeente.herkomst = ""
    values = {"status": "deels", "plan_zin": text, "toelichting": text}
    save_row(row=antwoord, values=values, version=antwoord.version, by=bewerker)
    actie = Actie.objects.create(wat=text, ambitie=6)
    link = Onderbouwing.objects.create(antwoord=antwoord, titel=text[-200:], url="https://voorbeeld.nl/")
    versie = save_version(zelfevaluatie=antwoord.zelfevaluatie, gemeente=gemeente, by=bewerker, naam="Raad")
    wissing = asked(words, gemeente, beheerder, bewerker)
    assert wissing.staat == "uitgevoerd"
    for row in (antwoord, actie, link, versie):
        row.refresh_from_db()
    data = AntwoordRevision.objects.filter(row=antwoord.pk).latest().data
    (zin,) = (z["tekst"] for o in versie.plan["onderdelen"] for z in o["zinnen"] if z["code"] == "AB-P1-1")
    found = [antwoord.plan_zin, antwoord.toelichting, actie.wat, data["plan_zin"], data["toelichting"], zin]
    assert [("[gewist]" in value, value == antwoord.plan_zin) for value in found] == [(True, True)] * 6
    assert "[gewist]" in link.titel


def test_what_a_program_wrote_stays_by_its_place(antwoord, gemeente, bewerker, beheerder):
    """A date in a plan is not the date in a sentence."""
    gemeente.herkomst = ""
    Antwoord.objects.filter(pk=antwoord.pk).update(status="deels", plan_zin="Op 2027-03-01, zegt hij.")
    actie = Actie.objects.create(ambitie=6, wat="Bel")
    save_row(row=actie, values={"gereed": date(2027, 3, 1)}, version=0, by=bewerker)
    versie = save_version(zelfevaluatie=antwoord.zelfevaluatie, gemeente=gemeente, by=bewerker, naam="2027-03-01")
    assert asked("2027-03-01", gemeente, beheerder, bewerker).staat == "uitgevoerd"
    for row in (antwoord, actie, versie):
        row.refresh_from_db()
    dates = [a["gereed"] for o in versie.plan["onderdelen"] for a in o["acties"]]
    assert (antwoord.plan_zin, actie.gereed, versie.naam) == ("Op [gewist], zegt hij.", date(2027, 3, 1), "[gewist]")
    assert (dates, Plan.from_json(versie.plan).acties[0].gereed) == (["2027-03-01"], date(2027, 3, 1))


def stays(words, text, antwoord, gemeente, beheerder, bewerker):
    """Ask for what cannot be done: what is then said, and whether the text is as it was."""
    Antwoord.objects.filter(pk=antwoord.pk).update(plan_zin=text)
    wissing = asked(words, gemeente, beheerder, bewerker)
    antwoord.refresh_from_db()
    return wissing.staat, antwoord.plan_zin == text, wissing.counts, why_not(wissing)[1]


def test_when_words_are_left_nothing_is_wiped_and_the_page_says_where(antwoord, gemeente, bewerker, beheerder):
    """The name of a gemeente in what was shared is not what somebody typed, so nothing can take words out of it."""
    inhoud = inhoud_of(gemeente, "niets")
    inhoud = replace(inhoud, gemeente=replace(inhoud.gemeente, naam="Kanariepiet"))
    store_indiening(meetronde=None, gemeente=gemeente, inhoud=inhoud, regios=[gemeente.pk], by=bewerker.pk)
    assert stays("Kanariepiet", "Wij spraken Kanariepiet.", antwoord, gemeente, beheerder, bewerker) == (
        "mislukt",
        True,
        {},
        ["1 × wat met VNG, CoMensha of een regio is gedeeld"],
    )


def test_a_long_number_that_was_filled_in_as_a_number_is_found(antwoord, gemeente, bewerker, beheerder):
    Cijfer.objects.create(onderwerp="meldingen", jaar=2026, aantal=123456782, bron="politie")
    assert stays("123456782", "BSN 123456782", antwoord, gemeente, beheerder, bewerker) == (
        "mislukt",
        True,
        {},
        ["1 × acties en afspraken"],
    )


def kinds_of(hint):
    """The types in a hint, without None, tuple and what is left out of the JSON."""
    if get_origin(hint) is Annotated:
        return
    for part in get_args(hint) or [hint]:
        if get_args(part):
            yield from kinds_of(part)
        elif isinstance(part, type):
            yield part


def typed(kind, place):
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        for part in kinds_of(hints[field.name]):
            if is_dataclass(part):
                yield from typed(part, field.name)
            elif issubclass(part, (date, datetime, UUID, Decimal)):
                yield f"{place}.{field.name}"


def in_revisions():
    typed_by_no_one = (models.DateField, models.UUIDField, models.ForeignKey, models.DecimalField)
    for label in django_settings.TENANT_APPS:
        for model in apps.get_app_config(label).get_models():
            for name in model.FIELDS if issubclass(model, Versioned) else ():
                field = model._meta.get_field(name)
                if isinstance(getattr(field, "base_field", field), typed_by_no_one) or name.endswith("sha256"):
                    yield f"data.{name}"


def test_the_places_in_json_that_are_left_are_those_of_dates_keys_amounts_and_the_logo():
    found = {*typed(Plan, "plan"), *typed(Inhoud, "inhoud"), *typed(PlanVaststelling, "besluiten"), *in_revisions()}
    assert (found | {"huisstijl.logo"}, len(MACHINE)) == (set(MACHINE), len(set(MACHINE)))


def test_the_columns_that_are_left_are_filled_by_a_program(gemeente):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " JOIN pg_type y ON y.oid = a.atttypid WHERE c.relkind = 'r' AND NOT a.attisdropped"
            " AND c.relnamespace IN ('gm0037'::regnamespace, 'public'::regnamespace)"
            " AND typname IN ('text', 'varchar') AND c.relname || '.' || a.attname ~ %s",
            [COLUMNS],
        )
        found = {name for (name,) in cursor.fetchall()}
    revisions = {f"{app}revision.kind" for app in REVISIONS}
    assert found == revisions | LEFT


def test_each_text_in_a_shared_table_is_wiped_or_left_by_name(gemeente):
    """In public no column is wiped that tenants/wiped.py does not name: a new one has to be named there, or here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " JOIN pg_type y ON y.oid = a.atttypid WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace AND c.relname !~ '^tenants_' AND EXISTS (SELECT"
            " FROM pg_constraint f WHERE f.conrelid = c.oid AND f.confrelid = 'public.tenants_gemeente'::regclass)"
            " AND typname IN ('text', 'varchar', 'bpchar', '_text', '_varchar', 'jsonb')"
            " AND c.relname || '.' || a.attname !~ %s",
            [COLUMNS],
        )
        found = {name for (name,) in cursor.fetchall()}
    left = {
        f"{table}.{column}"
        for reason in (CHOSEN, NEEDED, OF_WHO_HAS_NO_KOMPAS)
        for table, columns in reason.items()
        for column in columns.split()
    }
    assert (found - set(SHARED), set(SHARED) - found) == (left, set())


# A code, a choice, a number or a name of ours. Should words stand there, nothing is wiped and the page says so.
CHOSEN = {
    "accounts_toegang": "functie organisatie",
    "accounts_uitnodiging": "functies organisatie",
    "beheer_openingsverzoek": "error",
    "berichten_bericht": "functie reden soort staat",
    "herindeling_overdracht": "counts taken",
    "inlogdiensten_aanvaarding": "organisatie",
    "inlogdiensten_inlogdienst": "bewijs organisatie",
    "jobs_job": "reference state",
    "kader_overstap": "fout staat",
    "logins_login": "device network organisatie soort uitkomst",
    "metingen_antwoordlink": "draft_page organisatie outcome",
    "metingen_groepsantwoord": "waarde",
    "metingen_indiening": "aandachtsfunctionaris antwoordlink_organisatie begroting beleidsplan grootteklasse naam"
    " organisaties provincie staat veiligheidsregio zorgcoordinatie",
    "metingen_indieningantwoord": "code organisatieniveau status",
    "metingen_inzage": "grootteklasse organisatie provincie veiligheidsregio",
    "metingen_publicatielid": "grootteklasse provincie veiligheidsregio",
    "openbaar_openbaarbestand": "formaat",
    "openbaar_openbaarplan": "accent adres gemeente_code gemeente_naam gemeente_slug gemeenteblad herkomst",
    "samenwerking_deelname": "staat",
    "samenwerking_gezamenlijkplan": "staat",
}
# Typed, and needed as it is: where a provider or a gemeente is. The page says so, and it is changed where it was typed.
NEEDED = {
    "beheer_openingsverzoek": "email naam",
    "inlogdiensten_aanvaarding": "claim functies",
    "inlogdiensten_inlogdienst": "client_id hosts issuer tweede_stap",
    "metingen_antwoordlink": "email",
    "metingen_gemeenteadres": "email",
}
OF_WHO_HAS_NO_KOMPAS = {"metingen_antwoordlink": "draft"}  # and so asks for nothing to be wiped; it goes with its link
REVISIONS = (
    "aanpak_aanpak",
    "indienen_voorbereiding",
    "metingen_meetronde",
    "reports_lokalepassage",
    "zelfevaluatie_antwoord",
)
LEFT = {
    "accounts_uitnodiging.sha256",
    "herindeling_overdracht.sha256",
    "herindeling_overdrachtdeel.naam",
    "inlogdiensten_inlogdienst.certificate",
    "inlogdiensten_inloggeheim.token",
    "jobs_job.kind",
    "logboek_gebeurtenis.action",
    "logboek_gebeurtenis.network",
    "logboek_gebeurtenis.reference",
    "metingen_antwoordlink.sha256",
    "metingen_indiening.sha256",
    "metingen_inzage.wat",
    "metingen_publicatie.sha256",
    "openbaar_openbaarbestand.mimetype",
    "openbaar_openbaarbestand.sha256",
    "openbaar_openbaarplan.sha256",
    "reports_huisstijl.accent",
    "reports_huisstijl.logo_mimetype",
    "reports_huisstijl.logo_sha256",
    "reports_kloptzo.sha256",
    "reports_planversie.sha256",
    "reports_rapport.made_of_sha256",
    "reports_rapport.sha256",
    "samenwerking_deelname.besluiten_sha256",
    "samenwerking_deelname.sha256",
    "zelfevaluatie_onderbouwing.mimetype",
}
