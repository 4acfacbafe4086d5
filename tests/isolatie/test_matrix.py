import pytest
from django.conf import settings as configured
from django.core.cache import caches

from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.database import SLUGS
from tests.isolatie import canaries, documents, joint, overdracht, rounds, rules
from tests.isolatie.crawl import Crawl, between
from tests.isolatie.search import Search, in_valkey, joint_of
from tests.isolatie.visitors import make_national

REQUESTS = 5_000
URLCONFS = (configured.ROOT_URLCONF, configured.PUBLIC_SCHEMA_URLCONF)


@pytest.fixture
def gemeenten(db):
    """The three of the tests, each full of its own canary, and with a joint plan that one of the two others is in."""
    found = list(Gemeente.objects.opened())
    make_national()
    rounds.fill()
    for gemeente in found:
        canaries.fill(gemeente)
    for pair in between(found):
        joint.fill(*pair)
        overdracht.fill(*pair)
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


@pytest.fixture(autouse=True)
def journal_apart(settings, tmp_path):
    """What is written in it is not rolled back."""
    settings.WISSINGEN_FILE = str(tmp_path / "wissingen")


@pytest.mark.parametrize("urlconf", URLCONFS)
def test_every_address_says_for_whom_it_is(urlconf):
    assert rules.undeclared(rules.addresses(urlconf)) == set()


def test_every_model_of_a_gemeente_has_a_row_with_its_canary(gemeenten):
    for gemeente in gemeenten:
        with in_gemeente(gemeente):
            assert list(canaries.without_canary(gemeente)) == []


def test_every_row_of_a_joint_plan_has_the_canary_of_that_plan_and_no_other(gemeenten, search):
    for gemeente in gemeenten:
        gezamenlijk_plan = GezamenlijkPlan.objects.get(initiatiefnemer=gemeente)
        rows = [gezamenlijk_plan.naam, *map(str, Deelname.objects.filter(gezamenlijk_plan=gezamenlijk_plan).values())]
        assert [search(row) for row in rows] == [{joint_of(gemeente.schema_name)}] * 3


@pytest.mark.parametrize("turn", range(len(SLUGS)), ids=SLUGS)
def test_matrix(gemeenten, search, turn, capsys):
    """Apart per gemeente, so that two processes can share the work; each makes its part of the requests."""
    gemeente, other = list(between(gemeenten))[turn]
    tally = Crawl(gemeente, other, search, turn).run()
    with capsys.disabled():
        print(f"\nmatrix: {tally.counts()}")
    assert (tally.leaks, tally.surprises) == ([], [])
    assert set(tally.told) == set(rules.TOLD)
    assert tally.requests >= REQUESTS / len(SLUGS)
    assert tally.sightings >= tally.requests / 20
    assert tally.joint >= sum(address.model is GezamenlijkPlan for address in rules.addresses(configured.ROOT_URLCONF))


def test_documents_hold_no_canary_but_their_own(gemeenten, search):
    seen = {
        kind: search(text)
        for gemeente, kinds in documents.shares(gemeenten)
        for kind, text in documents.texts(gemeente, kinds)
    }
    expected = {kind: {gemeente.schema_name} for gemeente, kinds in documents.shares(gemeenten) for kind in kinds}
    assert seen == expected


def test_text_of_a_joint_plan_holds_its_canary_alone(gemeenten, search):
    for gemeente in gemeenten:
        assert search(documents.joint_text(gemeente)) == {joint_of(gemeente.schema_name)}


def test_valkey_holds_a_canary_only_under_the_key_of_its_gemeente(gemeenten, search):
    found = dict(in_valkey(search))
    assert found == {f"{gemeente.schema_name}::1:kanarie": {gemeente.schema_name} for gemeente in gemeenten}
