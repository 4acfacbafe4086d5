import pytest

from aanpak.models import Actie
from zelfevaluatie.models import Antwoord, Zelfevaluatie

PATH = "/zelfevaluatie/nog-te-regelen/"


def codes(response):
    return [antwoord.bouwsteen.code for _, rows in response.context["plateaus"] for antwoord, _, _ in rows]


@pytest.fixture
def arranged(zelfevaluatie):
    """All arranged but one of either plateau, and one that the regio does."""
    Antwoord.objects.update(status="geregeld")
    Antwoord.objects.filter(bouwsteen__code__in=["AB-P2-1", "AB-P1-1"]).update(status="nog_niet")
    Antwoord.objects.filter(bouwsteen__code="SK-P1-1").update(status="deels", organisatieniveau=["zelf", "regio"])


def test_nog_te_regelen_puts_plateau_1_first(client, arranged):
    response = client.get(PATH)
    found = [(n, [a.bouwsteen.code for a, _, _ in rows]) for n, rows in response.context["plateaus"]]
    assert found == [(1, ["AB-P1-1", "SK-P1-1"]), (2, ["AB-P2-1"])]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("thema=AB", ["AB-P1-1", "AB-P2-1"]),
        ("thema=SK", ["SK-P1-1"]),
        ("thema=OH", []),
        ("organisatieniveau=regio", ["SK-P1-1"]),
        ("organisatieniveau=landelijk", []),
        ("thema=AB&organisatieniveau=regio", []),
        ("thema=&rol=&organisatieniveau=", ["AB-P1-1", "SK-P1-1", "AB-P2-1"]),
    ],
)
def test_nog_te_regelen_filters(client, arranged, query, expected):
    assert codes(client.get(f"{PATH}?{query}")) == expected


def test_nog_te_regelen_filters_on_the_primary_rol(client, zelfevaluatie):
    response = client.get(f"{PATH}?rol=regisseur")
    rollen = {a.bouwsteen.rol.code for _, rows in response.context["plateaus"] for a, _, _ in rows}
    assert rollen == {"regisseur"}


@pytest.mark.parametrize("query", ["thema=XX", "rol=onzin", "organisatieniveau=%00", "thema=%00", "thema=AB&thema=XX"])
def test_nog_te_regelen_names_an_invalid_value_and_shows_all(client, arranged, query):
    response = client.get(f"{PATH}?{query}")
    assert (response.status_code, list(response.context["form"].errors), codes(response)) == (
        200,
        [query.partition("=")[0]],
        ["AB-P1-1", "SK-P1-1", "AB-P2-1"],
    )


def test_nog_te_regelen_ignores_unknown_parameters(client, arranged):
    assert len(codes(client.get(f"{PATH}?utm_source=x&page=2"))) == 3


def test_nog_te_regelen_counts_unfinished_acties(client, arranged):
    bouwsteen = Antwoord.objects.get(bouwsteen__code="AB-P1-1").bouwsteen
    for staat in ("open", "bezig", "gereed", "vervallen"):
        Actie.objects.create(wat="x", ambitie=6, bouwsteen=bouwsteen, staat=staat)
    rows = client.get(PATH).context["plateaus"][0][1]
    assert [(a.bouwsteen.code, acties) for a, acties, _ in rows] == [("AB-P1-1", 2), ("SK-P1-1", 0)]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_nog_te_regelen_costs_a_fixed_number_of_queries(client, zelfevaluatie, django_assert_num_queries, count):
    bouwsteen = Antwoord.objects.first().bouwsteen
    for _ in range(count):
        Actie.objects.create(wat="x", ambitie=6, bouwsteen=bouwsteen)
    with django_assert_num_queries(4):
        client.get(PATH)


def test_nog_te_regelen_is_empty_when_all_is_arranged(client, zelfevaluatie):
    Antwoord.objects.update(status="geregeld")
    response = client.get(PATH)
    assert (codes(response), response.text.count("Hier staat niets meer open.")) == ([], 2)


def test_nog_te_regelen_names_what_nobody_chose_in_plateau_2(client, zelfevaluatie):
    Antwoord.objects.filter(bouwsteen__plateau=1).update(status="geregeld")
    response = client.get(PATH)
    text = " ".join(response.text.split())
    assert "7 van 7 nog niet ingevuld. Kies per bouwsteen of je haar wilt." in text
    assert text.count("Hier staat niets meer open.") == 1  # of Plateau 1, where that is so
    codes = ["SV-P2-1", "SV-P2-2", "SV-P2-3", "AB-P2-1", "AB-P2-2", "SK-P2-1", "SK-P2-2"]
    assert [code for code in codes if f'href="/zelfevaluatie/{code}/"' in text] == codes


def test_nog_te_regelen_counts_what_nobody_chose_within_the_filter(client, zelfevaluatie):
    Antwoord.objects.filter(bouwsteen__code="SV-P2-1").update(status="nvt", nvt_reden="x")
    text = " ".join(client.get(f"{PATH}?thema=SV").text.split())
    assert "2 van 3 nog niet ingevuld. Kies per bouwsteen of je haar wilt." in text
    assert "nog niet ingevuld. Kies" not in client.get(f"{PATH}?thema=OH").text


def test_nog_te_regelen_without_a_zelfevaluatie_offers_to_begin(client):
    Zelfevaluatie.objects.update(staat="gesloten")
    response = client.get(PATH)
    assert (response.status_code, "Nog niets ingevuld" in response.text) == (200, True)
