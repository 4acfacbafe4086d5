"""What each mail says, and what a redacteur may make of it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from berichten.mails import Letter, Mail, faults_of_subject, faults_of_text, letter, mails
from berichten.models import Bericht, Mailtekst

LINKED = {"code": "proef", "titel": "Proef", "wanneer": "Nooit.", "onderwerp": "Proef", "tekst": "Kies hier: {link}"}
PLAATS = {"naam": "link", "uitleg": "waar je kiest", "voorbeeld": "https://kompas.example/", "verplicht": True}
MAIL = Mail.model_validate({**LINKED, "plaatsen": [PLAATS, {**PLAATS, "naam": "noot", "verplicht": False}]})
# Composed with a text of its own: what allauth calls by the end of its prefix, and the two that a link has more of.
BY_PREFIX = {
    *("elders_aangenomen", "beheerder_uitgenodigd", "nieuw", "vaak", "herstelcode", "password_changed"),
    *("password_reset", "password_set", "totp_activated", "totp_deactivated", "recovery_codes_generated"),
    *("webauthn_added", "webauthn_removed", "werkaccount_gekoppeld"),
    *("antwoordlink_intrekken", "antwoordlink_elders", "antwoord_ingediend", "antwoord_ingetrokken"),
}


def own(code, onderwerp, tekst):
    return Mailtekst.objects.create(code=code, versie=1, onderwerp=onderwerp, tekst=tekst, gelezen_op="2026-11-30")


def test_every_soort_of_bericht_has_a_text_and_every_text_is_sent():
    soorten = set(Bericht.Soort.values) - {"login", "antwoord"}
    assert set(mails()) == soorten | BY_PREFIX


def test_every_text_is_asked_for_somewhere():
    sources = [path.read_text(encoding="utf-8") for path in Path(settings.BASE_DIR).glob("*/*.py")]
    ours = "\n".join(text for text in sources)
    made = {"uitnodiging", "verlenging", "herinnering", "nieuw", "vaak"} | {
        code for code in BY_PREFIX if code.split("_")[0] in {"password", "totp", "recovery", "webauthn"}
    }
    assert {code for code in set(mails()) - made if not re.search(rf'["/]{code}"', ours)} == set()


@pytest.mark.parametrize("code", sorted(mails()))
def test_no_example_has_an_open_place_and_each_has_its_frame(code):
    mail = mails()[code]
    found = mail.example(mail.onderwerp, mail.tekst)
    assert (found.body.startswith("Hallo,\n\n"), found.body.endswith("\n\nGroet,\nKompas")) == (True, True)
    assert re.findall(r"[{}]|\n{3,}| \n", f"{found.subject}{found.body}") == []


def test_a_place_that_is_empty_leaves_no_gap(db):
    words = {"meetronde": "Ronde 1", "tot": "1 mei 2027", "stand": "Nog niets.", "gemeente": "Stad", "hoe": "Zo."}
    found = letter("herinnering", **words, boodschap="")
    assert found.body.splitlines()[2:6] == [
        "De meetronde ‘Ronde 1’ is open tot en met 1 mei 2027. Nog niets.",
        "",
        "Zo.",
        "",
    ]
    assert found.subject == "Herinnering: Ronde 1 loopt tot en met 1 mei 2027"


def test_what_redacteuren_published_is_sent_and_empty_is_that_of_kompas_again(db):
    row = own("wachtwoord", "Kies opnieuw", "Hier: {link}")
    assert letter("wachtwoord", link="https://x") == Letter(
        "Kies opnieuw", "Hallo,\n\nHier: https://x\n\nGroet,\nKompas"
    )
    Mailtekst.objects.filter(pk=row.pk).update(onderwerp="", tekst="")
    assert letter("wachtwoord", link="https://x").subject == "Nieuw wachtwoord kiezen voor Kompas"


def test_a_text_that_does_not_fit_any_more_waits_and_the_mail_goes_out(db):
    """A release may take a place away that redacteuren wrote."""
    own("wachtwoord", "Kies opnieuw", "Hier: {link} {verdwenen}")
    assert letter("wachtwoord", link="https://x").subject == "Nieuw wachtwoord kiezen voor Kompas"


def test_what_fills_a_place_is_not_looked_at_again(db):
    own("wachtwoord", "Kies", "Hier: {link}")
    assert "Hier: {wie} {link}" in letter("wachtwoord", link="{wie} {link}").body


def test_a_notice_keeps_when_and_where_it_happened_whatever_the_text(db):
    own("totp_activated", "Aan", "Je code-app staat aan.")
    facts = {"timestamp": "1 mei 2027", "ip": "192.0.2.1", "user_agent": "Firefox"}
    lines = letter("totp_activated", facts).body.splitlines()
    assert ("IP-adres: 192.0.2.1" in lines, lines[2]) == (True, "Je code-app staat aan.")


@pytest.mark.parametrize(
    ("tekst", "fault"),
    [
        ("Kies.", "‘{link}’ ontbreekt (waar je kiest). Zonder dat klopt deze mail niet."),
        ("{link} {naam}", "‘{naam}’ kent deze mail niet. Je kunt kiezen uit {link}, {noot}."),
        ("{link} {}", "‘{}’ kent deze mail niet. Je kunt kiezen uit {link}, {noot}."),
        ("{link} {link.pk}", "‘{link.pk}’ kent deze mail niet. Je kunt kiezen uit {link}, {noot}."),
        (
            "{link} {antwoorden}",
            "‘{antwoorden}’ zou inhoud in een mail zetten. Dat doet Kompas niet: een mail is niet veilig genoeg.",
        ),
        ("{link} {noot", "Er staat een losse accolade. Schrijf zo: {link}."),
        ("{link} }", "Er staat een losse accolade. Schrijf zo: {link}."),
        (
            "{link} www.elders.example",
            "Zet zelf geen webadres in een mail. Kompas vult de link in die bij deze mail hoort.",
        ),
    ],
)
def test_a_text_that_would_go_wrong_is_refused_in_a_sentence(tekst, fault):
    assert faults_of_text(MAIL, tekst) == [fault]


def test_a_subject_has_no_link_and_needs_no_place():
    assert faults_of_subject(MAIL, "Kies nu") == []
    assert faults_of_subject(MAIL, "Kies {link}") == ["Een link hoort niet in het onderwerp. Zet hem in de tekst."]


def test_a_file_that_would_go_wrong_does_not_load():
    with pytest.raises(ValueError, match=r"proef: ‘\{link\}’ ontbreekt"):
        Mail.model_validate({**LINKED, "tekst": "Kies.", "plaatsen": [PLAATS]})
