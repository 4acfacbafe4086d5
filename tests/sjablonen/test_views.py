import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from redactie.actions import release
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from sjablonen.actions import add_passage, publish_passage
from sjablonen.forms import NOTE_IN_BRON
from sjablonen.models import Controle, Passage
from tests.pages import shown
from tests.sjablonen.texts import POSTED, listed

DOEL = "/redactie/h3.doel/"
EDIT = "/redactie/inhoud/tekst/h3.doel/concept/"
CHECK = f"{EDIT}bekijken/"
CONFIRM = f"{DOEL}gecontroleerd/"
WORDING = {
    "tekst": "Wat eerst komt.",
    "bron": "Kader, VNG",
    "bron_url": "",
    "gecontroleerd_op": date(2026, 11, 1),
    "zekerheid": "zeker",
}


@pytest.fixture
def client(browser_of, redacteur):
    return browser_of(redacteur)


@pytest.fixture
def publish(client, browser_of, tweede):
    """Written by the one and released by the other."""

    def publish(**changes):
        newest = doel().versie
        client.post(EDIT, {**POSTED, "nummer": newest, **changes, "stap": "bekijken"})
        client.post(f"{EDIT}aanbieden/", {"version": "1"})
        return browser_of(tweede).post(f"{EDIT}uitgeven/", {"version": "2"}, follow=True)

    return publish


def doel():
    return Passage.objects.filter(code="h3.doel").order_by("-versie")[0]


# The list.


def test_passage_list_has_every_text_in_the_order_of_the_plan(client):
    codes = listed(client.get("/redactie/"))
    everywhere = set(Passage.objects.values_list("code", flat=True))
    assert (set(codes), len(codes)) == (everywhere, len(everywhere))
    parts = list(dict.fromkeys(code.partition(".")[0] for code in codes))
    assert (parts[:3], parts[-7:-5]) == (["samenvatting", "h1", "h1_2"], ["evaluatie", "bronnen"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?onderdeel=evaluatie", ["evaluatie.werkwijze", "evaluatie.vragen"]),
        ("?zoek=TWEEWEKELIJKS", []),
        ("?zoek=Victor", ["bijlage_3.woningwet"]),
        ("?zoek=vic\u00adtor\u200b", ["bijlage_3.woningwet"]),
        ("?onderdeel=h1&toon=controleren", ["h1.groningen_actielijnen", "h1.strafwet"]),
        ("?onderdeel=h2_2&toon=regionaal&zoek=KNELPUNTEN", ["h2_2.ketenregisseur"]),
    ],
)
def test_passage_list_can_be_narrowed(client, query, expected):
    assert listed(client.get(f"/redactie/{query}")) == expected


def test_passage_list_names_what_nobody_checked_for_a_year(client):
    Passage.objects.filter(code="h3.doel").update(gecontroleerd_op=timezone.localdate() - timedelta(days=366))
    response = client.get("/redactie/?toon=oud")
    assert (listed(response), response.context["counts"]["old"]) == (["h3.doel"], 1)
    assert "meer dan een jaar geleden" in shown(response)


def folded(response):
    return [
        tag
        for tag in re.findall(r"<details class=\"k-details k-details--wide\"[^>]*>", response.text)
        if "open" not in tag
    ]


def test_passage_list_is_folded_per_part_until_it_is_narrowed_to_a_few(client):
    whole, few = client.get("/redactie/"), client.get("/redactie/?onderdeel=evaluatie")
    assert (len(folded(whole)), len(folded(few)), len(few.context["groups"])) == (len(whole.context["groups"]), 0, 1)
    assert "Samenvatting <span" in whole.text
    unsure = sum(group["unsure"] for group in whole.context["groups"])
    assert unsure == whole.context["counts"]["unsure"]


@pytest.mark.parametrize("query", ["?toon=onzin", "?onderdeel=%00", "?zoek=%00", "?zoek=" + "x" * 100])
def test_passage_list_takes_an_odd_filter_for_none_at_all(client, query):
    assert len(listed(client.get(f"/redactie/{query}"))) == len(listed(client.get("/redactie/")))


def test_passage_list_costs_the_same_however_many_versions_and_regios(client, redacteur, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get("/redactie/")
    for number in range(1, 4):
        wording = {name: POSTED[name] for name in ("titel", "bron", "bron_url", "zekerheid")}
        wording |= {"tekst": f"Wij doen {number}.", "gecontroleerd_op": timezone.localdate()}
        publish_passage(code="h3.doel", wording=wording, by=redacteur)
    with django_assert_num_queries(6):
        client.get("/redactie/")


# One text.


def test_passage_detail_shows_the_text_as_printed_and_who_wrote_and_published_it(client, publish):
    publish()
    text = shown(client.get(DOEL))
    assert "Wij willen in Voorbeeldstad mensen beschermen." in text
    who = r"Versie 2 \d+ \w+ 2026, \d\d:\d\d, Redacteur CoMensha geschreven door Redacteur VNG"
    assert re.search(f"{who} De wet is veranderd per 1 januari 2027.", text)
    assert "Versie 1 meegekomen met Kompas" in text


def test_passage_detail_compares_two_versions(client, publish):
    for number in (1, 2, 3):
        publish(tekst=f"Wij doen {number}.")
    response = client.get(f"{DOEL}?van=2&met=4")
    changed = [(change.kind, change.text) for change in response.context["changes"] if change.kind != "same"]
    assert changed == [("gone", "1."), ("new", "3.")]
    newest = client.get(f"{DOEL}?van=9&met=%00").context
    assert (newest["van"].versie, newest["met"].versie) == (3, 4)


def test_passage_detail_says_which_version_is_in_plans_when_the_newest_is_not(client, publish):
    publish(zekerheid="controleren")
    assert "Deze versie is nog te controleren en staat in geen plan. In de plannen staat versie 1." in shown(
        client.get(DOEL)
    )


def test_passage_detail_shows_the_texts_of_regios_beside_the_landelijke(client):
    text = shown(client.get("/redactie/h2_2.zorgcoordinator/"))
    assert "Regionale teksten op deze plaats Provincie Groningen, versie 2 Een zorgcoördinator" in text


def test_passage_detail_of_a_regional_text_can_be_read_and_not_changed(client):
    response = client.get("/redactie/h1.groningen/")
    assert ("Deze tekst is van Provincie Groningen." in shown(response), "/concept/" in response.text) == (True, False)
    url = "/redactie/inhoud/tekst/h1.groningen/concept/"
    assert {client.get(url).status_code, client.post(url, {**POSTED, "stap": "bekijken"}).status_code} == {404}
    assert not Voorstel.objects.exists()


@pytest.mark.parametrize("path", ["/redactie/h1.onbekend/", "/redactie/h1/", "/redactie/h1.%00/", "/redactie/H1.doel/"])
def test_passage_detail_of_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


# A new version.


def test_voorstel_edit_begins_with_the_newest_text_and_shows_it_beside(client):
    form = client.get(EDIT).context["form"]
    assert (form["nummer"].value(), form["titel"].value(), form["kort"].value()) == (1, "Ons doel", True)
    assert form["tekst"].value().startswith("Wij willen dat niemand in {gemeente} wordt uitgebuit.")
    assert form["na"].value() == "h3:"


def test_voorstel_edit_of_the_country_stands_behind_no_text_of_a_regio(client):
    form = client.get("/redactie/inhoud/tekst/h1.doel/concept/").context["form"]
    codes = {code for _, options in form.fields["na"].choices for code, _ in options}
    assert form["na"].value() in codes
    assert "h1.groningen" not in codes


def test_voorstel_check_shows_what_changes_and_publishes_nothing(client):
    response = client.post(EDIT, {**POSTED, "stap": "bekijken"}, follow=True)
    assert (response.templates[0].name, doel().versie) == ("sjablonen/passage_check.html", 1)
    page = shown(response)
    assert "Wie een eigen tekst heeft, houdt die en kiest zelf." in page
    assert "Hij vervangt versie 1, die nu in plannen staat." in page
    assert "Wij willen in Voorbeeldstad mensen beschermen." in page


def test_voorstel_is_in_no_plan_before_it_is_released(client, publish, redacteur, tweede, stadskanaal):
    client.post(EDIT, {**POSTED, "stap": "bekijken"})
    client.post(f"{EDIT}aanbieden/", {"version": "1"})
    assert Passage.objects.for_gemeente(stadskanaal).get(code="h3.doel").versie == 1
    assert listed(client.get("/redactie/?toon=werk")) == ["h3.doel"]
    assert "Er wacht een voorstel op een tweede lezer" in shown(client.get(DOEL))


def test_voorstel_release_makes_the_version_and_says_who(publish, redacteur, tweede):
    response = publish()
    new = doel()
    assert (new.versie, new.tekst, new.kort) == (2, POSTED["tekst"], True)
    assert (new.written_by, new.published_by, new.volgorde) == (redacteur.pk, tweede.pk, 10)
    assert "Ons doel: versie 2 is uitgegeven." in shown(response)


def test_voorstel_leaves_a_text_where_it_stands_when_another_came_before_it_meanwhile(client, redacteur, tweede):
    was = doel().volgorde
    client.post(EDIT, {**POSTED, "nummer": 1, "stap": "bekijken"})
    first = add_passage(na="h3:", wording={**WORDING, "titel": "Eerst dit"}, by=redacteur)
    client.post(f"{EDIT}aanbieden/", {"version": "1"})
    release(zaak=zaak_or_404("tekst", "h3.doel", None), version=2, by=tweede)
    assert (doel().versie, doel().volgorde) == (2, was)
    assert first.volgorde < was


def test_voorstel_says_from_when_plans_have_it(client, publish):
    later = {"geldig_vanaf": (timezone.localdate() + timedelta(days=40)).isoformat()}
    client.post(EDIT, {**POSTED, **later, "stap": "bekijken"})
    assert "Tot die dag staat er wat er nu staat." in shown(client.get(CHECK))
    client.post(f"{EDIT}weggooien/", {"version": "1"})
    publish(**later)
    page = shown(client.get(DOEL))
    assert "Deze versie komt in plannen op" in page
    assert "Tot die dag staat versie 1 erin." in page
    assert POSTED["reden"] in page
    client.post(EDIT, {**POSTED, "nummer": "2", "tekst": "Anders.", "stap": "bekijken"})
    assert "zou ingaan, komt niet meer in plannen." in shown(client.get(CHECK))


def test_voorstel_edit_asks_why(client):
    page = client.post(EDIT, {**POSTED, "reden": "", "stap": "bekijken"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reden"])


def test_voorstel_check_names_sentences_that_are_long(client):
    long = "Wij willen " + "heel " * 20 + "veel."
    response = client.post(EDIT, {**POSTED, "tekst": f"Kort.\n\n{long}", "stap": "bekijken"}, follow=True)
    assert response.context["long_sentences"] == [long]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"tekst": "Een <b>vet</b> woord."}, "tekst", "Tekst bevat HTML."),
        ({"tekst": "Wij in {regio}."}, "tekst", "Tekst bevat een accolade; alleen {gemeente} is toegestaan."),
        ({"titel": "a | b"}, "titel", "Titel bevat een tabel (|)."),
        ({"bron_url": "http://vng.nl"}, "bron_url", "Het adres begint met https://."),
        ({"bron_url": "https://v n"}, "bron_url", "Vul een webadres in, zoals https://www.voorbeeld.nl."),
        ({"gecontroleerd_op": "2099-01-01"}, "gecontroleerd_op", "Deze datum ligt in de toekomst."),
        ({"gecontroleerd_op": "gisteren"}, "gecontroleerd_op", "Vul een datum in, zoals 1-3-2027."),
        ({"zekerheid": "misschien"}, "zekerheid", "Deze keuze staat niet in de lijst. Kies opnieuw."),
        ({"na": "h9.niets"}, "na", "Deze keuze staat niet in de lijst. Kies opnieuw."),
        ({"tekst": ""}, "tekst", "Vul dit in."),
        ({"bron": "Kamerstuk. Te controleren: is dit wet?"}, "bron", NOTE_IN_BRON),
        ({"geldig_vanaf": "2079-01-01"}, "geldig_vanaf", "Klopt dit jaar? Kies een dag in de komende vijf jaar."),
    ],
)
def test_voorstel_edit_says_what_is_wrong_and_keeps_what_was_typed(client, changes, field, problem):
    response = client.post(EDIT, {**POSTED, **changes, "stap": "bekijken"})
    form = response.context["form"]
    assert (response.status_code, form.errors, doel().versie) == (422, {field: [problem]}, 1)
    assert form["bron"].value() == {**POSTED, **changes}["bron"]
    assert client.get(CHECK).status_code == 422  # it cannot be offered so


def test_voorstel_edit_refuses_a_text_that_is_too_long(client):
    response = client.post(EDIT, {**POSTED, "tekst": "a " * 3001, "stap": "bewaren"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["tekst"])
    assert not Voorstel.objects.exists()


def test_voorstel_edit_without_a_change_points_to_checking_alone(client):
    form = client.get(EDIT).context["form"]
    same = {name: form[name].value() for name in ("titel", "tekst", "zekerheid")}
    response = client.post(EDIT, {**POSTED, **same, "stap": "bekijken"})
    assert (response.status_code, doel().versie) == (422, 1)
    assert "Is de tekst alleen opnieuw gecontroleerd?" in shown(response)


def test_voorstel_edit_takes_what_a_colleague_wrote_elsewhere_in_the_text(client, browser_of, tweede):
    first = {name: client.get(EDIT).context["form"][name].value() for name in ("titel", "tekst", "bron")}
    other = browser_of(tweede)
    same = {**POSTED, **first, "bron_url": "", "stap": "bewaren"}
    other.post(EDIT, {**same, "titel": "Ons nieuwe doel"})
    response = client.post(EDIT, {**same, "tekst": "Mijn tekst."}, follow=True)
    row = Voorstel.objects.get()
    assert (row.velden["titel"], row.velden["tekst"]) == (["Ons nieuwe doel"], ["Mijn tekst."])
    assert "Daaruit staat ‘Titel’ nu hieronder." in shown(response)


# Checked again.


def test_passage_confirm_notes_date_and_source_without_a_new_version(client, redacteur):
    before = Passage.objects.filter(code="h3.doel").values_list("versie", "tekst")[0]
    data = {
        "versie": "1",
        "bron": "VNG, Kader (2021), opnieuw gelezen",
        "bron_url": "",
        "gecontroleerd_op": "2026-11-20",
    }
    response = client.post(CONFIRM, data, follow=True)
    passage, controle = doel(), Controle.objects.get()
    assert ((passage.versie, passage.tekst), str(passage.gecontroleerd_op)) == (before, "2026-11-20")
    assert (passage.bron, controle.passage, controle.created_by) == (data["bron"], passage, redacteur.pk)
    assert "(20 nov 2026 vastgelegd door Redacteur VNG)" in shown(response)


@pytest.mark.parametrize(("field", "value"), [("bron", ""), ("gecontroleerd_op", "2999-01-01"), ("versie", "x")])
def test_passage_confirm_refuses_what_is_wrong(client, field, value):
    data = {"versie": "1", "bron": "VNG", "bron_url": "", "gecontroleerd_op": "2026-11-20", field: value}
    response = client.post(CONFIRM, data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Controle.objects.count() == 0


def test_passage_confirm_of_an_older_version_changes_nothing(client, publish):
    publish()
    data = {"versie": "1", "bron": "VNG", "bron_url": "", "gecontroleerd_op": "2026-11-20"}
    assert "er is intussen een nieuwe versie" in shown(client.post(CONFIRM, data, follow=True))
    assert Controle.objects.count() == 0


def test_passage_confirm_is_a_post(client):
    assert client.get(CONFIRM).status_code == 405
