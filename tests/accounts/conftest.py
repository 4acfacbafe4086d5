import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def fresh_counters():
    """The limits on logging in count in the cache, which no transaction takes back."""
    caches["default"].clear()
    yield
    caches["default"].clear()
