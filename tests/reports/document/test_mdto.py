"""The metadata for an e-depot, held against what MDTO-XML 1.0.1 of the Nationaal Archief asks: which elements, in which
order, how often. Written here after that schema, which we may not bring along."""

from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.etree
import pytest

from reports.document.mdto import Archived, Kept, mdto_files
from reports.document.plan import PlanVaststelling
from tests.reports.conftest import SCRIPT

NS = "{https://www.nationaalarchief.nl/mdto}"
LIST = "Selectielijst gemeenten en intergemeentelijke organen 2020"
GOOD = Kept(None, LIST, "1.1 Beleid")
# Per type its elements in order: `!` once, `?` at most once, `+` at least once, `*` any number; then the type of each.
TYPES = {
    "informatieobject": "identificatie+:ident naam! aggregatieniveau?:begrip classificatie*:begrip trefwoord*"
    " omschrijving* raadpleeglocatie*:locatie dekkingInTijd*:dekking dekkingInRuimte*:verwijzing taal* event*:event"
    " waardering!:begrip bewaartermijn?:termijn informatiecategorie?:begrip isOnderdeelVan*:verwijzing"
    " bevatOnderdeel*:verwijzing heeftRepresentatie*:verwijzing aanvullendeMetagegevens*:verwijzing"
    " gerelateerdInformatieobject* archiefvormer+:verwijzing betrokkene* activiteit?:verwijzing"
    " beperkingGebruik+:beperking",
    "bestand": "identificatie+:ident naam! omvang! bestandsformaat!:begrip checksum+:checksum URLBestand?"
    " isRepresentatieVan!:verwijzing",
    "ident": "identificatieKenmerk! identificatieBron!",
    "verwijzing": "verwijzingNaam! verwijzingIdentificatie?:ident",
    "begrip": "begripLabel! begripCode? begripBegrippenlijst!:verwijzing",
    "locatie": "raadpleeglocatieFysiek*:verwijzing raadpleeglocatieOnline*",
    "dekking": "dekkingInTijdType!:begrip dekkingInTijdBegindatum! dekkingInTijdEinddatum?",
    "event": "eventType!:begrip eventTijd? eventVerantwoordelijkeActor?:verwijzing eventResultaat?",
    "termijn": "termijnTriggerStartLooptijd?:begrip termijnStartdatumLooptijd? termijnLooptijd? termijnEinddatum?",
    "beperking": "beperkingGebruikType!:begrip beperkingGebruikNadereBeschrijving? beperkingGebruikDocumentatie*"
    " beperkingGebruikTermijn?:termijn",
    "checksum": "checksumAlgoritme!:begrip checksumWaarde! checksumDatum!",
}
TIMES = {"!": (1, 1), "?": (0, 1), "+": (1, 99), "*": (0, 99)}


def faults(element, kind):
    """What the schema would refuse."""
    rules = [(part.partition(":")[0], part.partition(":")[2]) for part in TYPES[kind].split()]
    names = [child.tag.removeprefix(NS) for child in element]
    order = [rule[:-1] for rule, _ in rules]
    if unknown := set(names) - set(order):
        yield f"{kind}: {unknown}"
        return
    if names != sorted(names, key=order.index):
        yield f"{kind}: {names}"
    for rule, of in rules:
        low, high = TIMES[rule[-1]]
        if not low <= names.count(rule[:-1]) <= high:
            yield f"{kind}: {rule}"
        for child in element.iterfind(f"{NS}{rule[:-1]}"):
            if of:
                yield from faults(child, of)
            elif len(child) or not (child.text or "").strip():
                yield f"{kind}: {rule[:-1]} is leeg"


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
    assert {kind: list(faults(tree, kind)) for kind, tree in trees.items()} == {"informatieobject": [], "bestand": []}


def test_the_check_sees_what_is_missing_or_out_of_order(adopted):
    tree = parsed(adopted)["informatieobject"]
    tree.remove(tree.find(f"{NS}waardering"))
    tree.append(tree[0])
    order, missing = faults(tree, "informatieobject")
    assert (order.endswith("'identificatie']"), missing) == (True, "informatieobject: waardering!")


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
    assert [list(faults(tree, "informatieobject")) for tree in (invented, real)] == [[], []]
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
