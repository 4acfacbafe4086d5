"""The questions of a round as figures for staff: of how many, over the rounds, and beside the country."""

from datetime import timedelta

from django.utils import timezone

from dashboards.enquete import enquete_of
from dashboards.figures import About
from dashboards.figures_enquete import enquete_figures
from dashboards.selection import Selection
from tests.dashboards.conftest import make_ronde, submit

BOTH = frozenset({"vng", "comensha"})
LAND = "/land/"


def answered(gemeenten, ronde, answers, **values):
    for gemeente, enquete in zip(gemeenten, answers, strict=False):
        submit(ronde, gemeente, enquete=enquete, **values)


def test_each_question_is_counted_with_how_many_took_part(ronde, groningen):
    answered(groningen, ronde, [{"begroting": "ja", "beleidsplan": "eigen"}, {"begroting": "nee"}, {}])
    enquete = enquete_of(Selection(ronde, BOTH), [])
    found = {vraag.naam: (vraag.now.yes, vraag.now.n, vraag.now.percent) for vraag in enquete.vragen}
    assert found == {
        "begroting": (1, 3, 33),
        "beleidsplan": (1, 3, 33),
        "aandachtsfunctionaris": (0, 3, 0),
        "zorgcoordinatie": (0, 3, 0),
    }
    assert [(word, count) for _, word, count, _ in enquete.vragen[0].now.answers] == [
        ("ja", 1),
        ("nee", 1),
        ("weten we niet", 0),
        ("niet ingevuld", 1),
    ]


def test_any_kind_of_plan_counts_and_whose_term_is_over_is_said(ronde, groningen):
    past = timezone.localdate() - timedelta(days=1)
    plans = [{"beleidsplan": kind} for kind in ("eigen", "gezamenlijk", "ander_plan", "in_de_maak", "nee")]
    plans[0]["beleidsplan_geldig_tot"] = past
    plans[1]["beleidsplan_geldig_tot"] = timezone.localdate()
    answered(groningen, ronde, plans)
    enquete = enquete_of(Selection(ronde, BOTH), [])
    assert (enquete.vragen[1].now.yes, enquete.expired) == (3, 1)


def test_hours_are_the_mean_of_who_named_them(ronde, groningen):
    hours = [{"aandachtsfunctionaris": "ja", "aandachtsfunctionaris_uren": each} for each in (8, 13)]
    answered(groningen, ronde, [*hours, {"aandachtsfunctionaris": "ja"}])
    enquete = enquete_of(Selection(ronde, BOTH), [])
    assert (enquete.mean_hours, enquete.with_hours) == (10, 2)


def test_only_what_is_shared_with_this_organisatie_counts(ronde, groningen):
    answered(groningen[:1], ronde, [{"begroting": "ja"}], organisaties=["vng"])
    answered(groningen[1:2], ronde, [{"begroting": "nee"}], organisaties=["comensha"])
    found = [enquete_of(Selection(ronde, frozenset({name})), []).vragen[0].now for name in ("vng", "comensha")]
    assert [(tally.yes, tally.n) for tally in found] == [(1, 1), (0, 1)]


def test_every_round_has_its_own_n(groningen):
    rounds = [make_ronde(f"Meting {year}", year=year) for year in (2026, 2025, 2024)]
    answered(groningen[:4], rounds[0], [{"begroting": "ja"}] * 4)
    answered(groningen, rounds[1], [*[{"begroting": "ja"}] * 3, *[{"begroting": "nee"}] * 7])
    answered(groningen[:9], rounds[2], [{"begroting": "ja"}] * 9)  # too few to tell of on a page of another round
    points = enquete_of(Selection(rounds[0], BOTH), rounds[1:]).vragen[0].points
    assert [(point.jaar, point.tally.yes, point.tally.n) for point in points] == [(2025, 3, 10), (2026, 4, 4)]


def test_a_part_of_the_country_has_the_country_beside_it(ronde, groningen):
    elsewhere = ronde.gemeenten().exclude(pk__in=[gemeente.pk for gemeente in groningen])[:3]
    answered(groningen[:1], ronde, [{"begroting": "ja"}])
    answered(elsewhere, ronde, [{"begroting": "nee"}] * 3)
    here, land = (enquete_of(Selection(ronde, BOTH, provincie=code), []).vragen[0] for code in ("PV20", ""))
    assert [(vraag.now.n, vraag.now.percent, vraag.land) for vraag in (here, land)] == [(1, 100, 25.0), (4, 25, None)]


def test_sentences_say_of_how_many(ronde, groningen):
    answered(groningen[:3], ronde, [{"begroting": "ja"}, {"begroting": "nee"}, {}])
    figures = enquete_figures(enquete_of(Selection(ronde, BOTH), []), About(3, "gedeeld met VNG, Meting 2026"))
    assert figures.sentences[0] == (
        "Bij 1 van de 3 gemeenten die meededen (33%) staat er geld voor de aanpak in de begroting."
    )
    assert len([zin for zin in figures.sentences if "van de 3 gemeenten die meededen" in zin]) == 4
    assert figures.lines is None


def test_all_pages_of_a_stand_show_them(vng, ronde, groningen):
    answered(groningen[:2], ronde, [{"zorgcoordinatie": "ja"}, {"zorgcoordinatie": "nee"}])
    pages = [" ".join(vng.get(path).text.split()) for path in (LAND, "/land/provincie/PV20/")]
    words = "Bij 1 van de 2 gemeenten die meededen (50%) is er zorgcoördinatie voor slachtoffers."
    assert [words in page for page in pages] == [True, True]


def test_a_round_in_which_nobody_of_a_part_took_part_yet_has_a_page(vng, groningen):
    """As in the first days of a year, where rounds before it have enough for a line."""
    rounds = [make_ronde(f"Meting {year}", year=year) for year in (2027, 2026, 2025)]
    for ronde in rounds[1:]:
        answered(groningen, ronde, [{"begroting": "ja"}] * 10)
    pages = [vng.get(f"{path}?ronde={rounds[0].pk}") for path in (LAND, "/land/provincie/PV20/")]
    assert [(page.status_code, page.context["page"].enquete.lines) for page in pages] == [(200, None)] * 2


def test_the_figure_of_2019_stands_apart_from_the_rounds(vng, ronde, groningen):
    answered(groningen[:1], ronde, [{"begroting": "ja"}])
    page = " ".join(vng.get(LAND).text.split())
    assert "in 2019 zei 52% van 135 ondervraagde gemeenten" in page
    lines = vng.get(LAND).context["page"].enquete.lines
    assert lines is None  # one round: no line, and none from 2019
