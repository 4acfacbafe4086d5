"""What was submitted at each format is still read whole and shown in the same words. See files/README.md."""

import json
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from metingen.actions import derived, rows_of
from metingen.inhoud import FORMAAT, Inhoud
from metingen.models import Indiening, IndieningAntwoord
from metingen.weergave import show
from tenants.canonical import sha256_of
from tests.golden import leaves, lost, missing
from tests.printing import words

FILES = Path(__file__).parent / "files"
FORMATS = range(1, FORMAAT + 1)
# The page for the country is about one meetronde and one Kader and names no regio's; two answers it words otherwise.
OTHERWISE = {"31-12-2029": "31 december 2029", "12 uur per week": "12"}
OTHERWISE |= dict.fromkeys(["Voorbeelddijk (GM9002)", "12.400", "Proefregio (proef)", "1 oktober 2026", "2021-02"], "")


def golden(formaat):
    return json.loads((FILES / f"inhoud_formaat_{formaat}.json").read_text(encoding="utf-8"))


def expected(formaat):
    return (FILES / f"inhoud_formaat_{formaat}.txt").read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture
def submitted(dijk, meetronde):
    """A function: that Inhoud as a row, as it was written at its time."""

    def submit(data):
        inhoud = Inhoud.from_json(data)
        row = Indiening.objects.create(
            meetronde=meetronde,
            gemeente=dijk,
            nummer=1,
            organisaties=["vng"],
            formaat=data["formaat"],
            inhoud=data,
            sha256=sha256_of(data),
            ingediend_at=timezone.now(),
            **derived(inhoud),
        )
        IndieningAntwoord.objects.bulk_create(rows_of(row, inhoud))
        return row

    return submit


@pytest.mark.parametrize("formaat", FORMATS)
def test_kept_inhoud_is_read_whole_and_has_the_same_hash(formaat):
    """Whoever renames a field loses what stood under the old name, and with it the hash that the gemeente was given."""
    data = golden(formaat)
    kept = Inhoud.from_json(data).to_json()
    assert list(lost(data, kept)) == []
    if formaat == FORMAAT:
        assert sha256_of(kept) == sha256_of(data)


def test_every_field_is_filled_in_the_golden_file():
    values = list(leaves(golden(FORMAAT)))
    assert {path for path, _ in values} == {path for path, value in values if value not in ("", None)}


@pytest.mark.django_db
@pytest.mark.parametrize("formaat", FORMATS)
def test_kept_inhoud_says_the_same_to_the_gemeente(formaat):
    page = render_to_string("metingen/inhoud.html", {"getoond": show(Inhoud.from_json(golden(formaat)))})
    assert missing(expected(formaat), " ".join(words.of_html(page))) is None


@pytest.mark.parametrize("formaat", FORMATS)
def test_kept_inhoud_says_the_same_to_the_country(formaat, submitted, client_for, adviseur_vng, dijk):
    submitted(golden(formaat))
    page = client_for(adviseur_vng, gemeente=None).get(f"/land/gemeente/{dijk.code}/").text
    phrases = [OTHERWISE.get(phrase, phrase).replace("wij zelf", "de gemeente zelf") for phrase in expected(formaat)]
    first = phrases.index("Beleid ingebed in zorg en veiligheid, met oog voor jeugd")  # here the questions come last
    assert missing([*phrases[first:], *phrases[:first]], " ".join(words.of_html(page))) is None
