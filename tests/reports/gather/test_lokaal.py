"""Local data of aanpak in the plan: each in its place, in every form, and nothing that was not meant for it."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from aanpak.actions import copy_voorbeeld
from aanpak.models import Cijfer, InstrumentKeuze, Routestap, VormKeuze
from reports.document.blocks import blocks
from reports.document.html import chapters, render_document
from reports.document.joint import assemble
from reports.document.plan import Plan, PlanCijfer, PlanDeel, PlanNadruk
from reports.files.formats import FORMS
from reports.gather.plan import gather_plan
from reports.models import LokalePassage
from sjablonen.models import Instrument, Voorbeeldstap, Vorm
from tenants.context import in_gemeente
from tests.pages import present
from tests.printing import words
from tests.reports.conftest import MADE_AT, only
from tests.reports.forms import SKIP_LINK, make
from zelfevaluatie.models import Antwoord


def gather(zelfevaluatie, gemeente):
    return replace(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente), made_at=MADE_AT)


def keuze(code, **answers):
    return InstrumentKeuze.objects.create(
        instrument=Instrument.objects.get(code=code), opmerking="GEHEIM", version=1, **answers
    )


@pytest.fixture
def lokaal(zelfevaluatie, gemeente):
    """A plan with local data alone."""
    keuze("apv", beschikbaar="ja", gebruikt="onbekend", plan_zin="Wij passen de APV toe.")
    keuze("omgevingsplan", in_beleid="nee")
    keuze("voorlichting_balie", beschikbaar="ja")
    keuze("inkoop", plan_zin="Wij kopen eerlijk in.")
    VormKeuze.objects.create(vorm=Vorm.objects.get(code="arbeidsuitbuiting"), nadruk=True, plan_zin="Er zijn kassen.")
    VormKeuze.objects.create(
        vorm=Vorm.objects.get(code="orgaanverwijdering"), plan_zin="NIET GEKOZEN", waarom_niet="Nooit gezien."
    )
    for jaar, aantal in ((2023, None), (2024, 3), (2025, 1250)):
        Cijfer.objects.create(onderwerp="signalen", jaar=jaar, aantal=aantal, bron="team Zorg")
    for n, wat in enumerate(("Bel.", "Meld."), start=1):
        Routestap.objects.create(melder="medewerker", wat=wat, wie="balie", volgorde=n, spoed=n == 1)
    return gather(zelfevaluatie, gemeente)


YEARS = ((2022, "7"), (2023, "18"), (2024, "minder dan 5"), (2025, "1.031"))


def with_part(plan, code, **values):
    parts = tuple(replace(part, **values) if part.code == code else part for part in plan.onderdelen)
    return replace(plan, onderdelen=parts)


def ids(plan):
    return {part.id for chapter in chapters(plan) for part in (chapter, *chapter.sections)}


def section(plan, code):
    found = (part for chapter in chapters(plan) for part in (chapter, *chapter.sections))
    return next(part for part in found if part.id == code)


def instrumenten_of(found):
    """Of these blocks those about instrumenten; in an ambitie its indicatoren follow."""
    return [block for block in found if block.instrumenten]


def test_instrumenten_stand_in_the_ambitie_of_their_question_per_barriere(lokaal):
    found = {code: instrumenten_of(section(lokaal, code).blocks) for code in ("ambitie_1", "ambitie_5")}
    assert {code: [(b.titel, [i.code for i in b.instrumenten]) for b in blocks] for code, blocks in found.items()} == {
        "ambitie_1": [("Instrumenten bij de barrière entree en identiteit", ["voorlichting_balie"])],
        "ambitie_5": [
            ("Instrumenten bij de barrière arbeid", ["apv", "inkoop"]),
            ("Instrumenten bij de barrière huisvesting", ["omgevingsplan"]),
        ],
    }


def test_a_table_has_what_was_answered_and_says_what_is_unknown(lokaal):
    (arbeid, _) = instrumenten_of(section(lokaal, "ambitie_5").blocks)
    assert [(i.titel, i.beschikbaar, i.in_beleid, i.gebruikt, i.bevoegd) for i in arbeid.answered] == [
        ("Regels in de APV", "ja", "", "onbekend", "raad")
    ]
    assert [i.tekst for i in arbeid.spoken] == ["Wij passen de APV toe.", "Wij kopen eerlijk in."]
    said = " ".join(words.of_html(render_document(lokaal)))
    assert (
        "Instrument Beschikbaar Gebruikt Wie besluit Regels in de APV Gemeentewet, artikel 149 ja onbekend raad" in said
    )


def test_an_instrument_to_be_checked_stays_out(zelfevaluatie, gemeente):
    keuze("overbewoning", beschikbaar="ja", plan_zin="NIET DEZE")
    assert "NIET DEZE" not in json.dumps(gather(zelfevaluatie, gemeente).to_json())


def test_emphasis_stands_with_what_is_in_beeld(lokaal):
    met, zonder, _ = section(lokaal, "in-beeld").blocks
    assert [(vorm.titel, vorm.tekst) for vorm in met.nadruk] == [("Arbeidsuitbuiting", "Er zijn kassen.")]
    assert [(vorm.titel, vorm.tekst) for vorm in zonder.nadruk] == [("Gedwongen orgaanverwijdering", "Nooit gezien.")]


def test_a_plan_keeps_which_forms_have_no_emphasis(lokaal):
    part = lokaal.onderdeel("h1_2")
    assert [(vorm.code, vorm.tekst) for vorm in part.zonder_nadruk] == [
        *(("seksuele_uitbuiting", ""), ("criminele_uitbuiting", ""), ("orgaanverwijdering", "Nooit gezien.")),
    ]


def test_in_a_plan_from_before_that_was_asked_the_emphasis_stays_in_paragraph_1_2(lokaal):
    old = with_part(lokaal, "h1_2", zonder_nadruk=None)
    (block,) = section(old, "h1_2").blocks
    assert ([vorm.tekst for vorm in block.nadruk], "in-beeld" in ids(old)) == (["Er zijn kassen."], False)


def test_the_last_three_years_are_drawn_and_said_in_words(lokaal):
    rows = (
        *(PlanCijfer("Signalen", "", year, aantal, "team Zorg") for year, aantal in YEARS),
        PlanCijfer("Politie", "Arbeidsuitbuiting", 2025, "niet in beeld", "politie"),
    )
    plan = with_part(lokaal, "bijlage_2", cijfers=rows)
    block = section(plan, "in-beeld").blocks[-1]
    assert [(each.titel, each.said) for each in block.in_beeld.geteld] == [
        ("Signalen", "18 in 2023, minder dan 5 in 2024 en 1.031 in 2025"),
        ("Politie (arbeidsuitbuiting)", "niet in beeld in 2025"),
    ]
    assert [(titel, [year.values for year in drawn.years]) for titel, drawn in block.in_beeld.drawn] == [
        ("Signalen", [(18,), ("minder dan 5",), (1031,)])
    ]
    said = " ".join(words.of_html(render_document(plan)))
    assert "Signalen: 18 in 2023, minder dan 5 in 2024 en 1.031 in 2025. Bron: team Zorg." in said


def test_one_number_alone_is_not_drawn(lokaal):
    assert section(lokaal, "in-beeld").blocks[-1].in_beeld.drawn == []


def test_without_cijfers_it_is_said_that_they_are_not_in_view(lokaal):
    said = " ".join(words.of_html(render_document(with_part(lokaal, "bijlage_2", cijfers=()))))
    assert said.count("Cijfers over onze gemeente zijn nog niet in beeld.") == 1


def test_where_nothing_was_filled_in_there_is_no_such_paragraph(zelfevaluatie, gemeente):
    assert "in-beeld" not in ids(gather(zelfevaluatie, gemeente))


def test_a_scan_that_was_done_stands_there_and_not_with_what_we_do(zelfevaluatie, gemeente, lokaal):
    Antwoord.objects.filter(bouwsteen__code="AB-P1-2").update(status="geregeld", plan_zin="Horeca is kwetsbaar.")
    plan = gather(zelfevaluatie, gemeente)
    here = section(plan, "in-beeld")
    assert ([zin.tekst for zin in here.zinnen], here.zinnen_titel) == (["Horeca is kwetsbaar."], "Sectoren en groepen")
    assert " ".join(words.of_html(render_document(plan))).count("Horeca is kwetsbaar.") == 1


def test_a_scan_that_is_still_to_come_stays_an_intention(zelfevaluatie, gemeente, lokaal):
    Antwoord.objects.filter(bouwsteen__code="AB-P1-2").update(status="in_voorbereiding", plan_zin="Wij gaan kijken.")
    plan = gather(zelfevaluatie, gemeente)
    assert section(plan, "in-beeld").zinnen == ()
    assert [zin.tekst for zin in section(plan, "ambitie_4").zinnen] == ["Wij gaan kijken."]


def test_the_figures_of_the_country_stand_before_those_of_the_gemeente(lokaal):
    country, own = section(lokaal, "bijlage_2").blocks
    assert ([reeks.code for reeks in country.landelijk.reeksen], len(own.cijfers)) == (["rapporteur", "comensha"], 3)
    said = " ".join(words.of_html(render_document(lokaal)))
    assert "Gemeld, volgens de Nationaal Rapporteur 1.334 984 791 814 868 944 niet gevonden" in said


def test_a_reason_that_nobody_wrote_is_said_to_be_missing(lokaal):
    def said(*reasons):
        nadruk = tuple(PlanNadruk(f"v{n}", f"Vorm {n}", reason) for n, reason in enumerate(reasons))
        return " ".join(words.of_html(render_document(with_part(lokaal, "h1_2", nadruk=nadruk))))

    whole, each = "Waarom juist hier, is nog niet opgeschreven.", "De reden is nog niet opgeschreven."
    found = [said("Kassen.", "Online."), said("Kassen.", ""), said("", "")]
    assert [(text.count(whole), text.count(each)) for text in found] == [(0, 0), (0, 1), (1, 0)]


def test_what_not_in_view_means_is_said_where_it_stands(lokaal):
    def said(aantal):
        cijfers = (PlanCijfer("Signalen", "", 2025, aantal, "team Zorg"),)
        return render_document(with_part(lokaal, "bijlage_2", cijfers=cijfers)).count("Niet in beeld wil zeggen")

    assert (said(Cijfer.NOT_IN_VIEW), said("12")) == (2, 0)  # with what is in beeld, and in bijlage 2


def test_a_plan_holds_no_small_number(lokaal):
    *_, block = section(lokaal, "bijlage_2").blocks
    assert [(cijfer.jaar, cijfer.aantal) for cijfer in block.cijfers] == [
        (2025, "1.250"),
        (2024, "minder dan 5"),
        (2023, "niet in beeld"),
    ]
    assert [cijfer["aantal"] for part in lokaal.to_json()["onderdelen"] for cijfer in part["cijfers"]] == [
        "1.250",
        "minder dan 5",
        "niet in beeld",
    ]


@pytest.mark.parametrize("formaat", ["docx", "odt", "html"])
def test_every_form_says_word_for_word_what_the_html_says(lokaal, formaat):
    read = {"docx": words.of_docx, "odt": words.of_odt, "html": lambda content: words.of_html(content.decode())}
    said = words.of_html(FORMS[formaat].html(lokaal))[len(SKIP_LINK) * (formaat == "html") :]
    made = make(formaat, lokaal).content
    assert read[formaat](made)[-len(said) :] == said
    text = " ".join(said)
    wanted = (
        "Wij passen de APV toe.",
        "Er zijn kassen.",
        "niet in beeld minder dan 5 1.250 team Zorg",
        "Bij spoed: Bel. Wie: balie",
    )
    assert [words for words in wanted if text.count(words) != 1] == []
    assert [secret for secret in ("GEHEIM", "NIET GEKOZEN") if secret.encode() in made or secret in text] == []


def with_two(plan):
    """With a second route beside the first, so that there is something to draw."""
    (route,) = plan.onderdeel("bijlage_5").meldroutes
    both = (route, replace(route, code="burger", titel="Inwoners en ondernemers"))
    parts = (replace(part, meldroutes=both) if part.code == "bijlage_5" else part for part in plan.onderdelen)
    return replace(plan, onderdelen=tuple(parts))


def test_one_route_is_its_list_alone(lokaal):
    (block,) = section(lokaal, "bijlage_5").blocks
    assert (block.drawings, render_document(lokaal).count("<svg")) == ((), 1)  # that of the country
    assert render_document(with_two(lokaal)).count("<svg") == 2


def test_own_route_stands_before_the_examples_for_others(lokaal):
    said = " ".join(words.of_html(render_document(lokaal)))
    order = ["Medewerkers van de gemeente Bij spoed: Bel.", "Voorbeelden van een route Voorbeeld: professionals"]
    assert [said.count(text) for text in order] == [1, 1]
    assert said.index(order[0]) < said.index(order[1])


@pytest.mark.parametrize(
    ("wat", "wie", "said"),
    [
        ("Bel de politie.", "Politie", "Bel de politie."),
        ("Bel meteen.", "balie", "Bel meteen. Wie: balie"),
        ("Naar het ZVH.", "Zorg- en Veiligheidshuis", "Naar het ZVH. Wie: Zorg- en Veiligheidshuis"),
        ("Bel meteen.", "", "Bel meteen."),
    ],
)
def test_who_stands_in_the_sentence_is_not_named_again(lokaal, wat, wie, said):
    (route,) = lokaal.onderdeel("bijlage_5").meldroutes
    route = replace(route, stappen=(replace(route.stappen[1], wat=wat, wie=wie),))
    part = PlanDeel("bijlage_5", "Bijlage 5 Signalenroute", meldroutes=(route,))
    html = render_document(replace(lokaal, onderdelen=(part,), begrippen=()))
    assert f"Medewerkers van de gemeente {said} Verantwoording" in " ".join(words.of_html(html))


def test_the_plan_says_when_it_was_filled_in_whether_an_instrument_was_used(lokaal):
    def days(*found):
        rows = zip(lokaal.onderdeel("ambitie_5").instrumenten, found, strict=False)
        part = replace(
            lokaal.onderdeel("ambitie_5"), instrumenten=tuple(replace(i, ingevuld=d, gebruikt="ja") for i, d in rows)
        )
        return instrumenten_of(blocks(part))[-1].asked_when

    march, november = date(2025, 3, 3), date(2026, 11, 27)
    assert days(november) == days(november, november) == "in november 2026"
    assert days(november, march) == "tussen maart 2025 en november 2026"
    assert days(None) == ""


def test_office_documents_leave_the_drawing_out(lokaal):
    lokaal = with_two(lokaal)
    assert [kind for kind in ("docx", "odt") if b"svg" in make(kind, lokaal).content.lower()] == []


def test_the_web_page_draws_the_routes_without_styles(lokaal):
    html = make("html", with_two(lokaal)).content.decode()
    drawings = [html[found.start() : html.index("</svg>", found.start())] for found in re.finditer("<svg", html)]
    assert [("style" in drawing, 'role="img"' in drawing) for drawing in drawings] == [(False, True)] * 2


def test_the_pdf_has_the_drawing_as_a_figure_with_words_and_the_same_bytes_each_time(lokaal):
    lokaal = only(with_two(lokaal), "ambitie_5", "bijlage_5")
    made = make("pdf", lokaal).content
    with pikepdf.open(io.BytesIO(made)) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure]
        said = [str(figure.Alt) for figure in figures]
    assert [alt.partition(":")[0] for alt in said] == ["Tekening van de meldroute"]
    text = words.of_pdf(made)
    assert present(text, "WijpassendeAPVtoe.", "GEHEIM") == ["WijpassendeAPVtoe."]
    assert make("pdf", lokaal).content == made


def test_who_arranges_and_pays_a_place_to_stay_is_one_table(lokaal):
    (block,) = section(lokaal, "bijlage_4").blocks
    assert (len(block.opvang), [each.regelt for each in block.opvang if not each.betaalt]) == (
        5,
        ["CoMensha", "Nidos, als voogd"],
    )
    said = " ".join(words.of_html(render_document(lokaal)))
    assert "Volwassene in de bedenktijd Landelijke opvang CoMensha Vraag het CoMensha" in said


def test_own_route_takes_the_place_of_its_example_alone(lokaal):
    assert [passage.code for passage in lokaal.onderdeel("bijlage_5").passages] == [
        "bijlage_5.inleiding",
        "bijlage_5.professional",
        "bijlage_5.burger",
    ]


def test_own_text_of_the_gemeente_stays_beside_its_route(zelfevaluatie, gemeente, lokaal):
    LokalePassage.objects.create(
        zelfevaluatie=zelfevaluatie, code="bijlage_5.medewerker", tekst="Eigen.", version=1, updated_at=MADE_AT
    )
    passages = gather(zelfevaluatie, gemeente).onderdeel("bijlage_5").passages
    assert [passage.tekst for passage in passages if passage.code == "bijlage_5.medewerker"] == ["Eigen."]


def test_without_local_data_nothing_is_printed_of_it(zelfevaluatie, gemeente):
    plan = gather(zelfevaluatie, gemeente)
    sections = [part for chapter in chapters(plan) for part in (chapter, *chapter.sections)]
    everywhere = ("indicatoren.html", "landelijk.html", "opvang.html")  # nothing chosen, and what all have
    said = [
        block
        for part in sections
        for block in part.blocks
        if block.indicatoren or not block.template.endswith(everywhere)
    ]
    assert said == []
    assert render_document(plan).count("<svg") == 1


def test_gather_takes_nothing_of_another_gemeente(zelfevaluatie, gemeente, lokaal, voorbeeldstad, bewerker):
    with in_gemeente(voorbeeldstad):
        keuze("bibob_overig", beschikbaar="ja", plan_zin="KANARIE")
        VormKeuze.objects.create(vorm=Vorm.objects.get(code="arbeidsuitbuiting"), nadruk=True, plan_zin="KANARIE")
        Cijfer.objects.create(onderwerp="anders", omschrijving="KANARIE", jaar=2025, bron="KANARIE")
        Routestap.objects.create(melder="burger", wat="KANARIE")
        copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=bewerker)
    assert gather(zelfevaluatie, gemeente).onderdelen == lokaal.onderdelen
    assert "KANARIE" not in json.dumps(lokaal.to_json())


def test_plan_with_local_data_comes_back_from_its_json_and_one_without_is_still_read(lokaal):
    stored = json.loads(json.dumps(lokaal.to_json()))
    assert Plan.from_json(stored) == lokaal
    new = {"instrumenten", "nadruk", "cijfers", "meldroutes", "landelijk", "opvang"}
    gone = {*new, "zonder_nadruk"}
    stored["onderdelen"] = [{k: v for k, v in part.items() if k not in gone} for part in stored["onderdelen"]]
    bare = tuple(replace(part, zonder_nadruk=None, **dict.fromkeys(new, ())) for part in lokaal.onderdelen)
    assert Plan.from_json({**stored, "formaat": 2}).onderdelen == bare


def joint(lokaal, **changes):
    """Of two gemeenten, of which the second has `changes` in the parts that they name."""
    naam = replace(lokaal.gemeenten[0], code="GM9001", naam="Voorbeeldstad", korte_naam="Voorbeeldstad")
    parts = tuple(replace(part, **changes.get(part.code, {})) for part in lokaal.onderdelen)
    return assemble([lokaal, replace(lokaal, gemeenten=(naam,), onderdelen=parts)], jaar=2026)


def test_a_joint_plan_says_once_what_all_say_alike_and_names_whose_each_cijfer_is(lokaal):
    plan = joint(lokaal)
    assert [i.gemeenten for i in plan.onderdeel("ambitie_5").instrumenten] == [(), (), ()]
    assert [c.gemeenten for c in plan.onderdeel("bijlage_2").cijfers] == [("Stadskanaal",)] * 3 + [
        ("Voorbeeldstad",)
    ] * 3


def test_a_joint_plan_names_whose_route_it_is_when_they_differ(lokaal):
    (route,) = lokaal.onderdeel("bijlage_5").meldroutes
    other = replace(route, stappen=route.stappen[:1])
    (block,) = section(joint(lokaal, bijlage_5={"meldroutes": (other,)}), "bijlage_5").blocks
    assert [found.titel for found in block.meldroutes] == [
        "Medewerkers van de gemeente (Stadskanaal)",
        "Medewerkers van de gemeente (Voorbeeldstad)",
    ]
    assert [len(drawing.boxes) for drawing in block.drawings] == [3]  # two routes, of two steps and of one


def test_no_drawing_is_wider_than_three_routes(lokaal):
    (route,) = lokaal.onderdeel("bijlage_5").meldroutes
    many = replace(lokaal.onderdeel("bijlage_5"), meldroutes=(route,) * 7)
    (block,) = blocks(many)
    assert [len(drawing.heads) for drawing in block.drawings] == [2, 2, 3]
