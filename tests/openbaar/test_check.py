"""Whether a file that somebody has is that of the plan: on the page that the file itself names."""

import hashlib

import pytest

from openbaar.forms import NO_NUMBER
from reports.gather.adres import check_url
from reports.models import Planversie
from reports.versions.openbaar_actions import withdraw_plan
from tenants.context import in_gemeente

YES, NO, TEXT = (
    "Ja, dit is het vastgestelde plan",
    "Nee, dit getal hoort bij geen bestand",
    "het getal van de tekst zelf",
)


def said(answer):
    return [words for words in (YES, NO, TEXT) if words in answer.text]


def test_plan_check_is_the_address_that_files_name_from_the_adoption_on(visitor, plan, real):
    with in_gemeente(real):
        url = check_url(Planversie.objects.get(pk=plan.planversie), real)
    assert url == plan.check_url
    page = visitor.get(plan.check_path)
    assert (page.status_code, said(page)) == (200, [])
    for each in plan.bestanden.all():
        assert each.sha256 in page.text


@pytest.mark.parametrize("formaat", ["pdf", "odt", "html"])
def test_plan_check_knows_each_file(visitor, plan, formaat):
    content = visitor.get(f"{plan.path}beleidsplan.{formaat}").content
    assert said(visitor.get(plan.check_path, {"getal": hashlib.sha256(content).hexdigest()})) == [YES]
    assert said(visitor.get(plan.check_path, {"getal": hashlib.sha256(content + b"x").hexdigest()})) == [NO]


def test_plan_check_reads_a_number_as_programs_print_it(visitor, plan):
    digest = plan.bestanden.get(formaat="pdf").sha256.upper()
    spaced = " ".join(digest[at : at + 2] for at in range(0, 64, 2))
    assert said(visitor.get(plan.check_path, {"getal": f" {spaced}\n"})) == [YES]
    assert said(visitor.get(plan.check_path, {"getal": plan.sha256})) == [TEXT]


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "a" * 65, "<script>alert(1)</script>", "a\x00", "9" * 500])
def test_plan_check_says_what_is_no_number_and_keeps_it(visitor, plan, typed):
    answer = visitor.get(plan.check_path, {"getal": typed})
    assert (answer.status_code, said(answer), "<script>alert" in answer.text) == (422, [], False)
    assert NO_NUMBER in answer.text or typed in ("", "a\x00", "9" * 500)
    assert typed != "abc" or 'value="abc"' in answer.text
    assert ("Nog niet nagegaan." in answer.text, "opgeslagen" in answer.text) == (True, False)


def test_plan_check_of_what_is_not_public_says_so_without_telling_what_there_is(visitor, plan, real):
    with in_gemeente(real):
        withdraw_plan(versie=Planversie.objects.get(), gemeente=real)
    pages = [visitor.get(path) for path in (plan.check_path, "/plannen/atlantis/2027/controle/")]
    assert [page.status_code for page in pages] == [404, 404]
    assert (pages[0].text == pages[1].text, "Hier staat geen openbaar plan" in pages[0].text) == (True, True)


def test_plan_check_keeps_nothing_and_is_told_to_no_search_engine(visitor, plan):
    page = visitor.get(plan.check_path)
    assert ('content="noindex"' in page.text, dict(page.cookies), page["Cache-Control"]) == (
        True,
        {},
        "public, no-cache",
    )
