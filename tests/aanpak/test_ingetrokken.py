"""What becomes of a choice when a redacteur withdrew what was chosen."""

from datetime import date

import pytest
from django.db import connection

from aanpak.lokaal_forms import CijferForm
from aanpak.models import Cijfer, InstrumentKeuze, VormKeuze
from reports.gather.lokaal import gather_lokaal
from saving.rows import create_row
from sjablonen.models import Instrument, Vorm

LIST, SAVE = "/acties/instrumenten/", "/acties/instrumenten/opslaan/"
VORMEN, SAVE_VORMEN = "/acties/vormen/", "/acties/vormen/opslaan/"
ANSWERS = ("beschikbaar", "in_beleid", "gebruikt", "plan_zin", "opmerking")
WITHDRAWN = {"ingetrokken_op": date(2026, 12, 1), "ingetrokken_reden": "De wet is vervallen."}


@pytest.fixture
def withdrawn(db):
    """Not as the gemeente, which only reads these."""
    previous = connection.tenant
    connection.set_schema_to_public()
    Instrument.objects.filter(code__in=["apv", "inkoop"]).update(**WITHDRAWN, vervangen_door="Iets nieuws")
    Vorm.objects.filter(kader=False).update(**WITHDRAWN)
    connection.set_tenant(previous)


def sent(code, version=0, was=None, **answers):
    """What a browser sends about one instrument."""
    fields = {f"{code}-{name}": answers.get(name, (was or {}).get(name, "")) for name in ANSWERS}
    return {f"{code}-version": version, **fields}


def stored(code):
    return InstrumentKeuze.objects.values(*ANSWERS).get(instrument__code=code)


def shown(client, url):
    return {form.row.code for form in client.get(url).context["forms"]}


@pytest.fixture
def chosen(withdrawn, gemeente, bewerker):
    keuze = InstrumentKeuze(instrument=Instrument.objects.get(code="apv"), beschikbaar="ja", plan_zin="Onze zin.")
    return create_row(row=keuze, by=bewerker)


def test_what_was_withdrawn_is_there_for_who_chose_it_with_a_mark(client, chosen):
    codes = shown(client, LIST)
    page = client.get(LIST).content.decode()
    assert ("apv" in codes, "inkoop" in codes) == (True, False)
    assert page.count("Niet meer in de landelijke lijst") == 1
    assert ("sinds 1 december 2026. De wet is vervallen." in page, "In de plaats komt ‘Iets nieuws’." in page) == (
        True,
        True,
    )


def test_a_choice_stays_in_the_plan_after_the_withdrawal(chosen):
    found = [row for part in gather_lokaal().values() for row in part.get("instrumenten", ())]
    assert [(row.code, row.beschikbaar, row.tekst) for row in found] == [("apv", "ja", "Onze zin.")]


def test_a_choice_can_still_be_changed_and_emptied(client, chosen):
    was = {"beschikbaar": "ja", "plan_zin": "Onze zin."}
    client.post(SAVE, sent("apv", 1, was, plan_zin=""))
    assert stored("apv")["plan_zin"] == ""
    client.post(SAVE, sent("apv", 2, {"beschikbaar": "ja"}, beschikbaar=""))
    assert "apv" not in shown(client, LIST)


def test_what_was_typed_on_a_page_of_before_is_kept(client, withdrawn, gemeente):
    assert client.post(SAVE, sent("inkoop", gebruikt="nee"))["Location"] == LIST
    assert ("inkoop" in shown(client, LIST), stored("inkoop")["gebruikt"]) == (True, "nee")


def test_a_vorm_that_was_withdrawn_is_there_for_who_chose_it(client, withdrawn, gemeente):
    first, second, *_ = Vorm.objects.filter(kader=False)
    assert shown(client, VORMEN) == set(Vorm.objects.filter(kader=True).values_list("code", flat=True))
    data = {f"{first.code}-version": 0, f"{first.code}-nadruk": "on", f"{first.code}-plan_zin": ""}
    client.post(SAVE_VORMEN, {**data, f"{first.code}-waarom_niet": ""})
    assert (first.code in shown(client, VORMEN), second.code in shown(client, VORMEN)) == (True, False)
    assert VormKeuze.objects.get().nadruk
    assert [row.code for row in gather_lokaal()["h1_2"]["nadruk"]] == [first.code]


def test_a_cijfer_keeps_its_vorm_and_a_new_one_cannot_choose_it(withdrawn, gemeente, bewerker):
    vorm = Vorm.objects.filter(kader=False).first()
    cijfer = create_row(row=Cijfer(onderwerp="signalen", vorm=vorm, jaar=2026, aantal=9, bron="Politie"), by=bewerker)
    offered = [vorm in form.fields["vorm"].queryset for form in (CijferForm(instance=cijfer), CijferForm())]
    assert offered == [True, False]
