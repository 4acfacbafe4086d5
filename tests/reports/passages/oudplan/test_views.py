"""Begin with the old plan: what is refused in words, what one click does, and that nothing is overwritten unseen."""

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aanpak.models import Actie
from reports.models import Alinea, LokalePassage, OudPlan
from tests.printing.office_files import docx, mail, ole, ooxml
from tests.reports.passages.oudplan.conftest import TEKST, read_now
from zelfevaluatie.models import Antwoord

PAGE = "/beleidsplan/oud-plan/"
HEEL = "Onze gemeente ligt aan twee snelwegen en heeft drie bedrijventerreinen. Dat maakt onze gemeente kwetsbaar."


@pytest.fixture
def client(client_for, bewerker, zelfevaluatie):
    return client_for(bewerker)


def alinea(voorstel):
    return next(row for row in Alinea.objects.select_related("oudplan") if row.voorstel == voorstel)


def url(row, act=""):
    return f"{PAGE}alinea/{row.pk}/{act}"


def sent(html, **changes):
    """What the form in the page would send."""
    form = next(f for f in lxml.html.fromstring(html).forms if f.method == "POST" and "version" in f.fields)
    return {name: (value or "").removeprefix("\n") for name, value in form.form_values()} | changes


def test_upload_asks_a_worker_to_read_it_and_shows_how_far_it_is(client):
    content = docx("<w:p><w:r><w:t>Wij geven les.</w:t></w:r></w:p>")
    answer = client.post(PAGE, {"jaar": "2022", "upload": SimpleUploadedFile("plan.docx", content), "tekst": ""})
    row = OudPlan.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{row.pk}/")
    assert (row.soort, bytes(row.bestand), row.jaar) == ("docx", content, 2022)
    html = client.get(answer["Location"]).content.decode()
    assert "Het plan wordt gelezen." in html
    assert client.get(f"{PAGE}{row.pk}/?seen=waiting-1", headers={"hx-request": "true"}).status_code == 204


MACRO = ooxml(kind="application/vnd.ms-word.document.macroEnabled.main+xml")
REFUSED = {
    "nothing": ({}, "Kies een bestand of plak de tekst"),
    "both": ({"upload": ("a.docx", docx("")), "tekst": "x"}, "Kies een bestand of plak de tekst"),
    "an empty file": ({"upload": ("a.docx", b"")}, "Dit bestand is leeg."),
    "an old Word": ({"upload": ("a.doc", ole("WordDocument"))}, "Dit is een bestand van een oude Word (.doc)."),
    "macros": ({"upload": ("a.docm", MACRO)}, "macro’s"),
    "a picture": ({"upload": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40))}, "Dit soort bestand kan niet."),
    "a page in one file": ({"upload": ("a.mhtml", mail())}, "als ‘alleen HTML’"),
    "a broken zip": ({"upload": ("a.docx", docx("")[:-30])}, "Dit bestand is beschadigd."),
    "a year to come": ({"jaar": "2999", "tekst": "x"}, "Dit jaar komt nog."),
    "no year": ({"jaar": "", "tekst": "x"}, "Vul dit in."),
    "a text without end": ({"tekst": "x" * 300_001}, "te lang"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_told_and_the_text_stays(client, case):
    data, said = REFUSED[case]
    data = {"jaar": "2022", "tekst": "", **data}
    if isinstance(data.get("upload"), tuple):
        data["upload"] = SimpleUploadedFile(*data["upload"])
    answer = client.post(PAGE, data)
    html = answer.content.decode()
    assert (answer.status_code, said in html, OudPlan.objects.count()) == (422, True, 0)
    assert data["tekst"][:50] in html


def test_there_is_an_end_to_how_many_old_plans_stand_there(client, bewerker, monkeypatch, oudplan):
    monkeypatch.setattr("reports.passages.oudplan.forms.PLANS_MAX", 1)
    answer = client.post(PAGE, {"jaar": "2022", "tekst": "Wij geven les."})
    assert (answer.status_code, "Haal er eerst een weg." in answer.content.decode()) == (422, True)


def test_saved_page_is_known_by_what_it_holds(client):
    page = b"\n<html><body><p>Wij geven les op alle scholen.</p></body></html>"
    client.post(PAGE, {"jaar": "2022", "upload": SimpleUploadedFile("CVDR1.htm", page), "tekst": ""})
    assert OudPlan.objects.get().soort == "html"


def test_reader_and_others_see_nothing(client_for, lezer, buitenstaander, oudplan):
    row = oudplan.alineas.first()
    for who, code in ((lezer, 403), (buitenstaander, 404)):
        other = client_for(who)
        for path in (PAGE, f"{PAGE}{oudplan.pk}/", url(row)):
            assert (path, other.get(path).status_code) == (path, code)
        assert other.post(url(row, "overnemen/")).status_code == code


def test_list_stands_per_place_with_where_it_came_from(client, oudplan):
    html = client.get(f"{PAGE}{oudplan.pk}/").content.decode()
    assert "Nog 5 van 5 alinea’s te bekijken." in html
    for said in ("(SV-P1-3)</h2>", "Uit ons plan 2022, §1.1", "Overnemen als actie", "Geen plek gevonden</h2>"):
        assert said in html
    places = [html.index(f"({code})</h2>") for code in ("SV-P1-1", "SV-P1-3", "AB-P1-1")]
    assert places == sorted(places)


def test_number_of_queries_does_not_grow_with_the_paragraphs(
    client, oudplan, django_assert_num_queries, gemeente, bewerker
):
    client.get(f"{PAGE}{oudplan.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{PAGE}{oudplan.pk}/")
    more = read_now(gemeente, bewerker, bestand=(TEKST * 3).encode())
    with django_assert_num_queries(len(few)):
        client.get(f"{PAGE}{more.pk}/")


def test_one_click_takes_a_sentence_where_nothing_stands_and_sets_no_status(client, oudplan):
    row = alinea("SV-P1-1")
    client.post(url(row, "overnemen/"))
    antwoord = Antwoord.objects.get(bouwsteen__code="SV-P1-1")
    assert (antwoord.plan_zin, antwoord.toelichting) == (row.tekst, "Zin uit ons plan 2022, §1.2.")
    assert (antwoord.status, antwoord.version) == ("", 1)
    row.refresh_from_db()
    assert (row.besluit, row.plaats) == ("zin", "SV-P1-1")


def test_two_clicks_make_one_actie(client, oudplan):
    row = alinea("SV-P1-3")
    for _ in range(2):
        client.post(url(row, "overnemen/"))
    actie = Actie.objects.get()
    assert (actie.wat, actie.bouwsteen.code, actie.ambitie) == (row.tekst, "SV-P1-3", 2)
    assert (actie.toelichting, actie.staat) == ("Actie uit ons plan 2022, §1.1.", "open")


def test_an_alinea_that_became_an_actie_becomes_no_second_one(client, client_for, beheerder, oudplan):
    """Not from a page that was open, not when it is looked at again, and not by a colleague."""
    row = alinea("SV-P1-3")
    path = f"{url(row)}?plaats=SV-P1-3&als=actie"
    html = client.get(path).content.decode()
    client.post(path, sent(html))
    assert client.post(path, sent(html)).status_code == 302  # a double click
    answer = client.post(path, sent(html, wat="Anders gezegd."))
    assert (answer.status_code, "Er komt geen tweede" in answer.text, "Anders gezegd." in answer.text) == (
        409,
        True,
        True,
    )
    client.post(url(row, "terug/"))
    for who in (client, client_for(beheerder)):
        assert who.post(url(row, "overnemen/"))["Location"] == f"{url(row)}?plaats=SV-P1-3&als=actie"
        page = who.get(path).content.decode()
        assert f'href="/acties/{Actie.objects.get().pk}/' in page
        assert "Overnemen</button>" not in page
    assert Actie.objects.get().wat == row.tekst


def test_an_actie_that_was_taken_away_can_be_taken_over_again(client, oudplan):
    row = alinea("SV-P1-3")
    client.post(url(row, "overnemen/"))
    client.post(f"/acties/{Actie.objects.get().pk}/weg/")
    assert Actie.objects.count() == 0
    client.post(url(row, "terug/"))
    client.post(url(row, "overnemen/"))
    assert Actie.objects.get().wat == row.tekst


def test_one_click_takes_an_own_text_of_the_plan(client, oudplan):
    client.post(url(alinea("lokaal.waarom_hier"), "overnemen/"))
    assert LokalePassage.objects.get(code="lokaal.waarom_hier").tekst == HEEL
    LokalePassage.objects.filter(code="lokaal.waarom_hier").update(tekst="Heel anders.")
    html = client.get("/beleidsplan/passage/lokaal.waarom_hier/bewerken/").content.decode()
    assert "Hier is tekst overgenomen uit ons plan 2022, §1.3." in html  # so it was, whatever became of it


def test_where_something_stands_both_are_seen_first(client, oudplan):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Onze eigen zin.", version=1)
    row = alinea("SV-P1-1")
    answer = client.post(url(row, "overnemen/"))
    assert answer["Location"] == f"{url(row)}?plaats=SV-P1-1&als=tekst"
    html = client.get(answer["Location"]).content.decode()
    assert ("Dit staat er nu" in html, "Onze eigen zin." in html, row.tekst in html) == (True, True, True)
    assert sent(html)["plan_zin"].replace("\r", "") == f"Onze eigen zin.\n\n{row.tekst}"
    assert Antwoord.objects.get(bouwsteen__code="SV-P1-1").plan_zin == "Onze eigen zin."
    client.post(answer["Location"], sent(html, plan_zin="Samen één zin."))
    assert Antwoord.objects.get(bouwsteen__code="SV-P1-1").plan_zin == "Samen één zin."


def test_what_a_colleague_wrote_meanwhile_is_asked_and_not_overwritten(client, oudplan, bewerker):
    row = alinea("SV-P1-1")
    html = client.get(url(row)).content.decode()
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Haar zin.", version=1)
    answer = client.post(f"{url(row)}?plaats=SV-P1-1&als=tekst", sent(html))
    assert (answer.status_code, "Kies welke tekst geldt" in answer.content.decode()) == (409, True)
    assert Antwoord.objects.get(bouwsteen__code="SV-P1-1").plan_zin == "Haar zin."
    row.refresh_from_db()
    assert row.besluit == "open"


def test_standard_text_stays_before_the_old_paragraph_until_somebody_decides(client, oudplan):
    row = alinea("lokaal.waarom_hier")
    html = client.get(f"{url(row)}?plaats=h1.aanleiding&als=tekst").content.decode()
    assert "Dit staat er nu" in html
    text = sent(html)["tekst"]
    assert (text.endswith(HEEL), len(text) > len(HEEL) + 100) == (True, True)
    client.post(f"{url(row)}?plaats=h1.aanleiding&als=tekst", sent(html, tekst=HEEL))
    assert LokalePassage.objects.get(code="h1.aanleiding").tekst == HEEL


def test_another_place_and_another_way(client, oudplan):
    row = alinea("AB-P1-1")
    path = f"{url(row)}?plaats=DA-2&als=actie"
    client.post(path, sent(client.get(path).content.decode()))
    assert (Actie.objects.get().vraag.code, Actie.objects.get().ambitie) == ("DA-2", 5)
    row.refresh_from_db()
    assert (row.besluit, row.plaats) == ("actie", "DA-2")


def test_another_place_keeps_an_actie_an_actie_where_there_can_be_one(client, oudplan):
    row = alinea("SV-P1-3")
    Alinea.objects.filter(pk=row.pk).update(plaatsen=["SV-P1-3", "DA-2", "h1.aanleiding"])
    html = client.get(url(row)).content.decode()
    for choice in ("SV-P1-3&amp;als=actie", "DA-2&amp;als=actie", "h1.aanleiding&amp;als=tekst"):
        assert f'href="?plaats={choice}"' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("plaats=lokaal.waarom_hier&als=actie", "Een actie hoort bij een bouwsteen"),
        ("plaats=ZZ-P9-9&als=tekst", "Deze keuze staat niet in de lijst."),
        ("plaats=&als=", "Maak een keuze."),
    ],
)
def test_an_odd_place_is_told(client, oudplan, query, said):
    answer = client.get(f"{url(alinea('AB-P1-1'))}?{query}")
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_leaving_out_and_looking_again(client, oudplan):
    row = alinea("AB-P1-1")
    client.post(url(row, "weglaten/"))
    client.post(url(row, "overnemen/"))  # of a page that is older
    assert Actie.objects.count() == 0
    html = client.get(f"{PAGE}{oudplan.pk}/?toon=gedaan").content.decode()
    assert ("Weggelaten" in html, row.tekst in html) == (True, True)
    client.post(url(row, "terug/"))
    row.refresh_from_db()
    assert row.besluit == "open"


def test_taking_an_old_plan_away_keeps_what_was_taken_over(client, oudplan):
    client.post(url(alinea("SV-P1-3"), "overnemen/"))
    assert "weghalen?" in client.get(f"{PAGE}{oudplan.pk}/weghalen/").content.decode()
    client.post(f"{PAGE}{oudplan.pk}/weghalen/")
    assert (OudPlan.objects.count(), Alinea.objects.count(), Actie.objects.count()) == (0, 0, 1)


def test_a_plan_that_could_not_be_read_says_why(client, gemeente, bewerker):
    row = read_now(gemeente, bewerker, bestand=b"%PDF-1.7 onzin", soort="pdf")
    html = client.get(f"{PAGE}{row.pk}/").content.decode()
    assert ("Het plan is niet gelezen." in html, "Dit bestand is beschadigd." in html) == (True, True)


def test_markup_in_an_old_plan_is_text(client, gemeente, bewerker):
    row = read_now(gemeente, bewerker, bestand=b"Wij geven <script>alert(1)</script> les op school aan alle jongeren.")
    html = client.get(f"{PAGE}{row.pk}/").content.decode()
    assert ("<script>alert" in html, "&lt;script&gt;alert" in html) == (False, True)
