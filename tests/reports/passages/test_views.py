"""Editing a passage in the preview: in place, on its own page, guarded, and only by who may."""

import re

import pytest
from django.utils import timezone

from reports.document.passage import LOKALE_TEKSTEN
from reports.models import LokalePassage, LokalePassageRevision
from reports.passages.actions import reset_passage, save_passage
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped
from tenants.context import in_gemeente
from tests.pages import present, shown
from tests.reports.conftest import SCRIPT
from tests.reports.passages.texts import CODE, STANDARD, publish, revisions
from zelfevaluatie.models import Zelfevaluatie

PLAN = "/beleidsplan/"
HTMX = {"HX-Request": "true"}
POSTED = {"version": "0", "beside_laag": "landelijk", "beside_versie": "2", "tekst": "Ons eigen doel."}


def url(name, code=CODE):
    return f"{PLAN}passage/{code}/{name}"


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def own(filled, beheerder):
    """A text that a colleague wrote: version 1."""
    data = {"code": CODE, "tekst": "Van de collega.", "standard": STANDARD, "version": 0}
    save_passage(zelfevaluatie=filled, by=beheerder, **data)
    return LokalePassage.objects.get()


def post(client, name="opslaan/", headers=None, code=CODE, **data):
    return client.post(url(name, code), {**POSTED, **data}, headers=headers)


def saved():
    return list(LokalePassage.objects.values_list("code", "tekst", "standard_versie", "version"))


def passage(html, anchor="h1-doel"):
    """What stands at one passage in the preview."""
    return html.split(f'id="passage-{anchor}"')[1].split('class="plan-passage"')[0]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\t•\tWord een\r\n\to\tdieper\r\n\t•\tWord twee", "- Word een\n    - dieper\n- Word twee"),
        ("voor:\r\n\uf0b7 een\u2028\uf0b7 twee\x0cdrie", "voor:\n- een\n- twee drie"),
    ],
)
def test_passage_save_keeps_a_list_of_word_as_a_list(client, pasted, kept):
    post(client, tekst=pasted)
    assert saved() == [(CODE, kept, 2, 1)]


def test_passage_preview_shows_what_would_be_printed_and_keeps_nothing(client, filled):
    answer = client.post("/beleidsplan/passage/voorbeeld/", {"tekst": f"•\t**een**\n•\t{SCRIPT}"})
    assert answer.text.replace("\n", "") == (
        "<ul><li><strong>een</strong></li><li>&lt;script&gt;alert(1)&lt;/script&gt;</li></ul>"
    )
    assert (saved(), client.get("/beleidsplan/passage/voorbeeld/").status_code) == ([], 405)


def test_passage_save_shows_a_preview_without_saving_when_that_is_asked(client):
    answer = post(client, tekst="•\teen", voorbeeld="1")
    assert '_voorbeeld"' in answer.text
    assert "<li>een</li>" in answer.text.split('class="plan-voorbeeld__tekst"')[1].split("</section>")[0]
    assert saved() == []


# The preview.


def test_plan_detail_marks_every_section(client, own):
    html = client.get(PLAN).text
    contents = html.split('<nav class="plan-contents"')[1].split("</nav>")[0]
    marks = {
        word: contents.count(f"plan-mark--{word}") for word in ("standaard", "regionaal", "aangepast", "leeg", "nieuw")
    }
    assert marks == {"standaard": 19, "regionaal": 1, "aangepast": 1, "leeg": 9, "nieuw": 0}


def test_plan_detail_offers_to_edit_each_passage_and_to_write_the_empty_ones(client):
    html = client.get(PLAN).text
    part = passage(html)
    assert present(part, url("bewerken/"), "Bewerken", "standaard") == [url("bewerken/"), "Bewerken", "standaard"]
    assert "Schrijven" in passage(html, "lokaal-waarom_hier")
    assert "Nog leeg." in passage(html, "lokaal-waarom_hier")


def test_plan_detail_folds_source_and_date_at_each_standard_text(client):
    part = passage(client.get(PLAN).text)
    assert Passage.objects.current().get(code="h1.doel").bron in part
    assert "Gecontroleerd op 30 november 2026" in part


def test_plan_detail_leads_from_a_sentence_to_its_answer(client):
    assert 'href="/zelfevaluatie/SV-P1-1/"' in client.get(PLAN).text.split('id="SV-P1-1"')[1].split("</div>")[0]


def test_plan_detail_for_a_lezer_has_marks_and_sources_but_nothing_to_edit(client_for, lezer, filled, own):
    html = client_for(lezer).get(PLAN).text
    assert [word in html for word in ("bewerken/", "Bewerken", "Schrijven", "opslaan/")] == [False] * 4
    assert present(html, "plan-mark--aangepast", "Gecontroleerd op") == ["plan-mark--aangepast", "Gecontroleerd op"]


@pytest.mark.parametrize("count", [1, 3])
def test_plan_detail_asks_as_many_queries_for_one_local_text_as_for_three(
    client, filled, bewerker, django_assert_num_queries, count
):
    for code in (CODE, "h1.aanleiding", "lokaal.niet")[:count]:
        save_passage(zelfevaluatie=filled, code=code, tekst="Eigen.", standard=None, version=0, by=bewerker)
    with django_assert_num_queries(21):
        client.get(PLAN)


# The form.


def test_passage_edit_shows_the_text_and_the_standard_beside_it(client, own):
    response = client.get(url("bewerken/"))
    assert response.context["form"]["tekst"].value() == "Van de collega."
    assert "Dit plan beschrijft hoe wij in Stadskanaal mensenhandel" in response.text
    assert "Standaardtekst terugzetten" in response.text
    assert present(response.text, "<html", "closest .plan-passage") == ["<html"]


@pytest.mark.parametrize(("code", "may_be_empty"), [(CODE, False), ("lokaal.niet", True)])
def test_passage_edit_says_of_a_local_text_alone_that_it_may_stay_empty(client, code, may_be_empty):
    assert ("(mag leeg blijven)" in client.get(url("bewerken/", code)).text) == may_be_empty


def test_passage_edit_begins_with_the_standard_text(client):
    response = client.get(url("bewerken/"), headers=HTMX)
    assert response.context["form"]["tekst"].value().startswith("Dit plan beschrijft hoe wij in Stadskanaal mensenh")
    assert present(response.text, "<html", "closest .plan-passage") == ["closest .plan-passage"]
    assert "Standaardtekst terugzetten" not in response.text


@pytest.mark.parametrize("code", [guide.code for guide in LOKALE_TEKSTEN])
def test_passage_edit_of_a_local_text_asks_questions(client, code):
    response = client.get(url("bewerken/", code))
    assert len(response.context["layer"].guide.vragen) in {3, 4}
    assert all(vraag in response.text for vraag in response.context["layer"].guide.vragen)


def test_passage_edit_lets_a_name_stand_under_the_voorwoord_alone(client):
    said = {guide.code: shown(client.get(url("bewerken/", guide.code))) for guide in LOKALE_TEKSTEN}
    assert [code for code, text in said.items() if "Alleen hier mag een naam staan" in text] == ["lokaal.voorwoord"]
    assert [code for code, text in said.items() if "Noem geen namen van personen" not in text] == [
        *("lokaal.voorwoord", "lokaal.taferelen"),
    ]


@pytest.mark.parametrize("code", ["h1.bestaat_niet", "ambitie_5.overbewoning", "x"])
def test_a_passage_that_is_not_in_the_plan_is_not_there(client, code):
    assert client.get(url("bewerken/", code)).status_code == 404
    assert post(client, code=code).status_code == 404


def test_without_a_zelfevaluatie_there_is_no_passage(client_for, bewerker, zelfevaluatie):
    zelfevaluatie.staat = Zelfevaluatie.Staat.GESLOTEN
    zelfevaluatie.save()
    assert client_for(bewerker).get(url("bewerken/")).status_code == 404


# Saving.


def test_passage_save_without_javascript_comes_back_to_the_passage(client):
    response = post(client)
    assert (response.status_code, response.url) == (302, f"{PLAN}#passage-h1-doel")
    assert saved() == [(CODE, "Ons eigen doel.", 2, 1)]
    html = client.get(PLAN).text
    assert "Ons eigen doel." in passage(html)
    assert f"Doel van dit plan: opgeslagen om {timezone.localtime():%H}" in html


def test_passage_save_with_htmx_gives_the_passage_and_the_contents(client):
    response = post(client, headers=HTMX)
    assert response.status_code == 200
    assert present(response.text, "Ons eigen doel.", "Opgeslagen om") == ["Ons eigen doel.", "Opgeslagen om"]
    contents = response.text.split('hx-swap-oob="innerHTML:.plan-contents"')[1]
    assert contents.count("plan-mark--aangepast") == 1


def test_passage_save_of_a_local_text_gives_the_new_numbers(client):
    response = post(client, headers=HTMX, code="lokaal.niet", tekst="Wij doen geen eigen opvang.")
    numbers = re.findall(r'hx-swap-oob="innerHTML:#([\w-]+) > .plan-number">([\d.]*)<', response.text)
    assert numbers[1:] == [
        ("h1_2", "1.2"),
        ("in-beeld", "1.3"),
        ("lokaal-taferelen", ""),
        ("lokaal-waarom_hier", ""),
        ("lokaal-onze_keuzes", ""),
        ("lokaal-niet", "1.4"),
        ("lokaal-beleid", ""),
        ("lokaal-samen", ""),
        ("leeswijzer", "1.5"),
        ("middelen", "5.1"),
        ("lokaal-risico", ""),
        ("lokaal-bekendmaken", ""),
        ("evaluatie", "5.2"),
    ]


def test_plan_detail_has_room_for_the_number_of_a_text_that_is_still_empty(client):
    """An answer by htmx can only fill what is there."""
    assert '<h3 id="lokaal-niet"><span class="plan-number"></span>' in client.get(PLAN).text


def test_passage_save_that_changes_nothing_writes_nothing(client):
    text = client.get(url("bewerken/")).context["form"]["tekst"].value()
    assert post(client, tekst=text).status_code == 302
    assert (saved(), LokalePassageRevision.objects.count()) == ([], 0)


def test_passage_save_of_the_standard_text_is_a_reset(client, own):
    standard = unwrapped(client.get(url("bewerken/")).context["layer"].standard_tekst)
    post(client, version="1", tekst=standard.replace("\n", "\r\n"))
    assert saved() == [(CODE, "", None, 2)]


@pytest.mark.parametrize(
    ("tekst", "problem"),
    [
        ("# Kop", "drie hekjes"),
        ("", "zet de standaardtekst terug"),
        ("a" * 6001, "6.000"),
        ("[x](http://a.nl)", "Een link begint met https://"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, None])
def test_passage_save_refuses_and_keeps_the_text(client, headers, tekst, problem):
    response = post(client, headers=headers, tekst=tekst)
    assert (response.status_code, saved()) == (422, [])
    assert response.context["form"]["tekst"].value() == tekst
    assert problem in response.text


def test_passage_save_can_empty_a_local_text(client):
    post(client, code="lokaal.niet", tekst="Iets.")
    post(client, code="lokaal.niet", tekst="", version="1")
    assert saved() == [("lokaal.niet", "", None, 2)]


@pytest.mark.parametrize("headers", [HTMX, None])
def test_passage_save_after_a_colleague_shows_both_texts(client, own, headers):
    response = post(client, headers=headers)
    assert (response.status_code, saved()[0][1]) == (409, "Van de collega.")
    (choice,) = response.context["form"].choices
    assert (choice.who, [(line.label, line.mine, line.theirs) for line in choice.lines]) == (
        "Beheerder Stadskanaal",
        [("Tekst in het plan", "Ons eigen doel.", "Van de collega.")],
    )
    assert response.context["form"]["tekst"].value() == "Ons eigen doel."
    assert (1, "Ons eigen doel.", False) in revisions()


@pytest.mark.parametrize(
    ("keuze", "kept"),
    [("mijn", (CODE, "Ons eigen doel.", 2, 2)), ("collega", (CODE, "Van de collega.", 2, 1))],
)
def test_passage_save_can_then_choose(client, own, keuze, kept):
    post(client)
    sent = {"version": "1", "basis-tekst": "0", "keuze-tekst": keuze}
    assert post(client, **sent).status_code == 302
    assert saved() == [kept]


def test_passage_save_without_a_choice_asks_again(client, own):
    post(client)
    assert post(client, version="1", **{"basis-tekst": "0"}).status_code == 409
    assert saved()[0][1] == "Van de collega."


def test_passage_save_after_a_reset_by_a_colleague_names_the_standard_text(client, own, beheerder):
    reset_passage(lokaal=own, version=1, by=beheerder)
    (choice,) = post(client, version="1").context["form"].choices
    assert choice.lines[0].theirs.startswith("Dit plan beschrijft hoe wij in Stadskanaal")


def test_passage_save_of_what_was_not_touched_leaves_the_text_of_a_colleague(client, own, bewerker, filled):
    data = {"code": CODE, "tekst": "Nog beter.", "standard": STANDARD, "version": 1}
    save_passage(zelfevaluatie=filled, by=bewerker, **data)
    assert post(client, tekst="Van de collega.", version="1").status_code == 302
    assert saved() == [(CODE, "Nog beter.", 2, 2)]


def test_a_page_of_somebody_else_saves_nothing(client, own, beheerder):
    response = post(client, version="1", **{"pagina-van": str(beheerder.pk)})
    assert (response.status_code, saved()[0][1]) == (409, "Van de collega.")
    assert "Ons eigen doel." in response.text


def test_passage_save_of_a_script_shows_it_as_text(client):
    post(client, tekst=SCRIPT)
    html = client.get(PLAN).text
    assert (SCRIPT in html, "&lt;script&gt;alert(1)&lt;/script&gt;" in passage(html)) == (False, True)


def test_passage_save_remembers_the_standard_that_was_shown(client):
    publish(3)
    post(client, beside_versie="2")
    assert "plan-mark--nieuw" in passage(client.get(PLAN).text)


# Back, and on.


@pytest.mark.parametrize(("headers", "status"), [(HTMX, 200), (None, 302)])
def test_passage_reset_brings_the_standard_back(client, own, headers, status):
    assert post(client, "terugzetten/", headers, version="1").status_code == status
    assert saved() == [(CODE, "", None, 2)]
    assert "Dit plan beschrijft" in passage(client.get(PLAN).text)


@pytest.mark.parametrize("version", ["7", "x", ""])
@pytest.mark.parametrize("name", ["terugzetten/", "houden/"])
def test_a_choice_about_another_version_is_no_choice(client, own, name, version):
    publish(3)
    assert post(client, name, version=version).status_code == 409
    assert saved()[0][1] == "Van de collega."


def test_passage_edit_after_a_new_version_shows_what_changed(client, own):
    publish(3, tekst="Dit plan beschrijft hoe wij in {gemeente} werken.")
    response = client.get(url("bewerken/"))
    assert "De standaardtekst is veranderd" in response.text
    assert "<ins><span" in response.text
    assert "<del><span" in response.text
    words = ["toegevoegd: </span>werken.", "Nieuwe tekst overnemen"]
    assert present(response.text, *words) == words


def test_passage_keep_stays_with_the_own_text(client, own):
    publish(3)
    post(client, "houden/", version="1")
    assert saved() == [(CODE, "Van de collega.", 3, 2)]
    assert "plan-mark--nieuw" not in client.get(PLAN).text


def test_passage_detail_is_where_cancel_leads(client, own):
    fragment = client.get(url(""), headers=HTMX)
    assert present(fragment.text, "Van de collega.", "<textarea") == ["Van de collega."]
    assert client.get(url("")).url == f"{PLAN}#passage-h1-doel"


def test_passage_geschiedenis_shows_who_wrote_what(client, own):
    post(client)  # loses the race
    post(client, "terugzetten/", version="1")
    html = client.get(url("eerder/")).text
    for text in ("Van de collega.", "Beheerder Stadskanaal", "niet geldig geworden"):
        assert text in html
    first = LokalePassageRevision.objects.earliest()
    again = client.get(url("bewerken/"), {"versie": first.pk})
    assert again.context["form"]["tekst"].value() == "Van de collega."


# Who may.


@pytest.mark.parametrize("name", ["opslaan/", "terugzetten/", "houden/"])
def test_a_lezer_changes_nothing(client_for, lezer, own, name):
    assert post(client_for(lezer), name, version="1").status_code == 403
    assert client_for(lezer).get(url("bewerken/")).status_code == 403
    assert saved() == [(CODE, "Van de collega.", 2, 1)]


def test_a_lezer_reads_the_history_without_a_way_to_edit(client_for, lezer, own):
    html = client_for(lezer).get(url("eerder/")).text
    assert present(html, "Van de collega.", "bewerken/") == ["Van de collega."]


def test_a_text_of_another_gemeente_is_not_there(client, own, buitenstaander, voorbeeldstad, client_for):
    with in_gemeente(voorbeeldstad):
        data = {"code": CODE, "tekst": "KANARIE", "standard": STANDARD, "version": 0}
        save_passage(zelfevaluatie=Zelfevaluatie.objects.get(), by=buitenstaander, **data)
    pages = [client.get(path).text for path in (PLAN, url("bewerken/"), url("eerder/"))]
    assert ["KANARIE" in page for page in pages] == [False] * 3
    assert "KANARIE" in client_for(buitenstaander, gemeente="voorbeeldstad").get(PLAN).text
    assert client_for(buitenstaander).get(url("bewerken/")).status_code == 404
