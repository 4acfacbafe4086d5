"""Staff see how often answers do not fit, and never at whom, nor a number of fewer than ten."""

from datetime import timedelta

import pytest

from dashboards.tegenspraken import COUNTED_RULES, Total
from tenants.models import Gemeente
from tests.dashboards.conftest import submit
from tests.pages import shown

URL = "/land/tegenspraken/"
ODD = {"zorgcoordinatie": "nee"}


@pytest.fixture
def places(db, ronde):
    return list(Gemeente.objects.filter(code__lt="GM9000").order_by("code")[:24])


def words_by_code(page):
    return {total.rule.code: total.words for total in page.context["totals"]}


def test_tegenspraak_list_counts_from_ten_and_names_nobody(vng, ronde, places):
    for gemeente in places[:11]:
        submit(ronde, gemeente, enquete=ODD)
    for gemeente in places[11:]:
        submit(ronde, gemeente, enquete={"zorgcoordinatie": "ja"}, statuses={"SV-P1-1": "nog_niet"})
    page = vng.get(URL)
    found = words_by_code(page)
    assert (found["zorg-niet"], found["bekend-zonder"], found["plan-wel"]) == ("11", "13", "minder dan tien")
    assert list(found) == [rule.code for rule in COUNTED_RULES]
    listed = shown(page).partition("Deze antwoorden staan naast elkaar")[2]
    assert [gemeente.naam for gemeente in places if gemeente.naam in listed] == []


def test_what_did_not_hold_yet_on_the_day_of_submitting_is_not_counted(vng, ronde, places):
    for gemeente in places[:12]:
        indiening_day = (ronde.opened_at + timedelta(days=3)).date()
        submit(ronde, gemeente, enquete={"beleidsplan": "eigen", "beleidsplan_geldig_tot": indiening_day})
    assert words_by_code(vng.get(URL))["plan-voorbij"] == "minder dan tien"


def test_of_fewer_than_ten_that_share_nothing_is_said(vng, ronde, places):
    for gemeente in places[:9]:
        submit(ronde, gemeente, enquete=ODD)
    page = vng.get(URL)
    assert (page.context["totals"], "minder dan tien gemeenten" in shown(page)) == ([], True)


def test_what_was_shared_with_another_is_not_counted(vng, comensha, ronde, places):
    for gemeente in places[:12]:
        submit(ronde, gemeente, enquete=ODD, organisaties=["comensha"])
    assert [bool(each.get(URL).context["totals"]) for each in (vng, comensha)] == [False, True]


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [(0, 40, "minder dan tien"), (9, 40, "minder dan tien"), (10, 40, "10"), (30, 40, "30"), (31, 40, "bijna alle"),
     (40, 40, "40")],
)  # fmt: skip
def test_small_groups_are_words_on_either_side(count, n, words):
    assert Total(COUNTED_RULES[0], count, n).words == words


def test_it_costs_the_same_with_ten_and_twenty(vng, ronde, places, django_assert_max_num_queries):
    counts = []
    for more in (places[:10], places[10:20]):
        for gemeente in more:
            submit(ronde, gemeente)
        vng.get(URL)
        with django_assert_max_num_queries(20) as asked:
            vng.get(URL)
        counts.append(len(asked))
    assert counts[0] == counts[1]
