"""The sitemap for the Woo-index, held against what DiWoo metadata 0.9.8 of KOOP asks. Its own schema has no licence
under which we may bring it along (docs/openbaar.md): this one has what we use of it, compared with it on 30 November
2026."""

from functools import cache

import lxml.etree
import pytest

DIWOO = "https://standaarden.overheid.nl/diwoo/metadata/"
TOOI = "https://identifier.overheid.nl/tooi"
# Per type its elements, in any order as there: `!` once, `?` at most once; then the type of each.
TYPES = {
    "Document": "DiWoo!:diwoo",
    "diwoo": "publisher!:gemeente titelcollectie!:titels classificatiecollectie!:classificaties creatiedatum?:xs:date"
    " geldigheid?:geldigheid documenthandelingen!:handelingen",
    "titels": "officieleTitel!:label",
    "classificaties": "informatiecategorieen!:categorieen",
    "categorieen": "informatiecategorie!:categorie",
    "geldigheid": "begindatum?:xs:dateTime einddatum?:xs:dateTime",
    "handelingen": "documenthandeling!:handeling",
    "handeling": "soortHandeling!:soort atTime!:xs:dateTime",
}
# What the lists of TOOI have for us: of a gemeente by its code, of the others the one that we name.
RESOURCES = {
    "gemeente": f"{TOOI}/id/gemeente/gm[0-9]{{4}}",
    "categorie": f"{TOOI}/def/thes/kern/c_aab6bfc7",
    "soort": f"{TOOI}/def/thes/kern/c_641ecd76",
}


def element(rule):
    name, _, of = rule.partition(":")
    return f'<xs:element name="{name[:-1]}" type="{of}" minOccurs="{int(name[-1] == "!")}" maxOccurs="1"/>'


@cache
def schema():
    text = '<xs:restriction base="xs:string"><xs:pattern value="\\S(.*\\S)?"/></xs:restriction>'
    label = f'<xs:simpleType name="label">{text}</xs:simpleType>'
    types = "".join(
        f'<xs:complexType name="{kind}"><xs:all>{"".join(map(element, rules.split()))}</xs:all></xs:complexType>'
        for kind, rules in TYPES.items()
    )
    resources = "".join(
        f'<xs:complexType name="{kind}"><xs:simpleContent><xs:extension base="label"><xs:attribute name="resource"'
        f' use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="{value}"/>'
        "</xs:restriction></xs:simpleType></xs:attribute></xs:extension></xs:simpleContent></xs:complexType>"
        for kind, value in RESOURCES.items()
    )
    return lxml.etree.XMLSchema(
        lxml.etree.fromstring(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{DIWOO}" targetNamespace="{DIWOO}"'
            f' elementFormDefault="qualified"><xs:element name="Document" type="Document"/>{label}{types}{resources}'
            "</xs:schema>"
        )
    )


@pytest.fixture
def document(visitor, plan):
    tree = lxml.etree.fromstring(visitor.get("/plannen/stadskanaal/diwoo.xml").content)
    (found,) = tree.iter(f"{{{DIWOO}}}Document")
    return found


def refusals(document):
    schema().validate(document)
    return [error.message for error in schema().error_log]


def test_diwoo_sitemap_has_what_the_standard_asks(document):
    assert refusals(document) == []
    days = [each.text for each in document.iter(f"{{{DIWOO}}}begindatum", f"{{{DIWOO}}}einddatum")]
    assert days == ["2027-01-01T00:00:00", "2030-12-31T00:00:00"]


@pytest.mark.parametrize(
    "name", ["publisher", "officieleTitel", "informatiecategorie", "documenthandelingen", "atTime"]
)
def test_the_check_sees_what_is_missing(document, name):
    (found,) = document.iter(f"{{{DIWOO}}}{name}")
    found.getparent().remove(found)
    assert len(refusals(document)) == 1


def test_the_check_sees_a_value_that_is_in_no_list(document):
    for each in document.iter(f"{{{DIWOO}}}publisher"):
        each.set("resource", f"{TOOI}/id/gemeente/stadskanaal")
    assert refusals(document) != []
