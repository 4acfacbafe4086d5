"""What acties cost or take elsewhere: never without a source, from – to, kept by the redactie."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from redactie.models import Voorstel
from redactie.soorten import SOORTEN, Uitgave, UitgaveFout
from saving.spread import ORDER
from sjablonen.kengetal_forms import KengetalForm
from sjablonen.models import Kengetal
from tests.pages import fields_of, shown

pytestmark = pytest.mark.django_db
WHAT = {"plek": "SV-P1-1", "omschrijving": "Eén gemeente van 40.000 inwoners", "bron": "Gemeente X, begroting 2026"}
COSTS = {"kosten_van": "4.000", "kosten_tot": "5.500", "kostensoort": "structureel"}
DAY = {"stand_op": "2026-01-01"}


def form(**values):
    return KengetalForm({"reden": "Nieuwe bron", **WHAT, **COSTS, **DAY, **values})


def cleaned(**values):
    sent = form(**values)
    assert sent.is_valid(), sent.errors
    return sent.cleaned_data


def publish(wat=Voorstel.Wat.NIEUW, sleutel="nieuw-1", **values):
    uitgave = Uitgave(wat=wat, sleutel=sleutel, regio=None, basis=0, by=None, data=cleaned(**values), reden="Nieuw")
    return SOORTEN["kengetal"].publish(uitgave)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"bron": " "}, "bron", "Vul dit in."),
        ({"omschrijving": ""}, "omschrijving", "Vul dit in."),
        ({"stand_op": ""}, "stand_op", "Vul dit in."),
        ({"stand_op": "morgen"}, "stand_op", "Vul een datum in, zoals 1-3-2027."),
        (
            {"kosten_van": "", "kosten_tot": ""},
            "kosten_van",
            "Vul een bedrag of een aantal uren in. Weet je geen van beide, dan is er geen kengetal.",
        ),
        ({"kosten_tot": "3.999"}, "kosten_tot", ORDER),
        ({"kostensoort": ""}, "kostensoort", "Kies of deze kosten één keer of elk jaar terugkomen."),
    ],
)
def test_without_a_source_a_day_or_an_amount_it_is_refused(values, field, said):
    sent = form(**values)
    assert sent.errors[field] == [said]


def test_a_day_that_is_still_to_come_is_refused():
    sent = form(stand_op=(timezone.localdate() + timedelta(days=1)).isoformat())
    assert sent.errors["stand_op"] == ["Deze dag komt nog. Vul in van welke dag het bedrag is."]


def test_one_amount_is_the_least_and_the_most():
    sent = form(kosten_van="", kosten_tot="5.500", uren_van="12")
    assert sent.is_valid()
    assert [sent.cleaned_data[name] for name in ("kosten_van", "kosten_tot", "uren_van", "uren_tot")] == [
        *(Decimal(5500), Decimal(5500)),
        *(12, 12),
    ]


def test_the_database_refuses_an_amount_without_a_source():
    whole = {
        "plek": "SV-P1-1",
        "omschrijving": "x",
        "bron": "x",
        "stand_op": date(2026, 1, 1),
        "uren_van": 1,
        "uren_tot": 2,
    }
    for number, wrong in enumerate(
        (
            {"bron": ""},
            {"omschrijving": ""},
            {"uren_van": None, "uren_tot": None},
            {"uren_tot": 0},
            {"kosten_van": 1, "kosten_tot": 2},
        )
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kengetal.objects.create(code=f"x.{number}", **{**whole, **wrong})
    assert Kengetal.objects.create(code="x", **whole).versie == 0


def test_publishing_adds_changes_and_withdraws():
    assert publish() == ("sv-p1-1.1", 1)
    assert publish() == ("sv-p1-1.2", 1)
    assert publish(Voorstel.Wat.WIJZIGING, "sv-p1-1.1", kosten_tot="6.000") == ("sv-p1-1.1", 2)
    assert Kengetal.objects.get(code="sv-p1-1.1").kosten_tot == 6000
    assert publish(Voorstel.Wat.INTREKKEN, "sv-p1-1.2") == ("sv-p1-1.2", 2)
    assert [row.code for row in Kengetal.objects.current()] == ["sv-p1-1.1"]
    assert publish() == ("sv-p1-1.3", 1)
    with pytest.raises(UitgaveFout):
        publish(Voorstel.Wat.WIJZIGING, "sv-p1-1.9")


def test_the_list_of_the_redactie_has_each_with_its_source_and_day():
    publish(uren_van="100", uren_tot="200")
    [stuk] = SOORTEN["kengetal"].stukken(None)
    assert (stuk.sleutel, stuk.naam, stuk.groep, stuk.nummer, stuk.gecontroleerd_op) == (
        *("sv-p1-1.1", WHAT["omschrijving"], "SV-P1-1", 1),
        date(2026, 1, 1),
    )
    printed = " ".join(SOORTEN["kengetal"].preview(cleaned(uren_van="100", uren_tot="200"), None).split())
    assert "€ 4.000 tot € 5.500 (elk jaar), 100 tot 200 uur per jaar" in printed
    assert "Gemeente X, begroting 2026, stand op 1 januari 2026" in printed


def test_two_redacteuren_keep_it_on_the_public_host(browser_of, redacteur, tweede):
    """As every kind of content: without a source it is kept as a concept, and not offered."""
    writer, reader = browser_of(redacteur), browser_of(tweede)
    page = "/redactie/inhoud/kengetal/"
    assert "Kengetallen: uren en kosten van acties" in shown(writer.get(page))
    edit = writer.get(f"{page}toevoegen/")["Location"]
    form = fields_of(writer.get(edit))
    assert (set(KengetalForm.base_fields) - set(form), form["bron"]) == (set(), "")
    first = form | WHAT | COSTS | DAY
    lacking = writer.post(edit, first | {"bron": "", "stap": "bekijken"}, follow=True)
    assert (lacking.status_code, "bron" in lacking.context["form"].errors) == (422, True)
    checked = writer.post(edit, fields_of(writer.get(edit)) | {"bron": WHAT["bron"], "stap": "bekijken"}, follow=True)
    assert "€ 4.000 tot € 5.500 (elk jaar)" in shown(checked)
    assert f"Nieuw: ‘{WHAT['omschrijving']}’" in shown(checked)
    for client, step in ((writer, "aanbieden"), (reader, "uitgeven")):
        client.post(f"{edit}{step}/", {"version": Voorstel.objects.get().version}, follow=True)
    assert [(row.code, row.bron, row.versie) for row in Kengetal.objects.all()] == [("sv-p1-1.1", WHAT["bron"], 1)]
