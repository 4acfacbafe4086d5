"""Who arranges a place to stay: every row with a source, and nothing said that no source says."""

import copy

import pytest

from sjablonen.opvang import FILE, opvang, opvang_of
from sjablonen.schema import SjabloonFout, read


def test_every_row_has_a_source_and_says_who_pays_or_whom_to_ask():
    assert [row.wie for row in opvang() if not row.bron_url.startswith("https://")] == []
    assert [row.wie for row in opvang() if bool(row.betaalt) == bool(row.vraag)] == []


def test_what_was_not_confirmed_for_this_year_is_asked():
    assert {row.vraag for row in opvang() if not row.betaalt} == {"CoMensha", "Nidos"}
    said = " ".join(f"{row.waar} {row.regelt} {row.betaalt}" for row in opvang())
    assert [name for name in ("COSM", "OMM") if name in said] == []


def test_adults_and_minors_with_and_without_a_right_of_residence_are_there():
    assert [row.wie.split()[0] for row in opvang()] == ["Volwassene"] * 3 + ["Minderjarige"] * 2


@pytest.mark.parametrize(
    "change", [{"betaalt": ""}, {"vraag": "CoMensha"}, {"bron_url": ""}, {"wie": ""}, {"los": "x"}]
)
def test_a_fault_in_the_file_is_named(change):
    data = copy.deepcopy(read(FILE))
    data["opvang"][0] |= change
    with pytest.raises(SjabloonFout, match=FILE.name):
        opvang_of(data)
