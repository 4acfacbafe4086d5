import re
from html import escape

import pytest
from django.conf import settings
from django.utils import timezone

from aanpak.models import Actie
from tenants.context import in_gemeente
from zelfevaluatie.models import PLAN_ZIN_MAX, TOELICHTING_MAX, AanvullendAntwoord, Antwoord, Zelfevaluatie

PAGE, SAVE = "/zelfevaluatie/BB-P1-1/", "/zelfevaluatie/BB-P1-1/opslaan/"
VRAAG = "/zelfevaluatie/vraag/{}/"
HTMX = {"HX-Request": "true"}
SCRIPT = "<script>alert('Ü & \"x\"')</script>"
TEXT_FIELDS = ("plan_zin", "toelichting", "nvt_reden", "georganiseerd_door", "trekker")


def post(client, headers=None, path=SAVE, **data):
    return client.post(path, {"version": "1", **data}, headers=headers)


def saved_at(antwoord):
    return f"Opgeslagen om {timezone.localtime(antwoord.updated_at):%H:%M}"


@pytest.fixture
def antwoord(zelfevaluatie):
    return Antwoord.objects.get(bouwsteen__code="BB-P1-1")


@pytest.fixture
def vraag_path(zelfevaluatie):
    return VRAAG.format(zelfevaluatie.aanvullende_antwoorden.first().vraag.code)


@pytest.fixture
def saved_by_colleague(antwoord, client_for, beheerder):
    """Version 2, while everybody else still sees version 1."""
    post(client_for(beheerder), status="geregeld", plan_zin="Van de collega.")


def test_bouwsteen_save_with_htmx_says_when_and_gives_the_next_version(client, antwoord):
    response = post(client, HTMX, status="deels", plan_zin="Wij werken samen.")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.status, antwoord.plan_zin) == (200, "deels", "Wij werken samen.")
    assert [text in response.text for text in (saved_at(antwoord), 'id="id_version" value="2"')] == [True, True]


def test_bouwsteen_save_without_javascript_comes_back_and_says_what_and_when(client, antwoord):
    response = client.post(SAVE, {"version": "1", "status": "deels"}, follow=True)
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
    with django_assert_num_queries(8):  # host, session, person, answer; BEGIN, update, revision, COMMIT
        post(client, HTMX, version="2", status="geregeld", plan_zin="Wij.")


def test_bouwsteen_detail_offers_the_answer_of_a_linked_bouwsteen(client):
    post(client, path="/zelfevaluatie/AB-P1-3/opslaan/", status="deels", plan_zin="Overgenomen.")
    response = client.get("/zelfevaluatie/SV-P1-3/?overnemen=AB-P1-3")
    form = response.context["form"]
    assert (form["status"].value(), form["plan_zin"].value()) == ("deels", "Overgenomen.")
    assert Antwoord.objects.get(bouwsteen__code="SV-P1-3").status == ""


@pytest.mark.parametrize("other", ["BB-P1-1", "onzin", "%00", ""])
def test_bouwsteen_detail_takes_over_from_linked_bouwstenen_alone(client, other):
    post(client, status="deels")
    response = client.get(f"/zelfevaluatie/SV-P1-3/?overnemen={other}")
    assert (response.status_code, response.context["form"]["status"].value()) == (200, "")


def test_taken_over_answer_can_be_saved(client):
    post(client, path="/zelfevaluatie/AB-P1-3/opslaan/", status="deels", plan_zin="Overgenomen.")
    form = client.get("/zelfevaluatie/SV-P1-3/?overnemen=AB-P1-3").context["form"]
    post(client, path="/zelfevaluatie/SV-P1-3/opslaan/", status="deels", version=form["version"].value())
    assert Antwoord.objects.get(bouwsteen__code="SV-P1-3").status == "deels"


@pytest.mark.parametrize("path", ["", "opslaan/", "eerder/", "overleggen/", "onderbouwing/"])
@pytest.mark.parametrize("code", ["BB-P1-99", "XX-P1-1"])
def test_unknown_bouwsteen_is_404(client, code, path):
    method = client.get if path in ("", "eerder/") else client.post
    assert method(f"/zelfevaluatie/{code}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", [PAGE, "/zelfevaluatie/thema/BB/", "/zelfevaluatie/thema/XX/", "/zelfevaluatie/vraag/X/", f"{PAGE}eerder/"]
)
def test_pages_without_an_open_zelfevaluatie_are_404(client, path):
    Zelfevaluatie.objects.update(staat="gesloten")
    assert client.get(path).status_code == 404


def test_zelfevaluatie_open_starts_the_year_once(client):
    Zelfevaluatie.objects.update(staat="gesloten", jaar=2025)
    responses = [client.post("/zelfevaluatie/openen/") for _ in range(2)]
    assert [response["Location"] for response in responses] == ["/zelfevaluatie/"] * 2
    opened = Zelfevaluatie.objects.get(staat="open")
    assert opened.antwoorden.count() == 23


def test_zelfevaluatie_open_of_a_closed_year_does_not_crash(client):
    Zelfevaluatie.objects.update(staat="gesloten", jaar=timezone.localdate().year)
    assert client.post("/zelfevaluatie/openen/").status_code == 302


def test_zelfevaluatie_detail_lists_the_extra_questions(client):
    assert len(client.get("/zelfevaluatie/").context["aanvullend"]) == 10


def test_zelfevaluatie_detail_without_one_offers_to_begin(client):
    Zelfevaluatie.objects.update(staat="gesloten")
    response = client.get("/zelfevaluatie/")
    assert (response.status_code, response.context["zelfevaluatie"]) == (200, None)
    assert 'action="/zelfevaluatie/openen/"' in response.text


@pytest.mark.parametrize(
    ("code", "previous", "following"), [("BB", None, "SV"), ("SV", "BB", "AB"), ("OH", "SK", None)]
)
def test_thema_detail_knows_its_neighbours(client, code, previous, following):
    context = client.get(f"/zelfevaluatie/thema/{code}/").context
    assert [context[name] and context[name].thema.code for name in ("previous", "next")] == [previous, following]


def test_thema_detail_without_plateau_2_says_so(client):
    assert "Dit thema heeft geen Plateau 2-bouwstenen in het Kader." in client.get("/zelfevaluatie/thema/BB/").text


def test_bouwsteen_geschiedenis_names_who_saved_what(client, bewerker, saved_by_colleague):
    post(client, plan_zin="Van mij.")
    response = client.get(f"{PAGE}eerder/")
    found = [(revision.data["plan_zin"], revision.accepted, door) for revision, door in response.context["revisions"]]
    assert found == [
        ("Van mij.", False, "Beleidsadviseur Stadskanaal"),
        ("Van de collega.", True, "Beheerder Stadskanaal"),
    ]


def test_vraag_save_keeps_the_answer(client, vraag_path, zelfevaluatie):
    response = post(client, path=f"{vraag_path}opslaan/", status="deels", plan_zin="Wij.")
    antwoord = AanvullendAntwoord.objects.first()
    assert (response["Location"], antwoord.status, antwoord.plan_zin) == (vraag_path, "deels", "Wij.")


@pytest.mark.parametrize("headers", [HTMX, None])
def test_vraag_save_with_a_stale_version_shows_both_texts(client, client_for, beheerder, vraag_path, headers):
    post(client_for(beheerder), path=f"{vraag_path}opslaan/", plan_zin="Van de collega.")
    response = post(client, headers, path=f"{vraag_path}opslaan/", plan_zin="Van mij.")
    assert (response.status_code, [(d["mine"], d["theirs"]) for d in response.context["differences"]]) == (
        409,
        [("Van mij.", "Van de collega.")],
    )


@pytest.mark.parametrize("headers", [HTMX, None])
def test_vraag_save_of_nvt_asks_for_a_reason(client, vraag_path, headers):
    response = post(client, headers, path=f"{vraag_path}opslaan/", status="nvt", plan_zin=SCRIPT)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["nvt_reden"])
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("code", ["AB-P1-1", "AB-P2-1"])
def test_overleggen_save_is_shared_by_two_bouwstenen(client, zelfevaluatie, code):
    client.post(f"/zelfevaluatie/{code}/overleggen/", {"version": "1", "gezagsdriehoek": "2", "ambtelijk": "4"})
    zelfevaluatie.refresh_from_db()
    assert (zelfevaluatie.gezagsdriehoek, zelfevaluatie.ambtelijk) == (2, 4)
    values = [
        client.get(f"/zelfevaluatie/{c}/").context["overleggen"].initial["ambtelijk"] for c in ("AB-P1-1", "AB-P2-1")
    ]
    assert values == [4, 4]


def test_overleggen_save_with_a_stale_version_says_so(client, zelfevaluatie):
    path = "/zelfevaluatie/AB-P1-1/overleggen/"
    client.post(path, {"version": "1", "gezagsdriehoek": "2"})
    response = client.post(path, {"version": "1", "gezagsdriehoek": "9"})
    form = response.context["overleggen"]
    assert (response.status_code, form["gezagsdriehoek"].value(), form["version"].value()) == (422, "9", 2)
    assert form.non_field_errors() == ["Een collega heeft deze aantallen net ook aangepast. Kijk of ze nu kloppen."]


@pytest.mark.parametrize("value", ["-1", "100", "x", "\x00", "1.5"])
def test_overleggen_save_refuses_an_odd_number(client, value):
    response = client.post("/zelfevaluatie/AB-P1-1/overleggen/", {"version": "1", "ambtelijk": value})
    assert (response.status_code, list(response.context["overleggen"].errors)) == (422, ["ambtelijk"])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zelfevaluatie/",
        "/zelfevaluatie/thema/BB/",
        PAGE,
        f"{PAGE}eerder/",
        "/zelfevaluatie/nog-te-regelen/",
        "/acties/",
    ],
)
def test_pages_show_nothing_of_another_gemeente(client, voorbeeldstad, antwoord, path):
    with in_gemeente(voorbeeldstad):
        Antwoord.objects.filter(bouwsteen__code="BB-P1-1").update(status="deels", plan_zin="LEK", toelichting="LEK")
        Actie.objects.create(wat="LEK", ambitie=1, bouwsteen=antwoord.bouwsteen)
    response = client.get(path)
    assert (response.status_code, "LEK" in response.text) == (200, False)


@pytest.mark.parametrize("path", [PAGE, "/zelfevaluatie/AB-P1-1/", "/zelfevaluatie/nog-te-regelen/", "/acties/"])
def test_lezer_gets_no_form_that_changes_something(client_for, lezer, zelfevaluatie, path):
    response = client_for(lezer).get(path)
    actions = set(re.findall('method="post"[^>]*action="([^"]*)"', response.text, re.DOTALL))
    fields = response.text.count("<fieldset disabled")
    assert (response.context["can_edit"], len(actions - {f"{settings.PUBLIEK_URL}/account/logout/"}) - fields) == (
        False,
        0,
    )
