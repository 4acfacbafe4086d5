"""Every page of the country and of a regio, tried for leaks, totals, queries and how far it gets in the database."""

import re
from itertools import permutations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dashboards.gemeente import levels_of
from metingen.inhoud import GedeeldAntwoord
from metingen.models import Inzage
from tenants.models import Regio
from tests.dashboards.conftest import make_ronde, submit
from tests.dashboards.reading import FILES, LAND, read

SECRET = "Deze zin deelden wij alleen met VNG"
QUERIES_MAX = 12
ANSWERS = {"beleidsplan": "nee", "aandachtsfunctionaris": "nee", "zorgcoordinatie": "ja"}


def submit_all(rounds, gemeenten):
    for ronde in rounds:
        for gemeente in gemeenten:
            submit(ronde, gemeente, enquete=ANSWERS)


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured]


def reading(queries):
    """How many, without what records that few were looked at."""
    writing = ("SAVEPOINT", "RELEASE", "INSERT")
    return len([query for query in queries if not query.startswith(writing) and "INSERT INTO" not in query])


def test_pages_show_comensha_nothing_of_what_was_shared_with_vng_alone(comensha, vng, ronde, groningen):
    paths = [*LAND.values(), *FILES, f"/land/gemeente/{groningen[0].code}/"]
    before = {client: {path: read(client, path) for path in paths} for client in (comensha, vng)}
    secret = {"SV-P1-1": {"plan_zin": SECRET}}
    submit(ronde, groningen[0], organisaties=["vng"], status="nog_niet", enquete=ANSWERS, shared=secret)
    changed = {client: [path for path in paths if read(client, path) != seen[path]] for client, seen in before.items()}
    unchanged = {"/land/ontwikkeling/", "/land/export/"}  # no earlier round, and no figures
    assert (changed[comensha], set(paths) - set(changed[vng])) == ([], unchanged)


def test_pages_show_a_withdrawn_indiening_to_nobody(vng, ronde, groningen):
    before = {path: read(vng, path) for path in [*LAND.values(), *FILES]}
    indiening = submit(ronde, groningen[0], enquete=ANSWERS)
    type(indiening).objects.filter(pk=indiening.pk).update(staat="ingetrokken", ingetrokken_at=timezone.now())
    assert {path: read(vng, path) for path in [*LAND.values(), *FILES]} == before


def test_pages_ask_as_much_for_thirty_gemeenten_as_for_three(vng, groningen):
    rounds = make_ronde("Meting 2025", year=2025), make_ronde()
    gemeenten = list(rounds[0].gemeenten()[:30])
    submit_all(rounds, gemeenten[:3])
    few = {path: queries_of(vng, path) for path in LAND.values()}
    submit_all(rounds, gemeenten[3:])
    many = {path: queries_of(vng, path) for path in LAND.values()}
    assert {path: reading(found) for path, found in many.items()} == {
        path: reading(found) for path, found in few.items()
    }
    assert [path for path, found in [*few.items(), *many.items()] if len(found) > QUERIES_MAX] == []


def test_pages_read_no_table_of_a_gemeente(vng, ronde, stadskanaal):
    submit(ronde, stadskanaal)
    paths = [*LAND.values(), f"/land/gemeente/{stadskanaal.code}/"]
    statements = " ".join(sql for path in paths for sql in queries_of(vng, path))
    tables = set(re.findall(r'(?:FROM|JOIN) "(\w+?)_', statements))
    assert tables <= {"accounts", "django", "kader", "metingen", "mfa", "tenants"}


def test_platform_that_makes_the_pages_may_not_enter_the_schema_of_a_gemeente(db):
    connection.set_schema_to_public()
    with pytest.raises(DatabaseError, match="permission denied for schema gm0037"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM gm0037.zelfevaluatie_antwoord")


def test_no_page_counts_the_statuses_of_one_gemeente(vng, ronde, groningen):
    """Seven of one status and sixteen of another, in a page or file that names the gemeente."""
    seven = ["BB-P1-1", "BB-P1-2", "BB-P1-3", "SV-P1-1", "SV-P1-2", "SV-P1-3", "AB-P1-1"]
    gemeente = groningen[0]
    submit(ronde, gemeente, status="deels", statuses=dict.fromkeys(seven, "nog_niet"))
    paths = [path for name, path in LAND.items() if name.startswith(("kaart", "werklijst"))]
    for path in [*paths, f"/land/gemeente/{gemeente.code}/"]:
        text = re.sub(r"<(path|svg|option)[^>]*>", "", read(vng, path))
        assert re.findall(r">\s*(7|16|23|7 van \d+|16 van \d+|\d+%)\s*<", text) == []


def test_pages_that_name_gemeenten_are_recorded_and_marked(vng, ronde, groningen):
    for gemeente in groningen:
        submit(ronde, gemeente)
    paths = [LAND["kaart"], LAND["werklijst"], LAND["provincie"], f"/land/gemeente/{groningen[0].code}/"]
    assert ["Werkbestand van VNG, niet voor publicatie" in read(vng, path) for path in paths] == [True] * 4
    assert sorted(Inzage.objects.values_list("wat", "organisatie", "gemeente")) == sorted(
        [
            ("dashboards:kaart_detail", "vng", None),
            ("dashboards:werklijst", "vng", None),
            ("dashboards:provincie_detail", "vng", None),
            ("dashboards:gemeente_detail", "vng", groningen[0].pk),
        ],
        key=lambda row: row[0],
    )


def test_pages_without_names_are_not_recorded_when_ten_count(vng, ronde, groningen):
    for gemeente in groningen:
        submit(ronde, gemeente)
    for name in ("stand", "ontwikkeling", "ondersteuning", "export"):
        read(vng, LAND[name])
    assert Inzage.objects.count() == 0


def test_pages_put_gemeenten_in_the_order_of_the_alphabet(vng, ronde, groningen):
    for gemeente, status in zip(groningen, ("nog_niet", "geregeld", "deels"), strict=False):
        submit(ronde, gemeente, status=status)
    shown = vng.get("/land/kaart/?indicator=SV-P1-1&provincie=PV20").context["kaart"].shown
    assert [place.naam for place in shown] == [gemeente.naam for gemeente in groningen]


@pytest.mark.parametrize(
    "query", ["ronde=onzin&provincie=PV99", "indicator=%00&lijst=%3Cb%3E", "grootte[]=1&provincie=%ED%A0%BD"]
)
def test_pages_answer_kindly_to_nonsense(vng, ronde, query):
    paths = [path for path in LAND.values() if "?" not in path]
    answers = [vng.get(f"{path}?{query}") for path in paths]
    assert {(answer.status_code, "<b>" in answer.content.decode()) for answer in answers} == {(200, False)}


def test_pages_without_a_round_say_so(vng):
    paths = [path for name, path in LAND.items() if name != "provincie"]
    assert ["Er is nog geen meetronde" in read(vng, path) for path in paths] == [True] * len(paths)


@pytest.mark.parametrize("path", ["/land/gemeente/GM0000/", "/land/gemeente/onzin/", "/land/provincie/PV99/"])
def test_pages_of_what_is_not_there_answer_404(vng, ronde, path):
    assert vng.get(path).status_code == 404


def test_gemeente_detail_shows_what_it_shared_and_no_more(vng, ronde, groningen):
    submit(
        ronde, groningen[0], enquete=ANSWERS, shared={"SV-P1-1": {"plan_zin": SECRET, "deelcriteria": ("SV-P1-1.a",)}}
    )
    answer = vng.get(f"/land/gemeente/{groningen[0].code}/")
    antwoorden = [antwoord for thema in answer.context["themas"] for antwoord in thema.antwoorden]
    assert [a.plan_zin for a in antwoorden if a.plan_zin] == [SECRET]
    assert [len(a.deelcriteria) for a in antwoorden if a.deelcriteria] == [1]
    assert [word for _, word in answer.context["enquete"]] == ["nee", "nee", "ja"]


def test_who_does_it_is_in_one_order_and_said_from_outside():
    """C6 of the review: `de regio, wij zelf`, on a page of CoMensha."""
    codes = ("regio", "zelf", "centrumgemeente")
    expected = ["de gemeente zelf", "de centrumgemeente", "de regio"]
    assert [levels_of(GedeeldAntwoord("SV-P1-1", "deels", niveaus)) for niveaus in permutations(codes)] == [
        expected
    ] * 6


def test_gemeente_detail_is_the_same_for_who_shared_nothing_and_who_submitted_nothing(vng, ronde, groningen):
    submit(ronde, groningen[0], organisaties=[])
    pages = [read(vng, f"/land/gemeente/{g.code}/").replace(g.naam, "X").replace(g.code, "C") for g in groningen[:2]]
    assert pages[0] == pages[1]
    assert "Onbekend" in pages[0]


def test_werklijst_names_who_needs_a_call(vng, ronde, groningen):
    submit(ronde, groningen[0], enquete={"beleidsplan": "nee", "aandachtsfunctionaris": "ja"})
    submit(
        ronde,
        groningen[1],
        enquete={"beleidsplan": "eigen", "beleidsplan_geldig_tot": timezone.localdate().replace(year=2020)},
    )
    submit(ronde, groningen[2], status="deels", enquete={"beleidsplan": "eigen", "aandachtsfunctionaris": "nee"})
    names = {
        kind: [naam for _, naam in vng.get(f"/land/werklijst/?provincie=PV20&lijst={kind}").context["places"]]
        for kind in ("plan", "plateau_1", "aandachtsfunctionaris", "onbekend")
    }
    first, second, third, *rest = (gemeente.naam for gemeente in groningen)
    assert names == {
        "plan": [first, second],
        "plateau_1": [third],
        "aandachtsfunctionaris": [third],
        "onbekend": rest,
    }


def test_werklijst_and_the_table_of_the_map_do_not_grow_for_ever(vng, ronde, groningen, monkeypatch):
    monkeypatch.setattr("dashboards.worklist.SHOWN", 4)
    monkeypatch.setattr("dashboards.views.SHOWN", 4)
    monkeypatch.setattr("dashboards.landkaart.LISTED", 10)
    cut, whole = (
        vng.get("/land/werklijst/?provincie=PV20"),
        vng.get("/land/werklijst/?provincie=PV20&grootte=vanaf_100"),
    )
    assert [naam for _, naam in cut.context["places"]] == [gemeente.naam for gemeente in groningen[:4]]
    assert ["Er zijn er meer." in page.text for page in (cut, whole)] == [True, False]
    found = {
        query: sum(len(group.places) for group in vng.get(f"/land/kaart/?{query}").context["groups"])
        for query in ("", "provincie=PV20", "zoek=groningen")
    }
    assert found == {"": 0, "provincie=PV20": 10, "zoek=groningen": 342}
    assert "te veel voor één tabel" in vng.get("/land/kaart/").text
    rows = vng.get("/land/kaart/?zoek=groningen").text.partition('id="tabel"')[2].partition("</section>")[0]
    assert 0 < rows.count('<tr><th scope="row">') == rows.count('<th scope="row">')


def test_ontwikkeling_detail_counts_who_shared_both_rounds(vng, groningen):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    for gemeente, was, status in zip(
        groningen,
        ("nog_niet", "deels", "geregeld", "geregeld", "nvt"),
        ("deels", "deels", "geregeld", "deels", "deels"),
        strict=False,
    ):
        submit(before, gemeente, status=was), submit(now, gemeente, status=status)
    submit(now, groningen[6])
    trend = vng.get("/land/ontwikkeling/").context["trend"]
    assert trend.n == 5
    assert {(c.improved, c.stuck, c.kept, c.fell, c.other) for c in trend.changes} == {(1, 1, 1, 1, 1)}


def test_ontwikkeling_detail_compares_with_the_round_that_was_chosen(vng, groningen):
    first, second, now = make_ronde("Meting 2024", year=2024), make_ronde("Meting 2025", year=2025), make_ronde()
    for ronde, status in ((first, "nog_niet"), (second, "geregeld"), (now, "geregeld")):
        submit(ronde, groningen[0], status=status)
    submit(first, groningen[1]), submit(now, groningen[1])
    last, oldest = (vng.get(f"/land/ontwikkeling/{query}") for query in ("", f"?sinds={first.pk}"))
    assert [(page.context["before"], page.context["trend"].n) for page in (last, oldest)] == [(second, 1), (first, 2)]
    assert [page.context["trend"].changes[0].improved for page in (last, oldest)] == [0, 1]
    field = oldest.context["form"]["sinds"]
    assert [label for _, label in field.field.choices] == ["Meting 2025", "Meting 2024"]
    assert ("die ook in 2024 meededen" in oldest.text, "die ook in 2024 meededen" in last.text) == (True, False)


@pytest.mark.parametrize("sinds", ["onzin", "%00", "00000000-0000-0000-0000-000000000000"])
def test_ontwikkeling_detail_takes_an_odd_round_for_the_last_one(vng, groningen, sinds):
    before, now = make_ronde("Meting 2025", year=2025), make_ronde()
    submit(before, groningen[0]), submit(now, groningen[0])
    page = vng.get(f"/land/ontwikkeling/?sinds={sinds}")
    assert (page.context["before"], "Deze keuze kennen we niet" in page.text) == (before, True)


def test_the_first_round_has_no_other_to_compare_with(vng, ronde):
    assert "sinds" not in vng.get("/land/ontwikkeling/").context["form"].fields


def test_pages_with_the_response_say_why_it_differs_per_organisatie(vng, ronde, groningen):
    submit(ronde, groningen[0])
    said = "daarom kan dat getal bij VNG en CoMensha verschillen"
    pages = [" ".join(vng.get(path).text.split()) for path in ("/land/", "/land/provincie/PV20/")]
    assert [said in page for page in pages] == [True, True]


def test_ondersteuning_detail_counts_per_provincie(vng, ronde, groningen):
    submit(ronde, groningen[0], statuses={"SV-P1-1": "deels", "SV-P1-2": "nvt"})
    submit(ronde, groningen[1])
    context = vng.get("/land/ondersteuning/").context
    cells = {item.bouwsteen.code: item for item in context["support"]}
    column = list(context["provincies"]).index("PV20")
    assert [str(cells[code].per_provincie[column]) for code in ("SV-P1-1", "SV-P1-2", "SV-P1-3")] == [
        "1/2",
        "0/1",
        "0/2",
    ]
    assert (context["support"][0].bouwsteen.code, context["support"][0].percent) == ("SV-P1-1", 50)


@pytest.fixture
def regio(db):
    return Regio.objects.get(soort="provincie", code="PV20")


def test_regio_stand_shows_who_ticked_this_regio_alone(client_for, ketenregisseur, regio, ronde, groningen):
    other = Regio.objects.get(soort="provincie", code="PV22")
    submit(ronde, groningen[0], regios=[regio.pk], organisaties=[])
    submit(None, groningen[1], regios=[regio.pk], organisaties=[])
    submit(ronde, groningen[2], regios=[other.pk])
    answer = client_for(ketenregisseur, gemeente=None).get(f"/regio/{regio.pk}/stand/")
    assert [naam for _, naam in answer.context["places"]] == [groningen[0].naam, groningen[1].naam]
    assert len(answer.context["unknown"]) == 8
    assert {row.spread.n for group in answer.context["stand"]["bouwstenen"] for row in group.rows} == {2}


def test_regio_stand_counts_the_last_of_each_gemeente(client_for, ketenregisseur, regio, ronde, groningen):
    submit(ronde, groningen[0], regios=[regio.pk], status="nog_niet", day=1)
    submit(None, groningen[0], regios=[regio.pk], organisaties=[], status="geregeld", day=9)
    answer = client_for(ketenregisseur, gemeente=None).get(f"/regio/{regio.pk}/stand/")
    assert answer.context["stand"]["bouwstenen"][0].rows[0].spread.counts == (1, 0, 0, 0, 0, 0)


def test_regio_pages_are_for_this_ketenregisseur(client_for, ketenregisseur, vng, bewerker, regio, groningen):
    paths = [f"/regio/{regio.pk}/stand/", f"/regio/{regio.pk}/gemeente/{groningen[0].code}/"]
    mine = [client_for(ketenregisseur, gemeente=None).get(path).status_code for path in paths]
    others = [client.get(path).status_code for client in (vng, client_for(bewerker, gemeente=None)) for path in paths]
    assert (mine, others) == ([200, 200], [404] * 4)


def test_regio_gemeente_shows_nothing_that_was_shared_with_another(client_for, ketenregisseur, regio, ronde, groningen):
    submit(ronde, groningen[0], shared={"SV-P1-1": {"plan_zin": SECRET}})
    submit(ronde, groningen[1], regios=[regio.pk], shared={"SV-P1-1": {"plan_zin": SECRET}})
    client = client_for(ketenregisseur, gemeente=None)
    pages = [client.get(f"/regio/{regio.pk}/gemeente/{g.code}/").content.decode() for g in groningen[:2]]
    assert [number for number, page in enumerate(pages) if SECRET in page] == [1]
    recorded = Inzage.objects.values_list("wat", "organisatie", "regio", "gemeente")
    assert list(recorded) == [("dashboards:regio_gemeente", "", regio.pk, groningen[1].pk)]
