from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from kader.models import AanvullendeVraag
from sjablonen.keuzelijsten import FILES, load
from sjablonen.models import Instrument, Voorbeeldstap, Vorm
from sjablonen.schema import SjabloonFout

FIXTURES = Path(__file__).parents[2] / "fixtures"
KEYS = dict(zip(FILES, ("instrumenten", "vormen", "stappen"), strict=True))


def changed(tmp_path, name, **fields):
    """The real files, with other fields in the first row of one."""
    for file, key in KEYS.items():
        data = yaml.safe_load((FIXTURES / file).read_text(encoding="utf-8"))
        if file == name:
            data[key][0] |= fields
        (tmp_path / file).write_text(yaml.safe_dump(data), encoding="utf-8")
    return tmp_path


def test_instrumenten_stand_together_per_barriere_in_their_order():
    rows = sorted(load(FIXTURES).instrumenten, key=lambda row: row.volgorde)
    order = [row.barriere for row in rows]
    assert order == sorted(order, key=Instrument.Barriere.values.index)


def test_what_must_be_checked_says_what():
    rows = [row for row in load(FIXTURES).instrumenten if row.zekerheid == "controleren"]
    assert [row.code for row in rows if "Te controleren" not in row.bron] == []
    assert {row.code for row in rows} == {"overbewoning"}


def test_instrument_is_printed_where_the_kader_prints_its_question(db):
    places = dict(AanvullendeVraag.objects.values_list("code", "plan__code"))
    assert {row.code for row in load(FIXTURES).instrumenten if places.get(row.vraag) != row.onderdeel} == set()


def test_only_well_known_numbers_are_in_the_examples():
    assert {stap.telefoon for stap in load(FIXTURES).stappen} - {""} == {
        "112", "0900-8844", "0800-7000", "0800-5151", "033-448 11 86",
    }  # fmt: skip


def test_load_keuzelijsten_may_be_repeated_and_refreshes(db, tmp_path, capsys):
    before = set(Instrument.objects.values_list("pk", flat=True))
    steps = Voorbeeldstap.objects.count()
    call_command("load_keuzelijsten", str(changed(tmp_path, "instrumenten.yaml", titel="Anders")))
    assert capsys.readouterr().out == f"24 instrumenten, 7 vormen en {steps} stappen geladen.\n"
    assert set(Instrument.objects.values_list("pk", flat=True)) == before
    assert (Instrument.objects.first().titel, Voorbeeldstap.objects.count(), Vorm.objects.count()) == (
        "Anders",
        steps,
        7,
    )


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        ("instrumenten.yaml", {"barriere": "x"}, "instrumenten, adresonderzoek, barriere: moet een van deze zijn"),
        ("instrumenten.yaml", {"bevoegd": []}, "instrumenten, adresonderzoek, bevoegd: is leeg"),
        ("instrumenten.yaml", {"code": "apv"}, "staat er tweemaal in: ('instrumenten', 'apv')"),
        ("vormen.yaml", {"naam": "x"}, "vormen, seksuele_uitbuiting, naam: is een onbekend veld"),
        ("meldroute.yaml", {"telefoon": "bel"}, "stappen, 1, telefoon: heeft een verkeerde vorm"),
        ("meldroute.yaml", {"website": "http://x.nl"}, "stappen, 1, website: heeft een verkeerde vorm"),
    ],
)
def test_load_names_the_place_and_what_is_wrong(tmp_path, name, fields, message):
    with pytest.raises(SjabloonFout) as caught:
        load(changed(tmp_path, name, **fields))
    assert message in str(caught.value)


def test_load_keuzelijsten_says_which_regio_is_unknown(db, tmp_path):
    folder = changed(tmp_path, "meldroute.yaml", regio={"soort": "provincie", "code": "PV99"})
    with pytest.raises(
        CommandError, match="meldroute medewerker 10: er is geen regio van soort provincie met code PV99"
    ):
        call_command("load_keuzelijsten", str(folder))


def test_load_says_which_file_is_missing(tmp_path):
    with pytest.raises(SjabloonFout, match="instrumenten.yaml is niet te lezen"):
        load(tmp_path)
