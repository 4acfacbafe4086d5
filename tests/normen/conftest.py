import pytest
from django.core.cache import caches

from tests.normen.world import make_world

COUNTS: list[str] = []  # how much was done, for the summary of the run


def pytest_terminal_summary(terminalreporter):
    for line in COUNTS:
        terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def fresh_counters():
    """The limits on logging in count in the cache, which no transaction takes back."""
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def world(db):
    """A gemeente with something at every address, and its people. Not the one of test_faults, which commits."""
    return make_world("voorbeeldstad")
