"""Beginning the next year and going back, as somebody does it."""

from datetime import date

import pytest
from django.utils import timezone

from overzicht.kader_actions import go_over
from reports.keuzes.scenarios.models import Scenarios
from reports.models import Beleidsplan, Keuzes, LokalePassage, Samenvatting
from saving.rows import save_row
from tenants.connection import connection
from tests.builders.kader import load_next
from tests.pages import fields_of, present, shown
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie

BEGIN = "/jaar/beginnen/"


@pytest.fixture
def zelfevaluatie(zelfevaluatie):
    """Of a year that lies after that in which the people of the tests got their functie."""
    Zelfevaluatie.objects.update(jaar=2040)
    return Zelfevaluatie.objects.get()


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    return client_for(bewerker)


@pytest.fixture
def today(monkeypatch):
    def be(day):
        monkeypatch.setattr(timezone, "localdate", lambda value=None, tz=None: day)

    be(date(2040, 10, 1))
    return be


@pytest.fixture
def answered(zelfevaluatie, bewerker):
    row = Antwoord.objects.get(bouwsteen__code="BB-P1-1")
    save_row(row=row, values={"status": "deels", "trekker": "Beleid"}, version=0, by=bewerker)
    return zelfevaluatie


@pytest.fixture
def basis(zelfevaluatie):
    """Filled in; of Plateau 2 nothing was chosen."""
    Antwoord.objects.filter(bouwsteen__plateau=1).update(status="deels")


@pytest.mark.parametrize(
    ("day", "jaar"),
    [
        (date(2040, 9, 30), None),
        (date(2040, 10, 1), 2041),
        (date(2040, 12, 31), 2041),
        (date(2041, 1, 2), 2041),
        (date(2042, 1, 2), 2042),
    ],
)
def test_overzicht_offers_the_next_year_from_the_first_of_october(client, today, basis, day, jaar):
    today(day)
    text = shown(client.get("/"))
    assert ("Zelfevaluatie" in text, f"Klaar voor {jaar}?" in text) == (True, jaar is not None)
    status = client.get(BEGIN).status_code
    assert status == (200 if jaar else 302)


@pytest.mark.parametrize(("day", "offered"), [(date(2040, 12, 31), False), (date(2041, 1, 1), True)])
def test_a_year_of_which_the_basis_is_not_filled_in_is_first_lived_through(client, today, basis, day, offered):
    Antwoord.objects.filter(bouwsteen__code="OH-P1-3").update(status="")
    today(day)
    found = ["Klaar voor 2041?" in shown(client.get(path)) for path in ("/", "/zelfevaluatie/")]
    assert (found, client.get(BEGIN).status_code) == ([offered, offered], 200)


def test_while_the_first_round_is_empty_the_next_year_is_not_offered(client, today, zelfevaluatie):
    today(date(2040, 11, 30))
    pages = [shown(client.get(path)) for path in ("/", "/zelfevaluatie/")]
    assert [present(page, "Zelfevaluatie", "Klaar voor") for page in pages] == [["Zelfevaluatie"]] * 2


def test_the_day_is_a_setting(client, today, basis, settings):
    settings.NEXT_YEAR_FROM = (11, 15)
    assert "Klaar voor" not in shown(client.get("/"))


def test_jaar_begin_closes_opens_and_leads_to_the_first_thema(client, today, answered, bewerker):
    page = fields_of(client.get(BEGIN), "mee")
    response = client.post(BEGIN, {**page, "terugblik": "Een druk jaar."})
    assert response["Location"] == "/zelfevaluatie/thema/BB/invullen/"
    old = Zelfevaluatie.objects.get(pk=answered.pk)
    assert (old.staat, old.closed_by, old.terugblik) == ("gesloten", bewerker.pk, "Een druk jaar.")
    row = Antwoord.objects.get(bouwsteen__code="BB-P1-1", zelfevaluatie=current_zelfevaluatie())
    assert (row.status, row.trekker) == ("", "Beleid")


def test_jaar_begin_without_a_tick_takes_nothing_along(client, today, answered):
    page = {name: value for name, value in fields_of(client.get(BEGIN), "mee").items() if name != "mee"}
    client.post(BEGIN, page)
    row = Antwoord.objects.get(bouwsteen__code="BB-P1-1", zelfevaluatie=current_zelfevaluatie())
    assert row.trekker == ""


def test_two_people_who_begin_make_one_year(client, client_for, beheerder, today, answered):
    hers = client_for(beheerder)
    page, other = fields_of(client.get(BEGIN), "mee"), fields_of(hers.get(BEGIN), "mee")
    client.post(BEGIN, page)
    response = hers.post(BEGIN, other, follow=True)
    assert "Een collega was je voor: Zelfevaluatie 2041 is al begonnen." in shown(response)
    kept = hers.post(BEGIN, {**other, "terugblik": "Meldroute!"})
    assert (kept.status_code, "Meldroute!" in shown(kept)) == (409, True)
    assert Zelfevaluatie.objects.count() == 2


def test_jaar_begin_with_a_line_that_is_too_long_keeps_it(client, today, answered):
    page = fields_of(client.get(BEGIN), "mee")
    response = client.post(BEGIN, {**page, "terugblik": "x" * 501})
    assert (response.status_code, fields_of(response, "mee")["terugblik"]) == (422, "x" * 501)
    assert Zelfevaluatie.objects.count() == 1


def test_a_lezer_cannot_begin_nor_go_back(client_for, lezer, today, basis):
    reader = client_for(lezer)
    assert [reader.get(path).status_code for path in (BEGIN, "/jaar/2040/heropenen/")] == [403, 403]
    assert "Klaar voor" not in shown(reader.get("/"))


def test_the_plan_goes_on_with_its_texts_and_choices(client, today, answered):
    Keuzes.objects.create(zelfevaluatie=answered, vorm="kort", version=1)
    LokalePassage.objects.create(zelfevaluatie=answered, code="inleiding", tekst="Van ons.", version=1)
    Samenvatting.objects.create(zelfevaluatie=answered, probleem_1="Wij zien weinig.", version=1)
    Scenarios.objects.create(zelfevaluatie=answered, naam_1="Basis", version=1)
    Beleidsplan.objects.create(zelfevaluatie=answered)
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    new = current_zelfevaluatie()
    assert (new.samenvatting.probleem_1, new.scenarios.naam_1) == ("Wij zien weinig.", "Basis")
    assert (new.keuzes.vorm, new.lokale_passages.get().tekst, new.beleidsplan.status) == ("kort", "Van ons.", "concept")


def test_jaar_reopen_goes_back_and_the_plan_with_it(client, today, answered):
    Keuzes.objects.create(zelfevaluatie=answered, vorm="kort", version=1)
    client.post(BEGIN, {**fields_of(client.get(BEGIN), "mee"), "terugblik": "Een druk jaar."})
    page = client.get("/jaar/2040/heropenen/")
    assert "Zelfevaluatie 2041 verdwijnt dan weer" in shown(page)
    response = client.post("/jaar/2040/heropenen/", fields_of(page, "pagina-van"), follow=True)
    assert "Zelfevaluatie 2040 is weer open." in shown(response)
    assert (current_zelfevaluatie(), Zelfevaluatie.objects.count()) == (answered, 1)
    assert Keuzes.objects.get().zelfevaluatie_id == answered.pk
    assert fields_of(client.get(BEGIN), "mee")["terugblik"] == "Een druk jaar."


def test_jaar_reopen_says_why_not(client, today, answered, bewerker):
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    row = Antwoord.objects.get(bouwsteen__code="AB-P1-1", zelfevaluatie=current_zelfevaluatie())
    save_row(row=row, values={"status": "deels"}, version=0, by=bewerker)
    why = "In Zelfevaluatie 2041 is al iets ingevuld. Daarom blijft 2040 gesloten."
    assert why in shown(client.get("/jaar/2040/heropenen/"))
    assert why in shown(client.post("/jaar/2040/heropenen/", follow=True))
    assert Zelfevaluatie.objects.get(pk=answered.pk).staat == "gesloten"


def test_jaar_reopen_stays_with_the_kader_where_a_year_has_two(client, today, gemeente, answered, beheerder):
    today(date(2040, 6, 1))
    go_over(gemeente=gemeente, naar=load_next(), by=beheerder)
    today(date(2040, 10, 1))
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    page, closed = "/jaar/2040/heropenen/?kader=2021-02", "/zelfevaluatie/jaren/2040/?kader=2021-02"
    assert client.get(page).text.count(f'href="{closed}"') == 2
    assert client.post(page)["Location"] == closed


def test_overzicht_counts_what_is_to_be_confirmed(client, today, answered):
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    text = shown(client.get("/"))
    assert ("Nog 1 antwoord wacht op een bevestiging" in text, client.get("/").context["changes"]) == (True, [])
    client.post(
        "/zelfevaluatie/thema/BB/invullen/",
        {**fields_of(client.get("/zelfevaluatie/thema/BB/invullen/")), "BB-P1-1-status": "deels"},
    )
    text = shown(client.get("/"))
    assert ("wacht op een bevestiging" in text, client.get("/").context["changes"][0].code) == (False, "BB-P1-1")


def test_closed_pages_are_read_only_and_the_old_answer_stands_there(client, today, answered):
    client.post(BEGIN, {**fields_of(client.get(BEGIN), "mee"), "terugblik": "Een druk jaar."})
    assert "Een druk jaar." in shown(client.get("/zelfevaluatie/jaren/2040/"))
    page = client.get("/zelfevaluatie/jaren/2040/BB-P1-1/")
    assert ("deels" in shown(page), "Beleid" in shown(page), "<textarea" in page.text) == (True, True, False)
    assert client.get("/zelfevaluatie/jaren/2041/")["Location"] == "/zelfevaluatie/"
    assert client.get("/zelfevaluatie/jaren/2038/").status_code == 404


def test_closed_page_has_the_counts_by_what_a_bouwsteen_was_in_the_first_kader(client, today, gemeente, answered):
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    pages = [f"/zelfevaluatie/jaren/2040/{code}/" for code in ("AB-P1-1", "AB-P2-1", "BB-P1-1")]
    assert ["Op de agenda in 2040" in shown(client.get(page)) for page in pages] == [True, True, False]

    connection.set_schema_to_public()
    for code, oorsprong in (("AB-P1-1", ""), ("BB-P1-1", "AB-P1-1")):
        answered.kaderversie.bouwstenen.filter(code=code).update(oorsprong=oorsprong)
    answered.kaderversie.save(update_fields=["loaded_at"])
    connection.set_tenant(gemeente)

    assert ["Op de agenda in 2040" in shown(client.get(page)) for page in pages] == [False, True, True]


def test_ontwikkeling_of_one_year_says_so(client, zelfevaluatie):
    assert "Er is nog één jaar" in shown(client.get("/ontwikkeling/"))


def test_ontwikkeling_counts_what_moved(client, today, zelfevaluatie, bewerker):
    codes = {
        "BB-P1-1": ("deels", "geregeld"),
        "BB-P1-2": ("geregeld", "deels"),
        "BB-P1-3": ("", "deels"),
        "SV-P1-1": ("deels", "deels"),
        "SV-P1-2": ("nvt", "deels"),
        "SV-P1-3": ("deels", ""),
    }
    for code, (was, _) in codes.items():
        reason = {"nvt_reden": "Niet hier."} if was == "nvt" else {}
        row = Antwoord.objects.get(bouwsteen__code=code)
        save_row(row=row, values={"status": was, **reason}, version=0, by=bewerker)
    client.post(BEGIN, fields_of(client.get(BEGIN), "mee"))
    for code, (_, now) in codes.items():
        row = Antwoord.objects.get(bouwsteen__code=code, zelfevaluatie=current_zelfevaluatie())
        save_row(row=row, values={"status": now}, version=0, by=bewerker)
    text = shown(client.get("/ontwikkeling/"))
    assert ("1 verder, 1 terug, 1 nieuw" in text, "Vergeleken met" in text) == (True, False)
    assert "Nog 1 antwoord is niet bevestigd" in text
    row = Antwoord.objects.get(bouwsteen__code="SV-P1-3", zelfevaluatie=current_zelfevaluatie())
    save_row(row=row, values={"status": "geregeld"}, version=row.version, by=bewerker)
    text = shown(client.get("/ontwikkeling/"))
    assert (
        "Vergeleken met 2040 zijn wij in 2041 bij twee bouwstenen verder en bij één bouwsteen minder ver; bij één"
        " bouwsteen bleef het gelijk. Van de basis is 2 van de 16 geregeld; in 2040 was dat 1 van de 16."
    ) in text
