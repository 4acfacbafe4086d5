"""One gemeente to a next Kader and back: nothing lost, statuses never copied, acties with where they came from."""

import pytest
from django.db import connection

from aanpak.models import AanpakRevision, Actie
from kader.models import Overstap
from kader.queries import version_of
from overzicht.kader_actions import OverstapFout, go_back, go_over
from overzicht.kader_queries import preview_of, to_place
from saving.rows import create_row, save_row
from tenants.context import in_gemeente
from tests.builders.kader import load_next
from tests.pages import fields_of
from zelfevaluatie.jaar_actions import JaarFout
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie
from zelfevaluatie.stand import make_overzicht


@pytest.fixture
def naar(zelfevaluatie):
    return load_next()


def fill(bewerker):
    """Every bouwsteen and question an answer, and an actie."""
    for kind, place in ((Antwoord, "bouwsteen"), (AanvullendAntwoord, "vraag")):
        for row in kind.objects.select_related(place):
            code = getattr(row, place).code
            save_row(
                row=row, values={"status": "deels", "plan_zin": f"Zin bij {code}."}, version=row.version, by=bewerker
            )
            actie = Actie(wat=f"Actie bij {code}", ambitie=1, **{place: getattr(row, place)})
            create_row(row=actie, by=bewerker)


def by_code():
    return {antwoord.bouwsteen.code: antwoord for antwoord in antwoorden_of(current_zelfevaluatie())}


def sources(antwoord):
    return list(
        Antwoord.objects.filter(pk__in=antwoord.vorige)
        .order_by("bouwsteen__volgorde")
        .values_list("bouwsteen__code", flat=True)
    )


def place_of(code):
    actie = Actie.objects.select_related("bouwsteen", "vraag", "eerder_bouwsteen", "eerder_vraag").get(
        wat=f"Actie bij {code}"
    )
    return actie.place.code, actie.former_place and actie.former_place.code


def rows_of(gemeente):
    """All rows of the schema, as they are, but for what a save counts."""
    tables = (
        "zelfevaluatie_zelfevaluatie",
        "zelfevaluatie_antwoord",
        "zelfevaluatie_aanvullendantwoord",
        "aanpak_actie",
    )
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT (to_jsonb(t) - '{{version,updated_at,updated_by}}'::text[])::text FROM {table} t ORDER BY id"
            )
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def test_go_over_opens_the_next_zelfevaluatie_on_the_new_version(gemeente, zelfevaluatie, naar, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)

    before, now = Zelfevaluatie.objects.get(pk=zelfevaluatie.pk), current_zelfevaluatie()
    assert (before.staat, before.kaderversie, now.kaderversie, now.vorige) == (
        "gesloten",
        zelfevaluatie.kaderversie,
        naar,
        before,
    )
    assert (version_of(gemeente), len(antwoorden_of(now))) == (naar, 22)


def test_go_over_copies_no_status_and_names_what_each_answer_comes_from(gemeente, naar, bewerker, beheerder):
    fill(bewerker)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    found = by_code()
    assert {antwoord.status for antwoord in found.values()} == {""}
    expected = {
        "BB-P1-1": (["BB-P1-1"], "Zin bij BB-P1-1."),
        "BB-P1-2": (["BB-P1-2"], "Zin bij BB-P1-2."),
        "SK-P1-4": (["SK-P1-2"], "Zin bij SK-P1-2."),
        "SK-P1-2": ([], ""),
        "AB-P1-5": (["AB-P2-2"], "Zin bij AB-P2-2."),
        "SV-P1-1": (["SV-P1-1"], ""),
        "SV-P1-4": (["SV-P1-1"], ""),
        "OH-P1-1": (["OH-P1-1", "OH-P1-2"], ""),
        "SV-P1-3": (["SV-P1-3", "AB-P1-3"], ""),
        "AB-P1-3": (["AB-P1-3"], ""),
    }
    assert {code: (sources(found[code]), found[code].plan_zin) for code in expected} == expected


def test_go_over_counts_from_zero_over_the_new_kader(gemeente, naar, bewerker, beheerder):
    fill(bewerker)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    overzicht = make_overzicht(antwoorden_of(current_zelfevaluatie()))
    assert (str(overzicht.plateau_1), str(overzicht.plateau_2)) == ("0 van 18 geregeld", "0 van 4 geregeld")


def test_go_over_takes_acties_along_with_where_they_came_from(gemeente, naar, bewerker, beheerder):
    fill(bewerker)
    loose = create_row(row=Actie(wat="Los", ambitie=1), by=bewerker)
    overstap = go_over(gemeente=gemeente, naar=naar, by=beheerder)
    codes = (
        "BB-P1-1",
        "SK-P1-2",
        "AB-P2-2",
        "SV-P1-1",
        "OH-P1-2",
        "AB-P1-3",
        "SV-P2-3",
        "DA-2",
        "DA-3",
        "DA-7",
        "PR-2",
    )
    assert {code: place_of(code) for code in codes} == {
        "BB-P1-1": ("BB-P1-1", "BB-P1-1"),
        "SK-P1-2": ("SK-P1-4", "SK-P1-2"),
        "AB-P2-2": ("AB-P1-5", "AB-P2-2"),
        "SV-P1-1": ("SV-P1-1", "SV-P1-1"),
        "OH-P1-2": ("OH-P1-1", "OH-P1-2"),
        "AB-P1-3": ("AB-P1-3", "AB-P1-3"),
        "SV-P2-3": ("SV-P2-3", None),  # dropped: it stays where it was
        "DA-2": ("DA-2", "DA-2"),
        "DA-3": ("DA-3", "DA-3"),
        "DA-7": ("DA-7", None),
        "PR-2": ("PR-1", "PR-2"),
    }
    loose.refresh_from_db()
    assert (loose.place, overstap.acties, Actie.objects.count()) == (None, 31, 35)
    assert Actie.objects.get(wat="Actie bij SK-P1-2").bouwsteen.kaderversie == naar
    moved = Actie.objects.get(wat="Actie bij SK-P1-2")
    assert AanpakRevision.objects.filter(row=moved.pk, version=2).get().data["bouwsteen"] == str(moved.bouwsteen_id)


def test_to_place_names_what_a_person_should_look_at(gemeente, naar, bewerker, beheerder):
    fill(bewerker)
    before = [each.actie.wat for each in preview_of(gemeente, naar).to_choose]
    overstap = go_over(gemeente=gemeente, naar=naar, by=beheerder)
    found = {each.actie.wat: [str(place.code) for place in each.new] for each in to_place(overstap)}
    assert found == {
        "Actie bij SV-P1-1": ["SV-P1-1", "SV-P1-4"],
        "Actie bij AB-P1-3": ["AB-P1-3", "SV-P1-3"],
        "Actie bij DA-3": ["DA-3", "DA-8"],
        "Actie bij SV-P2-2": [],
        "Actie bij SV-P2-3": [],
        "Actie bij DA-7": [],
    }
    assert sorted(before) == sorted(found)


def test_preview_of_counts_what_comes_along(gemeente, naar, bewerker):
    fill(bewerker)
    preview = preview_of(gemeente, naar)
    assert (preview.answered, preview.along, preview.left) == (34, 31, ("SV-P2-2", "SV-P2-3", "DA-7"))


def test_go_back_leaves_everything_as_it_was(gemeente, zelfevaluatie, naar, bewerker, beheerder):
    fill(bewerker)
    before, revisions = rows_of(gemeente), AntwoordRevision.objects.count()
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    overstap = go_back(gemeente=gemeente, by=beheerder)
    assert rows_of(gemeente) == before
    assert (version_of(gemeente), overstap.staat, current_zelfevaluatie()) == (
        zelfevaluatie.kaderversie,
        "terug",
        zelfevaluatie,
    )
    assert AntwoordRevision.objects.filter(row__in=Antwoord.objects.values("pk")).count() == revisions - 11


def test_go_over_again_after_going_back(gemeente, naar, bewerker, beheerder):
    fill(bewerker)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    once = {code: sources(antwoord) for code, antwoord in by_code().items()}
    go_back(gemeente=gemeente, by=beheerder)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    assert {code: sources(antwoord) for code, antwoord in by_code().items()} == once
    assert [row.staat for row in Overstap.objects.all()] == ["gedaan", "terug"]


def test_go_back_is_refused_once_something_was_answered(gemeente, naar, bewerker, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    antwoord = by_code()["SK-P1-2"]
    save_row(row=antwoord, values={"status": "geregeld"}, version=antwoord.version, by=bewerker)
    with pytest.raises(JaarFout, match="al iets ingevuld"):
        go_back(gemeente=gemeente, by=beheerder)
    assert (version_of(gemeente), by_code()["SK-P1-2"].status) == (naar, "geregeld")


def test_go_back_is_refused_once_an_actie_was_made_there(gemeente, naar, bewerker, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    create_row(row=Actie(wat="Oefening houden", ambitie=1, bouwsteen=by_code()["SK-P1-2"].bouwsteen), by=bewerker)
    with pytest.raises(OverstapFout, match="De actie ‘Oefening houden’ is al bij het nieuwe Kader gezet."):
        go_back(gemeente=gemeente, by=beheerder)
    assert (version_of(gemeente), current_zelfevaluatie().kaderversie) == (naar, naar)


def test_go_over_twice_is_refused(gemeente, naar, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    with pytest.raises(OverstapFout, match="Jullie werken al met Kader 2027-01."):
        go_over(gemeente=gemeente, naar=naar, by=beheerder)
    assert Zelfevaluatie.objects.count() == 2


def test_go_over_to_what_is_not_published_is_refused(gemeente, zelfevaluatie, beheerder):
    with pytest.raises(OverstapFout, match="Kader 2027-01 is nog niet uitgegeven."):
        go_over(gemeente=gemeente, naar=load_next(published=False), by=beheerder)
    assert version_of(gemeente) == zelfevaluatie.kaderversie


def test_go_over_of_one_leaves_another_where_it_is(gemeente, naar, voorbeeldstad, beheerder):
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    with in_gemeente(voorbeeldstad):
        assert (version_of(voorbeeldstad).versie, current_zelfevaluatie().kaderversie.versie) == ("2021-02", "2021-02")
        assert Overstap.objects.count() == 0


def test_what_is_dropped_stays_readable_in_the_closed_year(gemeente, zelfevaluatie, naar, bewerker, beheerder):
    fill(bewerker)
    go_over(gemeente=gemeente, naar=naar, by=beheerder)
    closed = Antwoord.objects.get(zelfevaluatie=zelfevaluatie, bouwsteen__code="SV-P2-3")
    assert (closed.status, closed.plan_zin) == ("deels", "Zin bij SV-P2-3.")


def test_an_actie_that_was_open_in_a_page_when_we_went_over_can_be_saved(
    gemeente, naar, bewerker, beheerder, client_for
):
    fill(bewerker)
    client = client_for(bewerker)
    actie = Actie.objects.get(wat="Actie bij SK-P1-2")
    page = fields_of(client.get(f"/acties/{actie.pk}/"))
    go_over(gemeente=gemeente, naar=naar, by=beheerder)

    response = client.post(f"/acties/{actie.pk}/", {**page, "wat": "Anders gezegd"})

    actie.refresh_from_db()
    assert (response.status_code, actie.wat, actie.bouwsteen.code) == (302, "Anders gezegd", "SK-P1-4")
