"""What became of an adopted plan: which actie is which, what is said of each, and what the letter to the raad says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from reports.document.evaluatie import evaluation_of, render_evaluatie, render_raadsbrief
from reports.document.followed import Outcome, followed, pairs
from reports.document.plan import PlanCijfer, PlanDeel, PlanEvaluatie, PlanIndicator, PlanVaststelling
from reports.files.formats import EVALUATIONS
from tests.printing import words
from tests.reports.acties import actie

TODAY = date(2028, 2, 1)
TITEL = "Ambitie 1: Voorkomen"


@pytest.fixture
def looked_back(empty):
    """A function that gives the plan with these acties, and the acties of today beside it."""

    def make(was=(), now=(), vervallen=(), gone=(), jaar=2027, **said):
        part = PlanDeel("ambitie_1", TITEL, acties=tuple(was), vervallen=tuple(gone))
        today = PlanDeel("ambitie_1", TITEL, acties=tuple(now), vervallen=tuple(vervallen))
        parts = (
            replace(today, indicatoren=said.pop("indicatoren", ())),
            PlanDeel("bijlage_2", "", cijfers=said.pop("cijfers", ())),
        )
        periode = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31)}
        words = PlanEvaluatie(jaar, TODAY, parts, **said)
        decision = PlanVaststelling("college", "vaststelling", date(2026, 12, 1), "Z-1", "wethouder Zorg")
        plan = replace(empty, status="vastgesteld", onderdelen=(part,), vaststellingen=(decision,), stand_op=TODAY)
        return replace(plan, evaluatie=words, **periode)

    return make


def both(**changes):
    """An actie as the plan has it, and the same one today."""
    key = uuid4()
    return actie(key=key, **changes.pop("was", {})), actie(key=key, **changes.pop("now", {}))


def outcome_of(looked_back, was, now, **extra):
    (row,) = followed(looked_back([was] if was else [], [now] if now else [], **extra))
    return row.outcome


@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        ({"jaar": 2027}, {"staat": "gereed"}, Outcome.DONE),
        ({"jaar": 2029}, {"staat": "gereed"}, Outcome.DONE),
        ({"staat": "gereed"}, {"staat": "gereed"}, Outcome.BEFORE),
        ({}, {"staat": "doorlopend"}, Outcome.ONGOING),
        ({"jaar": 2027}, {"staat": "open", "jaar": 2029}, Outcome.OPEN),
        ({"gereed": date(2026, 5, 1)}, {"staat": "bezig"}, Outcome.OPEN),
        ({"cadans": "jaarlijks"}, {"staat": "open"}, Outcome.OPEN),
        ({"cadans": "jaarlijks", "jaar": 2028}, {"staat": "open"}, Outcome.COMING),
        ({"jaar": 2028}, {"staat": "bezig"}, Outcome.COMING),
        ({}, {"staat": "open"}, Outcome.COMING),
    ],
)
def test_outcome_follows_from_the_plan_and_from_how_far_it_is(looked_back, was, now, wanted):
    assert outcome_of(looked_back, *both(was=was, now=now)) == wanted


def test_outcome_of_what_came_left_or_was_dropped(looked_back):
    was, now = both(now={"staat": "vervallen"})
    assert outcome_of(looked_back, None, actie(key=uuid4())) == Outcome.NEW
    assert outcome_of(looked_back, actie(key=uuid4()), None) == Outcome.GONE
    assert outcome_of(looked_back, was, None, vervallen=[now]) == Outcome.DROPPED


def test_what_the_plan_said_is_not_done_is_followed_only_when_it_is_done_after_all(looked_back):
    was, now = both(was={"staat": "vervallen", "niet_gedaan": "Geen geld."}, now={"staat": "bezig"})
    assert followed(looked_back(gone=[was])) == []
    assert followed(looked_back(gone=[was], vervallen=[replace(now, staat="vervallen")])) == []
    (row,) = followed(looked_back(gone=[was], now=[now]))
    assert [(change.what, change.was, change.now) for change in row.changes] == [("Gaat door", "nee", "ja")]


def test_what_was_dropped_and_is_not_in_the_plan_is_not_new_and_not_late(looked_back):
    """A plan has what was dropped only with a reason; without one it was dropped before the adoption, perhaps."""
    dropped = actie(key=uuid4(), staat="vervallen", jaar=2026)
    always = actie(key=uuid4(), staat="doorlopend", jaar=2026)
    page = evaluation_of(looked_back(now=[always], vervallen=[dropped]))
    assert (page.counted_since, page.late) == ("Sinds de vaststelling kwam er 1 bij.", [])


@pytest.mark.parametrize(("jaar", "said"), [(2027, ""), (2028, "nog niet voorbij"), (2029, "nog niet begonnen")])
def test_a_year_that_is_not_over_is_said_to_be_so(looked_back, jaar, said):
    plan = looked_back(jaar=jaar)
    for render, words_said in (
        (render_evaluatie, f"Het jaar {jaar} was toen {said}."),
        (render_raadsbrief, f"het jaar was toen {said}."),
    ):
        assert (words_said in " ".join(words.of_html(render(plan)))) is bool(said)


def test_a_month_is_written_small_in_short_too():
    assert actie(gereed=date(2027, 3, 31)).wanneer_kort == "31 mrt 2027"


def test_one_more_that_comes_is_one(looked_back):
    rows = [actie(key=uuid4(), gereed=date(2028, 3, n)) for n in range(1, 8)]
    said = " ".join(words.of_html(render_evaluatie(looked_back(now=rows))))
    assert "Daarna komt er in deze twaalf maanden nog 1." in said


def test_what_is_late_stands_apart_from_what_comes(looked_back):
    late = [actie(key=uuid4(), wat=f"Poster {n} ophangen", gereed=date(2027, 5, n)) for n in range(1, 7)]
    soon = actie(key=uuid4(), wat="Training geven", gereed=date(2028, 3, 1))
    plan = looked_back(now=[*late, soon])
    page = evaluation_of(plan)
    assert [row.wat for row in page.soon] == ["Training geven"]
    for render, shown in ((render_evaluatie, 6), (render_raadsbrief, 4)):
        said = " ".join(words.of_html(render(plan)))
        coming = said.rpartition("Wat er komt")[2] or said
        assert coming.count("▲ Te laat: Poster") == shown
        assert coming.count("Training geven (") == 1
        assert coming.index("▲ Te laat: Poster 1 ophangen") < coming.index("Training geven (")
    assert "En nog 2 zijn te laat." in said
    only = " ".join(words.of_html(render_evaluatie(looked_back(now=late[:1]))))
    assert "Voor de komende twaalf maanden staan er geen andere acties met een datum." in only


def test_changes_are_in_words_and_nothing_that_looks_the_same(looked_back):
    was, now = both(
        was={"wat": "Training geven", "trekker": "team Zorg", "kosten": Decimal(500), "gereed": date(2027, 3, 1)},
        now={"wat": "Training  geven", "trekker": "", "kosten": Decimal("750.50"), "gereed": date(2028, 3, 1)},
    )
    (row,) = followed(looked_back([was], [now]))
    assert [(change.what, change.was, change.now) for change in row.changes] == [
        ("Trekker", "team Zorg", "niet ingevuld"),
        ("Wanneer", "1 maart 2027", "1 maart 2028"),
        ("Kosten", "€ 500", "€ 750,50"),
    ]
    assert row.former_wat == ""


def test_an_actie_that_was_renamed_or_moved_has_both_names(looked_back):
    was, now = both(was={"wat": "Training geven"}, now={"wat": "Scholing geven", "staat": "gereed"})
    plan = looked_back([was], [])
    other = PlanDeel("ambitie_4", "Ambitie 4: Deskundigheid", acties=(now,))
    plan = replace(plan, evaluatie=replace(plan.evaluatie, onderdelen=(other,)))
    (row,) = followed(plan)
    assert (row.former_wat, row.actie.wat, row.ambitie) == ("Training geven", "Scholing geven", other.titel)
    assert [(change.what, change.was) for change in row.changes] == [("Naam", "Training geven"), ("Ambitie", TITEL)]
    said = " ".join(words.of_html(render_evaluatie(plan)))
    assert "Scholing geven Heet in het plan: Training geven" in said


def test_pairs_by_key_and_only_without_one_by_what_it_says():
    key = uuid4()
    was = [actie(wat="A", key=key), actie(wat="B"), actie(wat="B"), actie(wat="C", key=uuid4())]
    now = [actie(wat="c", key=uuid4()), actie(wat="b ", key=uuid4()), actie(wat="Anders", key=key)]
    assert [(before and before.wat, after and after.wat) for before, after in pairs(was, now)] == [
        ("A", "Anders"),
        ("B", "b "),
        ("B", None),
        ("C", None),
        (None, "c"),
    ]


def test_evaluation_counts_what_is_in_the_plan_and_what_came(looked_back):
    rows = [both(now={"staat": staat}) for staat in ("gereed", "gereed", "doorlopend")]
    late = both(was={"jaar": 2027}, now={"jaar": 2027, "trekker": "team Zorg"})
    was, now = zip(*rows, late, strict=True)
    page = evaluation_of(looked_back(was, [*now, actie(wat="Later bedacht", key=uuid4())]))
    assert page.counted == ("In het plan staan 4 acties: 2 zijn gedaan, 1 loopt steeds door en 1 is nog niet klaar.")
    assert page.counted_since == "Sinds de vaststelling kwam er 1 bij. Bij 1 actie is iets bijgesteld."
    assert [row.actie.trekker for row in page.late] == ["team Zorg"]


@pytest.mark.parametrize("count", [0, 1])
def test_evaluation_of_a_plan_with_few_acties_is_a_sentence(looked_back, count):
    was, now = both(now={"staat": "gereed"})
    page = evaluation_of(looked_back([was] * count, [now] * count))
    wanted = ("In het vastgestelde plan staan geen acties.", "In het plan staat 1 actie: 1 is gedaan.")
    assert (page.counted, page.counted_since) == (wanted[count], "")


def test_evaluation_says_what_nobody_filled_in(looked_back):
    done, dropped = both(now={"staat": "gereed"}), both(now={"staat": "vervallen"})
    plan = looked_back([done[0], dropped[0]], [done[1]], [dropped[1]])
    said = " ".join(words.of_html(render_evaluatie(plan)))
    for sentence in (
        "Wat het opleverde, is nog niet ingevuld.",
        "Waarom niet, is nog niet ingevuld.",
        "Onze conclusie: nog niet ingevuld.",
        "Wat er is uitgegeven: nog niet ingevuld.",
        "Over deze jaren zijn nog geen cijfers ingevuld.",
        "Waaraan wij zien of het lukt, is nog niet gekozen.",
        "In het vastgestelde plan waren geen kosten geraamd.",
    ):
        assert sentence in said


def test_evaluation_says_what_the_gemeente_wrote(looked_back):
    was, now = both(now={"staat": "gereed", "resultaat": "40 collega’s getraind."})
    stopped = both(now={"staat": "vervallen", "niet_gedaan": "De regio doet het al."})
    own = {name: f"Eigen {name}." for name in ("inleiding", "conclusie", "geld", "vervolg")}
    plan = looked_back([was, stopped[0]], [now], [stopped[1]], **own)
    for render in (render_evaluatie, render_raadsbrief):
        said = " ".join(words.of_html(render(plan)))
        assert [
            text for text in (*own.values(), "40 collega’s getraind.", "De regio doet het al.") if text not in said
        ] == []
        assert (
            "Het college van burgemeester en wethouders stelde het plan op 1 december 2026 vast (kenmerk Z-1)." in said
        )
        assert "nog niet ingevuld" not in said


def test_evaluation_of_money_is_what_was_estimated(looked_back):
    once = both(was={"kosten": Decimal(500), "jaar": 2027, "kostensoort": "eenmalig"})
    once = (once[0], replace(once[0], staat="gereed"))
    yearly = both(was={"kosten": Decimal(1000), "jaar": 2028, "kostensoort": "structureel"})
    page = evaluation_of(looked_back([once[0], yearly[0]], [once[1], yearly[1]]))
    assert page.money == (
        "Voor 2027 was in het vastgestelde plan € 500 geraamd.",
        "Geraamd voor wat klaar is: € 500, bij 1 actie.",
    )
    page = evaluation_of(looked_back([once[0]], [once[1]], jaar=2029))
    assert page.money[0] == "In het vastgestelde plan was € 500 geraamd. Voor 2029 apart stond er geen bedrag in."


def test_evaluation_lays_indicatoren_beside_the_plan(looked_back):
    key = uuid4()
    was = PlanIndicator("Getraind", "20%", 2026, "80%", 2029, "team Zorg", key=key)
    now = replace(was, wat="Getrainde collega’s", streefwaarde="60%", waarde="45%", waardejaar=2027)
    new = PlanIndicator("Scholen met een les", "", None, "9", 2029, "team Jeugd", key=uuid4())
    plan = looked_back(indicatoren=(now, new))
    plan = replace(plan, onderdelen=(replace(plan.onderdelen[0], indicatoren=(was,)),))
    said = " ".join(words.of_html(render_evaluatie(plan)))
    first = "Getrainde collega’s Heette in het plan: Getraind. Doel in het plan: 80% in 2029."
    assert f"{first} 20% in 2026 45% in 2027 60% in 2029" in said
    assert "Scholen met een les Nieuw sinds de vaststelling niet bekend nog niet gemeten 9 in 2029" in said


def test_evaluation_has_the_figures_of_three_years_and_no_small_number(looked_back):
    cijfers = tuple(
        PlanCijfer("Signalen", "", jaar, aantal, "team Zorg")
        for jaar, aantal in ((2024, "9"), (2026, "minder dan 5"), (2027, "12"), (2028, "30"))
    )
    cijfers += (PlanCijfer("Controles", "", 2025, "niet in beeld", "team Toezicht"),)
    page = evaluation_of(looked_back(cijfers=cijfers))
    assert page.years == (2025, 2026, 2027)
    assert [row.cells for row in page.figures] == [
        ((2025, ""), (2026, "minder dan 5"), (2027, "12")),
        ((2025, "niet in beeld"), (2026, ""), (2027, "")),
    ]
    said = " ".join(words.of_html(render_evaluatie(page.plan)))
    assert "Signalen niet ingevuld minder dan 5 12 team Zorg" in said
    assert "Niet in beeld wil zeggen dat er geen aantal bekend is." in said


def test_letter_stays_short_however_much_there_is(looked_back):
    rows = [
        both(now={"staat": staat, "resultaat": "Goed gegaan. " * 38, "wat": f"{n} " + "Een lange naam " * 30})
        for n, staat in enumerate(["gereed", "open", "doorlopend"] * 12)
    ]
    was, now = zip(*rows, strict=True)
    own = dict.fromkeys(("inleiding", "conclusie", "geld", "vervolg"), "Dit ging goed. " * 35)
    plan = looked_back([replace(each, jaar=2027) for each in was], now, **own)
    form = EVALUATIONS["raadsbrief_pdf"]
    assert form.make(plan, form.html(plan), lambda: None).pages <= 3


def test_letter_of_an_ordinary_year_is_two_pages(looked_back):
    said = "Wij trainden veertig collega’s van de balie en van handhaving."
    rows = [
        both(was={"jaar": 2027}, now={"staat": staat, "resultaat": said, "wat": f"Actie {n}"})
        for n, staat in enumerate(["gereed", "open", "doorlopend"] * 4)
    ]
    was, now = zip(*rows, strict=True)
    own = dict.fromkeys(("inleiding", "conclusie", "geld", "vervolg"), "Dit ging goed. " * 12)
    plan = looked_back(was, now, **own)
    form = EVALUATIONS["raadsbrief_pdf"]
    assert form.make(plan, form.html(plan), lambda: None).pages == 2


@pytest.mark.parametrize("formaat", [formaat for formaat, form in EVALUATIONS.items() if form.extension != "pdf"])
def test_word_and_odt_say_word_for_word_what_the_html_says(looked_back, formaat):
    was, now = both(now={"staat": "gereed", "resultaat": "Klaar."})
    plan = looked_back([was], [now], conclusie="Het gaat goed.")
    form = EVALUATIONS[formaat]
    read = {"docx": words.of_docx, "odt": words.of_odt}[form.extension]
    assert read(form.make(plan, form.html(plan), lambda: None).content) == words.of_html(form.html(plan))


@pytest.mark.parametrize("count", [0, 40])
def test_progress_is_one_page_however_much_there_is(looked_back, count):
    words = {"wat": "Een lange naam van een actie " * 12, "trekker": "team " * 20, "resultaat": "Goed. " * 80}
    kinds = ({"staat": "gereed"}, {"gereed": date(2027, 5, 1)}, {"gereed": date(2028, 5, 1)}, {"cadans": "jaarlijks"})
    rows = [both(was={"jaar": 2027}, now={**words, **kinds[n % 4]}) for n in range(count)]
    plan = looked_back([was for was, _ in rows], [now for _, now in rows])
    form = EVALUATIONS["voortgang_pdf"]
    assert form.make(replace(plan, herkomst="h" * 400), form.html(plan), lambda: None).pages == 1
