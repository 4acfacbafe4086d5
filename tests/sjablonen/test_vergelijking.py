import pytest

from sjablonen.vergelijking import Change, as_read, unwrapped, word_diff


def test_word_diff_tells_which_words_came_and_went():
    assert word_diff("Wij doen dit\nelk jaar goed.", "Wij doen dat elk jaar heel goed.") == [
        Change("same", "Wij doen "),
        Change("gone", "dit "),
        Change("new", "dat "),
        Change("same", "elk jaar "),
        Change("new", "heel "),
        Change("same", "goed."),
    ]


@pytest.mark.parametrize(("old", "new", "kinds"), [("", "a", ["new"]), ("a", "", ["gone"]), ("a b", "a\nb", ["same"])])
def test_word_diff_of_all_or_nothing(old, new, kinds):
    assert [change.kind for change in word_diff(old, new)] == kinds


def test_unwrapped_keeps_paragraphs_items_headings_and_tables():
    text = "Een\ntwee.\n\n- drie\n  vier\n- vijf\n\n### Kop\n\n| a |\n|---|\n| b |\n"
    assert unwrapped(text) == "Een twee.\n\n- drie vier\n- vijf\n\n### Kop\n\n| a |\n|---|\n| b |"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Een **twee**\n*drie*.\n\n### Kop\n\nVier.", "Een twee drie.\n\nKop\n\nVier."),
        ("Zie [de wet](https://wetten.nl/x).", "Zie de wet (https://wetten.nl/x)."),
        ("Mail [a@b.nl](mailto:a@b.nl).", "Mail a@b.nl."),
        ("Dit:\n\n- een\n  - twee\n- drie\n\nEinde.", "Dit:\n\n• een\n  • twee\n• drie\n\nEinde."),
        ("3. drie\n\n   nog\n\n4. vier", "3. drie\nnog\n4. vier"),
        ("| Wat | Wie |\n|---|---|\n| Les | **Zorg** |\n\nNa.", "Wat · Wie\nLes · Zorg\n\nNa."),
        ("2 < 3 & <b>x</b>", "2 < 3 & <b>x</b>"),
        ("", ""),
    ],
)
def test_as_read_is_what_is_printed(text, read):
    assert as_read(text) == read


def test_word_diff_shows_words_as_they_are_read():
    old, new = "- Zie **[de wet](https://oud.nl)**", "- Zie *[de wet](https://nieuw.nl)* en\n- bel 112"
    assert word_diff(old, new) == [
        Change("same", "• Zie de wet "),
        Change("gone", "(https://oud.nl)"),
        Change("new", "(https://nieuw.nl) en\n• bel 112"),
    ]
