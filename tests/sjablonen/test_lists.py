import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjablonen.lists import with_lists
from sjablonen.markdown import markdown


@pytest.mark.parametrize(
    ("pasted", "marks"),
    [
        ("•\tWord een\n•\tWord twee", "- Word een\n- Word twee"),
        ("\uf0b7\tWord een\n\uf0b7\tWord twee", "- Word een\n- Word twee"),
        ("·         Outlook\n·\xa0\xa0\xa0twee", "- Outlook\n- twee"),
        ("•strak\n▪ ruim", "- strak\n    - ruim"),
        ("–\teen\n–\ttwee", "- een\n- twee"),
        ("§\teen\n§\ttwee", "- een\n- twee"),
        ("-\teen\n*\ttwee\n-\tdrie", "- een\n    - twee\n- drie"),
        ("•\ta\no\tb\n\uf0a7\tc\no\td\n•\te", "- a\n    - b\n- c\n    - d\n- e"),
        ("•\ta\no\tb\n▪\tc\no\td\n•\te", "- a\n    - b\n        - c\n    - d\n- e"),
        ("•\ta\n\t•\tb\n\t\t•\tc\n•\td", "- a\n    - b\n        - c\n- d"),
        (
            "1)\teen\n2)\ttwee\na.\tonder\nb.\tdaaronder\n3)\tdrie",
            "1. een\n2. twee\n    1. onder\n    2. daaronder\n3. drie",
        ),
        ("a)\teen\ni.\tdiep\nii.\tdieper\nb)\ttwee", "1. een\n    1. diep\n    2. dieper\n2. twee"),
        ("h.\tacht\ni.\tnegen", "8. acht\n9. negen"),
        ("Wij doen:\n3)\tdrie\n4)\tvier", "Wij doen:\n\n3. drie\n4. vier"),
        ("voor:\n– eigen opvang\n– een eigen meldpunt", "voor:\n- eigen opvang\n- een eigen meldpunt"),
        ("•\teen\n•\ttwee\nDaarna een zin.", "- een\n- twee\n\nDaarna een zin."),
        ("•\teen regel die\nverder gaat\n•\ttwee", "- een regel die\nverder gaat\n- twee"),
        ("•\teen\u2028•\ttwee", "- een\n- twee"),
        ("Eerst\r\n•\teen\r\n\r\n•\ttwee", "Eerst\n- een\n\n- twee"),
    ],
)
def test_a_list_of_word_becomes_one_of_markdown(pasted, marks):
    assert with_lists(pasted) == marks
    assert with_lists(marks) == marks


@pytest.mark.parametrize(
    "tekst",
    [
        "- een\n- twee\n    - drie\n\n1. een\n2. twee",
        "Wij doen dit\n– zo goed als dat kan –\nmet anderen.",
        "o ja, en § 3 van de wet",
        "A. de Vries\n1985. was een jaar.",
        "| Wat | Wie |\n|---|---|\n| • x | y |",
        "### Kop\n\nEen • midden in de zin.\n\n•",
        "€ 5 · € 6",
    ],
)
def test_what_is_no_list_of_word_stays_as_it_is(tekst):
    assert with_lists(tekst) == tekst


@given(st.text(alphabet="aé€.1)•o–-\t\n \xa0i▪A:", max_size=60))
def test_lists_are_found_once_and_no_word_is_lost(tekst):
    once = with_lists(tekst)
    assert with_lists(once) == once
    assert [sign for sign in once if sign in "é€"] == [sign for sign in tekst if sign in "é€"]


def test_levels_come_out_as_lists_within_lists():
    html = markdown(with_lists("Wij hebben:\n•\ta\no\tb\n•\tc\n1)\td\n2)\te")).replace("\n", "")
    assert html == ("<p>Wij hebben:</p><ul><li>a<ul><li>b</li></ul></li><li>c<ol><li>d</li><li>e</li></ol></li></ul>")
