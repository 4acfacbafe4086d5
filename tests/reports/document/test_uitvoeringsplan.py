"""The uitvoeringsplan of a year as a file: asked for from its page, frozen, with the acties of that year alone."""

import re
from datetime import date

import pytest

from aanpak.models import Actie
from jobs.models import Job
from reports.document.plan import Plan, Uitvoering
from reports.document.uitvoeringsplan import TOGETHER, render_uitvoeringsplan
from reports.files.actions import retry_rapport
from reports.files.formats import FORMS
from reports.files.queries import latest_rapporten
from reports.models import Rapport
from tests.pages import present
from tests.printing import words
from tests.reports.conftest import as_platform
from zelfevaluatie.models import Zelfevaluatie

PAGE = "/beleidsplan/uitvoeringsplan/2027/"


@pytest.fixture
def client(client_for, bewerker, filled):
    Actie.objects.all().delete()
    Actie.objects.create(ambitie=1, wat="In mei", gereed=date(2027, 5, 1), trekker="team Zorg", kosten=1250, uren=40)
    Actie.objects.create(ambitie=2, wat="Allang klaar", gereed=date(2026, 5, 1), staat="gereed")
    return client_for(bewerker)


@pytest.fixture
def asked(client):
    """A function that asks for the file as the page does, and gives the plan that was frozen."""

    def ask(formaat="uitvoeringsplan", **data):
        response = client.post(f"{PAGE}{formaat}/", data)
        return Plan.from_json(Rapport.objects.get(pk=response.url.split("/")[-2]).plan)

    return ask


def test_the_file_is_of_the_year_and_grouped_as_on_the_page(asked):
    assert asked().uitvoering == Uitvoering(2027, "trekker")
    assert asked(per="kwartaal").uitvoering == Uitvoering(2027, "kwartaal")
    assert asked(per="iets").uitvoering == Uitvoering(2027, "trekker")
    assert Rapport.objects.count() == 2  # the third is the first, which is still being made


def test_what_is_frozen_does_not_change_with_the_acties(asked):
    plan = asked()
    Actie.objects.update(wat="Later geschreven")
    said = " ".join(words.of_html(render_uitvoeringsplan(plan)))
    assert "Uitvoeringsplan 2027 Aanpak mensenhandel: 1 actie, per trekker." in said
    assert "Acties per trekker Wat Trekker Wanneer Kosten Uren Hoe ver In mei team Zorg 1 mei 2027" in said
    assert "€ 1.250 40 nog te doen" in said
    assert present(said, "Allang klaar", "Later geschreven") == []


def test_per_kwartaal_names_who_does_it(asked):
    said = " ".join(words.of_html(render_uitvoeringsplan(asked(per="kwartaal"))))
    assert "Acties per kwartaal Wat Trekker Wanneer Kosten Uren Hoe ver In mei team Zorg 1 mei 2027" in said


@pytest.mark.parametrize(
    ("per", "said"),
    [
        ("trekker", "Team Zorg Wat Wanneer Klaar op Hoe ver In mei 2e kwartaal 1 mei 2027 nog te doen"),
        ("kwartaal", "2e kwartaal Wat Trekker Klaar op Hoe ver In mei team Zorg 1 mei 2027 nog te doen"),
    ],
)
def test_from_twenty_acties_on_they_stand_in_groups_and_without_columns_that_nobody_filled(asked, per, said):
    few = Actie.objects.filter(wat="In mei")
    few.update(kosten=None, uren=None)
    for n in range(TOGETHER - 2):
        Actie.objects.create(ambitie=1, wat=f"Nog {n}", gereed=date(2027, 8, n + 1), trekker="team Jeugd")
    html = render_uitvoeringsplan(asked(per=per))
    assert (html.count("<table"), html.count("<tr>")) == (1, TOGETHER)
    Actie.objects.create(ambitie=1, wat="De twintigste", gereed=date(2027, 8, 30), trekker="team Jeugd")
    Rapport.objects.all().delete()
    html = render_uitvoeringsplan(asked(per=per))
    assert (html.count("<table"), html.count("<tr>")) == (2, TOGETHER + 2)
    assert said in " ".join(words.of_html(html))


def test_word_says_what_the_html_says(asked):
    plan = asked("uitvoeringsplan_docx")
    form = FORMS["uitvoeringsplan_docx"]
    html = form.html(plan)
    content = form.make(plan, html, lambda: None).content
    assert words.of_docx(content) == words.of_html(html)
    header = "".join(words.part(content, "word/header1.xml").itertext())
    assert re.fullmatch(r"Gemeente Stadskanaal · Uitvoeringsplan 2027Stand van \d+ \w+ \d{4}", header)


def test_the_list_of_rapporten_names_the_year(asked, client):
    asked()
    assert [stand.titel for stand in latest_rapporten(Zelfevaluatie.objects.get())] == ["Uitvoeringsplan 2027"]
    Rapport.objects.update(content=b"%PDF", sha256="x")
    response = client.get(f"/beleidsplan/rapport/{Rapport.objects.get().pk}/bestand/")
    assert 'filename="uitvoeringsplan-stadskanaal-2027.pdf"' in response["Content-Disposition"]


def test_trying_again_is_of_the_same_year(asked, gemeente, bewerker):
    asked(per="kwartaal")
    rapport = Rapport.objects.get()
    with as_platform():
        Job.objects.update(state=Job.State.FAILED, reason="Niet gelukt.")
    again = retry_rapport(rapport=rapport, gemeente=gemeente, by=bewerker)
    assert (again.pk != rapport.pk, Plan.from_json(again.plan).uitvoering) == (True, Uitvoering(2027, "kwartaal"))


@pytest.mark.parametrize("path", [f"{PAGE}pdf/", "/beleidsplan/uitvoeringsplan/1900/uitvoeringsplan/", f"{PAGE}x/"])
def test_what_is_no_uitvoeringsplan_is_not_there(client, path):
    assert client.post(path).status_code == 404
    assert Rapport.objects.count() == 0


def test_a_lezer_sees_no_button_and_makes_nothing(client, client_for, lezer):
    reader = client_for(lezer)
    assert [who for who in (client, reader) if "PDF maken" in who.get(PAGE).text] == [client]
    assert reader.post(f"{PAGE}uitvoeringsplan/").status_code == 403
    assert (client.get(f"{PAGE}uitvoeringsplan/").status_code, Rapport.objects.count()) == (405, 0)


def test_a_version_has_no_uitvoeringsplan(client, filled, gemeente, bewerker):
    from reports.versions.actions import save_version

    versie = save_version(zelfevaluatie=filled, gemeente=gemeente, by=bewerker, naam="Versie")
    assert client.post(f"/beleidsplan/versies/{versie.pk}/uitvoeringsplan/").status_code == 404
