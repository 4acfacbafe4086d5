import pytest

from sjablonen.vergelijking import Change, unwrapped, word_diff


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
