import pytest
from django.db import OperationalError

from aanpak import actions
from aanpak.keuze_forms import InstrumentForm
from aanpak.models import AanpakRevision, InstrumentKeuze, VormKeuze
from saving.conflicts import Line
from saving.rows import create_row
from sjablonen.models import Instrument, Vorm
from tenants.context import in_gemeente

LIST, SAVE = "/acties/instrumenten/", "/acties/instrumenten/opslaan/"
VORMEN, SAVE_VORMEN = "/acties/vormen/", "/acties/vormen/opslaan/"
ANSWERS = ("beschikbaar", "in_beleid", "gebruikt", "plan_zin", "opmerking")


def sent(code, version=0, was=None, **answers):
    """What a browser sends about one instrument: each field, as it was when the page was made or as it became."""
    fields = {f"{code}-{name}": answers.get(name, (was or {}).get(name, "")) for name in ANSWERS}
    return {f"{code}-version": version, **fields}


def stored(code):
    return InstrumentKeuze.objects.values(*ANSWERS, "version").get(instrument__code=code)


def form_of(response, code):
    return next(form for form in response.context["forms"] if form.prefix == code)


@pytest.fixture
def apv(gemeente, bewerker):
    instrument = Instrument.objects.get(code="apv")
    return create_row(row=InstrumentKeuze(instrument=instrument, beschikbaar="ja", plan_zin="Oud."), by=bewerker)


@pytest.fixture
def of_a_colleague(client_for, beheerder, apv):
    """A colleague changed the sentence at one instrument."""
    was = {"beschikbaar": "ja"}
    client_for(beheerder).post(SAVE, sent("apv", 1, was, plan_zin="Van de collega."))


def test_instrument_list_has_every_instrument_under_its_barriere(client, gemeente):
    barrieres = client.get(LIST).context["barrieres"]
    assert [(barriere.value, len(forms)) for barriere, forms in barrieres] == [
        (barriere, Instrument.objects.filter(barriere=barriere).count()) for barriere in Instrument.Barriere
    ]


def test_instrument_save_keeps_every_field_of_what_was_changed_and_nothing_else(client, gemeente, bewerker):
    answers = {
        "beschikbaar": "ja",
        "in_beleid": "nee",
        "gebruikt": "onbekend",
        "plan_zin": "Zin.",
        "opmerking": "Memo.",
    }
    response = client.post(SAVE, {**sent("apv", **answers), **sent("inkoop")})
    assert (response["Location"], stored("apv")) == (LIST, {**answers, "version": 1})
    assert InstrumentKeuze.objects.get().updated_by == bewerker.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("beschikbaar", "soms"),
        ("gebruikt", "\x00"),
        ("plan_zin", "x" * 301),
        ("plan_zin", "a\x00b"),
        ("opmerking", "x" * 1001),
        ("version", "x"),
        ("version", "-1"),
        ("version", "99999999999"),
    ],
)
def test_instrument_save_refuses_an_odd_value_and_keeps_it(client, gemeente, field, value):
    data = {**sent("inkoop", beschikbaar="ja"), **sent("apv"), f"apv-{field}": value}
    response = client.post(SAVE, data)
    form = form_of(response, "apv")
    assert (response.status_code, list(form.errors), form[field].value()) == (422, [field], value)
    assert InstrumentKeuze.objects.count() == 0


def test_instrument_save_asks_what_both_wrote_and_saves_the_rest(client, of_a_colleague, beheerder):
    mine = sent("apv", 1, {"beschikbaar": "ja"}, plan_zin="Van mij.", gebruikt="nee")
    response = client.post(SAVE, {**mine, **sent("inkoop", gebruikt="nee")})
    (choice,) = form_of(response, "apv").choices
    assert (response.status_code, choice.who, choice.lines) == (
        409,
        beheerder.naam,
        [Line("Zin voor het beleidsplan", "Van mij.", "Van de collega.")],
    )
    assert (stored("apv")["plan_zin"], stored("apv")["gebruikt"], stored("inkoop")["gebruikt"]) == (
        "Van de collega.",
        "nee",
        "nee",
    )
    again = {**mine, "apv-version": form_of(response, "apv")["version"].value(), "keuze-apv-plan_zin": "mijn"}
    assert client.post(SAVE, again)["Location"] == LIST
    assert stored("apv") == {
        **dict.fromkeys(ANSWERS, ""),
        "beschikbaar": "ja",
        "gebruikt": "nee",
        "plan_zin": "Van mij.",
        "version": 4,
    }


def test_what_a_colleague_changed_elsewhere_on_the_page_is_no_conflict(client, of_a_colleague):
    unchanged = sent("apv", 1, {"beschikbaar": "ja", "plan_zin": "Oud."})
    assert client.post(SAVE, {**unchanged, **sent("inkoop", gebruikt="nee")})["Location"] == LIST
    assert stored("apv")["plan_zin"] == "Van de collega."


def test_of_two_who_answer_first_the_second_is_asked(client, apv, client_for, beheerder):
    client_for(beheerder).post(SAVE, sent("inkoop", beschikbaar="ja", opmerking="Mijn memo."))
    response = client.post(SAVE, sent("inkoop", beschikbaar="nee"))
    (choice,) = form_of(response, "inkoop").choices
    assert (choice.lines, stored("inkoop")["opmerking"]) == ([Line("Beschikbaar", "nee", "ja")], "Mijn memo.")


def test_whoever_wrote_the_same_as_a_colleague_lost_nothing(client, apv, client_for, beheerder):
    for each in (client_for(beheerder), client):
        assert each.post(SAVE, sent("inkoop", beschikbaar="ja"))["Location"] == LIST


def test_instrument_geschiedenis_goes_on_with_an_earlier_answer(client, of_a_colleague, apv):
    (entry, _) = client.get(f"{LIST}apv/eerder/").context["history"].entries
    first = AanpakRevision.objects.get(row=apv.pk, version=1)
    page = client.get(f"{LIST}?versie={first.pk}")
    form = form_of(page, "apv")
    assert f'Bij <a href="#apv">{form.row.titel}</a> staat een eerdere versie.' in page.text
    assert (entry.values, form["plan_zin"].value(), form["version"].value()) == (
        [("Beschikbaar", "ja"), ("Zin voor het beleidsplan", "Van de collega.")],
        "Oud.",
        2,
    )


@pytest.mark.parametrize("path", [f"{LIST}bestaat-niet/eerder/", f"{VORMEN}bestaat-niet/eerder/"])
def test_geschiedenis_of_an_unknown_choice_is_404(client, gemeente, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "model", "row"), [(LIST, InstrumentKeuze, Instrument), (VORMEN, VormKeuze, Vorm)])
def test_a_choice_list_costs_a_fixed_number_of_queries(
    client, gemeente, django_assert_num_queries, path, model, row, count
):
    model.objects.bulk_create(model(**{model.OF: found}) for found in row.objects.all()[:count])
    with django_assert_num_queries(3):
        client.get(path)


def test_an_instrument_to_be_checked_says_so(client, gemeente):
    text = client.get(LIST).text
    uncertain = Instrument.objects.filter(zekerheid="controleren").count()
    assert (text.count("Nog te controleren"), uncertain > 0) == (uncertain, True)


def test_vorm_save_keeps_emphasis_and_sentence(client, gemeente):
    data = {"arbeidsuitbuiting-version": 0, "arbeidsuitbuiting-nadruk": "on", "arbeidsuitbuiting-plan_zin": "Kassen."}
    response = client.post(SAVE_VORMEN, data)
    assert (response["Location"], list(VormKeuze.objects.values_list("vorm__code", "nadruk", "plan_zin"))) == (
        VORMEN,
        [("arbeidsuitbuiting", True, "Kassen.")],
    )


def test_vorm_save_keeps_why_not(client, gemeente):
    client.post(SAVE_VORMEN, {"orgaanverwijdering-version": 0, "orgaanverwijdering-waarom_niet": "Nooit gezien."})
    assert list(VormKeuze.objects.values_list("nadruk", "plan_zin", "waarom_niet")) == [(False, "", "Nooit gezien.")]


def test_vorm_list_asks_the_reason_where_there_is_none(client, gemeente):
    rows = [("arbeidsuitbuiting", "Kassen."), ("seksuele_uitbuiting", "")]
    for code, reason in rows:
        VormKeuze.objects.create(vorm=Vorm.objects.get(code=code), plan_zin=reason, nadruk=True)
    response = client.get(VORMEN)
    assert [form.row.code for form in response.context["forms"] if form.lacks_reason] == ["seksuele_uitbuiting"]
    assert response.text.count("Waarom juist hier?") == 1


def test_the_four_vormen_of_the_kader_come_first_and_others_are_marked(client, gemeente):
    response = client.get(VORMEN)
    assert [form.row.kader for form in response.context["forms"]] == [True] * 4 + [False] * 3
    assert response.text.count("Staat niet in het Kader") == 3


def test_choice_lists_show_nothing_of_another_gemeente(client, apv, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        for instrument in Instrument.objects.all():
            InstrumentKeuze.objects.create(instrument=instrument, opmerking="LEK", plan_zin="LEK", gebruikt="nee")
        VormKeuze.objects.create(vorm=Vorm.objects.first(), plan_zin="LEK", nadruk=True)
    pages = [client.get(path) for path in (LIST, VORMEN)]
    assert [page.request["PATH_INFO"] for page in pages if "LEK" in page.text] == []
    assert [form.instance.plan_zin for form in pages[0].context["forms"] if form.instance.plan_zin] == ["Oud."]


@pytest.mark.parametrize("path", [SAVE, SAVE_VORMEN])
def test_lezer_may_look_and_not_save(client_for, lezer, gemeente, path):
    client = client_for(lezer)
    page = client.get(path.removesuffix("opslaan/"))
    assert (page.status_code, "<fieldset disabled>" in page.text, client.post(path).status_code) == (200, True, 403)


def test_earlier_versions_are_offered_to_who_may_open_them(client_for, bewerker, lezer, apv):
    create_row(row=VormKeuze(vorm=Vorm.objects.first(), plan_zin="Hier speelt dit."), by=bewerker)
    links = {
        person: [client_for(person).get(path).text.count("/eerder/") for path in (LIST, VORMEN)]
        for person in (bewerker, lezer)
    }
    assert links == {bewerker: [1, 1], lezer: [0, 0]}


@pytest.mark.parametrize("path", [SAVE, SAVE_VORMEN])
def test_saving_a_choice_list_is_not_done_by_get(client, gemeente, path):
    assert client.get(path).status_code == 405


def test_script_in_a_sentence_is_shown_as_text(client, apv):
    InstrumentKeuze.objects.update(plan_zin="<script>alert(1)</script>", opmerking="</textarea><script>")
    assert "<script>alert" not in client.get(LIST).text


def test_every_instrument_is_a_form_of_its_own(gemeente):
    assert len({form.prefix for form in InstrumentForm.for_rows()}) == Instrument.objects.count() == 24


def test_instrument_save_keeps_nothing_when_it_breaks_off_halfway(client, gemeente, monkeypatch):
    def save_or_fail(form, **arguments):
        if form.prefix == "inkoop":
            raise OperationalError
        return save_form(form, **arguments)

    save_form = actions.save_form
    monkeypatch.setattr(actions, "save_form", save_or_fail)
    client.raise_request_exception = False
    response = client.post(SAVE, {**sent("apv", beschikbaar="ja"), **sent("inkoop", beschikbaar="ja")})
    assert (response.status_code, InstrumentKeuze.objects.count()) == (503, 0)
