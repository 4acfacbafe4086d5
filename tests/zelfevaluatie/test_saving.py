"""The views that save an answer: what they write, what they refuse, and that nothing typed is lost."""

import re
from html import escape

import pytest
from django.utils import timezone

from tests.zelfevaluatie.browser import HTMX, PAGE, SCRIPT, post
from zelfevaluatie.models import PLAN_ZIN_MAX, TOELICHTING_MAX

TEXT_FIELDS = ("plan_zin", "toelichting", "nvt_reden", "georganiseerd_door", "trekker")


def saved_at(antwoord):
    return f"Opgeslagen om {timezone.localtime(antwoord.updated_at):%H:%M}"


def test_bouwsteen_save_with_htmx_says_when_and_gives_the_next_version(client, antwoord):
    response = post(client, HTMX, status="deels", plan_zin="Wij werken samen.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.status, antwoord.plan_zin) == (200, "deels", "Wij werken samen.")
    assert saved_at(antwoord) in response.text
    assert re.findall(r'name="version"\s+id="id_version"\s+value="(\d+)"', response.text) == ["2"]


def test_bouwsteen_save_without_javascript_comes_back_and_says_what_and_when(client, antwoord):
    response = client.post(f"{PAGE}opslaan/", {"version": "1", "status": "deels"}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    antwoord.refresh_from_db()
    said = [str(message) for message in response.context["messages"]]
    assert said == [f"BB-P1-1 is {saved_at(antwoord).lower()}: deels."]


def test_bouwsteen_save_keeps_every_field(client, antwoord):
    codes = [criterium.code for criterium in antwoord.bouwsteen.deelcriteria.all()]
    data = {
        "status": "nvt",
        "nvt_reden": "Past niet.",
        "plan_zin": "Wij.",
        "toelichting": "Zie map.",
        "deelcriteria": codes[:2],
        "organisatieniveau": ["zelf", "regio"],
        "georganiseerd_door": "GGD",
        "streefdoel_status": "geregeld",
        "streefdoel_datum": "2027-01-31",
        "zo_houden": "on",
        "trekker": "Beleid",
    }
    post(client, **data)
    antwoord.refresh_from_db()
    assert antwoord.data() == {**data, "zo_houden": True}


def test_bouwsteen_save_that_changes_nothing_writes_nothing(client, antwoord):
    assert post(client, HTMX).status_code == 200
    antwoord.refresh_from_db()
    assert (antwoord.version, antwoord.zelfevaluatie.revisions.count()) == (1, 0)


def test_bouwsteen_save_can_empty_an_answer(client, antwoord):
    post(client, status="deels", plan_zin="Wij.")
    post(client, version="2")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.version) == ("", "", 3)


@pytest.mark.parametrize("headers", [HTMX, None])
def test_bouwsteen_save_with_a_stale_version_shows_both_texts(client, antwoord, saved_by_colleague, headers):
    response = post(client, headers, status="deels", plan_zin="Van mij.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin) == (409, "Van de collega.")
    assert response.context["differences"] == [
        {"label": "Hoe staat het ervoor?", "mine": "deels", "theirs": "geregeld"},
        {"label": "Zin voor het beleidsplan", "mine": "Van mij.", "theirs": "Van de collega."},
    ]
    assert [text in response.text for text in ("Van mij.", "Van de collega.", "Beheerder Stadskanaal")] == [True] * 3


def test_bouwsteen_save_with_a_stale_version_keeps_the_text_in_the_form(client, saved_by_colleague):
    response = post(client, plan_zin="Van mij.")
    assert response.context["form"]["plan_zin"].value() == "Van mij."


def test_bouwsteen_save_can_choose_its_own_text_after_a_conflict(client, antwoord, saved_by_colleague):
    post(client, plan_zin="Van mij.")
    response = post(client, plan_zin="Van mij.", keep="2")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin, antwoord.version) == (302, "Van mij.", 3)
    texts = [(r.data["plan_zin"], r.accepted) for r in antwoord.zelfevaluatie.revisions.all()]
    assert texts == [("Van mij.", True), ("Van mij.", False), ("Van de collega.", True)]


@pytest.mark.parametrize("headers", [HTMX, None])
@pytest.mark.parametrize(
    ("field", "maximum", "shown"),
    [
        ("plan_zin", PLAN_ZIN_MAX, "2000"),
        ("toelichting", TOELICHTING_MAX, "5000"),
        ("nvt_reden", 500, "500"),
        ("georganiseerd_door", 200, "200"),
        ("trekker", 120, "120"),
    ],
)
def test_bouwsteen_save_of_an_oversize_text_names_the_limit_and_keeps_it(
    client, antwoord, headers, field, maximum, shown
):
    text = "é" * (maximum + 1)
    response = post(client, headers, **{field: text})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], text)
    assert (shown in form.errors[field][0].replace(".", ""), escape(form.errors[field][0]) in response.text) == (
        True,
        True,
    )
    antwoord.refresh_from_db()
    assert (antwoord.version, getattr(antwoord, field)) == (1, "")


def test_bouwsteen_save_accepts_a_text_of_the_full_length(client, antwoord):
    post(client, plan_zin="é" * PLAN_ZIN_MAX)
    antwoord.refresh_from_db()
    assert len(antwoord.plan_zin) == PLAN_ZIN_MAX


def test_bouwsteen_save_counts_a_line_break_once(client, antwoord):
    post(client, plan_zin="\r\n".join(["é" * 99] * 20))  # 1999 characters as the counter of the browser sees it
    antwoord.refresh_from_db()
    assert len(antwoord.plan_zin) == 1999


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_bouwsteen_save_refuses_a_nul_byte(client, antwoord, field):
    response = post(client, **{field: "voor\x00na"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("headers", [HTMX, None])
def test_bouwsteen_save_of_nvt_asks_for_a_reason_and_keeps_the_rest(client, antwoord, headers):
    response = post(client, headers, status="nvt", plan_zin="Wij.")
    assert response.context["form"].errors == {
        "nvt_reden": ["Schrijf bij ‘n.v.t.’ kort de reden op. De rest van je tekst blijft staan."]
    }
    assert (response.status_code, response.context["form"]["plan_zin"].value()) == (422, "Wij.")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "onzin"),
        ("deelcriteria", "SV-P1-1.a"),
        ("organisatieniveau", "onzin"),
        ("streefdoel_status", "nvt"),
        ("streefdoel_datum", "31-31-2026"),
        ("streefdoel_datum", "0000-00-00"),
        ("version", "x"),
        ("version", ""),
        ("version", "-1"),
        ("version", "99999999999"),
        ("keep", "99999999999"),
        ("version", "1\x00"),
        ("status", "\x00"),
        ("deelcriteria", "\x00"),
        ("streefdoel_datum", "\x00"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, None])
def test_bouwsteen_save_refuses_a_value_that_is_no_choice(client, antwoord, headers, field, value):
    response = post(client, headers, **{field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    antwoord.refresh_from_db()
    assert antwoord.version == 1


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_script_in_a_text_is_shown_as_text(client, antwoord, field):
    post(client, status="nvt", **{"nvt_reden": "x", field: SCRIPT})
    antwoord.refresh_from_db()
    pages = [
        client.get(path).text
        for path in (
            "/",
            PAGE,
            f"{PAGE}eerder/",
            "/zelfevaluatie/nog-te-regelen/",
            "/zelfevaluatie/",
            "/zelfevaluatie/thema/BB/",
        )
    ]
    assert (getattr(antwoord, field), ["<script>alert" in page for page in pages]) == (SCRIPT, [False] * 6)
    assert escape(SCRIPT) in pages[1]


@pytest.mark.parametrize("headers", [HTMX, None])
def test_script_in_a_conflict_is_shown_as_text(client, saved_by_colleague, headers):
    response = post(client, headers, plan_zin=SCRIPT)
    assert ("<script>alert" in response.text, escape(SCRIPT) in response.text) == (False, True)


def test_bouwsteen_save_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    post(client, HTMX, status="deels")
    with django_assert_num_queries(6):  # entrance; BEGIN, answer, save, logboek, COMMIT
        post(client, HTMX, version="2", status="geregeld", plan_zin="Wij.")


def test_bouwsteen_save_without_a_change_says_so_without_javascript(client, antwoord):
    response = client.post(f"{PAGE}opslaan/", {"version": "1"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "BB-P1-1 was al opgeslagen. Er is niets veranderd."
    ]
