"""The mails of Kompas as a redacteur edits them; the way to publishing is that of every kind: tests/redactie."""

import pytest

from berichten.mails import letter
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from redactie.soorten import SOORTEN, Uitgave, UitgaveFout

OWN = {"onderwerp": "Kies opnieuw", "tekst": "Hier kies je:\n\n{link}", "standaard": False}


def form_of(sleutel, **data):
    zaak = zaak_or_404("mail", sleutel, None)
    return zaak.form({"reden": "Korter.", "geldig_vanaf": "", **data})


@pytest.fixture
def publish(db, redacteur):
    def publish(sleutel, **data):
        uitgave = Uitgave(wat=Voorstel.Wat.WIJZIGING, sleutel=sleutel, regio=None, basis=0, by=redacteur, data=data)
        return SOORTEN["mail"].publish(uitgave)

    return publish


def test_a_published_text_is_what_is_sent_until_that_of_kompas_is_put_back(publish):
    assert publish("wachtwoord", **OWN) == ("wachtwoord", 1)
    assert letter("wachtwoord", link="https://x").subject == "Kies opnieuw"
    assert publish("wachtwoord", **OWN | {"standaard": True}) == ("wachtwoord", 2)
    assert letter("wachtwoord", link="https://x").subject == "Nieuw wachtwoord kiezen voor Kompas"


def test_a_mail_that_is_sent_no_more_is_not_published(publish):
    with pytest.raises(UitgaveFout, match="verstuurt Kompas niet meer"):
        publish("verdwenen", **OWN)


def test_a_concept_of_a_mail_that_is_sent_no_more_can_only_be_thrown_away(client_for, redacteur):
    """A release may leave a mail out while somebody works on it."""
    velden = {"onderwerp": ["Kies"], "tekst": ["Kies hier."], "reden": ["Korter."]}
    Voorstel.objects.create(soort="mail", sleutel="verdwenen", wat="wijziging", velden=velden, version=1)
    client, concept = client_for(redacteur, gemeente=None), "/redactie/inhoud/mail/verdwenen/concept/"
    assert [client.get(address).status_code for address in (concept, f"{concept}bekijken/")] == [200, 422]
    said = client.post(f"{concept}aanbieden/", {"version": "1"}, follow=True).text
    assert "Deze mail verstuurt Kompas niet meer. Gooi dit concept weg." in said
    client.post(f"{concept}weggooien/", {"version": "1"})
    assert not Voorstel.objects.exists()


def test_list_has_each_mail_once_and_marks_an_own_text(publish):
    publish("wachtwoord", **OWN)
    stukken = SOORTEN["mail"].stukken(None)
    marked = [(stuk.sleutel, stuk.nummer) for stuk in stukken if stuk.merk]
    assert (marked, len({stuk.sleutel for stuk in stukken})) == ([("wachtwoord", 1)], len(stukken))


def test_form_says_what_kompas_fills_in_and_refuses_what_it_does_not(db):
    form = form_of("wachtwoord", onderwerp="Kies {link}", tekst="Kies {antwoorden}.")
    assert "{link}: waar je een wachtwoord kiest" in form.fields["tekst"].help_text
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "onderwerp": ["Een link hoort niet in het onderwerp. Zet hem in de tekst."],
        "tekst": [
            "‘{antwoorden}’ zou inhoud in een mail zetten. Dat doet Kompas niet: een mail is niet veilig genoeg.",
            "‘{link}’ ontbreekt (waar je een wachtwoord kiest). Zonder dat klopt deze mail niet.",
        ],
    }


def test_preview_is_the_mail_with_examples_and_no_html_of_the_writer(db):
    form = form_of("wachtwoord", onderwerp="Kies <b>nu</b>", tekst="Hier: {link}")
    assert form.is_valid()
    html = SOORTEN["mail"].preview(form.cleaned_data, None)
    assert (
        "Kies &lt;b&gt;nu&lt;/b&gt;" in html,
        "Hier: https://kompas.example/account/…" in html,
        "Hallo," in html,
    ) == (
        True,
        True,
        True,
    )


def test_going_back_to_the_text_of_kompas_asks_nothing_of_the_other_fields(db):
    form = form_of("wachtwoord", onderwerp="Kies", tekst="Zonder link.", standaard="on")
    assert form.is_valid()
    assert "Je hebt een nieuw wachtwoord aangevraagd" in SOORTEN["mail"].preview(form.cleaned_data, None)
