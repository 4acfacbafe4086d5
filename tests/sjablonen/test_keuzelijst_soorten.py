"""What publishing does to a choice list. The way there is that of every kind: tests/redactie."""

from datetime import date

import pytest
from django.core.management import call_command

from redactie.forms import as_sent
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from redactie.soorten import SOORTEN, Uitgave, UitgaveFout
from sjablonen.keuzelijst_forms import NO_EMERGENCY
from sjablonen.models import Instrument, Voorbeeldstap, Vorm

Wat = Voorstel.Wat
MINE = ("instrument", "vorm", "voorbeeldstap")
SOURCE = {"bron": "Gemeentewet, artikel 151c", "bron_url": "", "gecontroleerd_op": date(2026, 11, 30)}
INSTRUMENT = {
    **SOURCE,
    "titel": "Cameratoezicht",
    "uitleg": "De burgemeester kan camera’s laten hangen.",
    "vraag": "DA-1",
    "bevoegd": ["burgemeester", "raad"],
    "grondslag": "Gemeentewet, artikel 151c",
    "zekerheid": "zeker",
    "plek": "arbeid:",
}
VORM = {**SOURCE, "titel": "Verzonnen vorm", "uitleg": "Iemand moet iets.", "plek": ":criminele_uitbuiting"}
STAP = {
    **SOURCE,
    **{"wat": "Bel de buurtagent.", "wie": "wijkteam", "telefoon": "", "website": "", "spoed": False},
    **{"zekerheid": "zeker", "plek": ""},
}


@pytest.fixture
def publish(db, redacteur):
    def publish(soort, act, sleutel, regio=None, **data):
        found = SOORTEN[soort]
        said = {name: data.pop(name) for name in ("reden", "vervangen_door") if name in data}
        uitgave = Uitgave(wat=act, sleutel=sleutel, regio=regio, basis=0, by=redacteur, data=data, **said)
        return found.publish(uitgave)

    return publish


def codes(**where):
    return list(Instrument.objects.filter(**where).order_by("volgorde").values_list("code", flat=True))


def route(melder, regio=None):
    rows = Voorbeeldstap.objects.filter(melder=melder, regio=regio).order_by("volgorde")
    return list(rows.values_list("wat", flat=True))


def test_a_new_instrument_gets_a_code_and_the_place_that_was_chosen(publish):
    before = codes(barriere="arbeid")
    assert publish("instrument", Wat.NIEUW, "nieuw-1", **INSTRUMENT) == ("cameratoezicht", 1)
    made = Instrument.objects.get(code="cameratoezicht")
    assert (made.titel, made.bevoegd, made.onderdeel, made.barriere) == (
        "Cameratoezicht",
        ["burgemeester", "raad"],
        "ambitie_5",
        "arbeid",
    )
    assert codes(barriere="arbeid") == ["cameratoezicht", *before]


def test_a_second_instrument_of_that_name_gets_another_code(publish):
    publish("instrument", Wat.NIEUW, "nieuw-1", **INSTRUMENT)
    assert publish("instrument", Wat.NIEUW, "nieuw-2", **INSTRUMENT) == ("cameratoezicht_2", 1)


def test_lists_stay_together_per_barriere_when_one_moves(publish):
    publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"titel": "APV", "plek": "huisvesting:"})
    order = [Instrument.Barriere.values.index(row.barriere) for row in Instrument.objects.order_by("volgorde")]
    assert (order, codes(barriere="huisvesting")[0]) == (sorted(order), "apv")


def test_an_instrument_goes_behind_the_one_that_was_named_and_else_to_the_end(publish):
    other = codes(barriere="arbeid")[1]
    publish("instrument", Wat.NIEUW, "nieuw-1", **INSTRUMENT | {"plek": f"arbeid:{other}"})
    publish("instrument", Wat.NIEUW, "nieuw-2", **INSTRUMENT | {"titel": "Laatste", "plek": "arbeid:weg"})
    found = codes(barriere="arbeid")
    assert (found[2], found[-1]) == ("cameratoezicht", "laatste")


def test_no_row_gets_the_address_of_the_page_for_a_new_one(publish):
    assert publish("instrument", Wat.NIEUW, "nieuw-3", **INSTRUMENT | {"titel": "Toevoegen"}) == ("toevoegen_2", 1)


def test_a_change_leaves_an_instrument_where_it_stands(publish):
    before = codes()
    assert publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"plek": ""}) == ("apv", 1)
    assert publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"plek": ""}) == ("apv", 2)
    assert (codes(), Instrument.objects.get(code="apv").titel) == (before, "Cameratoezicht")


def test_what_was_withdrawn_stays_with_its_reason_and_comes_back_with_a_change(publish):
    assert publish("instrument", Wat.INTREKKEN, "apv", reden="De wet is weg.", vervangen_door="inkoop") == ("apv", 1)
    row = Instrument.objects.get(code="apv")
    inkoop = Instrument.objects.get(code="inkoop").titel
    assert (bool(row.ingetrokken_op), row.ingetrokken_reden, row.vervangen_door) == (True, "De wet is weg.", inkoop)
    publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"plek": ""})
    row.refresh_from_db()
    assert (row.ingetrokken_op, row.ingetrokken_reden, row.vervangen_door) == (None, "", "")


def test_what_is_gone_is_not_published(publish):
    with pytest.raises(UitgaveFout, match="is er niet meer"):
        publish("instrument", Wat.WIJZIGING, "weg", **INSTRUMENT)


def test_a_new_vorm_never_counts_as_one_of_the_kader(publish):
    assert publish("vorm", Wat.NIEUW, "nieuw-1", **VORM) == ("verzonnen_vorm", 1)
    made = Vorm.objects.get(code="verzonnen_vorm")
    after = list(Vorm.objects.order_by("volgorde").values_list("code", flat=True))
    assert (made.kader, made.is_certain, after.index(made.code)) == (False, True, 3)


def test_a_vorm_of_the_kader_keeps_its_name_and_its_place_in_the_list(publish):
    with pytest.raises(UitgaveFout, match="staat in het Kader"):
        publish("vorm", Wat.INTREKKEN, "arbeidsuitbuiting", reden="Weg ermee.")
    form = zaak_or_404("vorm", "arbeidsuitbuiting", None).form()
    data = {**{name: value[0] for name, value in form.values().items() if value}, "titel": "Slavernij"}
    assert list(type(form)(data, stuk=form.stuk, kader=form.kader).errors["titel"]) == [
        "Deze vorm staat in het Kader en heet daar zo. Laat ‘Arbeidsuitbuiting’ staan."
    ]


def test_a_step_is_put_in_the_route_of_its_melder(publish):
    before = route("burger")
    key, number = publish("voorbeeldstap", Wat.NIEUW, "nieuw-1", **STAP | {"plek": "burger:"})
    assert (route("burger"), number) == (["Bel de buurtagent.", *before], 1)
    publish("voorbeeldstap", Wat.WIJZIGING, key, **STAP | {"plek": f"professional:{key}"})
    assert (route("burger"), route("professional")[-1]) == (before, "Bel de buurtagent.")


def test_steps_change_places_within_a_route(publish):
    first, second, *rest = Voorbeeldstap.objects.filter(melder="burger", regio=None).order_by("volgorde")
    values = {name: getattr(first, name) for name in STAP if name != "plek"}
    publish("voorbeeldstap", Wat.WIJZIGING, str(first.pk), **values, plek=f"burger:{second.pk}")
    assert route("burger") == [second.wat, first.wat, *(stap.wat for stap in rest)]


def test_a_route_keeps_its_step_for_danger(publish):
    stap = Voorbeeldstap.objects.get(melder="burger", regio=None, telefoon="112")
    before = Voorbeeldstap.objects.values_list("wat", "volgorde", "ingetrokken_op")
    before = list(before.order_by("pk"))
    for act, data in ((Wat.INTREKKEN, {"reden": "Weg."}), (Wat.WIJZIGING, STAP | {"plek": "medewerker:"})):
        with pytest.raises(UitgaveFout, match="met 112"):
            publish("voorbeeldstap", act, str(stap.pk), **data)
    assert list(Voorbeeldstap.objects.values_list("wat", "volgorde", "ingetrokken_op").order_by("pk")) == before


def test_only_what_a_list_can_do_without_may_be_withdrawn(db):
    kept = {soort: [stuk for stuk in SOORTEN[soort].stukken(None) if not stuk.can_withdraw] for soort in MINE}
    assert kept["instrument"] == []
    assert {stuk.sleutel for stuk in kept["vorm"]} == set(
        Vorm.objects.filter(kader=True).values_list("code", flat=True)
    )
    alarm = Voorbeeldstap.objects.filter(regio=None, spoed=True, telefoon="112")
    assert {stuk.sleutel for stuk in kept["voorbeeldstap"]} == {str(stap.pk) for stap in alarm}


def test_the_form_says_at_once_that_a_route_needs_its_step_for_danger(db):
    stap = Voorbeeldstap.objects.get(melder="burger", regio=None, telefoon="112")
    zaak = zaak_or_404("voorbeeldstap", str(stap.pk), None)
    values = {**zaak.form().values(), "reden": ["Korter."]}
    assert zaak.form(as_sent(values)).is_valid()
    assert list(zaak.form(as_sent(values | {"spoed": []})).non_field_errors()) == [NO_EMERGENCY]


def test_a_regio_has_a_route_of_its_own_beside_that_of_the_country(publish, drenthe):
    before = route("burger")
    alarm = STAP | {"wat": "Bel 112.", "telefoon": "112", "spoed": True, "plek": "burger:"}
    publish("voorbeeldstap", Wat.NIEUW, "nieuw-1", regio=drenthe, **alarm)
    assert (route("burger"), route("burger", drenthe)) == (before, ["Bel 112."])
    assert [stuk.naam for stuk in SOORTEN["voorbeeldstap"].stukken(drenthe)] == ["Bel 112."]


def test_a_step_that_was_withdrawn_is_not_copied(publish, stadskanaal):
    stap = Voorbeeldstap.objects.filter(melder="burger", regio=None, spoed=False).first()
    publish("voorbeeldstap", Wat.INTREKKEN, str(stap.pk), reden="Nummer vervalt.")
    assert stap not in Voorbeeldstap.objects.for_gemeente(stadskanaal)


def released(soort, sleutel, by, other):
    """As a redacteur leaves it behind."""
    Voorstel.objects.create(
        soort=soort, sleutel=sleutel, wat="wijziging", stand="uitgegeven", nummer=1, schrijvers=[other.pk],
        released_by=by.pk, released_at="2026-11-30T12:00Z",
    )  # fmt: skip


def test_loading_again_undoes_nothing_that_a_redacteur_did(publish, redacteur, bewerker, capsys):
    publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"plek": "huisvesting:"})
    publish("vorm", Wat.WIJZIGING, "draagmoederschap", **VORM | {"plek": ":"})
    stap = Voorbeeldstap.objects.filter(melder="burger", regio=None, spoed=False).first()
    publish("voorbeeldstap", Wat.INTREKKEN, str(stap.pk), reden="Nummer vervalt.")
    for soort, sleutel in (("instrument", "apv"), ("vorm", "draagmoederschap"), ("voorbeeldstap", str(stap.pk))):
        released(soort, sleutel, redacteur, bewerker)
    Instrument.objects.filter(code="inkoop").update(titel="Iets ouds")
    tables = (Instrument, Vorm, Voorbeeldstap)
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    titel = "Iets ouds"
    call_command("load_keuzelijsten")
    after = [list(model.objects.order_by("pk").values()) for model in tables]
    for rows in before[0], after[0]:
        for row in rows:
            titel = row.pop("titel") if row["code"] == "inkoop" else titel
    assert (after, titel != "Iets ouds") == (before, True)
    left = 2 + Voorbeeldstap.objects.filter(melder="burger", regio=None).count()
    assert f"{left} rijen waar een redacteur iets aan deed" in capsys.readouterr().out


def test_what_is_new_in_a_file_stands_within_its_barriere(publish, redacteur, bewerker):
    publish("instrument", Wat.WIJZIGING, "apv", **INSTRUMENT | {"plek": "huisvesting:"})
    released("instrument", "apv", redacteur, bewerker)
    new = Instrument.objects.filter(code__in=["adresonderzoek", codes(barriere="arbeid")[-1]])
    new._raw_delete(new.db)  # without looking for answers, in tables that public does not have
    call_command("load_keuzelijsten")
    order = [Instrument.Barriere.values.index(row.barriere) for row in Instrument.objects.order_by("volgorde")]
    assert (order, codes(barriere="huisvesting")[0]) == (sorted(order), "apv")


def test_loading_again_keeps_the_ids_of_steps(db):
    before = set(Voorbeeldstap.objects.values_list("pk", flat=True))
    call_command("load_keuzelijsten")
    assert set(Voorbeeldstap.objects.values_list("pk", flat=True)) == before
