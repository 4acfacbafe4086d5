"""What the measurements lean on: forms sent as a browser would, and reading told from writing."""

import psycopg
import pytest
from django.db import connection

from benchmarks.replay import only_reads
from benchmarks.ride import Forms
from tenants.backend.base import role_name

PAGE = """
<form action="/zoeken/"><input name="q" value="x"></form>
<form id="antwoord" method="post" hx-post="/opslaan/">
  <input type="hidden" name="csrfmiddlewaretoken" value="geheim">
  <input type="hidden" name="version" id="id_version" value="3">
  <input type="radio" name="status" value="deels"><input type="radio" name="status" value="geregeld" checked>
  <input type="checkbox" name="niveau" value="zelf" checked><input type="checkbox" name="niveau" value="regio" checked>
  <input type="checkbox" name="zo_houden"><input name="weg" value="1" disabled><input type="file" name="bestand">
  <select name="doel"><option value="">-</option><option value="2027" selected>2027</option></select>
  <select name="thema"><option value="a">A</option><option value="b">B</option></select>
  <textarea name="plan_zin">
Eerste &amp; tweede
regel</textarea>
  <button name="knop" value="1">Opslaan</button>
</form>
<input name="trekker" value="team Zorg" form="antwoord">
"""


def test_a_form_is_sent_as_a_browser_would():
    form = Forms(PAGE).with_field("plan_zin")
    assert form.action == "/opslaan/"
    assert form.data == {
        "csrfmiddlewaretoken": ["geheim"],
        "version": ["3"],
        "status": ["geregeld"],
        "niveau": ["zelf", "regio"],
        "doel": ["2027"],
        "thema": ["a"],
        "plan_zin": ["Eerste & tweede\nregel"],
        "trekker": ["team Zorg"],
    }


def test_what_an_answer_gives_for_the_next_save_is_taken_over():
    form = Forms(PAGE).with_field("plan_zin")
    form.renew('<p>Ja</p><input type="hidden" name="version" value="4"><input type="hidden" name="ander" value="1">')
    assert form.data == {**Forms(PAGE).with_field("plan_zin").data, "version": ["4"]}


def test_each_text_is_another():
    form = Forms(PAGE).with_field("plan_zin")
    assert len({str(form.write("plan_zin").data["plan_zin"]) for _ in range(5)}) == 5


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        ("SELECT count(*) FROM kader_bouwsteen", True),
        ("WITH alle AS (SELECT * FROM kader_bouwsteen) SELECT count(*) FROM alle", True),
        ("INSERT INTO jobs_job SELECT * FROM jobs_job", False),
        ("WITH weg AS (DELETE FROM jobs_job RETURNING *) SELECT count(*) FROM weg", False),
        ("UPDATE jobs_job SET step = step", False),
        ("SELECT * FROM jobs_job FOR UPDATE", False),
    ],
)
@pytest.mark.parametrize("entered", [True, False])
def test_only_what_reads_is_replayed_whatever_stands_in_front(db, statement, reads, entered):
    role = role_name(connection.settings_dict["NAME"], "platform")
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as bare:
        bare.execute("SELECT set_config('role', %s, false)", [role])
        bare.execute("SET default_transaction_read_only = on")
        assert only_reads(bare, f"{connection.entry()}{statement}" if entered else statement) == reads
        assert not only_reads(bare, "COMMIT")
