"""What the measurements lean on: a form is sent as a browser would, whatever fields it has in this or an older tree."""

from benchmarks.ride import Forms

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
