import re
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from aanpak.models import Actie
from saving.conflicts import Line
from tenants.context import in_gemeente
from tests.zelfevaluatie.browser import HTMX, PAGE, SCRIPT, post
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Zelfevaluatie

SHARED = ("AB-P1-1", "AB-P2-1")


@pytest.fixture
def vraag_path(zelfevaluatie):
    return f"/zelfevaluatie/vraag/{zelfevaluatie.aanvullende_antwoorden.first().vraag.code}/"


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


@pytest.mark.parametrize("path", ["", "opslaan/", "eerder/", "onderbouwing/"])
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
    assert [response["Location"] for response in responses] == ["/zelfevaluatie/thema/BB/invullen/"] * 2
    opened = Zelfevaluatie.objects.get(staat="open")
    assert opened.antwoorden.count() == 23


def test_zelfevaluatie_open_of_a_closed_year_does_not_crash(client):
    Zelfevaluatie.objects.update(staat="gesloten", jaar=timezone.localdate().year)
    assert client.post("/zelfevaluatie/openen/").status_code == 302


def test_zelfevaluatie_detail_lists_the_extra_questions(client):
    assert len(client.get("/zelfevaluatie/").context["aanvullend"]) == 11


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
    entries = response.context["history"].entries
    found = [(entry.revision.data["plan_zin"], entry.revision.accepted, entry.who) for entry in entries]
    assert found == [
        ("Van mij.", False, "Beleidsadviseur Stadskanaal"),
        ("Van de collega.", True, "Beheerder Stadskanaal"),
    ]
    assert [label for label, _ in entries[1].changes] == ["Hoe staat het ervoor?", "Zin voor het beleidsplan"]


def test_bouwsteen_detail_goes_on_with_an_earlier_text_and_saves_nothing(client, antwoord):
    post(client, plan_zin="De eerste zin.", deelcriteria=["BB-P1-1.a"], streefdoel_datum="2027-01-31")
    post(client, version="1", plan_zin="De tweede zin.")
    (entry,) = client.get(f"{PAGE}eerder/").context["history"].entries
    first = AntwoordRevision.objects.get(version=1)
    assert f"{PAGE}?versie={entry.revision.pk}" in client.get(f"{PAGE}eerder/").text
    form = client.get(f"{PAGE}?versie={first.pk}").context["form"]
    shown = [form[name].value() for name in ("plan_zin", "deelcriteria", "streefdoel_datum", "version")]
    assert shown == ["De eerste zin.", ["BB-P1-1.a"], date(2027, 1, 31), 2]
    antwoord.refresh_from_db()
    assert antwoord.plan_zin == "De tweede zin."


@pytest.mark.parametrize("versie", ["onzin", "%00", "00000000-0000-0000-0000-000000000000"])
def test_bouwsteen_detail_with_an_odd_version_shows_what_is_there(client, antwoord, versie):
    post(client, plan_zin="Wij.")
    assert client.get(f"{PAGE}?versie={versie}").context["form"]["plan_zin"].value() == "Wij."


def test_vraag_names_the_other_questions_by_title_and_offers_an_actie(client, zelfevaluatie):
    text = client.get("/zelfevaluatie/vraag/PR-1/").text
    assert '<form action="/acties/nieuw/PR-1/">' in text  # which opens a form and writes nothing
    pager = [" ".join(link.split()) for link in re.findall(r"<a[^>]*>([^<]*)</a>", text[text.index("k-pager") :])]
    assert pager[:3] == [
        "Vorige: Contactpersoon kent de bestuurlijke mogelijkheden",
        "Volgende zonder antwoord: Voorkomen dat iemand opnieuw slachtoffer wordt",
        "Volgende: Voorkomen dat iemand opnieuw slachtoffer wordt",
    ]


def test_the_last_bouwsteen_leads_to_the_extra_questions(client, zelfevaluatie):
    link = "Nog elf vragen voor je plan</a>"
    assert [code for code in ("OH-P1-2", "OH-P1-3") if link in client.get(f"/zelfevaluatie/{code}/").text] == [
        "OH-P1-3"
    ]


def test_vraag_save_keeps_the_answer(client, vraag_path, zelfevaluatie):
    response = post(client, path=f"{vraag_path}opslaan/", status="deels", plan_zin="Wij.")
    antwoord = AanvullendAntwoord.objects.first()
    assert (response["Location"], antwoord.status, antwoord.plan_zin) == (vraag_path, "deels", "Wij.")


@pytest.mark.parametrize("headers", [HTMX, None])
def test_vraag_save_of_what_both_wrote_asks_per_field(client, client_for, beheerder, vraag_path, headers):
    post(client_for(beheerder), path=f"{vraag_path}opslaan/", plan_zin="Van de collega.")
    response = post(client, headers, path=f"{vraag_path}opslaan/", plan_zin="Van mij.")
    assert (response.status_code, [choice.lines for choice in response.context["choices"]]) == (
        409,
        [[Line("Zin voor het beleidsplan", "Van mij.", "Van de collega.")]],
    )


def test_vraag_geschiedenis_shows_earlier_versions(client, vraag_path):
    post(client, path=f"{vraag_path}opslaan/", plan_zin="Wij.")
    (entry,) = client.get(f"{vraag_path}eerder/").context["history"].entries
    assert (entry.values, entry.who) == ([("Zin voor het beleidsplan", "Wij.")], "Beleidsadviseur Stadskanaal")
    assert client.get(f"{vraag_path}?versie={entry.revision.pk}").context["taken_over"] is True


@pytest.mark.parametrize("headers", [HTMX, None])
def test_vraag_save_of_nvt_asks_for_a_reason(client, vraag_path, headers):
    response = post(client, headers, path=f"{vraag_path}opslaan/", status="nvt", plan_zin=SCRIPT)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["nvt_reden"])
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("code", ["AB-P1-1", "AB-P2-1"])
def test_overleggen_are_saved_with_the_answer_and_shared_by_two_bouwstenen(client, zelfevaluatie, code):
    counts = {"overleggen-version": "0", "overleggen-gezagsdriehoek": "2", "overleggen-ambtelijk": "4"}
    post(client, path=f"/zelfevaluatie/{code}/opslaan/", plan_zin="Wij.", **counts)
    zelfevaluatie.refresh_from_db()
    assert (zelfevaluatie.gezagsdriehoek, zelfevaluatie.ambtelijk) == (2, 4)
    assert Antwoord.objects.get(bouwsteen__code=code).plan_zin == "Wij."
    values = [client.get(f"/zelfevaluatie/{c}/").context["overleggen"]["ambtelijk"].value() for c in SHARED]
    assert values == [4, 4]


def test_overleggen_that_both_wrote_are_a_choice(client, client_for, beheerder, zelfevaluatie):
    path = "/zelfevaluatie/AB-P1-1/opslaan/"
    post(client_for(beheerder), path=path, **{"overleggen-version": "0", "overleggen-gezagsdriehoek": "2"})
    response = post(client, path=path, **{"overleggen-version": "0", "overleggen-gezagsdriehoek": "9"})
    zelfevaluatie.refresh_from_db()
    assert (response.status_code, zelfevaluatie.gezagsdriehoek) == (409, 2)
    assert [(choice.key, choice.lines[0].mine, choice.lines[0].theirs) for choice in response.context["choices"]] == [
        ("overleggen-gezagsdriehoek", "9", "2")
    ]


@pytest.mark.parametrize("value", ["-1", "100", "1.000", "x", "\x00", "1.5"])
def test_overleggen_refuse_an_odd_number(client, value):
    counts = {"overleggen-version": "0", "overleggen-ambtelijk": value}
    response = post(client, path="/zelfevaluatie/AB-P1-1/opslaan/", **counts)
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


@pytest.mark.parametrize("count", [1, 3])
def test_bouwsteen_detail_costs_a_fixed_number_of_queries(client, antwoord, django_assert_num_queries, count):
    for number in range(count):
        post(client, version=str(number), plan_zin=f"Versie {number}.")
        Actie.objects.create(wat="x", ambitie=6, bouwsteen=antwoord.bouwsteen)
        antwoord.onderbouwingen.create(titel="x", url="https://example.org")
    client.get(PAGE)  # takes the messages along
    with django_assert_num_queries(6):
        client.get(PAGE)


@pytest.mark.parametrize("count", [1, 3])
def test_bouwsteen_geschiedenis_costs_a_fixed_number_of_queries(client, antwoord, django_assert_num_queries, count):
    for number in range(count):
        post(client, HTMX, version=str(number), plan_zin=f"Versie {number}.")
    with django_assert_num_queries(5):  # entrance; answer, revisions, texts, names
        client.get(f"{PAGE}eerder/")


@pytest.mark.parametrize("path", ["/zelfevaluatie/", "/zelfevaluatie/thema/SV/"])
def test_lists_cost_a_fixed_number_of_queries(client, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(6):
        client.get(path)


def test_zelfevaluatie_open_says_that_this_year_is_closed(client, zelfevaluatie):
    zelfevaluatie.jaar, zelfevaluatie.staat = timezone.localdate().year, Zelfevaluatie.Staat.GESLOTEN
    zelfevaluatie.save()
    response = client.post("/zelfevaluatie/openen/", follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        f"De zelfevaluatie van {zelfevaluatie.jaar} is al gesloten."
    ]


def test_bouwsteen_geschiedenis_has_the_counts_that_stand_in_its_form(client):
    counts = {"overleggen-version": "0", "overleggen-gezagsdriehoek": "2"}
    post(client, path="/zelfevaluatie/AB-P1-1/opslaan/", **counts)
    context = client.get("/zelfevaluatie/AB-P2-1/eerder/").context
    (entry,) = context["overleggen"].entries
    assert entry.values == [("Keer besproken in de gezagsdriehoek", "2")]
    assert context["history"].entries == []
