"""The files of an adopted plan say where anybody can check them: in words, and as a code in what is printed."""

from dataclasses import replace

import lxml.html
import pytest

from openbaar.qr import drawing_of
from reports.files.formats import FORMS
from reports.files.subjects import OfVersion
from reports.gather.adres import check_url
from tests.builders.openbaar import adopt
from tests.builders.plans import of_itself
from tests.printing import words

URL = "https://kompas.example/plannen/stadskanaal/2027-2030/controle/"
ASKS = "Is dit het vastgestelde plan?"


@pytest.fixture
def versie(filled, gemeente, bewerker):
    of_itself(gemeente)
    return adopt(gemeente=gemeente, by=bewerker)


def plan_for(formaat, versie, zelfevaluatie, gemeente):
    return OfVersion(versie).plan(FORMS[formaat], zelfevaluatie=zelfevaluatie, gemeente=gemeente)


@pytest.mark.parametrize("formaat", FORMS)
def test_only_what_can_be_public_names_the_address(versie, filled, gemeente, formaat):
    form = FORMS[formaat]
    if form.of_year or form.of_changes:
        return
    plan = plan_for(formaat, versie, filled, gemeente)
    expected = check_url(versie, gemeente) if formaat in ("pdf", "odt", "html") else ""
    assert (plan.adres, ASKS in form.html(plan)) == (expected, bool(expected))


def test_a_concept_names_no_address(plan):
    assert (plan.adres, ASKS in FORMS["pdf"].html(plan)) == ("", False)


@pytest.mark.parametrize("formaat", ["pdf", "html"])
def test_the_code_is_that_of_the_address_and_has_it_in_words(plan, formaat):
    tree = lxml.html.fromstring(FORMS[formaat].html(replace(plan, adres=URL)))
    (block,) = tree.xpath("//div[@class='plan-controle']")
    assert block.xpath(".//a/@href") == [URL]
    (svg,) = block.xpath(".//*[local-name()='svg']")
    assert (svg[0].tag, svg[0].text) == ("title", f"QR-code met hetzelfde adres: {URL}")
    drawing = drawing_of(URL)
    assert [path.get("d") for path in svg[1:]] == [f"M0 0h{drawing.size}v{drawing.size}H0z", drawing.black]


def test_an_odt_names_it_in_words(plan):
    form = FORMS["odt"]
    named = replace(plan, adres=URL)
    said = " ".join(words.of_odt(form.make(named, form.html(named), lambda: None).content))
    assert (ASKS in said, URL in said) == (True, True)
