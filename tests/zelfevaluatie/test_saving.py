"""The views that save an answer: what they write, what they refuse, and that nothing typed is lost."""

import json
import re
from html import escape

import pytest
from django.utils import timezone

from saving.conflicts import Line
from tests.pages import present
from tests.zelfevaluatie.browser import HTMX, PAGE, SAVE, SCRIPT, post
from zelfevaluatie.models import PLAN_ZIN_MAX, TOELICHTING_MAX, AntwoordRevision

TEXT_FIELDS = ("plan_zin", "toelichting", "nvt_reden", "georganiseerd_door", "trekker")


def saved_at(antwoord):
    return f"Opgeslagen om {timezone.localtime(antwoord.updated_at):%H:%M}"


def test_bouwsteen_save_with_htmx_says_when_and_gives_the_next_version(client, antwoord):
    response = post(client, HTMX, status="deels", plan_zin="Wij werken samen.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.status, antwoord.plan_zin) == (200, "deels", "Wij werken samen.")
    assert saved_at(antwoord) in response.text
    assert re.findall(r'name="version"\s+id="id_version"\s+value="(\d+)"', response.text) == ["1"]


def test_bouwsteen_save_without_javascript_comes_back_and_says_what_and_when(client, antwoord):
    response = client.post(f"{PAGE}opslaan/", {"version": "0", "status": "deels"}, follow=True)
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
        "trekker": "Beleid",
    }
    post(client, **data)
    antwoord.refresh_from_db()
    assert antwoord.data() == {**data, "zo_houden": False}


def test_bouwsteen_save_that_changes_nothing_writes_nothing(client, antwoord):
    assert post(client, HTMX).status_code == 200
    antwoord.refresh_from_db()
    assert (antwoord.version, AntwoordRevision.objects.count()) == (0, 0)


def test_bouwsteen_save_can_empty_an_answer(client, antwoord):
    post(client, status="deels", plan_zin="Wij.")
    post(client, version="1")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.version) == ("", "", 2)


@pytest.mark.parametrize("headers", [HTMX, None])
def test_bouwsteen_save_of_what_both_wrote_asks_per_field(client, antwoord, saved_by_colleague, headers):
    response = post(client, headers, status="deels", plan_zin="Van mij.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin) == (409, "Van de collega.")
    assert [(choice.key, choice.who, choice.basis, choice.lines) for choice in response.context["choices"]] == [
        ("status", "Beheerder Stadskanaal", 0, [Line("Hoe staat het ervoor?", "deels", "geregeld")]),
        ("plan_zin", "Beheerder Stadskanaal", 0, [Line("Zin voor het beleidsplan", "Van mij.", "Van de collega.")]),
    ]
    assert [text in response.text for text in ("Van mij.", "Van de collega.", "Beheerder Stadskanaal")] == [True] * 3


def test_bouwsteen_save_with_a_stale_version_keeps_the_text_in_the_form(client, saved_by_colleague):
    response = post(client, plan_zin="Van mij.")
    assert response.context["form"]["plan_zin"].value() == "Van mij."


@pytest.mark.parametrize(("choice", "text"), [("mijn", "Van mij."), ("collega", "Van de collega.")])
def test_bouwsteen_save_can_choose_per_field_after_a_conflict(client, antwoord, saved_by_colleague, choice, text):
    sent = re.findall(r'type="hidden"\s+name="([\w-]+)"[^>]*value="(\d+)"', post(client, plan_zin="Van mij.").text)
    hidden = {name: value for name, value in sent if name in ("version", "basis-plan_zin")}
    assert hidden == {"version": "1", "basis-plan_zin": "0"}
    response = post(client, status="geregeld", plan_zin="Van mij.", **hidden, **{"keuze-plan_zin": choice})
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin, antwoord.status) == (302, text, "geregeld")
    lost = [r.data["plan_zin"] for r in AntwoordRevision.objects.filter(accepted=False)]
    assert lost == ["Van mij."]


@pytest.mark.parametrize("headers", [HTMX, None])
def test_bouwsteen_save_of_another_field_keeps_the_colleagues_and_tells(client, antwoord, saved_by_colleague, headers):
    response = client.post(SAVE, {"version": "0", "toelichting": "Van mij."}, headers=headers, follow=not headers)
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.plan_zin, antwoord.toelichting) == ("geregeld", "Van de collega.", "Van mij.")
    told = (
        "Beheerder Stadskanaal vulde intussen ‘Hoe staat het ervoor?’ en ‘Zin voor het beleidsplan’ in; "
        "die staan er nu bij."
    )
    assert (response.status_code, told in response.text) == (200, True)


def test_bouwsteen_save_with_htmx_brings_in_what_a_colleague_saved(client, saved_by_colleague):
    response = post(client, HTMX, toelichting="Van mij.")
    found = re.search(r'<script id="van-anderen" type="application/json">(.*?)</script>', response.text)
    assert json.loads(found[1]) == [
        {"name": "status", "values": ["geregeld"], "read": 0},
        {"name": "plan_zin", "values": ["Van de collega."], "read": 0},
    ]


def test_my_other_tab_is_not_called_a_colleague(client, antwoord):
    post(client, plan_zin="Uit het eerste tabblad.")
    response = post(client, plan_zin="Uit het tweede.")
    assert [choice.who for choice in response.context["choices"]] == [""]
    text = " ".join(response.text.split())
    assert "In een ander tabblad heb je intussen ook ‘Zin voor het beleidsplan’ veranderd" in text
    told = post(client, toelichting="Nog iets.", headers=HTMX).context["told"]
    assert told == "In een ander tabblad vulde je intussen ‘Zin voor het beleidsplan’ in; die staat er nu bij."


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
    assert (antwoord.version, getattr(antwoord, field)) == (0, "")


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
        ("streefdoel_datum", "0026-01-05"),
        ("streefdoel_datum", "9999-12-31"),
        ("version", "x"),
        ("version", ""),
        ("version", "-1"),
        ("version", "99999999999"),
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
    assert antwoord.version == 0


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
    assert present(response.text, "<script>alert", escape(SCRIPT)) == [escape(SCRIPT)]


def test_bouwsteen_save_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    post(client, HTMX, status="deels")
    with django_assert_num_queries(6):  # entrance; BEGIN, answer, save, logboek, COMMIT
        post(client, HTMX, version="1", status="geregeld", plan_zin="Wij.")


def test_bouwsteen_save_without_a_change_says_so_without_javascript(client, antwoord):
    response = client.post(f"{PAGE}opslaan/", {"version": "0"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "BB-P1-1 was al opgeslagen. Er is niets veranderd."
    ]


def test_bouwsteen_save_without_a_change_never_shows_an_old_time(client):
    post(client, status="deels")
    text = post(client, HTMX, version="1", status="deels").text
    assert present(text, "Niets veranderd</p>", "Opgeslagen om") == ["Niets veranderd</p>"]


BY_ITSELF = {**HTMX, "X-Vanzelf": "1"}


def test_nvt_waits_for_its_reason_while_somebody_types_and_loses_nothing(client, antwoord):
    response = post(client, BY_ITSELF, status="nvt", plan_zin="Wij.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.status, antwoord.plan_zin) == (200, "", "Wij.")
    assert 'role="alert"' not in response.text
    assert re.search(r"data-wacht\s.*Schrijf bij ‘n.v.t.’ kort de reden op.", response.text, re.DOTALL)
    post(client, BY_ITSELF, version="1", status="nvt", nvt_reden="Wij hebben dit niet.", plan_zin="Wij.")
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.nvt_reden) == ("nvt", "Wij hebben dit niet.")


def test_streefdoel_and_zo_houden_exclude_each_other(client, antwoord):
    both = {"streefdoel_status": "geregeld", "streefdoel_datum": "2027-06-30", "zo_houden": "on"}
    response = post(client, **both)
    assert response.context["form"].errors == {"zo_houden": ["Kies een streefdoel of ‘zo houden’. Niet allebei."]}
    waiting = post(client, BY_ITSELF, plan_zin="Wij.", **both)
    antwoord.refresh_from_db()
    assert (waiting.status_code, antwoord.plan_zin, antwoord.zo_houden) == (200, "Wij.", False)


@pytest.mark.parametrize("path", [PAGE, "/zelfevaluatie/vraag/PR-1/"])
def test_saving_by_an_address_goes_to_the_page_itself(client, path):
    response = client.get(f"{path}opslaan/")
    assert (response.status_code, response["Location"]) == (302, path)
