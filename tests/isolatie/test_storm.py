import os

from tests.debian import unpack_or_skip
from tests.isolatie import storm
from tests.pooler import PACKAGES, pooling

SWITCHES, THROUGH_POOLER = 20_000, 5_000


def test_storm_of_switches_brings_no_wrong_row(django_db_setup, capsys):
    total = storm.run(SWITCHES, seed=2026)
    with capsys.disabled():
        print()
        assert storm.verdict(SWITCHES, total) == 0
    assert total["refused"] >= SWITCHES / 10


def test_storm_through_three_connections_of_a_pooler_brings_no_wrong_row(django_db_setup, capsys):
    with pooling(unpack_or_skip(*PACKAGES), os.environ["DATABASE_URL"], size=3) as url:
        total = storm.run(THROUGH_POOLER, seed=37, DATABASE_URL=url)
    with capsys.disabled():
        print()
        assert storm.verdict(THROUGH_POOLER, total) == 0
    assert total["refused"] >= THROUGH_POOLER / 10
