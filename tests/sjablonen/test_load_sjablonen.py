from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command

from sjablonen.actions import confirm_passage, publish_passage, withdraw_passage
from sjablonen.models import Passage
from sjablonen.schema import load
from tests.sjablonen.texts import FIXTURE, GRONINGEN, PASSAGE, PROVINCIE, write

REGIONAAL = PASSAGE | {"code": "h3.regio", "laag": "regionaal", "regio": PROVINCIE}


WORDING = {name: PASSAGE[name] for name in ("titel", "bron", "bron_url", "gecontroleerd_op", "zekerheid")}


def read(*paths):
    call_command("load_sjablonen", *map(str, paths))


@pytest.fixture
def loaded(db):
    """The database of the tests has them already; this names what a test is about."""
    return Passage.objects


def test_load_sjablonen_reads_every_file_and_may_be_repeated(loaded, capsys):
    before = set(loaded.values_list("pk", flat=True))
    read()
    count = len(load(FIXTURE).passages) + len(load(GRONINGEN).passages)
    assert capsys.readouterr().out == f"{count} standaardteksten geladen.\n"
    assert set(loaded.values_list("pk", flat=True)) == before
    assert len(before) == count


def test_load_sjablonen_finds_the_regio(loaded):
    regionaal = loaded.filter(laag=Passage.Laag.REGIONAAL)
    assert set(regionaal.values_list("regio__naam", flat=True)) == {"Groningen"}


def test_load_sjablonen_refreshes_what_stands_around_a_text(loaded, tmp_path):
    read(write(tmp_path, REGIONAAL))
    read(write(tmp_path, REGIONAAL | {"kort": True, "bron": "Nieuwe bron", "gecontroleerd_op": date(2026, 11, 22)}))
    passage = loaded.get(code="h3.regio")
    assert (passage.kort, passage.bron, passage.gecontroleerd_op) == (True, "Nieuwe bron", date(2026, 11, 22))


@pytest.mark.parametrize("source", [PASSAGE | {"code": "h3.nieuw"}, REGIONAAL])
def test_load_sjablonen_refuses_another_text_for_a_version(loaded, tmp_path, source):
    read(write(tmp_path, source))
    with pytest.raises(CommandError, match="versie 1 heeft al een andere tekst; geef de nieuwe een hoger nummer"):
        read(write(tmp_path, source | {"tekst": "Anders."}))
    assert loaded.get(code=source["code"]).tekst == source["tekst"]


def test_load_sjablonen_says_which_regio_is_unknown(loaded, tmp_path):
    path = write(tmp_path, REGIONAAL | {"regio": PROVINCIE | {"code": "PV99"}})
    with pytest.raises(CommandError) as caught:
        read(path)
    assert str(caught.value) == (
        "h3.regio: er is geen regio van soort provincie met code PV99. Laad eerst de gemeenten."
    )


def test_load_sjablonen_keeps_nothing_of_a_run_that_fails(loaded, tmp_path):
    good = write(tmp_path, REGIONAAL)
    wrong = tmp_path / "fout.yaml"
    wrong.write_text(yaml.safe_dump({"passages": [REGIONAAL | {"laag": "landelijk"}]}), encoding="utf-8")
    with pytest.raises(CommandError, match="fout.yaml klopt niet"):
        read(good, wrong)
    assert not loaded.filter(code="h3.regio").exists()


def test_load_sjablonen_leaves_what_somebody_checked_later(loaded, tmp_path, redacteur):
    read(write(tmp_path, PASSAGE | {"code": "h3.nieuw"}))
    checked = {"gecontroleerd_op": date(2026, 11, 26), "bron": "Opnieuw gelezen", "bron_url": ""}
    confirm_passage(passage=loaded.get(code="h3.nieuw"), **checked, by=redacteur)
    read(write(tmp_path, PASSAGE | {"code": "h3.nieuw", "volgorde": 12}))
    passage = loaded.get(code="h3.nieuw")
    assert (passage.bron, passage.gecontroleerd_op, passage.volgorde) == ("Opnieuw gelezen", date(2026, 11, 26), 12)


def test_load_sjablonen_calls_a_later_version_published_and_a_first_one_not(loaded, tmp_path):
    """News to a gemeente that works with Kompas already; what was there from the beginning is none."""
    first = PASSAGE | {"code": "h3.nieuw"}
    read(write(tmp_path, first))
    read(write(tmp_path, first, first | {"versie": 2, "tekst": "Anders.", "reden": "De wet is veranderd."}))
    rows = loaded.filter(code="h3.nieuw").order_by("versie")
    assert [(row.published_at is None, row.reden) for row in rows] == [(True, ""), (False, "De wet is veranderd.")]
    moment = rows[1].published_at
    read(write(tmp_path, first, first | {"versie": 2, "tekst": "Anders."}))
    assert loaded.get(code="h3.nieuw", versie=2).published_at == moment


def test_load_sjablonen_leaves_what_a_redacteur_went_on_with(loaded, tmp_path, redacteur, capsys):
    """Her text, her place and her withdrawal stay; what came with Kompas is refreshed as ever."""
    first = PASSAGE | {"code": "h3.nieuw"}
    read(write(tmp_path, first))
    publish_passage(code="h3.nieuw", wording=WORDING | {"tekst": "Van een redacteur."}, by=redacteur, na="evaluatie:")
    capsys.readouterr()
    read(
        write(
            tmp_path, first | {"kort": True}, first | {"versie": 2, "tekst": "A."}, first | {"versie": 3, "tekst": "B."}
        )
    )
    told = "Niet geladen, want een redacteur schreef hier verder: h3.nieuw versie 2, h3.nieuw versie 3."
    assert capsys.readouterr().out == f"1 standaardteksten geladen.\n{told}\n"
    newest = loaded.current().get(code="h3.nieuw")
    assert (newest.versie, newest.tekst, newest.onderdeel) == (2, "Van een redacteur.", "evaluatie")
    withdraw_passage(code="h3.nieuw", based_on=2, by=redacteur)
    read(write(tmp_path, first, first | {"versie": 4, "tekst": "C."}))
    assert not loaded.current().filter(code="h3.nieuw").exists()
