"""The metadata for an e-depot, held against what MDTO-XML 1.0.1 of the Nationaal Archief asks: which elements, in which
order, how often, and what is in them. Its own schema has no licence under which we may bring it along
(docs/openbaar.md), so this one is made of a table that was compared with it, row by row, on 30 November 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import lxml.etree
import pytest

from reports.document.mdto import Archived, Kept, mdto_files
from reports.document.plan import PlanVaststelling
from tests.reports.conftest import SCRIPT

NS = "{https://www.nationaalarchief.nl/mdto}"
LIST = "Selectielijst gemeenten en intergemeentelijke organen 2020"
GOOD = Kept(None, LIST, "1.1 Beleid")
# Per type its elements in order: `!` once, `?` at most once, `+` at least once, `*` any number; then the type of each,
# a string where none is named.
TYPES = {
    "informatieobject": "identificatie+:ident naam! aggregatieniveau?:begrip classificatie*:begrip trefwoord*"
    " omschrijving* raadpleeglocatie*:locatie dekkingInTijd*:dekking dekkingInRuimte*:verwijzing taal*:xs:language"
    " event*:event waardering!:begrip bewaartermijn?:termijn informatiecategorie?:begrip isOnderdeelVan*:verwijzing"
    " bevatOnderdeel*:verwijzing heeftRepresentatie*:verwijzing aanvullendeMetagegevens*:verwijzing"
    " gerelateerdInformatieobject*:relatie archiefvormer+:verwijzing betrokkene*:betrokkene activiteit?:verwijzing"
    " beperkingGebruik+:beperking",
    "bestand": "identificatie+:ident naam! omvang!:xs:integer bestandsformaat!:begrip checksum+:checksum"
    " URLBestand?:xs:anyURI isRepresentatieVan!:verwijzing",
    "ident": "identificatieKenmerk! identificatieBron!",
    "verwijzing": "verwijzingNaam! verwijzingIdentificatie?:ident",
    "begrip": "begripLabel! begripCode? begripBegrippenlijst!:verwijzing",
    "locatie": "raadpleeglocatieFysiek*:verwijzing raadpleeglocatieOnline*:xs:anyURI",
    "dekking": "dekkingInTijdType!:begrip dekkingInTijdBegindatum!:dag dekkingInTijdEinddatum?:dag",
    "event": "eventType!:begrip eventTijd?:moment eventVerantwoordelijkeActor?:verwijzing eventResultaat?",
    "relatie": "gerelateerdInformatieobjectVerwijzing!:verwijzing gerelateerdInformatieobjectTypeRelatie!:begrip",
    "betrokkene": "betrokkeneTypeRelatie!:begrip betrokkeneActor!:verwijzing",
    "termijn": "termijnTriggerStartLooptijd?:begrip termijnStartdatumLooptijd?:xs:date termijnLooptijd?:xs:duration"
    " termijnEinddatum?:dag",
    "beperking": "beperkingGebruikType!:begrip beperkingGebruikNadereBeschrijving?"
    " beperkingGebruikDocumentatie*:verwijzing beperkingGebruikTermijn?:termijn",
    "checksum": "checksumAlgoritme!:begrip checksumWaarde! checksumDatum!:xs:dateTime",
}
UNIONS = {"dag": "xs:gYear xs:gYearMonth xs:date", "moment": "xs:gYear xs:gYearMonth xs:date xs:dateTime"}
TIMES = {"!": (1, 1), "?": (0, 1), "+": (1, "unbounded"), "*": (0, "unbounded")}


def element(rule):
    name, _, of = rule.partition(":")
    low, high = TIMES[name[-1]]
    return f'<xs:element name="{name[:-1]}" type="{of or "xs:string"}" minOccurs="{low}" maxOccurs="{high}"/>'


@cache
def schema():
    types = "".join(
        f'<xs:complexType name="{kind}"><xs:sequence>{"".join(map(element, rules.split()))}</xs:sequence>'
        "</xs:complexType>"
        for kind, rules in TYPES.items()
    )
    unions = "".join(
        f'<xs:simpleType name="{name}"><xs:union memberTypes="{of}"/></xs:simpleType>' for name, of in UNIONS.items()
    )
    either = element("informatieobject!:informatieobject") + element("bestand!:bestand")
    root = f'<xs:element name="MDTO"><xs:complexType><xs:choice>{either}</xs:choice></xs:complexType></xs:element>'
    mdto = NS.strip("{}")
    return lxml.etree.XMLSchema(
        lxml.etree.fromstring(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{mdto}" targetNamespace="{mdto}"'
            f' elementFormDefault="qualified">{root}{types}{unions}</xs:schema>'
        )
    )


def faults(tree):
    """What the schema refuses, and what it would let pass: an element without anything in it."""
    schema().validate(tree.getparent())
    empty = [each.tag.removeprefix(NS) for each in tree.iter() if not len(each) and not (each.text or "").strip()]
    return [error.message for error in schema().error_log] + empty


@pytest.fixture
def adopted(plan):
    besluit = PlanVaststelling("college", "vaststelling", date(2026, 3, 1), "Z & 17", "wethouder")
    period = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31)}
    return replace(plan, status="vastgesteld", citeertitel="Plan & meer", vaststellingen=(besluit,), **period)


def archived(**changes):
    moment = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    values = {"pk": "een", "kept_at": moment, "adopted_at": moment, "file_pk": "twee", "file_naam": "plan.pdf"}
    return Archived(**{**values, "size": 12345678, "sha256": "a" * 64, "made_at": moment, **changes})


def parsed(plan, kept=GOOD, **changes):
    """Both as trees, by their kind."""
    files = mdto_files(plan, archived(**changes), kept)
    assert list(files) == ["plan.mdto.xml", "plan.pdf.bestand.mdto.xml"]
    trees = [lxml.etree.fromstring(content)[0] for content in files.values()]
    return {tree.tag.removeprefix(NS): tree for tree in trees}


def text(tree, path):
    return tree.findtext("/".join(f"{NS}{name}" for name in path.split("/")))


@pytest.mark.parametrize("kept", [GOOD, Kept(10, LIST, ""), Kept(1, LIST, "2")], ids=["good", "ten", "one"])
@pytest.mark.parametrize("url", ["", "https://kompas.example/plannen/x/2027/"], ids=["closed", "public"])
@pytest.mark.parametrize("ends", [date(2030, 12, 31), None], ids=["period", "open"])
def test_both_files_have_what_mdto_asks_in_its_order(adopted, kept, url, ends):
    plan = replace(adopted, periode_tot=ends)
    trees = parsed(plan, kept, url=url, file_url=url and f"{url}beleidsplan.pdf")
    assert {kind: faults(tree) for kind, tree in trees.items()} == {"informatieobject": [], "bestand": []}


def spoil_order(trees):
    tree = trees["informatieobject"]
    tree.append(tree[0])
    return tree


def spoil_waardering(trees):
    tree = trees["informatieobject"]
    tree.remove(tree.find(f"{NS}waardering"))
    return tree


def spoil_size(trees):
    trees["bestand"].find(f"{NS}omvang").text = "12.345.678"
    return trees["bestand"]


def spoil_moment(trees):
    trees["bestand"].find(f"{NS}checksum/{NS}checksumDatum").text = "30 november 2026"
    return trees["bestand"]


def spoil_term(trees):
    trees["informatieobject"].find(f"{NS}bewaartermijn/{NS}termijnLooptijd").text = "10 jaar"
    return trees["informatieobject"]


def spoil_name(trees):
    trees["bestand"].find(f"{NS}naam").text = " "
    return trees["bestand"]


@pytest.mark.parametrize("spoil", [spoil_order, spoil_waardering, spoil_size, spoil_moment, spoil_term, spoil_name])
def test_the_check_sees_what_is_wrong(adopted, spoil):
    assert len(faults(spoil(parsed(adopted, Kept(10, LIST, ""))))) >= 1


def test_what_is_kept_for_good_has_no_end(adopted):
    tree = parsed(adopted)["informatieobject"]
    assert (text(tree, "waardering/begripCode"), tree.find(f"{NS}bewaartermijn")) == ("B", None)
    assert text(tree, "informatiecategorie/begripLabel") == "1.1 Beleid"
    assert text(tree, "informatiecategorie/begripBegrippenlijst/verwijzingNaam") == LIST


def test_what_is_kept_for_some_years_has_that_term(adopted):
    tree = parsed(adopted, Kept(10, LIST, ""))["informatieobject"]
    assert (text(tree, "waardering/begripCode"), text(tree, "bewaartermijn/termijnLooptijd")) == ("V", "P10Y")


def test_each_file_names_the_other(adopted):
    trees = parsed(adopted)
    plan, pdf = trees["informatieobject"], trees["bestand"]
    assert text(plan, "heeftRepresentatie/verwijzingIdentificatie/identificatieKenmerk") == "twee"
    assert text(pdf, "isRepresentatieVan/verwijzingIdentificatie/identificatieKenmerk") == "een"
    assert (text(pdf, "omvang"), text(pdf, "checksum/checksumWaarde")) == ("12345678", "a" * 64)
    assert text(pdf, "bestandsformaat/begripCode") == "fmt/476"
    assert text(plan, "archiefvormer/verwijzingIdentificatie/identificatieKenmerk").endswith("/gm0037")


def test_a_plan_of_an_invented_gemeente_says_so(adopted):
    herkomst = "Voorbeeldgemeente: bestaat niet. Alle gegevens zijn verzonnen."
    invented = parsed(replace(adopted, herkomst=herkomst), is_invented=True)["informatieobject"]
    real = parsed(replace(adopted, herkomst=""))["informatieobject"]
    assert [faults(tree) for tree in (invented, real)] == [[], []]
    described = [[each.text for each in tree.iterfind(f"{NS}omschrijving")] for tree in (invented, real)]
    assert described == [
        [*described[1], herkomst],
        ["Beleidsplan voor de aanpak van mensenhandel, zoals het is vastgesteld."],
    ]
    shown = [text(tree, "beperkingGebruik/beperkingGebruikNadereBeschrijving") for tree in (invented, real)]
    assert shown == [f"{shown[1]} {herkomst}", shown[1]]
    makers = [text(tree, "archiefvormer/verwijzingIdentificatie/identificatieBron") for tree in (invented, real)]
    assert makers == ["Kompas", "TOOI"]


def test_text_of_a_gemeente_stays_text(adopted):
    plan = replace(adopted, citeertitel=f"Plan {SCRIPT}\x01")
    tree = parsed(plan, Kept(None, LIST, f"1 {SCRIPT}\x0c"))["informatieobject"]
    assert (text(tree, "naam"), text(tree, "informatiecategorie/begripLabel")) == (f"Plan {SCRIPT}", f"1 {SCRIPT}")
    assert "(kenmerk Z & 17)" in "".join(tree.itertext())
