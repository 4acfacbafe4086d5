import pytest
from django.db import IntegrityError, transaction

from aanpak.models import Actie
from kader.models import AanvullendeVraag, Bouwsteen


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "actie_bouwsteen_or_vraag",
            lambda: {"bouwsteen": Bouwsteen.objects.first(), "vraag": AanvullendeVraag.objects.first()},
        ),
        ("actie_costs_not_negative", lambda: {"kosten": -1}),
    ],
)
def test_actie_refuses(gemeente, name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Actie.objects.create(wat="x", ambitie=1, **values())


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("unfinished", {"open", "bezig"}),
        ("ongoing", {"open", "bezig", "doorlopend"}),
        ("told", {"open", "bezig", "doorlopend", "gereed"}),
    ],
)
def test_actie_queryset_selects_by_staat(gemeente, method, expected):
    Actie.objects.bulk_create(Actie(wat="x", ambitie=1, staat=staat) for staat in Actie.Staat.values)
    assert {actie.staat for actie in getattr(Actie.objects, method)()} == expected


def test_what_is_dropped_is_told_when_it_says_why(gemeente):
    Actie.objects.create(wat="x", ambitie=1, staat="vervallen", niet_gedaan="Er is geen locatie.")
    Actie.objects.create(wat="y", ambitie=1, staat="vervallen")
    assert [actie.wat for actie in Actie.objects.told()] == ["x"]


def test_acties_are_ordered_by_ambitie_order_and_date(gemeente):
    for wat, ambitie, volgorde, gereed in [
        ("d", 2, 0, None),
        ("b", 1, 1, "2026-01-01"),
        ("c", 1, 1, None),
        ("a", 1, 0, None),
    ]:
        Actie.objects.create(wat=wat, ambitie=ambitie, volgorde=volgorde, gereed=gereed)
    assert [actie.wat for actie in Actie.objects.all()] == ["a", "b", "c", "d"]
