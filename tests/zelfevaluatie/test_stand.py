import pytest

from kader.models import Bouwsteen, Rol, Thema
from zelfevaluatie.models import AanvullendAntwoord, Antwoord
from zelfevaluatie.queries import antwoorden_of
from zelfevaluatie.stand import Stand, VragenStand, is_gap, make_overzicht, next_steps

BB, SK = Thema(code="BB", volgorde=1), Thema(code="SK", volgorde=2)
REGISSEUR, BELEIDSMAKER = Rol(code="regisseur", volgorde=2), Rol(code="beleidsmaker", volgorde=1)


def antwoord(status, plateau=1, volgorde=1, thema=BB, rol=REGISSEUR):
    bouwsteen = Bouwsteen(
        code=f"{thema.code}-P{plateau}-{volgorde}", plateau=plateau, volgorde=volgorde, thema=thema, rol=rol
    )
    return Antwoord(status=status, bouwsteen=bouwsteen)


@pytest.mark.parametrize(
    ("statuses", "totaal", "geregeld", "nvt", "onbeantwoord", "text"),
    [
        ([], 0, 0, 0, 0, "geen bouwstenen"),
        ([""], 1, 0, 0, 1, "0 van 1 geregeld"),
        (["geregeld"], 1, 1, 0, 0, "1 van 1 geregeld"),
        (["nvt"], 1, 0, 1, 0, "0 van 1 geregeld, 1 n.v.t."),
        (["geregeld", "geregeld", "nvt", ""], 4, 2, 1, 1, "2 van 4 geregeld, 1 n.v.t."),
        (["deels", "nog_niet", "in_voorbereiding"], 3, 0, 0, 0, "0 van 3 geregeld"),
        (["geregeld"] * 12 + ["nvt"] + ["deels"] * 3, 16, 12, 1, 0, "12 van 16 geregeld, 1 n.v.t."),
    ],
)
def test_stand_keeps_the_denominator_of_the_kader(statuses, totaal, geregeld, nvt, onbeantwoord, text):
    stand = Stand.of(antwoord(status) for status in statuses)
    assert (stand.totaal, stand.geregeld, stand.nvt, stand.onbeantwoord, str(stand)) == (
        totaal,
        geregeld,
        nvt,
        onbeantwoord,
        text,
    )


@pytest.mark.parametrize(
    ("statuses", "short", "end"),
    [
        (["geregeld", ""], "1 van 2", "1 van 2 geregeld."),
        (["nvt", ""], "0 van 2, 1 n.v.t.", "0 van 2 geregeld en 1 n.v.t."),
    ],
)
def test_stand_ends_a_sentence_with_one_full_stop(statuses, short, end):
    stand = Stand.of(antwoord(status) for status in statuses)
    assert (stand.short, stand.sentence_end) == (short, end)


@pytest.mark.parametrize(
    ("empty", "words"),
    [
        (7, "In het hele Kader zijn 7 van 9 nog leeg."),
        (1, "In het hele Kader is 1 van 3 nog leeg."),
        (0, ""),
    ],
)
def test_overzicht_says_how_much_of_the_whole_kader_is_empty(empty, words):
    answers = [antwoord("geregeld"), antwoord("geregeld", plateau=2), *(antwoord("") for _ in range(empty))]
    assert make_overzicht(answers).empty_sentence == words


@pytest.mark.parametrize(
    ("statuses", "words", "first"),
    [
        ([""] * 10, "Nog tien vragen voor je plan", 0),
        (["deels", "", ""], "Nog twee vragen voor je plan", 1),
        (["deels", ""], "Nog één vraag voor je plan", 1),
        (["deels", "nvt"], "De extra vragen voor je plan", 0),
        ([""] * 13, "Nog 13 vragen voor je plan", 0),
    ],
)
def test_vragen_stand_names_what_is_left(statuses, words, first):
    antwoorden = [AanvullendAntwoord(status=status) for status in statuses]
    stand = VragenStand(antwoorden)
    assert (str(stand), stand.first is antwoorden[first]) == (words, True)


def test_stand_per_status_names_every_status_in_order():
    stand = Stand.of([antwoord("deels"), antwoord("deels"), antwoord("")])
    assert stand.per_status == (
        ("geregeld", "geregeld", 0),
        ("deels", "deels", 2),
        ("in_voorbereiding", "in voorbereiding", 0),
        ("nog_niet", "nog niet", 0),
        ("nvt", "n.v.t.", 0),
        ("", "niet ingevuld", 1),
    )


def test_overzicht_counts_per_thema_and_plateau():
    overzicht = make_overzicht(
        [
            antwoord("geregeld"),
            antwoord("", volgorde=2),
            antwoord("nvt", plateau=2, volgorde=3, thema=SK),
        ]
    )
    found = [(s.thema.code, str(s.stand_1), str(s.stand_2), s.onbeantwoord) for s in overzicht.themas]
    assert found == [
        ("BB", "1 van 2 geregeld", "geen bouwstenen", 1),
        ("SK", "geen bouwstenen", "0 van 1 geregeld, 1 n.v.t.", 0),
    ]
    assert (str(overzicht.plateau_1), str(overzicht.plateau_2)) == ("1 van 2 geregeld", "0 van 1 geregeld, 1 n.v.t.")
    assert overzicht.onbeantwoord == 1


def test_overzicht_counts_a_bouwsteen_at_its_primary_rol_alone():
    overzicht = make_overzicht([antwoord("geregeld", rol=REGISSEUR), antwoord("", rol=BELEIDSMAKER)])
    assert [(rol.code, str(stand)) for rol, stand in overzicht.rollen] == [
        ("beleidsmaker", "0 van 1 geregeld"),
        ("regisseur", "1 van 1 geregeld"),
    ]


def test_overzicht_of_the_real_kader_adds_up(zelfevaluatie):
    overzicht = make_overzicht(antwoorden_of(zelfevaluatie))
    assert {s.thema.code: (s.stand_1.totaal, s.stand_2.totaal) for s in overzicht.themas} == {
        "BB": (3, 0),
        "SV": (3, 3),
        "AB": (4, 2),
        "SK": (3, 2),
        "OH": (3, 0),
    }
    assert {rol.code: stand.totaal for rol, stand in overzicht.rollen} == {
        "signaleerder": 7,
        "beleidsmaker": 8,
        "regisseur": 5,
        "opvang_hulpverlening": 3,
    }
    assert (overzicht.plateau_1.totaal, overzicht.plateau_2.totaal, overzicht.onbeantwoord) == (16, 7, 23)


@pytest.mark.parametrize(
    ("status", "plateau", "expected"),
    [
        ("", 1, True),
        ("nog_niet", 1, True),
        ("in_voorbereiding", 1, True),
        ("deels", 1, True),
        ("geregeld", 1, False),
        ("nvt", 1, False),
        ("", 2, False),
        ("nog_niet", 2, True),
        ("deels", 2, True),
        ("nvt", 2, False),
    ],
)
def test_is_gap(status, plateau, expected):
    assert is_gap(antwoord(status, plateau)) is expected


def test_next_steps_puts_plateau_1_and_what_is_soon_done_first():
    answers = [
        antwoord("deels", plateau=2, volgorde=1),
        antwoord("nog_niet", volgorde=2),
        antwoord("geregeld", volgorde=3),
        antwoord("in_voorbereiding", volgorde=4),
        antwoord("deels", volgorde=5),
        antwoord("", volgorde=6),
        antwoord("nvt", volgorde=7),
        antwoord("deels", volgorde=8),
    ]
    steps = [(a.bouwsteen.plateau, a.status, a.bouwsteen.volgorde) for a in next_steps(answers, count=9)]
    assert steps == [
        (1, "", 6),
        (1, "deels", 5),
        (1, "deels", 8),
        (1, "in_voorbereiding", 4),
        (1, "nog_niet", 2),
        (2, "deels", 1),
    ]


def test_next_steps_gives_three():
    assert len(next_steps([antwoord("deels") for _ in range(5)])) == 3


def test_next_steps_is_empty_when_all_is_arranged():
    assert next_steps([antwoord("geregeld"), antwoord("nvt"), antwoord("", plateau=2)]) == []
