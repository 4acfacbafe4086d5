"""From one year to the next: what goes along, what stands beside, what stays as it was, and the way back."""

import pytest
from django.db import IntegrityError, connection, transaction

from kader.models import Bouwsteen
from saving.rows import save_row
from zelfevaluatie.jaar_actions import MEE, JaarFout, begin_zelfevaluatie, reopen_zelfevaluatie
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, AntwoordRevision, Onderbouwing, Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

CODE, OTHER = "BB-P1-1", "AB-P1-3"


@pytest.fixture
def filled(zelfevaluatie, bewerker):
    """One answer with everything, one with a status alone, and the counts of the year."""
    values = {
        "status": "deels",
        "plan_zin": "Wij doen dit.",
        "toelichting": "Alleen voor ons.",
        "deelcriteria": ["BB-P1-1.a"],
        "organisatieniveau": ["regio"],
        "georganiseerd_door": "Veiligheidshuis",
        "streefdoel_status": "geregeld",
        "trekker": "Beleid",
    }
    save_row(row=Antwoord.objects.get(bouwsteen__code=CODE), values=values, version=0, by=bewerker)
    save_row(row=Antwoord.objects.get(bouwsteen__code=OTHER), values={"status": "geregeld"}, version=0, by=bewerker)
    question = AanvullendAntwoord.objects.get(vraag__code="FI-1")
    save_row(row=question, values={"status": "geregeld", "plan_zin": "Er is geld."}, version=0, by=bewerker)
    save_row(row=zelfevaluatie, values={"gezagsdriehoek": 2, "ambtelijk": 4}, version=0, by=bewerker)
    return zelfevaluatie


@pytest.fixture
def begin(filled, bewerker):
    def begin(mee=tuple(MEE), **options):
        values = {"kaderversie": filled.kaderversie, "jaar": filled.jaar + 1, "terugblik": "Een druk jaar."}
        return begin_zelfevaluatie(vorige=filled, mee=mee, by=bewerker, **values | options)

    return begin


def answer(code, jaar):
    return Antwoord.objects.get(bouwsteen__code=code, zelfevaluatie__jaar=jaar)


def test_begin_closes_the_former_and_opens_the_next(begin, filled, bewerker):
    new = begin()
    old = Zelfevaluatie.objects.get(pk=filled.pk)
    assert (old.staat, old.closed_by, old.terugblik) == ("gesloten", bewerker.pk, "Een druk jaar.")
    assert (current_zelfevaluatie(), new.jaar, new.vorige_id) == (new, filled.jaar + 1, old.pk)
    assert (new.antwoorden.count(), new.aanvullende_antwoorden.count()) == (23, 11)


def test_no_status_goes_along_and_the_counts_begin_unknown(begin):
    new = begin()
    assert set(new.antwoorden.values_list("status", flat=True)) == {""}
    assert set(new.aanvullende_antwoorden.values_list("status", flat=True)) == {""}
    assert (new.gezagsdriehoek, new.ambtelijk, new.version) == (None, None, 0)


@pytest.mark.parametrize("mee", [(), *((name,) for name in MEE), tuple(MEE)])
def test_what_is_ticked_goes_along_and_nothing_else(begin, filled, mee):
    new = begin(mee)
    old, row = answer(CODE, filled.jaar), answer(CODE, new.jaar)
    names = {name for each in mee for name in MEE[each]}
    assert row.data() == {**Antwoord().data(), **{name: old.data()[name] for name in names}}
    assert row.vorige == [old.pk]
    question = new.aanvullende_antwoorden.get(vraag__code="FI-1")
    assert question.plan_zin == ("Er is geld." if "zin" in mee else "")


def test_what_went_along_is_a_version_and_what_is_empty_is_none(begin, bewerker):
    new = begin()
    row = answer(CODE, new.jaar)
    revision = AntwoordRevision.objects.get(row=row.pk)
    assert (row.version, revision.version, revision.data, revision.created_by) == (1, 1, row.data(), bewerker.pk)
    assert answer(OTHER, new.jaar).version == 0


def test_files_and_links_come_along_and_the_bytes_are_kept_once(begin, filled):
    at = {"antwoord": answer(CODE, filled.jaar)}
    pdf = Onderbouwing.objects.create(**at, titel="Convenant", bestand=b"%PDF-1", bestandsnaam="c.pdf", mimetype="x/y")
    Onderbouwing.objects.create(**at, titel="Site", url="https://example.org")
    new = begin()
    rows = Onderbouwing.objects.sized().filter(antwoord=answer(CODE, new.jaar)).order_by("titel")
    assert [(row.titel, row.url, row.bron_id, row.size) for row in rows] == [
        ("Convenant", "", pdf.pk, 6),
        ("Site", "https://example.org", None, None),
    ]
    assert (rows[0].content, Onderbouwing.objects.total_size()) == (b"%PDF-1", 6)


def test_a_file_of_three_years_still_knows_its_first_row(begin, filled, bewerker):
    at = {"antwoord": answer(CODE, filled.jaar)}
    pdf = Onderbouwing.objects.create(**at, titel="Convenant", bestand=b"%PDF-1", bestandsnaam="c.pdf", mimetype="x/y")
    new = begin()
    values = {"kaderversie": new.kaderversie, "jaar": new.jaar + 1, "terugblik": "", "mee": MEE, "by": bewerker}
    last = begin_zelfevaluatie(vorige=new, **values)
    assert Onderbouwing.objects.get(antwoord__zelfevaluatie=last).bron_id == pdf.pk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE zelfevaluatie_antwoord SET status = 'nog_niet' WHERE zelfevaluatie_id = %s",
        "DELETE FROM zelfevaluatie_antwoord WHERE zelfevaluatie_id = %s",
        "UPDATE zelfevaluatie_aanvullendantwoord SET plan_zin = 'x' WHERE zelfevaluatie_id = %s",
        "UPDATE zelfevaluatie_antwoord SET zelfevaluatie_id = %s WHERE zelfevaluatie_id <> %s",
        "UPDATE zelfevaluatie_onderbouwing SET titel = 'x' WHERE antwoord_id IN"
        " (SELECT id FROM zelfevaluatie_antwoord WHERE zelfevaluatie_id = %s)",
        "DELETE FROM zelfevaluatie_onderbouwing WHERE antwoord_id IN"
        " (SELECT id FROM zelfevaluatie_antwoord WHERE zelfevaluatie_id = %s)",
        "UPDATE zelfevaluatie_zelfevaluatie SET gezagsdriehoek = 9 WHERE id = %s",
        "UPDATE zelfevaluatie_zelfevaluatie SET terugblik = 'x' WHERE id = %s",
        "UPDATE zelfevaluatie_zelfevaluatie SET staat = 'open', jaar = 2031 WHERE id = %s",
        "DELETE FROM zelfevaluatie_zelfevaluatie WHERE id = %s",
    ],
)
def test_postgresql_keeps_a_closed_year_as_it_is(begin, filled, statement):
    Onderbouwing.objects.create(antwoord=answer(CODE, filled.jaar), titel="Site", url="https://example.org")
    begin()
    refused = pytest.raises(IntegrityError, match="gesloten en kan niet meer veranderen")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [filled.pk] * statement.count("%s"))


def test_what_was_removed_still_goes_after_its_term(begin, filled):
    from django.utils import timezone

    removed = {"titel": "Weg", "url": "https://example.org", "removed_at": timezone.now()}
    row = Onderbouwing.objects.create(antwoord=answer(CODE, filled.jaar), **removed)
    begin()
    Onderbouwing.objects.filter(pk=row.pk).delete()
    assert not Onderbouwing.objects.exists()


def test_the_plan_may_still_be_adopted(begin, filled):
    begin()
    assert Zelfevaluatie.objects.filter(pk=filled.pk).update(plan_status="vastgesteld") == 1


def test_begin_a_second_time_is_refused(begin, filled):
    begin()
    with pytest.raises(JaarFout, match=f"De zelfevaluatie van {filled.jaar} is al gesloten."):
        begin()
    assert Zelfevaluatie.objects.count() == 2


def test_sources_join_split_and_drop(begin, filled):
    """The text of one goes along only where it goes on alone; the ids stand at each."""
    joined, split, dropped = "BB-P1-2", "BB-P1-3", "BB-P1-1"
    new = begin(sources={joined: [CODE, OTHER], split: [OTHER], dropped: []})
    ids = {code: answer(code, filled.jaar).pk for code in (CODE, OTHER)}
    assert answer(joined, new.jaar).vorige == [ids[CODE], ids[OTHER]]
    assert answer(split, new.jaar).vorige == [ids[OTHER]]
    assert (answer(dropped, new.jaar).vorige, answer(dropped, new.jaar).plan_zin) == ([], "")
    assert answer(joined, new.jaar).plan_zin == ""
    assert len([row for row in new.antwoorden.all() if row.vorige]) == Bouwsteen.objects.count() - 1


def test_reopen_takes_the_new_year_away_and_leaves_the_old_as_it_was(begin, filled):
    before = answer(CODE, filled.jaar).data()
    begin()
    reopened = reopen_zelfevaluatie(zelfevaluatie=filled)
    assert (reopened.staat, reopened.closed_at, reopened.terugblik) == ("open", None, "Een druk jaar.")
    assert (Zelfevaluatie.objects.count(), answer(CODE, filled.jaar).data()) == (1, before)


@pytest.mark.parametrize("what", ["answer", "question", "counts", "link"])
def test_reopen_is_refused_when_somebody_did_something_in_the_new_year(begin, filled, bewerker, what):
    new = begin()
    if what == "answer":
        save_row(row=answer(OTHER, new.jaar), values={"status": "deels"}, version=0, by=bewerker)
    if what == "question":
        row = new.aanvullende_antwoorden.get(vraag__code="PR-1")
        save_row(row=row, values={"status": "deels"}, version=0, by=bewerker)
    if what == "counts":
        save_row(row=new, values={"ambtelijk": 1}, version=0, by=bewerker)
    if what == "link":
        Onderbouwing.objects.create(antwoord=answer(OTHER, new.jaar), titel="x", url="https://example.org")
    with pytest.raises(JaarFout, match="is al iets ingevuld"):
        reopen_zelfevaluatie(zelfevaluatie=filled)
    assert current_zelfevaluatie() == new
