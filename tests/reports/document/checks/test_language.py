import time
from dataclasses import replace

import pytest

from reports.document.begrippen import PlanBegrip
from reports.document.checks.reader import read
from reports.document.checks.sentences import sentences
from reports.document.chosen import PlanOptie, PlanPrioriteit, PlanSamenvatting, PlanScenarios
from tests.reports.document.checks.small import TODAY, actie, deel, of_zin, passage, plan, remarks, said, zin

NOISE = 0.02  # seconds; most of these texts take less
LONG = f"Wij {'en '.join(['doen '] * 24)}dat."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Een zin. Nog een zin.", ["Een zin.", "Nog een zin."]),
        ("Zie art. 273f. Dat is nr. 5 van 2021.", ["Zie art. 273f.", "Dat is nr. 5 van 2021."]),
        ("Eerste regel\nloopt door.", ["Eerste regel loopt door."]),
        ("Lijst:\n- een\n- twee", ["Lijst:", "een", "twee"]),
        ("### Kop\n\n**Vet** en [link](https://x.nl/a.b).", ["Kop", "Vet en link."]),
        ("| Wat | Wie |\n| --- | --- |\n| Bellen | Team |", ["Wat", "Wie", "Bellen", "Team"]),
    ],
)
def test_sentences(text, found):
    assert sentences(text) == found


@pytest.mark.parametrize(("count", "found"), [(25, False), (26, True)])
def test_a_long_sentence(count, found):
    assert bool(of_zin("long", " ".join(["woord"] * count) + ".")) == found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("passive", "Signalen worden door de balie gemeld."),
        ("passive", "Er wordt jaarlijks een training georganiseerd."),
        ("passive", "De route werd in overleg vastgesteld."),
        ("hard", "Wij doen dat middels een convenant."),
        ("hard", "Wij handelen ten behoeve van inwoners."),
        ("vague", "Waar mogelijk doen wij mee."),
        ("to_fill", "Onze trekker is [naam invullen]."),
        ("to_fill", "Wij hebben XX aandachtsfunctionarissen."),
        ("code", "Dit hoort bij SV-P1-2."),
        ("short", "Wij werken samen met de XYZ."),
    ],
)
def test_a_sentence_to_look_at_again(code, text):
    assert of_zin(code, text) == [text]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("passive", "Wij melden signalen."),
        ("passive", "Jongeren worden ouder."),
        ("passive", "Het worden drie gemeenten."),
        ("hard", "Wij doen dat met een convenant."),
        ("vague", "Wij doen elke maand mee."),
        ("to_fill", "Wij vullen dit samen in [bron]."),
        ("code", "Dit hoort bij artikel 273f."),
        ("short", "Wij werken samen met de GGD."),
        ("short", "Wij werken met de Algemene plaatselijke verordening (APV). De APV helpt."),
    ],
)
def test_a_sentence_that_is_fine(code, text):
    assert of_zin(code, text) == []


def test_a_remark_says_which_word_and_what_instead():
    (found,) = remarks("hard", plan(deel(zinnen=[zin("Wij doen dat middels een plan, conform de wet.")])))
    assert found.found.said == "‘conform’: liever ‘volgens’; ‘middels’: liever ‘met’."


def test_the_begrippenlijst_of_the_plan_explains_too():
    text = "De gezagsdriehoek bespreekt dit met het RIEC."
    words = {"gezagsdriehoek": ("gezagsdriehoek",), "RIEC": ("RIEC",)}
    listed = tuple(PlanBegrip(term, term, "Uitleg.", "", forms) for term, forms in words.items())
    whole = plan(deel(zinnen=[zin(text)]))
    assert said("term", whole) + said("short", whole) == [text, text]
    listing = replace(whole, begrippen=listed)
    assert said("term", listing) + said("short", listing) == []


def test_what_was_written_for_the_samenvatting_is_read_too():
    chosen = PlanSamenvatting(("Wij doen dit middels toezicht.",), (PlanPrioriteit("Les.", "Petra Jansen wil dit."),))
    whole = plan(samenvatting=chosen)
    assert (said("hard", whole), said("name", whole)) == ([chosen.problemen[0]], ["Petra Jansen wil dit."])


def test_what_was_written_for_the_college_to_choose_from_is_read_too():
    chosen = PlanScenarios((PlanOptie(1, "Middels toezicht"),), (), advies=1, reden="Petra Jansen wil dit.")
    whole = plan(scenarios=chosen)
    assert (said("hard", whole), said("name", whole)) == (["Middels toezicht"], ["Petra Jansen wil dit."])


def test_the_language_of_a_standard_text_is_not_ours_to_judge():
    text = "Indien nodig worden signalen middels een formulier gemeld."
    whole = [plan(deel("h1", passages=[passage(text, laag=laag)])) for laag in ("landelijk", "regionaal", "lokaal")]
    assert [said("hard", each) for each in whole] == [[], [], [text]]


def test_a_term_asks_one_explanation_somewhere():
    text = "De gezagsdriehoek bespreekt dit."
    assert said("term", plan(deel(zinnen=[zin(text)]), deel("h2", passages=[passage(text)]))) == [text]
    told = "In de gezagsdriehoek zitten burgemeester, officier van justitie en politie."
    assert said("term", plan(deel(zinnen=[zin(text)]), deel("h2", passages=[passage(told)]))) == []


@pytest.mark.parametrize(
    "piece", ["[", "a.", "A.", "Jan ", "- ", "\n ", "|", "**", "van de ", "in 2019 ", "[a](", "ge", "‘“"]
)
def test_a_text_that_is_made_to_be_slow_is_not(piece):
    """Four times the text is about four times the work; it would be sixteen times if each piece read all others."""
    assert work(piece, 24_000) < 8 * work(piece, 6_000) + NOISE


def work(piece: str, length: int) -> float:
    """Seconds of this process alone, in the best of three: what else the machine does is left out."""
    whole = plan(deel("lokaal", passages=[passage(piece * (length // len(piece)), laag="lokaal")]))
    taken = []
    for _ in range(3):
        begun = time.process_time()
        assert read(whole, today=TODAY)
        taken.append(time.process_time() - begun)
    return min(taken)


def test_a_sentence_that_returns_is_named_the_second_time():
    text = "Wij geven elk jaar een training aan de balie."
    whole = plan(deel(zinnen=[zin(text)], acties=[actie(text)]))
    (found,) = remarks("repeated", whole)
    assert found.found.place.kind == "actie"
    assert said("repeated", plan(deel(zinnen=[zin("Wij doen mee.")], acties=[actie("Wij doen mee.")]))) == []
