"""Functional addresses of gemeenten without Kompas: one by one, or from a file of which one sees the difference."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from metingen.adres_import import compare, looks_personal, rows_of
from metingen.models import Gemeenteadres
from saving.lines import decode
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.pages import fields_of, shown

LIST, IMPORT = "/meetrondes/adressen/", "/meetrondes/adressen/importeren/"


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


@pytest.fixture
def waard(db):
    return Gemeente.objects.get(slug="voorbeeldwaard")


@pytest.fixture
def recht(db):
    return Gemeente.objects.get(slug="voorbeeldrecht")


def stored():
    return dict(Gemeenteadres.objects.values_list("gemeente__slug", "email"))


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("info@voorbeeld.example", False),
        ("gemeente@voorbeeld.example", False),
        ("team.veiligheid@voorbeeld.example", False),
        ("zorg-en-veiligheid@voorbeeld.example", False),
        ("postbus14010@voorbeeld.example", False),
        ("oov@voorbeeld.example", False),
        ("jan.jansen@voorbeeld.example", True),
        ("j.jansen@voorbeeld.example", True),
        ("anne-marie.de.vries@voorbeeld.example", True),
        ("p_pietersen@voorbeeld.example", True),
        ("J.Jansen@Voorbeeld.Example", True),
    ],
)
def test_an_address_that_looks_like_one_of_a_person(address, personal):
    assert looks_personal(address) is personal


def test_adres_is_kept_in_small_letters(client, waard, medewerker):
    said = client.post(LIST, {"gemeente": waard.pk, "email": "Info@Voorbeeldwaard.example"}, follow=True)
    assert "Het adres van Voorbeeldwaard is opgeslagen." in shown(said)
    assert (stored(), Gemeenteadres.objects.get().updated_by) == (
        {"voorbeeldwaard": "info@voorbeeldwaard.example"},
        medewerker.pk,
    )


def test_a_persons_address_asks_for_a_tick(client, waard):
    sent = {"gemeente": waard.pk, "email": "jan.jansen@voorbeeldwaard.example"}
    answer = client.post(LIST, sent)
    assert (answer.status_code, stored(), "Dit lijkt het adres van één persoon." in shown(answer)) == (422, {}, True)
    client.post(LIST, {**fields_of(answer, "email"), "algemeen": "on"})
    assert stored() == {"voorbeeldwaard": "jan.jansen@voorbeeldwaard.example"}


def test_another_address_is_replaced_only_by_who_saw_it(client, waard):
    client.post(LIST, {"gemeente": waard.pk, "email": "info@voorbeeldwaard.example"})
    answer = client.post(LIST, {"gemeente": waard.pk, "email": "zorg@voorbeeldwaard.example"})
    assert (answer.status_code, "Nu staat er info@voorbeeldwaard.example." in shown(answer)) == (422, True)
    assert stored() == {"voorbeeldwaard": "info@voorbeeldwaard.example"}
    client.post(LIST, fields_of(answer, "email"))
    assert stored() == {"voorbeeldwaard": "zorg@voorbeeldwaard.example"}


@pytest.mark.parametrize(
    "bad",
    [
        {"gemeente": "geen"},
        {"gemeente": "00000000-0000-4000-8000-000000000000"},
        {"gemeente": ""},
        {"email": "geen adres"},
        {"email": "a@b\x00.example"},
        {"email": f"{'x' * 250}@voorbeeld.example"},
        {"email": ""},
    ],
    ids=str,
)
def test_bad_input_is_told_and_nothing_is_saved(client, waard, bad):
    answer = client.post(LIST, {"gemeente": waard.pk, "email": "info@voorbeeldwaard.example", **bad})
    assert (answer.status_code, list(answer.context["form"].errors), stored()) == (422, list(bad), {})


def test_who_uses_kompas_is_not_in_the_list(client, voorbeeldstad):
    answer = client.post(LIST, {"gemeente": voorbeeldstad.pk, "email": "info@voorbeeldstad.example"})
    assert (answer.status_code, stored()) == (422, {})


def test_adres_can_be_deleted_and_looked_for(client, waard, recht):
    for gemeente in (waard, recht):
        client.post(LIST, {"gemeente": gemeente.pk, "email": f"info@{gemeente.slug}.example"})
    found = client.get(f"{LIST}?zoek=WAARD").context["adressen"]
    assert [each.gemeente for each in found] == [waard]
    assert client.get(f"{LIST}?zoek=%00").status_code == 200
    client.post(f"{LIST}{found[0].pk}/verwijderen/")
    assert stored() == {"voorbeeldrecht": "info@voorbeeldrecht.example"}


# Many at once.


def upload(text, encoding="utf-8"):
    return SimpleUploadedFile("adressen.csv", text.encode(encoding), content_type="text/csv")


def test_a_file_first_shows_the_difference_and_then_saves_that(client, waard, recht):
    client.post(LIST, {"gemeente": recht.pk, "email": "oud@voorbeeldrecht.example"})
    lines = (
        f"gemeentecode;e-mail\n{waard.code};INFO@voorbeeldwaard.example\nVoorbeeldrecht;info@voorbeeldrecht.example\n"
    )
    page = client.post(IMPORT, {"bestand": upload(lines)})
    assert "1 nieuw, 1 anders, 0 gelijk, 0 niet te gebruiken." in shown(page)
    assert "oud@voorbeeldrecht.example wordt info@voorbeeldrecht.example" in shown(page)
    assert stored() == {"voorbeeldrecht": "oud@voorbeeldrecht.example"}
    said = client.post(IMPORT, {**fields_of(page, "mark"), "stap": "opslaan"}, follow=True)
    assert "Opgeslagen: 2 adressen." in shown(said)
    assert stored() == {slug: f"info@{slug}.example" for slug in ("voorbeeldrecht", "voorbeeldwaard")}


def test_the_same_file_again_changes_nothing(client, waard):
    lines = f"{waard.code};info@voorbeeldwaard.example"
    page = client.post(IMPORT, {"regels": lines})
    client.post(IMPORT, {**fields_of(page, "mark"), "stap": "opslaan"})
    again = client.post(IMPORT, {"regels": lines})
    assert "0 nieuw, 0 anders, 1 gelijk, 0 niet te gebruiken." in shown(again)
    assert "Adressen opslaan" not in again.text


def test_what_changed_meanwhile_is_shown_anew(client, waard):
    page = client.post(IMPORT, {"regels": f"{waard.code};info@voorbeeldwaard.example"})
    client.post(LIST, {"gemeente": waard.pk, "email": "zorg@voorbeeldwaard.example"})
    answer = client.post(IMPORT, {**fields_of(page, "mark"), "stap": "opslaan"})
    assert (answer.status_code, "Er is intussen iets veranderd." in shown(answer)) == (409, True)
    assert stored() == {"voorbeeldwaard": "zorg@voorbeeldwaard.example"}


def test_addresses_of_persons_in_a_file_ask_for_a_tick(client, waard):
    page = client.post(IMPORT, {"regels": f"{waard.code};jan.jansen@voorbeeldwaard.example"})
    assert "Lijkt het adres van één persoon" in shown(page)
    answer = client.post(IMPORT, {**fields_of(page, "mark"), "stap": "opslaan"})
    assert (answer.status_code, stored()) == (422, {})
    client.post(IMPORT, {**fields_of(answer, "mark"), "stap": "opslaan", "algemeen": "on"})
    assert stored() == {"voorbeeldwaard": "jan.jansen@voorbeeldwaard.example"}


@pytest.mark.parametrize(
    ("line", "fout"),
    [
        ("GM0000;info@nergens.example", "Geen gemeente met deze code of naam die zonder Kompas werkt."),
        ("Voorbeeldstad;info@voorbeeldstad.example", "Geen gemeente met deze code of naam die zonder Kompas werkt."),
        ("Voorbeeldwaard;geen adres", "Dit is geen e-mailadres."),
        ("Voorbeeldwaard;", "Dit is geen e-mailadres."),
        ("Voorbeeldwaard", "Dit is geen e-mailadres."),
        (f"Voorbeeldwaard;{'x' * 400}@voorbeeld.example", "Dit is geen e-mailadres."),
        ("Voorbeeldwaard;a@b.example\nvoorbeeldwaard;c@d.example", "Deze gemeente staat er meer dan één keer in."),
    ],
)
def test_a_line_that_cannot_be_used_is_named(client, waard, line, fout):
    page = client.post(IMPORT, {"regels": line})
    assert (page.status_code, {each.fout for each in page.context["difference"].refused}) == (200, {fout})
    assert stored() == {}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Kies een bestand, of plak de regels."),
        ({"regels": "naam;adres"}, "Er staan geen adressen in."),
        ({"regels": "a;b@c.example\n" * 1_001}, "Er passen er 1000."),
    ],
    ids=["nothing", "heads", "too many"],
)
def test_a_file_that_is_none_is_told(client, data, message):
    answer = client.post(IMPORT, data)
    assert (answer.status_code, message in shown(answer)) == (422, True)


@pytest.mark.parametrize("data", [b"\x00\xff\xfe", b"PK\x03\x04" * 50, b'"open', b"\xef\xbb\xbf"], ids=str)
def test_a_file_that_is_no_text_breaks_nothing(client, data):
    answer = client.post(IMPORT, {"bestand": SimpleUploadedFile("x.csv", data)})
    assert (answer.status_code in (200, 422), stored()) == (True, {})


def test_a_file_of_excel_is_read_whatever_its_encoding(db):
    assert [decode("Súdwest;a".encode(each)) for each in ("utf-8", "utf-8-sig", "cp1252")] == ["Súdwest;a"] * 3


def test_all_gemeenten_cost_two_queries(db, django_assert_num_queries, waard):
    rows = rows_of("\n".join(f"{gemeente.code};info@{gemeente.slug}.example" for gemeente in Gemeente.objects.all()))
    with django_assert_num_queries(2):
        difference = compare(rows)
    assert len(difference.new) == Gemeente.objects.today().filter(opened_at=None).count() > 300


def test_no_gemeente_reads_an_address(voorbeeldstad, client, waard):
    client.post(LIST, {"gemeente": waard.pk, "email": "info@voorbeeldwaard.example"})
    with in_gemeente(voorbeeldstad), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'public.metingen_gemeenteadres', 'SELECT')")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("path", [LIST, IMPORT])
def test_adressen_are_for_who_asks_gemeenten(client_for, adviseur_vng, bewerker, path):
    answers = [client_for(who, gemeente=None).get(path).status_code for who in (adviseur_vng, bewerker)]
    assert answers == [403, 404]
