import pytest

from kader import schema
from kader.actions import KaderGewijzigd, load_kader
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, Omzetting
from kader.omzetting import joined, step_between
from kader.queries import newest_version
from tests.builders.kader import data, load_next


def changed(change):
    found = data()
    change(found)
    return schema.KaderBestand.model_validate(found)


def rows(found):
    return found["omzetting"]["bouwstenen"]


@pytest.fixture
def step(db):
    old = newest_version()
    return step_between(old, load_next())


def test_step_says_of_each_new_code_where_it_comes_from(step):
    asked = ("BB-P1-1", "BB-P1-2", "SK-P1-4", "SK-P1-2", "AB-P1-5", "SV-P1-4", "OH-P1-1", "SV-P1-3", "AB-P1-3")
    assert {code: (str(step.soort(code)), step.sources[code]) for code in asked} == {
        "BB-P1-1": ("ongewijzigd", ("BB-P1-1",)),
        "BB-P1-2": ("hernoemd", ("BB-P1-2",)),
        "SK-P1-4": ("hernoemd", ("SK-P1-2",)),
        "SK-P1-2": ("nieuw", ()),
        "AB-P1-5": ("hernoemd", ("AB-P2-2",)),
        "SV-P1-4": ("gesplitst", ("SV-P1-1",)),
        "OH-P1-1": ("samengevoegd", ("OH-P1-1", "OH-P1-2")),
        "SV-P1-3": ("samengevoegd", ("AB-P1-3", "SV-P1-3")),
        "AB-P1-3": ("gesplitst", ("AB-P1-3",)),
    }
    assert step.dropped == ("DA-7", "SV-P2-2", "SV-P2-3")


def test_step_names_every_code_of_both_versions(step):
    for model in (Bouwsteen, AanvullendeVraag):
        old, new = (
            set(model.objects.filter(kaderversie=k).values_list("code", flat=True)) for k in (step.van, step.naar)
        )
        assert (old <= set(step.heirs), new <= set(step.sources)) == (True, True)


def test_step_back_is_none(step):
    with pytest.raises(KaderVersie.DoesNotExist):
        step_between(step.naar, step.van)


def test_joined_takes_two_steps_as_one():
    first = [
        ("A", "A", "ongewijzigd"),
        ("B", "B", "ongewijzigd"),
        ("C", "D", "hernoemd"),
        ("", "E", "nieuw"),
        ("F", "", "vervallen"),
    ]
    second = [
        ("A", "A", "ongewijzigd"),
        ("B", "X", "gesplitst"),
        ("B", "Y", "gesplitst"),
        ("D", "", "vervallen"),
        ("E", "E", "ongewijzigd"),
        ("", "Z", "nieuw"),
    ]
    assert sorted(joined(first, second)) == [
        ("", "E", "nieuw"),
        ("", "Z", "nieuw"),
        ("A", "A", "ongewijzigd"),
        ("B", "X", "hernoemd"),
        ("B", "Y", "hernoemd"),
        ("C", "", "vervallen"),
        ("F", "", "vervallen"),
    ]


def test_load_kader_remembers_what_is_only_renamed(step):
    codes = ("AB-P1-4", "SK-P1-4", "SK-P1-2", "OH-P1-1", "SV-P1-4")
    found = Bouwsteen.objects.filter(kaderversie=step.naar, code__in=codes).values_list("code", "oorsprong")
    assert dict(found) == {"AB-P1-4": "AB-P1-4", "SK-P1-4": "SK-P1-2", "SK-P1-2": "", "OH-P1-1": "", "SV-P1-4": ""}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda d: d.update(omzetting=None), "omzetting: ontbreekt; zeg wat er van elke code van 2021-02 is geworden"),
        (
            lambda d: d["omzetting"].update(van_versie="2026-01"),
            "van_versie: 2026-01 is geen eerdere versie die al is geladen",
        ),
        (lambda d: rows(d).pop(0), "bouwstenen: BB-P1-1 van 2021-02 staat er niet in"),
        (lambda d: rows(d).pop(0), "bouwstenen: BB-P1-1 van 2027-01 staat er niet in"),
        (
            lambda d: rows(d)[0].update(naar=["BB-P1-9"]),
            "bouwstenen > ongewijzigd BB-P1-1, BB-P1-9: BB-P1-9 bestaat niet in 2027-01",
        ),
        (
            lambda d: rows(d)[0].update(van=["BB-P1-9"]),
            "bouwstenen > ongewijzigd BB-P1-9, BB-P1-1: BB-P1-9 bestaat niet in 2021-02",
        ),
        (
            lambda d: rows(d)[0].update(soort="gesplitst"),
            "bouwstenen > gesplitst BB-P1-1, BB-P1-1: bij naar horen ten minste 2 codes",
        ),
        (
            lambda d: rows(d)[0].update(soort="vervallen"),
            "bouwstenen > vervallen BB-P1-1, BB-P1-1: bij naar hoort geen code",
        ),
        (
            lambda d: rows(d)[13].update(soort="ongewijzigd"),
            "bouwstenen > ongewijzigd BB-P1-2, BB-P1-2: code of tekst is anders dan in 2021-02; dan is het ‘hernoemd’",
        ),
        (
            lambda d: rows(d).append({"soort": "vervallen", "van": ["BB-P1-1"], "naar": []}),
            "bouwstenen: BB-P1-1 van 2021-02 staat in meer regels (ongewijzigd, vervallen)",
        ),
        (
            lambda d: rows(d)[17].update(naar=["SV-P1-1", "SV-P1-1", "SV-P1-4"]),
            "bouwstenen > gesplitst SV-P1-1, SV-P1-1, SV-P1-1, SV-P1-4: SV-P1-1 staat er tweemaal in",
        ),
        (lambda d: d["omzetting"]["vragen"].pop(0), "vragen: DA-1 van 2021-02 staat er niet in"),
    ],
)
def test_load_kader_says_what_is_wrong_with_a_mapping(db, change, problem):
    with pytest.raises(schema.KaderFout) as caught:
        load_kader(bestand=changed(change))
    said = str(caught.value).replace("omzetting > ", "").split("\n- ")
    assert problem in said
    assert KaderVersie.objects.count() == 1


def test_load_kader_may_change_all_of_what_is_not_published(db):
    load_next(published=False)

    def other(found):
        found["themas"][0]["bouwstenen"][1]["tekst"] = "Verzonnen: iets anders."
        rows(found)[13]["soort"] = "hernoemd"

    kader = load_kader(bestand=changed(other))
    assert kader.bouwstenen.get(code="BB-P1-2").tekst == "Verzonnen: iets anders."


def test_load_kader_keeps_the_mapping_of_what_is_published(db):
    load_next()

    def other(found):
        rows(found)[12]["soort"] = "hernoemd"

    with pytest.raises(KaderGewijzigd) as caught:
        load_kader(bestand=changed(other))
    assert caught.value.differences == [
        "omzetting OH-P1-3 → OH-P1-3: hernoemd",
        "omzetting OH-P1-3 → OH-P1-3: ongewijzigd",
    ]
    assert Omzetting.objects.filter(van="OH-P1-3").values_list("soort", flat=True).get() == "ongewijzigd"


def test_load_kader_again_leaves_the_same_mapping(db):
    load_next()
    before = list(Omzetting.objects.values_list("van", "naar", "soort"))
    load_next()
    assert list(Omzetting.objects.values_list("van", "naar", "soort")) == before
