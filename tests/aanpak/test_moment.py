from datetime import date

import pytest

from aanpak.models import Actie
from aanpak.moment import first_year, moment_of, rank

MAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("values", "said", "year"),
    [
        ({}, "", None),
        ({"gereed": MAY}, "1 mei 2027", 2027),
        ({"gereed": MAY, "cadans": "jaarlijks"}, "1 mei 2027, elk jaar", 2027),
        ({"gereed": date(2029, 5, 1), "jaar": 2027}, "1 mei 2029", 2027),
        ({"jaar": 2028}, "2028", 2028),
        ({"cadans": "jaarlijks"}, "elk jaar", None),
        ({"staat": "doorlopend"}, "steeds", None),
        ({"staat": "doorlopend", "cadans": "per_kwartaal", "jaar": 2027}, "2027, elk kwartaal", 2027),
    ],
)
def test_moment_of_says_what_is_known_and_guesses_nothing(values, said, year):
    actie = Actie(**values)
    assert (moment_of(actie), first_year(actie)) == (said, year)


def test_rank_puts_now_first_and_what_was_not_chosen_last():
    acties = [Actie(prioriteit=value) for value in ("", "later", "nu", "daarna")]
    assert [actie.prioriteit for actie in sorted(acties, key=rank)] == ["nu", "daarna", "later", ""]
