from tests.isolatie import storm

SWITCHES = 20_000


def test_storm_of_switches_brings_no_wrong_row(django_db_setup, capsys):
    total = storm.run(SWITCHES, seed=2026)
    with capsys.disabled():
        print()
        assert storm.verdict(SWITCHES, total) == 0
    assert total["refused"] >= SWITCHES / 10
