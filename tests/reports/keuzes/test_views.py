"""The pages on which a gemeente chooses: who may, what is said, and that nothing typed is lost."""

import base64
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from printing.logo import PNG, SVG, TOO_BIG, read_logo
from reports.gather.huisstijl import huisstijl
from reports.keuzes.actions import save_huisstijl, save_keuzes
from reports.keuzes.forms import HuisstijlForm
from reports.models import Huisstijl, Keuzes, LokalePassageRevision, Planversie, Rapport
from reports.versions.actions import save_version
from reports.versions.views import first_answers
from saving.conflicts import Line
from sjablonen.models import Passage
from tenants.context import in_gemeente
from tenants.files import POWERLESS
from tests.pages import present
from tests.printing.files import png
from tests.reports.conftest import SCRIPT
from tests.reports.forms import SVG as LOGO
from zelfevaluatie.models import Zelfevaluatie

KEUZES, HUISSTIJL, PLAN = "/beleidsplan/keuzes/", "/beleidsplan/huisstijl/", "/beleidsplan/"
CHOSEN = {"version": "0", "vorm": "kort", "bijlagen": ["1", "3"], "financiering": "verdeelsleutel"}
LOOK = {"version": "0", "logo_tekst": "Logo van Stadskanaal", "accent": "#1d4f91"}


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


@pytest.fixture
def manager(client_for, beheerder, filled):
    return client_for(beheerder)


@pytest.fixture
def with_logo(gemeente, beheerder):
    save_huisstijl(logo=read_logo(LOGO), logo_tekst="Logo", accent="#1d4f91", version=0, by=beheerder)
    return huisstijl()


def saved():
    return list(
        Keuzes.objects.values_list("vorm", "bijlagen", "stand", "financiering", "financiering_tekst", "version")
    )


def upload(content, name="logo.svg"):
    return SimpleUploadedFile(name, content, content_type="image/svg+xml")


def errors(html):
    return re.findall(r"<li>\s*<a href=\"#id_(\w+)\">.*? – (.*?)</a>", html, re.DOTALL)


# Choices.


def test_plan_detail_says_what_is_chosen_and_leads_to_the_choices(client):
    html = client.get(PLAN).text
    assert "Vorm: volledig plan, met bijlage 1, 2, 3, 4, 5." in html
    assert html.count(f'href="{KEUZES}"') == 1
    client.post(KEUZES, CHOSEN)
    assert "Vorm: kort plan, zonder bijlagen." in client.get(PLAN).text


def test_keuzes_form_offers_the_texts_that_must_be_checked_with_what_must_be_checked(client, gemeente):
    html = client.get(KEUZES).text
    waiting = Passage.objects.to_check_for(gemeente).count()
    assert waiting > 10
    assert html.count('name="controleren"') == waiting
    assert html.count("<summary>Lees de tekst") == waiting
    assert present(html, 'value="ambitie_5.overbewoning"', 'value="h1.doel"') == ['value="ambitie_5.overbewoning"']
    assert re.findall(r'name="(?:bijlagen|vorm|financiering)"[^>]*value="([^"]*)"[^>]*checked', html) == (
        ["volledig", "1", "2", "3", "4", "5", ""]
    )  # fmt: skip


def test_keuzes_form_saves_and_goes_to_the_plan(client, bewerker):
    response = client.post(KEUZES, {**CHOSEN, "stand": "on", "controleren": ["ambitie_5.overbewoning"]})
    assert (response.status_code, response.url) == (302, PLAN)
    assert saved() == [("kort", [1, 3], True, "verdeelsleutel", "", 1)]
    assert Keuzes.objects.get().controleren == ["ambitie_5.overbewoning"]
    assert Keuzes.objects.get().updated_by == bewerker.pk


def test_keuzes_form_without_a_tick_turns_everything_off(client):
    client.post(KEUZES, {"version": "0", "vorm": "volledig"})
    assert saved() == [("volledig", [], False, "", "", 1)]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"financiering": "anders"}, "financiering_tekst", "Schrijf op hoe de zorgcoördinatie dan wordt betaald."),
        (
            {"financiering": "", "financiering_tekst": "Zo."},
            "financiering",
            "Kies bij je toelichting ook een vorm. Past er geen? Kies dan ‘Anders’.",
        ),
        (
            {"financiering_tekst": "a\0b"},
            "financiering_tekst",
            "Hier staat een teken in dat we niet kunnen bewaren. Haal het weg.",
        ),
    ],
)
def test_keuzes_form_says_what_is_missing_and_keeps_the_rest(client, changes, field, reason):
    response = client.post(KEUZES, {**CHOSEN, **changes})
    assert (response.status_code, errors(response.text), saved()) == (422, [(field, reason)], [])
    assert re.findall(r'name="bijlagen"[^>]*value="(\d)"[^>]*checked', response.text) == ["1", "3"]


@pytest.mark.parametrize(
    "changes",
    [
        *({"vorm": "lang"}, {"bijlagen": ["6"]}, {"bijlagen": ["x"]}, {"financiering": "x"}, {"controleren": ["x"]}),
        *({"version": "x"}, {"version": "-1"}, {"version": "9" * 30}, {"financiering_tekst": "x" * 601}),
        *({"controleren": ["h1.doel"]}, {"vorm": ""}, {"vorm": "\0"}),
    ],
)
def test_keuzes_form_refuses_what_it_did_not_offer(client, changes):
    assert client.post(KEUZES, {**CHOSEN, **changes}).status_code == 422
    assert saved() == []


def test_keuzes_form_asks_only_what_both_chose(client, filled, beheerder):
    theirs = Keuzes(zelfevaluatie=filled, stand=True, financiering="anders", financiering_tekst="Van de collega.")
    save_keuzes(keuzes=theirs, version=0, by=beheerder)
    sent = {**CHOSEN, "financiering_tekst": "Van mij."}
    response = client.post(KEUZES, sent)
    (choice,) = response.context["form"].choices
    assert (response.status_code, choice.who, choice.key) == (409, "Beheerder Stadskanaal", "financiering")
    assert [(line.mine, line.theirs) for line in choice.lines] == [
        ("Alle gemeenten betalen mee, met een verdeelsleutel", "Anders"),
        ("Van mij.", "Van de collega."),
    ]
    assert saved() == [("kort", [1, 3], True, "anders", "Van de collega.", 2)]
    assert "vulde intussen ‘Bijlage 6: Stand per thema’ in" in response.text
    again = {**sent, "stand": "on", "version": "2", "basis-financiering": "0", "keuze-financiering": "mijn"}
    assert client.post(KEUZES, again).status_code == 302
    assert saved() == [("kort", [1, 3], True, "verdeelsleutel", "Van mij.", 3)]


def test_keuzes_keep_each_version_and_go_on_with_an_earlier_one(client, filled):
    client.post(KEUZES, CHOSEN)
    client.post(KEUZES, {**CHOSEN, "version": "1", "vorm": "volledig"})
    html = client.get(f"{KEUZES}eerder/").text
    first = LokalePassageRevision.objects.get(kind="keuzes", version=1)
    assert (html.count("Met deze tekst verder werken"), "2 keer opgeslagen" in html) == (1, True)
    form = client.get(KEUZES, {"versie": first.pk}).context["form"]
    assert (form["vorm"].value(), form["version"].value()) == ("kort", 2)


def test_keuzes_are_not_for_a_lezer_and_not_without_a_zelfevaluatie(client_for, lezer, bewerker, filled):
    assert [client_for(lezer).get(KEUZES).status_code, client_for(lezer).post(KEUZES, CHOSEN).status_code] == [403, 403]
    assert KEUZES not in client_for(lezer).get(PLAN).text
    Zelfevaluatie.objects.filter(pk=filled.pk).update(staat="gesloten")
    assert (client_for(bewerker).get(KEUZES).status_code, saved()) == (404, [])


def test_choices_and_look_of_one_gemeente_are_not_those_of_another(
    client_for, filled, buitenstaander, voorbeeldstad, bewerker, with_logo
):
    save_keuzes(keuzes=Keuzes(zelfevaluatie=filled, vorm="kort"), version=0, by=bewerker)
    other = client_for(buitenstaander, "voorbeeldstad")
    assert "Vorm: volledig plan" in other.get(PLAN).text
    assert (other.get(f"{HUISSTIJL}logo/").status_code, "<img" in other.get(PLAN).text) == (404, False)
    assert client_for(buitenstaander).get(f"{HUISSTIJL}logo/").status_code == 404
    with in_gemeente(voorbeeldstad):
        assert (Keuzes.objects.count(), Huisstijl.objects.count()) == (0, 0)


# Logo and colour.


def test_huisstijl_form_keeps_a_logo_made_anew_and_a_colour(manager, beheerder):
    response = manager.post(HUISSTIJL, {**LOOK, "upload": upload(LOGO)})
    assert (response.status_code, response.url) == (302, HUISSTIJL)
    row = Huisstijl.objects.get()
    assert (bytes(row.logo), row.logo_mimetype, row.logo_tekst) == (read_logo(LOGO).content, SVG, LOOK["logo_tekst"])
    assert (row.accent, row.version, row.updated_by) == ("#1d4f91", 1, beheerder.pk)
    html = manager.get(PLAN).text
    assert re.findall(r'<img src="([^"]+)" alt="([^"]+)">', html) == [(f"{HUISSTIJL}logo/", LOOK["logo_tekst"])]
    assert html.count(f'<link rel="stylesheet" href="{HUISSTIJL}1d4f91.css">') == 1


@pytest.mark.parametrize("functie", ["bewerker", "lezer"])
def test_huisstijl_form_is_for_a_beheerder(client_for, bewerker, lezer, filled, functie):
    client = client_for({"bewerker": bewerker, "lezer": lezer}[functie])
    assert [client.get(HUISSTIJL).status_code, client.post(HUISSTIJL, LOOK).status_code] == [403, 403]
    assert Huisstijl.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"upload": upload(b"x" * 400_000)}, "upload", TOO_BIG),
        ({"upload": upload(LOGO), "logo_tekst": ""}, "logo_tekst", "Schrijf op wat er op het logo staat."),
        (
            {"accent": "blauw"},
            "accent",
            "Schrijf de kleur als # met zes cijfers of letters van a tot en met f.",
        ),
        (
            {"accent": "#ff8800"},
            "accent",
            "Deze kleur is te licht om op wit te lezen: contrast 2,4, nodig is 4,5. Wat wel kan, is #b25f00.",
        ),
    ],
)
def test_huisstijl_form_says_what_is_wrong(manager, changes, field, reason):
    response = manager.post(HUISSTIJL, {**LOOK, **changes})
    assert response.status_code == 422
    assert errors(response.text) == [(field, reason)]
    assert Huisstijl.objects.count() == 0


def test_a_logo_that_came_with_a_mistake_is_kept_on_the_page(manager):
    html = manager.post(HUISSTIJL, {**LOOK, "accent": "geel", "upload": upload(png(), "a.png")}).text
    kept = re.search(r'name="bewaard" value="([^"]+)"', html)[1]
    assert base64.b64decode(kept) == read_logo(png()).content
    manager.post(HUISSTIJL, {**LOOK, "bewaard": kept})
    assert Huisstijl.objects.values_list("logo_mimetype", "accent").get() == (PNG, "#1d4f91")


@pytest.mark.parametrize("kept", ["x", "====", base64.b64encode(b"<html>").decode(), SCRIPT, "é"])
def test_what_was_put_in_its_place_is_no_logo(manager, kept):
    manager.post(HUISSTIJL, {**LOOK, "bewaard": kept})
    assert Huisstijl.objects.values_list("logo", "logo_tekst", "accent").get() == (None, "", "#1d4f91")


def test_the_suggested_colour_is_one_press_away(manager):
    html = manager.post(HUISSTIJL, {**LOOK, "accent": "#ff8800"}).text
    voorstel = re.search(r'name="voorstel"\s+value="([^"]+)"', html)[1]
    manager.post(HUISSTIJL, {**LOOK, "accent": "#ff8800", "voorstel": voorstel})
    assert Huisstijl.objects.get().accent == voorstel


@pytest.mark.parametrize(("typed", "kept"), [("#ABC", None), ("0D5665", "#0d5665"), (" #00f ", "#0000ff"), ("", "")])
def test_a_colour_may_be_typed_in_more_ways(gemeente, typed, kept):
    form = HuisstijlForm({**LOOK, "accent": typed}, huisstijl=Huisstijl())
    assert (form.is_valid(), form.cleaned_data.get("accent")) == (kept is not None, kept)


def test_a_logo_can_be_taken_away_and_its_text_goes_with_it(manager, with_logo):
    manager.post(HUISSTIJL, {**LOOK, "version": "1", "weg": "on"})
    assert Huisstijl.objects.values_list("logo", "logo_mimetype", "logo_tekst", "accent").get() == (
        *(None, "", "", "#1d4f91"),
    )


def test_saving_without_a_new_file_keeps_the_logo(manager, with_logo):
    manager.post(HUISSTIJL, {**LOOK, "version": "1", "accent": ""})
    row = Huisstijl.objects.get()
    assert (bytes(row.logo), row.accent, row.version) == (bytes(with_logo.logo), "", 2)


def test_huisstijl_form_keeps_mine_on_the_page_after_a_lost_race(manager, with_logo):
    response = manager.post(HUISSTIJL, {**LOOK, "version": "0", "upload": upload(png(), "a.png")})
    assert response.status_code == 409
    choices = response.context["form"].choices
    assert [choice.key for choice in choices] == ["logo_tekst"]
    assert choices[0].lines[-1] == Line("Logo", "met dit logo", "met een ander logo")
    kept = re.search(r'name="bewaard" value="([^"]+)"', response.text)[1]
    assert (Huisstijl.objects.get().logo_mimetype, base64.b64decode(kept)[1:4]) == (SVG, b"PNG")
    chosen = {"version": "1", "bewaard": kept, "basis-logo_tekst": "0", "keuze-logo_tekst": "mijn"}
    manager.post(HUISSTIJL, {**LOOK, **chosen})
    assert Huisstijl.objects.get().logo_mimetype == PNG


def test_huisstijl_form_takes_the_logo_of_a_colleague_when_that_is_chosen(manager, with_logo):
    chosen = {"version": "1", "basis-logo_tekst": "0", "keuze-logo_tekst": "collega"}
    assert manager.post(HUISSTIJL, {**LOOK, **chosen, "upload": upload(png(), "a.png")}).status_code == 302
    row = Huisstijl.objects.get()
    assert (row.logo_mimetype, bytes(row.logo), row.accent) == (SVG, bytes(with_logo.logo), LOOK["accent"])


def test_the_logo_is_served_without_any_power(client, with_logo):
    response = client.get(f"{HUISSTIJL}logo/")
    assert response.content == bytes(with_logo.logo)
    assert {name: response[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")} == {
        "Content-Type": "image/svg+xml",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POWERLESS,
    }


def test_a_colour_is_a_style_sheet_and_nothing_else_is(client):
    response = client.get(f"{HUISSTIJL}1d4f91.css")
    assert response.text == ".plan, .plan-contents { --plan-accent: #1d4f91; }\n"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("text/css", "nosniff")
    wrong = ["1D4F91", "1d4f9", "1d4f91aa", "red", "1d4f91%3B"]
    assert [client.get(f"{HUISSTIJL}{colour}.css").status_code for colour in wrong] == [404] * 5


def test_a_kept_version_keeps_the_logo_and_the_colour_it_had(client, filled, gemeente, bewerker, beheerder, with_logo):
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam="Voor het college")
    save_huisstijl(logo=None, logo_tekst="", accent="", version=1, by=beheerder)
    page = f"/beleidsplan/versies/{versie.pk}/"
    html = client.get(page).text
    assert re.findall(r'<img src="([^"]+)"', html) == [f"{page}logo/"]
    assert f"{HUISSTIJL}1d4f91.css" in html
    assert client.get(f"{page}logo/").content == bytes(with_logo.logo)
    assert client.get(f"{HUISSTIJL}logo/").status_code == 404


def test_a_version_without_a_logo_has_none(client, filled, gemeente, bewerker):
    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam="Kaal")
    assert client.get(f"/beleidsplan/versies/{versie.pk}/logo/").status_code == 404
    assert Planversie.objects.get().plan["huisstijl"] == {
        "logo": "", "logo_mimetype": "", "logo_tekst": "", "accent": ""
    }  # fmt: skip


# Title and period.

PERIOD = {"titel": "Samen sterk", "periode_van": "2027-01-01", "periode_tot": "2030-12-31"}


def test_keuzes_form_saves_title_and_period_and_the_plan_says_them(client):
    assert "Looptijd: nog niet gekozen." in client.get(PLAN).text
    client.post(KEUZES, {**CHOSEN, **PERIOD})
    html = client.get(PLAN).text
    wanted = ("Samen sterk", "2027–2030", "Looptijd: vanaf 1 januari 2027 tot en met 31 december 2030.")
    assert present(html, *wanted) == list(wanted)
    assert Keuzes.objects.values_list("titel", "version").get() == ("Samen sterk", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"periode_tot": ""}, "periode_tot"),
        ({"periode_van": ""}, "periode_van"),
        ({"periode_tot": "2026-12-31"}, "periode_tot"),
        ({"periode_tot": "2037-01-01"}, "periode_tot"),
        ({"periode_van": "31-31-2027"}, "periode_van"),
        ({"titel": "x" * 101}, "titel"),
    ],
)
def test_keuzes_form_refuses_half_a_period_and_keeps_what_was_typed(client, values, field):
    response = client.post(KEUZES, {**CHOSEN, **PERIOD, **values})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), Keuzes.objects.count()) == (422, [field], 0)
    assert [form[name].value() for name in PERIOD] == list({**PERIOD, **values}.values())


def test_the_file_is_named_after_title_and_period(client, filled):
    client.post(KEUZES, {**CHOSEN, **PERIOD})
    for formaat in ("pdf", "bestuurder"):
        client.post(f"{PLAN}{formaat}/")
    Rapport.objects.update(content=b"%PDF", sha256="x")
    names = [
        re.search(r'filename="(.*?)"', client.get(f"/beleidsplan/rapport/{pk}/bestand/")["Content-Disposition"])[1]
        for pk in Rapport.objects.order_by("formaat").values_list("pk", flat=True)
    ]
    assert names == ["bestuurder-stadskanaal-2027-2030-concept.pdf", "samen-sterk-stadskanaal-2027-2030-concept.pdf"]


def test_the_adoption_begins_with_the_title_and_period_of_the_text(client, gemeente, bewerker):
    client.post(KEUZES, {**CHOSEN, **PERIOD})
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get()
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=bewerker, naam="Versie")
    assert first_answers(Planversie.objects.get(pk=versie.pk)) == {
        "citeertitel": "Samen sterk, beleidsplan aanpak mensenhandel 2027–2030",
        "periode_van": date(2027, 1, 1),
        "periode_tot": date(2030, 12, 31),
    }
