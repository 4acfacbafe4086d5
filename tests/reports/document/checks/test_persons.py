"""A name is noticed, and what is written with capitals too is not."""

import csv
from dataclasses import replace

import pytest
import yaml
from django.conf import settings

from reports.document.checks.persons import is_name, names_in
from reports.document.checks.sentences import sentences
from reports.document.plan import PlanCijfer, PlanIndicator, PlanMeldroute, PlanStap
from tests.reports.document.checks.small import actie, deel, of_zin, passage, plan, said, zin

FIXTURES = settings.BASE_DIR / "fixtures"
NAMES = """
Wij bellen Jan Jansen.
Marieke de Vries is aandachtsfunctionaris.
Fatima El Amrani leidt het team.
Vragen gaan naar mevrouw Bakker.
Burgemeester Van der Laan opende de week.
Burgemeester J. de Boer tekent.
Het convenant is van wethouder Pietersen.
Dhr. Smit neemt de melding aan.
De heer Visser en collega Mulder gaan langs.
Onze ketenregisseur is A.B. van den Berg.
Mail naar petra.jansen@stadskanaal.example.
Mail naar p.jansen@stadskanaal.example.
Mohammed Yilmaz is wijkagent.
Anne-Marie Kuipers doet mee.
Mr. Dijkstra geeft advies.
Karin 't Hart belt terug.
"""
NO_NAMES = """
Het college van burgemeester en wethouders beslist.
De burgemeester van Stadskanaal sluit het pand.
De wethouder van Den Haag en de burgemeester van De Ronde Venen.
Wij werken met Het Hogeland, De Fryske Marren en Súdwest-Fryslân.
In Ter Apel en Den Haag is meer nodig.
Bel Veilig Thuis, Meld Misdaad Anoniem of CoMensha.
Het Zorg- en Veiligheidshuis Groningen en het RIEC Noord doen mee.
Dat staat in de Wet Bibob en de Wet Mulder.
Op grond van artikel 273f van het Wetboek van Strafrecht.
Volgens de Wet gegevensverwerking door samenwerkingsverbanden mag dat.
De Nationaal Rapporteur Mensenhandel en Seksueel Geweld tegen Kinderen telde.
Wij volgen Richtlijn 2011/36/EU en het Verdrag van Warschau.
De Anne Frank Stichting geeft les.
Op de Johan Friso School en het Willem Lodewijk Gymnasium.
In het Emma Kinderziekenhuis en het Maria Huis.
Sint Jan is een feest in Laren.
Nidos, Fier, Humanitas en het Leger des Heils helpen.
Mail naar info@stadskanaal.example of team.zorg@stadskanaal.example.
Bel 0900-8844 of de Nederlandse Arbeidsinspectie.
Op 18 oktober is het Europese dag tegen mensenhandel.
Kamerstukken II, 28 638, nr. 233.
A. Werving gebeurt online.
De regeling B8 van de Vreemdelingencirculaire.
Wij gebruiken het Kader van de VNG.
Rotterdam The Hague Airport en Eindhoven Airport.
De coördinatoren Zorg en Veiligheid.
Mark Rutte Instituut bestaat niet.
"""


def lines(text):
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("sentence", lines(NAMES))
def test_a_name_is_noticed(sentence):
    assert names_in(sentence) != []


@pytest.mark.parametrize("sentence", lines(NO_NAMES))
def test_what_is_no_name_stays_silent(sentence):
    assert names_in(sentence) == []


def test_no_place_is_a_name():
    with (FIXTURES / "gemeenten.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    places = {value for row in rows for value in row.values() if value and value[0].isupper()}
    assert len(places) > 342
    forms = ("Wij werken in {}.", "De gemeente {} doet mee.", "Burgemeester en wethouders van {} besluiten.", "{}")
    assert [place for place in sorted(places) for form in forms if names_in(form.format(place))] == []
    assert [place for place in sorted(places) if is_name(f"gemeente {place}")] == []


@pytest.mark.parametrize("file", sorted(FIXTURES.glob("*.yaml")), ids=lambda path: path.name)
def test_no_text_of_kompas_has_a_name(file):
    """Also of the Kader, the laws of the instruments, and what is still to be checked."""
    texts = list(strings(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)))
    assert len(texts) > 20
    assert {name for text in texts for sentence in sentences(text) for name in names_in(sentence)} == set()


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in strings(item))
    elif isinstance(value, list):
        yield from (found for item in value for found in strings(item))


@pytest.mark.parametrize(
    ("who", "found"),
    [
        *(("Petra", True), ("Petra J.", True), ("Jan Jansen", True), ("mevrouw Bakker", True)),
        *(("team Zorg", False), ("ketenregisseur", False), ("Zorg- en Veiligheidshuis Groningen", False), ("", False)),
        *(("Politie", False), ("GGD", False), ("Nidos", False), ("coördinatoren Zorg en Veiligheid", False)),
    ],
)
def test_a_short_field_may_hold_a_first_name_alone(who, found):
    assert is_name(who) == found


def test_every_short_field_is_looked_at():
    whole = plan(
        deel(
            acties=[actie(trekker="Petra", dekking="Henk Bakker")],
            zinnen=[replace(zin("Tekst."), georganiseerd_door="Jan Jansen")],
        ),
        deel("ambitie_2", indicatoren=[PlanIndicator("Getraind", "", None, "9", 2029, "Ingrid")]),
        deel("bijlage_2", cijfers=[PlanCijfer("Signalen", "", 2025, "12", "Karin")]),
        deel("bijlage_5", meldroutes=[PlanMeldroute("i", "I", (PlanStap("Bel.", "Fatima", "", "", False),))]),
    )
    assert said("name", whole) == ["Petra", "Henk Bakker", "Jan Jansen", "Ingrid", "Karin", "Fatima"]


def test_what_came_of_an_actie_why_not_and_what_is_measured_are_read_too():
    told = "Jan Jansen hielp drie slachtoffers."
    done, dropped = actie("Gedaan.", resultaat=told), actie("Niet.", niet_gedaan=told)
    measured = PlanIndicator("Getraind", "3 slachtoffers", 2026, "9", 2029, "team Zorg")
    for part in (deel(acties=[done]), deel(vervallen=[dropped])):
        assert (said("name", plan(part)), said("few", plan(part))) == ([told], [told])
    assert said("few", plan(deel(indicatoren=[measured]))) == ["3 slachtoffers"]


def test_under_a_voorwoord_a_name_may_stand():
    text = "Marieke de Vries, burgemeester."
    signed = passage(text, "lokaal.voorwoord", "lokaal")
    assert said("name", plan(deel("lokaal", passages=[signed]))) == []
    assert said("name", plan(deel("lokaal", passages=[replace(signed, code="lokaal.niet")]))) == [text]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Een 16-jarige uit onze gemeente werd gedwongen.", "case"),
        ("Zij was 15 jaar toen het begon.", "case"),
        ("In 2025 hielpen wij drie slachtoffers.", "few"),
        ("De politie hield 2 verdachten aan.", "few"),
    ],
)
def test_a_person_without_a_name_is_noticed_too(text, code):
    assert of_zin(code, text) == [text]


@pytest.mark.parametrize("text", ["Jongeren van 16 en 17 jaar krijgen les.", "Wij helpen (mogelijke) slachtoffers."])
def test_a_group_is_no_person(text):
    assert of_zin("case", text) + of_zin("few", text) == []
