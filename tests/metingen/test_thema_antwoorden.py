"""Questions of one round beside the Kader: at most five, never how many people, read by two, frozen when it opens."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import VNG
from metingen.actions import erase_withdrawn, store_indiening, withdraw_indiening
from metingen.inhoud import Inhoud
from metingen.models import Groepsantwoord, Indiening, Meetronde, Themavraag
from metingen.publicatie_actions import publish_groepscijfers
from metingen.tables import sheet_of
from metingen.thema_actions import add_themavraag, copy_themavragen
from metingen.thema_forms import field_of
from metingen.thema_queries import counted_of, earlier_themas, group_answers_of, shared_themas
from metingen.verzoek_actions import confirm_act, request_act
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.rounds import make_gemeenten, make_round, url
from tests.metingen.conftest import inhoud_of
from tests.metingen.links import along, make_token, open_page, take
from tests.pages import shown

GOED = {"vraag": "Is er dit jaar geoefend met de meldroute?", "soort": "ja_nee"}


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


@pytest.fixture
def visitor(client_for):
    return client_for(None, gemeente=None)


@pytest.fixture
def vng(db):
    return Gebruiker.objects.get(email=VNG)


@pytest.fixture
def concept(db):
    return make_round(titel="Meting 2027", staat="concept", opened_at=None, periode_van=timezone.localdate())


@pytest.fixture
def ask(medewerker):
    """A function: a question of a round."""

    def add(meetronde, **values):
        row = Themavraag(**{**GOED, **values})
        return add_themavraag(meetronde=meetronde, row=row, by=medewerker)

    return add


def opened(meetronde, asker, second):
    confirm_act(verzoek=request_act(meetronde=meetronde, soort="openen", by=asker), by=second)
    meetronde.refresh_from_db()
    return meetronde


# Answering.


@pytest.mark.parametrize(
    ("soort", "typed", "kept"),
    [
        ("ja_nee", "onbekend", "onbekend"),
        ("keuze", "2", "2"),
        ("jaar", "2024", "2024"),
        ("uren", "1.200", "1200"),
        ("uren", "0", "0"),
        ("geld", "€ 4.500,-", "4500"),
        ("geld", "4.000", "4000"),
        ("geld", "", ""),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(soort, typed, kept):
    assert field_of(Themavraag(vraag="?", soort=soort, keuzes="zelf\nsamen")).clean(typed) == kept


@pytest.mark.parametrize(
    ("soort", "typed"),
    [
        ("ja_nee", "misschien"),
        ("keuze", "3"),
        ("jaar", "24"),
        ("jaar", "tweeduizend"),
        ("uren", "-1"),
        ("uren", "8,5"),
        ("uren", "99999"),
        ("geld", "4.500,50"),
        ("geld", "1e9"),
        ("geld", "9" * 40),
        ("geld", "٤"),
    ],
)
def test_an_answer_that_cannot_be_is_told_in_dutch(soort, typed):
    with pytest.raises(ValidationError) as found:
        field_of(Themavraag(vraag="?", soort=soort, keuzes="zelf\nsamen")).clean(typed)
    assert "Vul" in str(found.value.messages) or "keuze" in str(found.value.messages).lower()


@pytest.mark.parametrize(
    ("soort", "waarde", "words", "counted"),
    [
        ("ja_nee", "onbekend", "weten we niet", "onbekend"),
        ("keuze", "2", "samen", "2"),
        ("jaar", "2021", "2021", "1"),
        ("jaar", "2022", "2022", "2"),
        ("jaar", "2026", "2026", "3"),
        ("uren", "0", "0 uur", "1"),
        ("uren", "8", "8 uur", "3"),
        ("geld", "4999", "4.999 euro", "2"),
        ("geld", "100000", "100.000 euro", "5"),
        ("geld", "", "", ""),
    ],
)
def test_an_answer_in_words_and_as_it_is_counted(meetronde, soort, waarde, words, counted):
    vraag = Themavraag(meetronde=meetronde, vraag="?", soort=soort, keuzes="zelf\nsamen")
    assert (vraag.in_words(waarde), vraag.counted_as(waarde)) == (words, counted)
    assert counted in {"", *(value for value, _ in vraag.counted)}


@pytest.fixture
def asked(concept, ask, medewerker, vng):
    """An open round with one question by name and one for figures of groups alone."""
    ask(concept)
    ask(concept, vraag="Hoeveel euro is er voor opvang?", soort="geld", alleen_groep=True)
    return opened(concept, medewerker, vng)


def store(meetronde, gemeente, by="ja", apart="4500", **values):
    open_vraag, group_vraag = meetronde.themavragen.all()
    themas = shared_themas([open_vraag, group_vraag], {"thema1": by, "thema2": apart})
    inhoud = Inhoud(**{**vars(inhoud_of(gemeente)), "themavragen": themas})
    return store_indiening(
        meetronde=meetronde,
        gemeente=gemeente,
        inhoud=inhoud,
        organisaties=["vng", "comensha"],
        by=None,
        groepsantwoorden={group_vraag.pk: apart},
        **values,
    )


def test_what_is_for_groups_alone_is_nowhere_in_what_is_read_by_name(asked, stad):
    indiening = store(asked, stad)
    assert [each["woorden"] for each in indiening.inhoud["themavragen"]] == ["ja"]
    assert "4500" not in str([str(getattr(indiening, field.attname)) for field in indiening._meta.fields])
    assert group_answers_of(indiening) == [("Hoeveel euro is er voor opvang?", "4.500 euro")]


@pytest.mark.parametrize("role", ["vng", "comensha", "vng_comensha"])
def test_no_role_of_staff_can_read_it(asked, stad, role):
    store(asked, stad)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (database,) = cursor.fetchone()
        cursor.execute(
            "SELECT has_table_privilege(%s, 'public.metingen_groepsantwoord', 'SELECT')", [f"{database}_{role}"]
        )
        assert cursor.fetchone() == (False,)


def test_a_gemeente_sees_its_own_alone(asked, stad, dijk):
    for gemeente, apart in ((stad, "4500"), (dijk, "9000")):
        store(asked, gemeente, apart=apart)
    with in_gemeente(stad):
        assert sorted(Groepsantwoord.objects.values_list("waarde", flat=True)) == ["4500", "ja"]


def test_named_page_of_staff_shows_the_one_and_not_the_other(asked, stad, client_for, medewerker):
    store(asked, stad)
    page = shown(client_for(medewerker, gemeente=None).get(f"/land/gemeente/{stad.code}/"))
    assert ("geoefend met de meldroute? (niet in het Kader)" in page, "4.500" in page, "opvang?" in page) == (
        True,
        False,
        False,
    )


def test_it_is_frozen_and_goes_with_what_was_withdrawn(asked, stad, medewerker):
    indiening = store(asked, stad)
    for change in (lambda: Groepsantwoord.objects.update(waarde="1"), lambda: Groepsantwoord.objects.all().delete()):
        with pytest.raises(IntegrityError, match="kan niet meer veranderen"), transaction.atomic():
            change()
    withdraw_indiening(indiening=indiening, by=medewerker.pk)
    assert erase_withdrawn() == 0
    with connection.cursor() as cursor:  # as it was written a month ago
        cursor.execute("SELECT count(*) FROM metingen_groepsantwoord")
        assert cursor.fetchone() == (2,)


def test_all_of_it_counts_in_groepscijfers(asked):
    gemeenten = make_gemeenten(3)
    for gemeente, by, apart in zip(gemeenten, ["ja", "nee", ""], ["0", "30000", ""], strict=True):
        store(asked, gemeente, by=by, apart=apart)
    found = counted_of(asked, Indiening.objects.values_list("pk", flat=True))
    assert sorted((each["thema1"], each["thema2"]) for each in found.values()) == [
        ("ja", "1"),
        ("nee", "4"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_counting_costs_a_fixed_number_of_queries(asked, django_assert_num_queries, count):
    for gemeente in make_gemeenten(count):
        store(asked, gemeente)
    keys = list(Indiening.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):
        assert len(counted_of(asked, keys)) == count


# The next year.


def test_the_next_round_takes_them_over_and_finds_the_answers(asked, stad, client, medewerker):
    store(asked, stad)
    Meetronde.objects.update(staat="gesloten")
    later = make_round(titel="Meting 2028", staat="concept", periode_van=timezone.localdate() + timedelta(days=1))
    assert "Vragen van de vorige meetronde" in shown(client.get(url(later, "vragen/")))
    said = client.post(url(later, "vragen/overnemen/"), follow=True)
    assert "2 vragen zijn overgenomen." in shown(said)
    assert copy_themavragen(meetronde=later, by=medewerker) == 0
    with in_gemeente(stad):
        assert earlier_themas(later, stad) == {"thema1": "ja", "thema2": "4500"}


def test_a_one_time_link_begins_with_the_answers_of_the_round_before(asked, ask, medewerker, vng, visitor):
    """And with those of nobody else; what was typed since, or shared in this round, comes first."""
    waard, recht = (Gemeente.objects.get(slug=slug) for slug in ("voorbeeldwaard", "voorbeeldrecht"))
    store(asked, waard)
    Meetronde.objects.update(staat="gesloten", periode_van=timezone.localdate() - timedelta(days=400))
    later = make_round(titel="Meting 2028", staat="concept")
    copy_themavragen(meetronde=later, by=medewerker)
    opened(later, medewerker, vng)
    tokens = [make_token(later, gemeente, medewerker) for gemeente in (waard, recht)]
    mine, theirs = (open_page(visitor, token) for token in tokens)
    assert [page.context["form"].initial for page in (mine, theirs)] == [{"thema1": "ja", "thema2": "4500"}, {}]
    assert [page.text.count("Klopt het nog?") for page in (mine, theirs)] == [2, 0]
    take(visitor, tokens[0], "bewaren", data={"thema1": "nee", "thema2": ""}, **along(mine))
    again = open_page(visitor, tokens[0])
    assert (again.context["form"]["thema1"].value(), again.text.count("Klopt het nog?")) == ("nee", 0)


def test_a_choice_is_found_by_its_words(concept, ask, medewerker, vng, stad):
    vraag = ask(concept, vraag="Wie traint jullie?", soort="keuze", keuzes="de regio\nwij zelf")
    opened(concept, medewerker, vng)
    inhoud = Inhoud(**{**vars(inhoud_of(stad)), "themavragen": shared_themas([vraag], {"thema1": "2"})})
    store_indiening(meetronde=concept, gemeente=stad, inhoud=inhoud, by=None)
    Meetronde.objects.update(staat="gesloten")
    later = make_round(staat="concept")
    ask(later, vraag="Wie traint jullie?", soort="keuze", keuzes="wij zelf\nniemand\nde regio", vorige=vraag)
    ask(later, vraag="Wie traint jullie?", soort="keuze", keuzes="niemand\nde regio", vorige=vraag)
    with in_gemeente(stad):
        assert earlier_themas(later, stad) == {"thema1": "1"}


def test_published_figures_name_the_question_and_count_what_is_for_groups_alone(asked, visitor):
    """Thirty of ten thousand euro or more, and nobody by name; on the page and in the file."""
    for gemeente in make_gemeenten(30):
        store(asked, gemeente, apart="30000" if gemeente.code < "GM9518" else "100")
    Meetronde.objects.update(staat="gesloten", closed_at=timezone.now())
    publicatie = publish_groepscijfers(meetronde=asked, by=None)
    page = shown(visitor.get(f"/cijfers/{publicatie.pk}/"))
    rows = {each.waarde: each.aantal for each in publicatie.groepscijfers.filter(soort="land", onderwerp="thema2")}
    sheet = sheet_of(publicatie)
    told = {(row[2], row[3]): row[4] for row in sheet.rows if row[1].startswith("alle")}
    question = "Hoeveel euro is er voor opvang? (niet in het Kader)"
    assert question in page
    assert {waarde: aantal for waarde, aantal in rows.items() if aantal} == {"2": 10, "4": 20}
    assert told[question, "25.000 tot 100.000 euro"] == 20
