import pytest

from aanpak.actions import copy_voorbeeld
from aanpak.meldroute import voorbeelden
from aanpak.models import AanpakRevision, Routestap
from saving.conflicts import Line
from saving.rows import create_rows
from sjablonen.models import Voorbeeldstap
from tenants.context import in_gemeente
from tenants.models import Regio
from tests.pages import fields_of

PAGE, ADD, COPY = "/acties/meldroute/", "/acties/meldroute/stap/", "/acties/meldroute/overnemen/"
POSTER = "/acties/meldroute/poster/"
VALID = {"melder": "burger", "wat": "Bel de politie.", "version": "0"}


def path(stap, suffix=""):
    return f"{PAGE}{stap.pk}/{suffix}"


def order(melder="burger"):
    return list(Routestap.objects.filter(melder=melder).values_list("wat", flat=True))


@pytest.fixture
def stappen(gemeente, bewerker):
    rows = [Routestap(melder="burger", wat=wat, volgorde=n) for n, wat in enumerate("abc", start=1)]
    create_rows(rows=rows, by=bewerker)
    return rows


def test_stap_add_keeps_every_field_and_comes_last(client, stappen, bewerker):
    answers = {"wie": "politie", "telefoon": "0900-8844", "website": "https://www.politie.nl", "spoed": "on"}
    response = client.post(ADD, {**VALID, **answers})
    fields = ("melder", "wat", "wie", "telefoon", "website", "spoed", "volgorde", "version", "updated_by")
    assert (response["Location"], Routestap.objects.filter(wie="politie").values_list(*fields).get()) == (
        f"{PAGE}#burger",
        ("burger", "Bel de politie.", "politie", "0900-8844", "https://www.politie.nl", True, 4, 1, bewerker.pk),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("melder", "x"),
        ("melder", "\x00"),
        ("wat", ""),
        ("wat", "x" * 201),
        ("wat", "a\x00b"),
        ("wie", "x" * 121),
        ("telefoon", "bel mij"),
        ("telefoon", "1" * 21),
        ("website", "javascript:alert(1)"),
        ("website", "https://politie.nl/" + "x" * 2000),
        ("version", "x"),
    ],
)
def test_stap_add_refuses_an_odd_value_and_keeps_it(client, gemeente, field, value):
    response = client.post(ADD, {**VALID, field: value})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], value)
    assert Routestap.objects.count() == 0


def test_stap_add_says_when_a_route_is_full(client, gemeente):
    Routestap.objects.bulk_create(Routestap(melder="burger", wat="x", volgorde=n) for n in range(Routestap.MAX))
    form = client.post(ADD, VALID).context["form"]
    assert form.non_field_errors() == ["Deze route heeft al 12 stappen. Haal er eerst een weg."]


@pytest.mark.parametrize(
    ("index", "richting", "expected"),
    [
        (1, "omhoog", "bac"),
        (1, "omlaag", "acb"),
        (0, "omhoog", "abc"),
        (2, "omlaag", "abc"),
        (1, "opzij", "abc"),
        (1, "\x00", "abc"),
    ],
)
def test_stap_move(client, stappen, index, richting, expected):
    response = client.post(path(stappen[index], "verplaatsen/"), {"richting": richting})
    assert (response["Location"], "".join(order())) == (f"{PAGE}#burger", expected)


def test_stap_move_leaves_other_routes_and_the_urgent_line_alone(client, stappen):
    Routestap.objects.create(melder="burger", wat="!", spoed=True, volgorde=9)
    Routestap.objects.create(melder="medewerker", wat="z", volgorde=2)
    client.post(path(stappen[1], "verplaatsen/"), {"richting": "omhoog"})
    assert (order(), order("medewerker")) == (["!", "b", "a", "c"], ["z"])


def test_stap_edit_asks_what_both_wrote(client, client_for, beheerder, stappen):
    client_for(beheerder).post(path(stappen[0]), {**VALID, "wat": "Van de collega", "wie": "balie", "version": "1"})
    response = client.post(path(stappen[0]), {**VALID, "version": "1"})
    (choice,) = response.context["form"].choices
    assert (response.status_code, choice.lines) == (409, [Line("Wat doe je?", "Bel de politie.", "Van de collega")])
    again = client.post(path(stappen[0]), {**fields_of(response), "keuze-wat": "mijn"})
    assert (again["Location"], order(), Routestap.objects.get(pk=stappen[0].pk).wie) == (
        f"{PAGE}#burger",
        ["Bel de politie.", "b", "c"],
        "balie",
    )


def test_stap_edit_of_what_was_deleted_keeps_the_text(client, stappen):
    client.post(path(stappen[0], "weg/"))
    response = client.post(path(stappen[0]), {**VALID, "version": "1"})
    assert (response.status_code, client.post(ADD, fields_of(response))["Location"]) == (409, f"{PAGE}#burger")
    assert order() == ["b", "c", "Bel de politie."]


def test_stap_add_sent_twice_makes_one(client, gemeente):
    sent = {**fields_of(client.get(ADD)), **VALID}
    for _ in range(2):
        client.post(ADD, sent)
    assert order() == ["Bel de politie."]


def test_stap_geschiedenis_goes_on_with_an_earlier_text(client, stappen):
    client.post(path(stappen[0]), {**VALID, "version": "1"})
    (entry,) = client.get(path(stappen[0], "eerder/")).context["history"].entries
    first = AanpakRevision.objects.get(row=stappen[0].pk, version=1)
    form = client.get(f"{path(stappen[0])}?versie={first.pk}").context["form"]
    assert (entry.values[1], form["wat"].value()) == (("Wat doe je?", "Bel de politie."), "a")


def test_stap_takes_the_address_of_a_site_as_it_is_copied(client, gemeente):
    client.post(ADD, {**VALID, "website": "www.politie.nl/mensenhandel melden"})
    assert Routestap.objects.get().website == "https://www.politie.nl/mensenhandel%20melden"


def test_stap_delete_takes_it_away(client, stappen):
    client.post(path(stappen[0], "weg/"))
    assert order() == ["b", "c"]


def test_meldroute_copy_fills_only_the_routes_that_are_empty(client, stappen):
    client.post(COPY, {"regio": ""})
    example = Voorbeeldstap.objects.filter(regio=None)
    assert order() == ["a", "b", "c"]
    assert set(order("medewerker")) == set(example.filter(melder="medewerker").values_list("wat", flat=True))


def test_meldroute_copy_twice_copies_once(client, gemeente):
    for _ in range(2):
        client.post(COPY)
    assert Routestap.objects.count() == Voorbeeldstap.objects.filter(regio=None).count()


@pytest.mark.parametrize("regio", ["x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_meldroute_copy_of_what_is_not_offered_is_404(client, gemeente, regio):
    assert (client.post(COPY, {"regio": regio}).status_code, Routestap.objects.count()) == (404, 0)


def test_voorbeelden_are_those_of_its_regio_and_the_country_once_checked(stadskanaal, voorbeeldstad):
    """The example of Groningen is still to be checked, so nobody is offered it."""
    groningen = Regio.objects.get(soort="provincie", code="PV20")
    assert [found.naam for found in voorbeelden(stadskanaal)] == ["Landelijk voorbeeld"]
    Voorbeeldstap.objects.filter(regio=groningen).update(zekerheid="zeker")
    names = [[found.naam for found in voorbeelden(gemeente)] for gemeente in (stadskanaal, voorbeeldstad)]
    assert names == [["Voorbeeld van Provincie Groningen", "Landelijk voorbeeld"], ["Landelijk voorbeeld"]]


def test_meldroute_detail_draws_what_there_is(client, stappen):
    Routestap.objects.filter(wat="a").update(wat="Bel 112.", spoed=True)
    alone = client.get(PAGE)
    assert (alone.context["drawings"], alone.text.count(POSTER)) == ([], 1)
    Routestap.objects.create(melder="medewerker", wat="Bel 112.", spoed=True, version=1)
    response = client.get(PAGE)
    assert [len(drawing.boxes) for drawing in response.context["drawings"]] == [4]
    assert (response.text.count("<svg"), 'role="img"' in response.text, "style=" in response.text) == (2, True, False)


def test_meldroute_detail_without_steps_offers_an_example(client, gemeente):
    response = client.get(PAGE)
    assert (response.context["drawings"], "Landelijk voorbeeld overnemen" in response.text) == ([], True)
    assert POSTER not in response.text


def test_poster_says_every_step(client, gemeente, bewerker):
    copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=bewerker)
    text = client.get(POSTER).text
    assert [stap.wat for stap in Routestap.objects.all() if stap.wat not in text] == []
    assert (text.count("Bij spoed:"), "0800-7000" in text) == (3, True)


WARNING = "Deze route zegt niet dat je bij direct gevaar 112 belt."


@pytest.mark.parametrize(
    ("stap", "warned"),
    [
        ({"wat": "Bel meteen.", "telefoon": "112", "spoed": True}, 0),
        ({"wat": "Bel 112.", "spoed": True}, 0),
        ({"wat": "Bel meteen.", "telefoon": "0900-8844", "spoed": True}, 1),
        ({"wat": "Bel 1120.", "spoed": True}, 1),
        ({"wat": "Bel 112.", "spoed": False}, 1),
    ],
)
def test_meldroute_detail_warns_for_a_route_without_112_in_a_hurry(client, stappen, stap, warned):
    """A route without any step takes the example, which has it."""
    Routestap.objects.create(melder="burger", volgorde=9, **stap)
    assert client.get(PAGE).text.count(WARNING) == warned


def test_meldroute_detail_warns_for_no_example(client, gemeente, bewerker):
    copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=bewerker)
    assert WARNING not in client.get(PAGE).text


def test_poster_says_112_whatever_the_route_says(client, stappen):
    assert "Direct gevaar? Bel 112." in client.get(POSTER).text


def test_poster_without_a_route_leads_to_the_page(client, gemeente):
    text = client.get(POSTER).text
    assert ("Er is nog geen meldroute." in text, "Poster afdrukken" in text) == (True, False)


def test_steps_of_another_gemeente_are_404_and_not_shown(client, stappen, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        foreign = Routestap.objects.create(melder="burger", wat="LEK", version=1)
    calls = [client.get(path(foreign)), *(client.post(path(foreign, s), VALID) for s in ("", "verplaatsen/", "weg/"))]
    assert [answer.status_code for answer in calls] == [404] * 4
    assert [url for url in (PAGE, POSTER) if "LEK" in client.get(url).text] == []
    with in_gemeente(voorbeeldstad):
        assert order() == ["LEK"]


@pytest.mark.parametrize("count", [1, 3])
def test_meldroute_detail_costs_a_fixed_number_of_queries(client, gemeente, django_assert_num_queries, count):
    Routestap.objects.bulk_create(Routestap(melder="burger", wat="x", volgorde=n) for n in range(count))
    with django_assert_num_queries(3):
        client.get(PAGE)


def test_lezer_may_look_and_change_nothing(client_for, lezer, stappen):
    client = client_for(lezer)
    stap = stappen[0]
    assert [client.get(url).status_code for url in (PAGE, POSTER, ADD, path(stap))] == [200, 200, 403, 403]
    posts = (ADD, COPY, path(stap), path(stap, "verplaatsen/"), path(stap, "weg/"))
    assert [client.post(url, VALID).status_code for url in posts] == [403] * 5
    assert (order(), "Omhoog" in client.get(PAGE).text) == (["a", "b", "c"], False)


@pytest.mark.parametrize("suffix", ["verplaatsen/", "weg/"])
def test_what_changes_a_step_is_not_done_by_get(client, stappen, suffix):
    assert (client.get(path(stappen[0], suffix)).status_code, client.get(COPY).status_code) == (405, 405)


def test_script_in_a_step_is_shown_as_text(client, stappen):
    Routestap.objects.update(wat="<script>alert(1)</script>", wie="<script>alert(2)</script>")
    assert ["<script>alert" in client.get(url).text for url in (PAGE, POSTER, path(stappen[0]))] == [False] * 3
