"""What is typed with a one-time link is never lost, and nobody overwrites anybody."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from metingen.models import Antwoordlink, Indiening, Meetronde
from metingen.retention import enforce_retention
from tenants.models import Gemeente
from tests.metingen.links import ANSWERS, along, make_token, open_page, path, send, take
from tests.pages import shown

BY_ITSELF = {"HTTP_X_VANZELF": "1", "HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def waard(db):
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def token(meetronde, waard, medewerker):
    return make_token(meetronde, waard, medewerker)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def colleague(client_for):
    return client_for(None, gemeente=None)


WRONG = {
    "AB-P1-1": "deels",
    "aandachtsfunctionaris_uren": "acht",
    "mandaat_datum": "gisteren",
    "mandaat_functie": "x" * 200,
}


def test_what_is_kept_on_the_way_is_there_the_next_time_right_or_wrong(visitor, colleague, token):
    kept = take(visitor, token, "bewaren", data=WRONG)
    assert (kept.status_code, "Bewaard op" in shown(kept), kept.context["form"].errors) == (200, True, {})
    form = open_page(colleague, token).context["form"]
    assert {name: form[name].value() for name in WRONG} == WRONG
    assert (Indiening.objects.count(), Antwoordlink.objects.get().used_at) == (0, None)


@pytest.mark.parametrize("stap", ["bekijken", "wijzigen", "indienen"])
def test_every_step_keeps_what_was_typed(visitor, token, stap):
    take(visitor, token, stap)
    assert Antwoordlink.objects.get().draft == {
        name: values if isinstance(values, list) else [values] for name, values in ANSWERS.items()
    }


def test_a_page_that_saves_by_itself_gets_the_version_for_the_next_time(visitor, token):
    page = open_page(visitor, token)
    told = [
        visitor.post(path(token), {**along(page), "AB-P1-1": status, "stap": "bewaren"}, **BY_ITSELF)
        for status in ("deels", "geregeld")
    ]
    assert [(each.status_code, 'name="bewaard" value=' in each.text, "Bewaard op" in each.text) for each in told] == [
        (200, True, True)
    ] * 2
    assert Antwoordlink.objects.get().draft["AB-P1-1"] == ["geregeld"]


def test_two_with_one_link_are_asked_which_of_both_counts(visitor, colleague, token):
    mine, hers = (along(open_page(each, token)) for each in (visitor, colleague))
    take(visitor, token, "bewaren", data=mine | {"AB-P1-1": "deels", "begroting": "ja"})
    page = take(colleague, token, "bekijken", data=hers | {**ANSWERS, "AB-P1-1": "geregeld", "begroting": "ja"})
    said = {each.field.name: (each.theirs, each.mine) for each in page.context["theirs"]}
    assert (page.status_code, said["AB-P1-1"], "begroting" in said) == (409, ("deels", "geregeld"), False)
    assert said["AB-P1-1-wie"] == ("niet ingevuld", "wij zelf, de regio")
    assert page.context["form"]["AB-P1-1"].value() == "geregeld"
    assert Antwoordlink.objects.get().draft["AB-P1-1"] == ["deels"]
    take(colleague, token, "bewaren", data=along(page) | {"AB-P1-1": "geregeld"})
    assert Antwoordlink.objects.get().draft["AB-P1-1"] == ["geregeld"]


def test_a_page_that_saves_by_itself_overwrites_nobody(visitor, colleague, token):
    mine, hers = (along(open_page(each, token)) for each in (visitor, colleague))
    take(visitor, token, "bewaren", data=mine | {"AB-P1-1": "deels"})
    told = [
        colleague.post(path(token), {**hers, "AB-P1-1": "geregeld", "stap": "bewaren"}, **BY_ITSELF) for _ in range(2)
    ]
    assert [(each.status_code, "Iemand anders" in each.text) for each in told] == [(409, True)] * 2
    assert Antwoordlink.objects.get().draft["AB-P1-1"] == ["deels"]


def test_a_page_does_not_collide_with_itself(visitor, token):
    """It was sent while its own save by itself was under way."""
    page = along(open_page(visitor, token))
    visitor.post(path(token), {**page, "AB-P1-1": "nog_niet", "stap": "bewaren"}, **BY_ITSELF)
    assert take(visitor, token, "bekijken", data={**ANSWERS, **page}).status_code == 200


def test_a_draft_lives_on_top_of_what_was_sent(visitor, token, meetronde, waard, medewerker):
    send(visitor, token)
    newer = make_token(meetronde, waard, medewerker)
    take(visitor, newer, "bewaren", data={"AB-P1-1": "geregeld"})
    page = open_page(visitor, newer)
    assert page.context["form"]["AB-P1-1"].value() == "geregeld"
    assert "Hieronder staat wat je daarna invulde" in shown(page)


@pytest.mark.parametrize("odd", ["\x00", "\u200b", "x" * 100_000, "😀"])
def test_odd_text_is_no_fault(visitor, token, odd):
    assert take(visitor, token, "bewaren", data={"mandaat_functie": odd}).status_code == 200


@pytest.mark.parametrize(
    "carried", [{"bewaard": "x"}, {"bewaard": "9" * 30}, {"pagina": "<script>"}, {"pagina": "é" * 16}]
)
def test_what_a_page_carries_along_may_be_anything(visitor, token, carried):
    assert take(visitor, token, "bewaren", data={"AB-P1-1": "deels", **carried}).status_code == 200
    assert Antwoordlink.objects.get().draft_page.isalnum()


def test_submitting_wipes_what_was_kept(visitor, token):
    send(visitor, token)
    assert Antwoordlink.objects.get().draft is None


@pytest.mark.parametrize("how", ["old", "over", "closed"])
def test_what_was_kept_goes_when_nobody_can_submit_it_any_more(visitor, token, how):
    take(visitor, token, "bewaren")
    assert enforce_retention()["antwoordlinks"] == 0
    assert Antwoordlink.objects.get().draft is not None
    yesterday = timezone.now() - timedelta(days=1)
    if how == "old":
        Antwoordlink.objects.update(valid_until=yesterday)
    elif how == "closed":
        Meetronde.objects.update(staat="gesloten")
    else:
        day = timezone.localdate(yesterday)
        Meetronde.objects.update(periode_tot=day, periode_van=day)
    enforce_retention()
    assert Antwoordlink.objects.get().draft is None


def test_staff_see_nothing_of_it(visitor, token, client_for, medewerker, meetronde):
    take(visitor, token, "bewaren", data={"mandaat_functie": "KANARIE"})
    staff = client_for(medewerker, gemeente=None)
    pages = [staff.get(f"/meetrondes/{meetronde.pk}/{part}") for part in ("", "links/", "link/")]
    assert ["KANARIE" in page.text for page in pages] == [False] * 3
