import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kader.models import Bouwsteen, Rol, Status, Thema
from zelfevaluatie.forms import AntwoordForm, GapFilterForm, OverleggenForm, status_choices
from zelfevaluatie.models import Antwoord

FIELDS = (*Antwoord.FIELDS, "version")
# The same examples every time, and none kept on disk.
FUZZ = settings(max_examples=50, deadline=None, derandomize=True, database=None)
CHOICES = ("", "nvt", "deels", "zelf", "on", "BB-P1-1.a", "2027-01-31", "1", "\x00")


def antwoord(status="", plateau=1):
    bouwsteen = Bouwsteen(code="BB-P1-1", plateau=plateau, thema=Thema(code="BB"), rol=Rol(code="regisseur"))
    found = Antwoord(bouwsteen=bouwsteen, status=status)
    found.codes = ["BB-P1-1.a"]
    return found


@FUZZ
@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(CHOICES) | st.text(max_size=600)))
def test_antwoord_form_never_crashes_and_never_lets_through_what_cannot_be_stored(data):
    form = AntwoordForm(data, instance=antwoord())
    if form.is_valid():
        stored = json.dumps(form.instance.data())
        assert ("\\u0000" in stored, form.instance.status == "nvt" and not form.instance.nvt_reden) == (False, False)


@FUZZ
@given(st.dictionaries(st.sampled_from(["thema", "rol", "organisatieniveau"]), st.text()))
def test_gap_filter_form_never_crashes(data):
    answers = [antwoord()]
    assert GapFilterForm(data, answers).narrow(answers) in ([], answers)


@FUZZ
@given(
    st.dictionaries(
        st.sampled_from(["overleggen-version", "overleggen-gezagsdriehoek", "overleggen-ambtelijk"]), st.text()
    )
)
def test_overleggen_form_never_crashes(data):
    assert OverleggenForm(data).is_valid() in (True, False)


@pytest.mark.parametrize(("plateau", "label"), [(1, "n.v.t."), (2, "kiezen we nu niet")])
def test_status_choices_calls_nvt_a_choice_in_plateau_2(plateau, label):
    assert dict(status_choices(plateau))[Status.NVT] == label


def test_status_options_bring_the_example_of_this_bouwsteen(zelfevaluatie):
    found = Antwoord.objects.select_related("bouwsteen").get(bouwsteen__code="BB-P1-1")
    options = AntwoordForm(instance=found, criteria=[]).status_options
    assert {option["value"]: option["hint"] for option in options} == found.bouwsteen.statusvoorbeelden
    assert [option["label"] for option in options] == ["Geregeld", "Deels", "In voorbereiding", "Nog niet", "N.v.t."]
