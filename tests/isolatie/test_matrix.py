import pytest
from django.conf import settings
from django.core.cache import caches

from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.isolatie import canaries, documents, rules
from tests.isolatie.crawl import Crawl, Tally, between
from tests.isolatie.search import Search, in_valkey
from tests.isolatie.visitors import make_national

REQUESTS = 5_000
URLCONFS = (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF)


@pytest.fixture
def gemeenten(db):
    """The three of the tests, each full of its own canary."""
    found = list(Gemeente.objects.opened())
    make_national()
    for gemeente in found:
        canaries.fill(gemeente)
    yield found
    for gemeente in found:
        with in_gemeente(gemeente):
            caches["gemeente"].delete("kanarie")


@pytest.fixture
def search(db):
    return Search(dict(Gemeente.objects.opened().values_list("slug", "schema_name")))


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_address_says_for_whom_it_is(urlconf):
    assert rules.undeclared(rules.addresses(urlconf)) == set()


def test_every_model_of_a_gemeente_has_a_row_with_its_canary(gemeenten):
    for gemeente in gemeenten:
        with in_gemeente(gemeente):
            assert list(canaries.without_canary(gemeente)) == []


def test_matrix(gemeenten, search, capsys):
    total = Tally()
    for gemeente, other in between(gemeenten):
        total.add(Crawl(gemeente, other, search).run())
    with capsys.disabled():
        print(f"\nmatrix: {total.requests} requests, {total.sightings} with their own canary, {len(total.leaks)} leaks")
    assert (total.leaks, total.surprises) == ([], [])
    assert total.requests >= REQUESTS
    assert total.sightings >= total.requests / 20


def test_documents_hold_no_canary_but_their_own(gemeenten, search):
    seen = {
        kind: search(text)
        for gemeente, kinds in documents.shares(gemeenten)
        for kind, text in documents.texts(gemeente, kinds)
    }
    expected = {kind: {gemeente.schema_name} for gemeente, kinds in documents.shares(gemeenten) for kind in kinds}
    assert seen == expected | {"metadata": set()}  # holds no text of the gemeente


def test_valkey_holds_a_canary_only_under_the_key_of_its_gemeente(gemeenten, search):
    found = dict(in_valkey(search))
    assert found == {f"{gemeente.schema_name}::1:kanarie": {gemeente.schema_name} for gemeente in gemeenten}
