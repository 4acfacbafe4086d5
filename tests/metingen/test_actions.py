"""What the database keeps of an Indiening, whatever our Python does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import email_of
from metingen.actions import IndieningFout, erase_withdrawn, store_indiening, withdraw_indiening
from metingen.models import Indiening, IndieningAntwoord, Inzage, Meetronde, Toezegging
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tests.metingen.conftest import inhoud_of, long_withdrawn

FROZEN = "kan niet meer veranderen"


@pytest.fixture
def by(dijk):
    return Gebruiker.objects.get(email=email_of("bewerker", dijk)).pk


@pytest.fixture
def stored(dijk, meetronde, by):
    with in_gemeente(dijk):
        return store_indiening(meetronde=meetronde, gemeente=dijk, inhoud=inhoud_of(dijk), organisaties=["vng"], by=by)


def again(gemeente, meetronde, by, **changes):
    with in_gemeente(gemeente):
        return store_indiening(
            meetronde=meetronde, gemeente=gemeente, inhoud=inhoud_of(gemeente, "Anders."), by=by, **changes
        )


def states():
    return list(Indiening.objects.order_by("nummer").values_list("nummer", "staat"))


def test_stored_has_columns_and_rows_that_say_the_same(stored):
    assert (stored.naam, stored.grootteklasse, stored.provincie) == ("Voorbeelddijk", "tot_20", "PV20")
    assert (stored.veiligheidsregio, stored.beleidsplan, stored.beleidsplan_geldig_tot) == (
        "VR01",
        "eigen",
        date(2029, 1, 1),
    )
    assert (stored.aandachtsfunctionaris_uren, stored.zorgcoordinatie) == (12, "nee")
    assert stored.antwoorden.filter(status="geregeld", organisatieniveau=["zelf"]).count() == 23


def test_a_new_one_replaces_the_old_in_the_same_round_alone(stored, dijk, meetronde, by):
    Meetronde.objects.update(staat="gesloten")
    other = Meetronde.objects.create(
        **{
            name: getattr(meetronde, name)
            for name in ("kaderversie", "doel", "periode_van", "periode_tot", "peildatum")
        },
        titel="Later",
        voorbeeld=True,
        staat="open",
    )
    again(dijk, other, by)
    again(dijk, other, by)
    assert states() == [(1, "geldig"), (2, "vervangen"), (3, "geldig")]


def test_a_round_that_is_not_open_takes_nothing(stored, dijk, meetronde, by):
    for staat, reason in (("concept", "nog niet open"), ("gesloten", "gesloten")):
        Meetronde.objects.update(staat=staat)
        with pytest.raises(IndieningFout, match=reason):
            again(dijk, meetronde, by)
    assert states() == [(1, "geldig")]


def test_without_a_round_it_is_for_a_regio_alone(dijk, by):
    with pytest.raises(IntegrityError, match="indiening_without_round_for_regio"), transaction.atomic():
        again(dijk, None, by, organisaties=["vng"])


@pytest.mark.parametrize(
    "change",
    [
        {"inhoud": {}},
        {"sha256": "0" * 64},
        {"organisaties": ["vng", "comensha"]},
        {"begroting": "nee"},
        {"mandaat_functie": "raad"},
        {"ingediend_at": "2026-01-01T00:00Z"},
        {"nummer": 9},
        {"erased_at": "2026-01-01T00:00Z", "inhoud": None},
    ],
    ids=str,
)
@pytest.mark.parametrize("as_platform", [True, False])
def test_what_is_submitted_cannot_change(stored, dijk, change, as_platform):
    if not as_platform:
        connection.set_tenant(dijk)
    with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
        Indiening.objects.update(**change)


def test_what_is_replaced_does_not_come_back(stored, dijk, meetronde, by):
    again(dijk, meetronde, by)
    with in_gemeente(dijk), pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
        Indiening.objects.filter(nummer=1).update(staat="geldig")


def test_what_is_withdrawn_does_not_come_back(stored, dijk, by):
    with in_gemeente(dijk):
        withdraw_indiening(indiening=stored, by=by)
        with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
            Indiening.objects.update(staat="geldig", ingetrokken_at=None, ingetrokken_by=None)


def test_the_moment_of_withdrawal_cannot_be_moved(stored, dijk, by):
    with in_gemeente(dijk):
        withdraw_indiening(indiening=stored, by=by)
        with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
            Indiening.objects.update(ingetrokken_at=timezone.now() - timedelta(days=40))


def test_answers_of_an_indiening_cannot_change_nor_go(stored):
    with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
        IndieningAntwoord.objects.update(status="nog_niet")
    with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
        IndieningAntwoord.objects.all()._raw_delete("default")


@pytest.mark.parametrize("model", [Indiening, IndieningAntwoord, Inzage])
def test_a_gemeente_deletes_nothing(stored, dijk, model):
    with in_gemeente(dijk), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_withdrawing_takes_back_what_it_replaced_too(stored, dijk, meetronde, by):
    current = again(dijk, meetronde, by)
    with in_gemeente(dijk):
        withdraw_indiening(indiening=current, by=by)
    assert states() == [(1, "ingetrokken"), (2, "ingetrokken")]
    assert list(Indiening.objects.current()) == []


def test_only_the_current_one_can_be_withdrawn(stored, dijk, meetronde, by):
    again(dijk, meetronde, by)
    with in_gemeente(dijk), pytest.raises(IndieningFout, match="al ingetrokken of vervangen"):
        withdraw_indiening(indiening=stored, by=by)


@pytest.mark.parametrize(("days", "erased"), [(29, 0), (31, 1)])
def test_what_was_withdrawn_is_erased_after_thirty_days(dijk, meetronde, days, erased):
    old = long_withdrawn(gemeente=dijk, meetronde=meetronde, inhoud=inhoud_of(dijk), days=days)
    assert (erase_withdrawn(), erase_withdrawn()) == (erased, 0)
    kept = Indiening.objects.get(pk=old.pk)
    assert (kept.inhoud is None, kept.antwoorden.count()) == (bool(erased), 0 if erased else 23)


def test_of_what_is_erased_number_hash_dates_and_whom_stay(dijk, meetronde):
    old = long_withdrawn(gemeente=dijk, meetronde=meetronde, inhoud=inhoud_of(dijk), days=31)
    erase_withdrawn()
    kept = Indiening.objects.values().get(pk=old.pk)
    empty = [name for name, value in kept.items() if value in (None, "", [])]
    assert {name: kept[name] for name in ("nummer", "sha256", "ingediend_at", "ingetrokken_at", "organisaties")} == {
        "nummer": 7,
        "sha256": old.sha256,
        "ingediend_at": old.ingediend_at,
        "ingetrokken_at": old.ingetrokken_at,
        "organisaties": ["vng"],
    }
    assert sorted(set(empty) - {"regios", "ingediend_by_id", "ingetrokken_by_id"}) == [
        "aandachtsfunctionaris",
        "aandachtsfunctionaris_uren",
        "antwoordlink_by",
        "antwoordlink_organisatie",
        "begroting",
        "beleidsplan",
        "beleidsplan_geldig_tot",
        "grootteklasse",
        "ingediend_by",
        "ingetrokken_by",
        "inhoud",
        "inwoners",
        "mandaat_functie",
        "naam",
        "provincie",
        "veiligheidsregio",
        "zorgcoordinatie",
    ]


# Two gemeenten: neither sees or touches what the other shared.


@pytest.fixture
def of_both(stored, stad, meetronde):
    with in_gemeente(stad):
        store_indiening(meetronde=meetronde, gemeente=stad, inhoud=inhoud_of(stad, "KANARIE"), by=stored.ingediend_by)
    for gemeente in (stored.gemeente, stad):
        Toezegging.objects.create(meetronde=meetronde, gemeente=gemeente)
        Inzage.objects.create(organisatie="vng", gemeente=gemeente, wat="x", created_by=stored.ingediend_by)
    Inzage.objects.create(organisatie="vng", wat="alle", created_by=stored.ingediend_by)


def test_a_gemeente_sees_its_own_alone(of_both, dijk, stad):
    for gemeente in (dijk, stad):
        with in_gemeente(gemeente):
            for model in (Indiening, IndieningAntwoord, Toezegging):
                assert set(model.objects.values_list("gemeente", flat=True)) == {gemeente.pk}
            assert set(Inzage.objects.values_list("gemeente", flat=True)) == {gemeente.pk, None}


def test_a_gemeente_cannot_submit_or_promise_for_another(of_both, dijk, stad, meetronde, by):
    data = inhoud_of(stad).to_json()
    forged = {"nummer": 9, "formaat": 1, "inhoud": data, "sha256": sha256_of(data), "ingediend_at": timezone.now()}
    with in_gemeente(dijk):
        for model, values in ((Indiening, forged), (Toezegging, {})):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                model.objects.create(gemeente=stad, meetronde=meetronde, **values)


def test_a_gemeente_cannot_withdraw_for_another(of_both, dijk, stad):
    with in_gemeente(dijk):
        assert Indiening.objects.filter(gemeente=stad).update(staat="ingetrokken", ingetrokken_at=timezone.now()) == 0
        assert Toezegging.objects.filter(gemeente=stad).delete()[0] == 0


@pytest.mark.parametrize("table", ["metingen_antwoordlink", "metingen_publicatie", "metingen_meetronde"])
def test_a_gemeente_writes_nothing_of_a_round(dijk, table):
    with in_gemeente(dijk), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute(f"DELETE FROM {table}")
