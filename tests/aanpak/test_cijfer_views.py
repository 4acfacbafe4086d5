import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from aanpak.models import Cijfer
from aanpak.series import Series
from saving.conflicts import Line
from saving.rows import create_row
from sjablonen.models import Vorm
from tenants.context import in_gemeente
from tests.pages import fields_of, present

LIST, ADD = "/acties/cijfers/", "/acties/cijfers/nieuw/"
VALID = {"onderwerp": "signalen", "jaar": "2025", "aantal": "12", "bron": "team Zorg", "version": "0"}


def path(cijfer, suffix=""):
    return f"{LIST}{cijfer.pk}/{suffix}"


@pytest.fixture
def cijfer(gemeente, bewerker):
    return create_row(row=Cijfer(onderwerp="signalen", jaar=2025, aantal=3, bron="team Zorg"), by=bewerker)


@pytest.mark.parametrize(
    ("aantal", "text"),
    [
        (None, "niet in beeld"),
        (0, "0"),
        (1, "minder dan 5"),
        (4, "minder dan 5"),
        (5, "5"),
        (1250, "1.250"),
        (1_250_000, "1.250.000"),
    ],
)
def test_aantal_tekst_hides_a_small_number(aantal, text):
    assert Cijfer(aantal=aantal).aantal_tekst == text


def test_cijfer_add_keeps_every_field(client, gemeente, bewerker):
    vorm = Vorm.objects.get(code="arbeidsuitbuiting")
    response = client.post(ADD, {**VALID, "omschrijving": "Signalen in de kassen", "vorm": vorm.pk})
    fields = ("onderwerp", "omschrijving", "vorm", "jaar", "aantal", "bron", "version", "updated_by")
    assert (response["Location"], Cijfer.objects.values_list(*fields).get()) == (
        LIST,
        ("signalen", "Signalen in de kassen", vorm.pk, 2025, 12, "team Zorg", 1, bewerker.pk),
    )


def test_cijfer_add_takes_not_in_view_for_an_answer(client, gemeente):
    client.post(ADD, {**VALID, "aantal": "", "niet_in_beeld": "on"})
    assert Cijfer.objects.get().aantal is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("onderwerp", ""),
        ("onderwerp", "\x00"),
        ("omschrijving", "x" * 121),
        ("omschrijving", "a\x00b"),
        ("vorm", "x"),
        ("vorm", str(uuid.UUID(int=0))),
        ("jaar", ""),
        ("jaar", "1999"),
        ("jaar", "2999"),
        ("jaar", "99999999999"),
        ("jaar", "\x00"),
        ("aantal", ""),
        ("aantal", "-1"),
        ("aantal", "2,5"),
        ("aantal", "99999999999"),
        ("bron", ""),
        ("bron", "x" * 121),
        ("version", "x"),
    ],
)
def test_cijfer_add_refuses_an_odd_value_and_keeps_it(client, gemeente, field, value):
    response = client.post(ADD, {**VALID, field: value})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], value)
    assert Cijfer.objects.count() == 0


def test_cijfer_add_takes_a_number_or_not_in_view_not_both(client, gemeente):
    form = client.post(ADD, {**VALID, "niet_in_beeld": "on"}).context["form"]
    assert form.errors == {"aantal": ["Vul een aantal in, of kies ‘Niet in beeld’. Niet allebei."]}


def test_cijfer_anders_asks_for_words(client, gemeente):
    form = client.post(ADD, {**VALID, "onderwerp": "anders"}).context["form"]
    assert form.errors["omschrijving"] == ["Schrijf op wat er is geteld."]


def test_cijfer_that_is_there_already_is_refused(client, cijfer):
    form = client.post(ADD, VALID).context["form"]
    assert form.non_field_errors() == ["Dit cijfer staat er al, met hetzelfde onderwerp, jaar en dezelfde bron."]


def test_the_database_counts_once_and_names_what_is_other(cijfer):
    same = {"onderwerp": "signalen", "jaar": 2025, "aantal": 9, "bron": "team Zorg"}
    for wrong in (same, {**same, "onderwerp": "anders"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cijfer.objects.create(**wrong)


def test_cijfer_edit_asks_what_both_wrote_and_keeps_the_rest(client, client_for, beheerder, cijfer):
    client_for(beheerder).post(
        path(cijfer), {**VALID, "aantal": "2000", "omschrijving": "In de kassen", "version": "1"}
    )
    response = client.post(path(cijfer), {**VALID, "version": "1"})
    (choice,) = response.context["form"].choices
    assert (response.status_code, choice.lines) == (409, [Line("Aantal", "12", "2.000")])
    again = client.post(path(cijfer), {**fields_of(response), "keuze-aantal": "mijn"})
    assert (again["Location"], Cijfer.objects.values_list("aantal", "omschrijving", "version").get()) == (
        LIST,
        (12, "In de kassen", 3),
    )


def test_cijfer_edit_into_one_that_is_there_says_so(client, cijfer, bewerker):
    create_row(row=Cijfer(onderwerp="politie", jaar=2025, aantal=3, bron="team Zorg"), by=bewerker)
    response = client.post(path(cijfer), {**VALID, "onderwerp": "politie", "version": "1"})
    assert (response.status_code, response.context["form"].non_field_errors()) == (
        422,
        ["Dit cijfer staat er al, met hetzelfde onderwerp, jaar en dezelfde bron."],
    )


def test_cijfer_add_sent_twice_makes_one(client, gemeente):
    sent = {**fields_of(client.get(ADD)), **VALID}
    assert [client.post(ADD, sent)["Location"] for _ in range(2)] == [LIST, LIST]
    assert Cijfer.objects.count() == 1


def test_cijfer_edit_of_what_was_deleted_keeps_the_text(client, cijfer):
    client.post(path(cijfer, "weg/"))
    response = client.post(path(cijfer), {**VALID, "version": "1"})
    assert (response.status_code, client.post(ADD, fields_of(response))["Location"]) == (409, LIST)
    assert Cijfer.objects.values_list("aantal", "bron").get() == (12, "team Zorg")


def test_cijfer_geschiedenis_shows_each_field_in_words(client, cijfer):
    client.post(path(cijfer), {**VALID, "aantal": "1250", "version": "1"})
    (entry,) = client.get(path(cijfer, "eerder/")).context["history"].entries
    assert entry.values == [
        ("Wat is er geteld?", "Signalen bij de gemeente"),
        ("Jaar", "2025"),
        ("Aantal", "1.250"),
        ("Wie heeft geteld?", "team Zorg"),
    ]


def test_the_number_stands_in_its_form_and_nowhere_else(client, cijfer):
    Cijfer.objects.update(aantal=3)
    listed = client.get(LIST).text
    assert present(listed, "minder dan 5", ">3<") == ["minder dan 5"]
    assert client.get(path(cijfer)).context["form"]["aantal"].value() == 3


def test_cijfer_delete_takes_it_away_and_names_no_number(client, cijfer):
    response = client.post(path(cijfer, "weg/"), follow=True)
    assert ([str(m) for m in response.context["messages"]], Cijfer.objects.count()) == (
        ["‘Signalen bij de gemeente, 2025’ is verwijderd."],
        0,
    )


@pytest.mark.parametrize(("method", "suffix"), [("get", ""), ("post", ""), ("post", "weg/")])
def test_cijfer_of_another_gemeente_is_404_and_not_listed(client, cijfer, voorbeeldstad, method, suffix):
    with in_gemeente(voorbeeldstad):
        foreign = Cijfer.objects.create(onderwerp="anders", omschrijving="LEK", jaar=2025, bron="LEK", version=1)
    assert getattr(client, method)(path(foreign, suffix), VALID).status_code == 404
    assert [found.titel for found in client.get(LIST).context["cijfers"]] == ["Signalen bij de gemeente"]
    with in_gemeente(voorbeeldstad):
        assert Cijfer.objects.get().omschrijving == "LEK"


def count(jaar, aantal, **other):
    return Cijfer.objects.create(
        **{"onderwerp": "signalen", "bron": "team Zorg", "jaar": jaar, "aantal": aantal, **other}
    )


def test_cijfer_list_puts_the_years_beside_each_other(client, gemeente):
    for jaar, aantal in ((2023, 12), (2025, 20), (2024, None)):
        count(jaar, aantal)
    count(2025, 7, bron="politie")
    (table,) = client.get(LIST).context["tables"]
    shown = [
        (series.first.bron, [cijfer and cijfer.aantal_tekst for _, cijfer in cells], series.trend)
        for series, cells in table.rows
    ]
    assert (table.years, shown) == (
        [2023, 2024, 2025],
        [
            ("politie", [None, None, "7"], ""),
            ("team Zorg", ["12", "niet in beeld", "20"], "meer dan in 2023"),
        ],
    )


@pytest.mark.parametrize(
    ("aantallen", "trend"),
    [
        ([12, 20], "meer dan in 2020"),
        ([20, 12], "minder dan in 2020"),
        ([12, 12], "evenveel als in 2020"),
        ([3, 8], "meer dan in 2020"),
        ([1, 4], ""),  # both are 'minder dan 5'; which is larger is nobody's business
        ([4, 4], ""),
        ([0, 3], "meer dan in 2020"),
        ([None, 8], ""),
        ([8], ""),
    ],
)
def test_series_tells_a_trend_only_where_the_numbers_may_be_known(aantallen, trend):
    found = Series([Cijfer(jaar=2020 + n, aantal=aantal) for n, aantal in enumerate(aantallen)])
    assert found.trend == trend


def test_cijfer_list_folds_the_years_that_do_not_fit(client, gemeente):
    for jaar in range(2015, 2026):
        count(jaar, jaar)
    tables = client.get(LIST).context["tables"]
    assert [(table.titel, len(table.years)) for table in tables] == [
        ("Cijfers van 2020 tot en met 2025", 6),
        ("Cijfers van 2015 tot en met 2019", 5),
    ]


def test_cijfer_add_begins_with_this_year(client, cijfer):
    adding, editing = (client.get(address).context["form"]["jaar"].value() for address in (ADD, path(cijfer)))
    assert (adding, editing) == (timezone.localdate().year, 2025)


@pytest.mark.parametrize("count", [1, 3])
def test_cijfer_list_costs_a_fixed_number_of_queries(client, gemeente, django_assert_num_queries, count):
    vorm = Vorm.objects.first()
    Cijfer.objects.bulk_create(Cijfer(onderwerp="politie", jaar=2020 + n, bron="x", vorm=vorm) for n in range(count))
    with django_assert_num_queries(2):
        client.get(LIST)


def test_lezer_may_look_and_change_nothing(client_for, lezer, cijfer):
    client = client_for(lezer)
    answers = [client.get(LIST), client.get(ADD), client.post(path(cijfer), VALID), client.post(path(cijfer, "weg/"))]
    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]
    assert (path(cijfer) in answers[0].text, Cijfer.objects.get().aantal) == (False, 3)


# The figures of the country.


def test_landelijk_list_shows_the_country_and_nothing_of_a_gemeente(client, cijfer):
    page = client.get(f"{LIST}landelijk/")
    drawings = page.text.count("<title>Slachtoffers die per jaar bij CoMensha zijn gemeld.")
    assert (page.status_code, drawings, "team Zorg" in page.text) == (200, 1, False)
    assert present(page.text, "1.334", "944", "niet gevonden", "dutchrapporteur.nl") == [
        *("1.334", "944", "niet gevonden", "dutchrapporteur.nl"),
    ]


def test_landelijk_list_is_found_from_the_cijfers_and_may_be_read_by_a_lezer(client_for, lezer, gemeente):
    client = client_for(lezer)
    assert f'href="{LIST}landelijk/"' in client.get(LIST).text
    assert client.get(f"{LIST}landelijk/").status_code == 200
