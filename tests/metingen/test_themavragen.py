"""Questions of one round beside the Kader: at most five, never how many people, read by two, frozen when it opens."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import VNG
from metingen.meetronde_actions import MeetrondeFout, MeetrondeOpened
from metingen.models import Meetronde, Rondeverzoek, Themavraag
from metingen.thema_actions import FULL, add_themavraag, delete_themavraag
from metingen.thema_rules import NO_COUNTS, against
from metingen.verzoek_actions import confirm_act, request_act
from tests.builders.rounds import confirm, make_round, url
from tests.pages import fields_of, shown

GOED = {"vraag": "Is er dit jaar geoefend met de meldroute?", "soort": "ja_nee"}


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


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


# What may be asked.


@pytest.mark.parametrize(
    "vraag",
    [
        "Hoeveel slachtoffers zijn er dit jaar gemeld?",
        "Wat is het aantal meldingen van mensenhandel?",
        "Hoe vaak kwam er een signaal binnen?",
        "Welk aantal van de minderjarige slachtoffers kreeg opvang?",
        "Slachtoffers in beeld: hoeveel waren dat er?",
        "Hoeveel arbeidsmigranten en andere mensen zijn benaderd?",
        "HOEVEEL VERDACHTEN?",
        "Percentage cliënten met een plan",
    ],
)
def test_counts_of_people_are_turned_away(vraag):
    assert against(vraag=vraag, uitleg="", soort="ja_nee", lines=[]) == {"vraag": NO_COUNTS}


@pytest.mark.parametrize(
    ("vraag", "soort"),
    [
        ("Is er opvang voor slachtoffers geregeld?", "ja_nee"),
        ("Hoeveel uur per week is er voor hulp aan slachtoffers?", "uren"),
        ("Hoeveel euro besteden jullie aan opvang van slachtoffers?", "geld"),
        ("Sinds welk jaar is er een meldroute voor signalen?", "jaar"),
        ("Hoe worden medewerkers getraind?", "keuze"),
    ],
)
def test_what_is_no_count_of_people_may_be_asked(vraag, soort):
    assert against(vraag=vraag, uitleg="", soort=soort, lines=["via de regio", "zelf"]) == {}


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"vraag": "Hoeveel slachtoffers waren er?"}, ["vraag"]),
        ({"uitleg": "Noem het aantal meldingen."}, ["uitleg"]),
        ({"vraag": "Kregen slachtoffers hulp?", "soort": "keuze", "keuzes": "1 tot 5\nmeer dan 5"}, ["keuzes"]),
        ({"soort": "keuze", "keuzes": "één slachtoffer\nmeer slachtoffers"}, ["keuzes"]),
        ({"soort": "keuze", "keuzes": "een"}, ["keuzes"]),
        ({"soort": "keuze", "keuzes": "\n".join(f"keuze {letter}" for letter in "abcdefghi")}, ["keuzes"]),
        ({"soort": "keuze", "keuzes": "zelf\nZelf"}, ["keuzes"]),
        ({"soort": "keuze", "keuzes": f"zelf\n{'x' * 61}"}, ["keuzes"]),
        ({"soort": "keuze"}, ["keuzes"]),
        ({"keuzes": "zelf\nsamen"}, ["keuzes"]),
        ({"soort": "uren"}, ["vraag"]),
        ({"soort": "geld"}, ["vraag"]),
        ({"soort": "jaar", "vraag": "Is er een meldroute?"}, ["vraag"]),
        ({"soort": "aantal"}, ["soort"]),
        ({"soort": ""}, ["soort"]),
        ({"vraag": ""}, ["vraag"]),
        ({"vraag": "x" * 201}, ["vraag"]),
        ({"vraag": "a\0b"}, ["vraag"]),
        ({"version": "-1"}, ["version"]),
    ],
    ids=str,
)
def test_a_question_that_cannot_be_is_told_and_kept(client, concept, sent, fields):
    answer = client.post(url(concept, "vragen/nieuw/"), {**GOED, "version": "0", **sent})
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, sorted(fields))
    assert "Enter a" not in answer.text
    assert Themavraag.objects.count() == 0


def test_a_question_is_made_changed_and_deleted(client, concept):
    page = client.get(url(concept, "vragen/nieuw/"))
    sent = {**fields_of(page), **GOED, "uitleg": "Oefenen helpt.", "alleen_groep": "on"}
    for _ in range(2):  # sent twice it is one
        client.post(url(concept, "vragen/nieuw/"), sent)
    vraag = Themavraag.objects.get()
    assert (vraag.nummer, vraag.version, vraag.alleen_groep) == (1, 1, True)
    page = shown(client.get(url(concept, "vragen/")))
    assert "niet in het Kader; alleen als groepscijfer" in page
    path = url(concept, f"vragen/{vraag.pk}/")
    client.post(path, {**fields_of(client.get(path)), "vraag": "Is er een oefening geweest?"})
    vraag.refresh_from_db()
    assert (vraag.vraag, vraag.version) == ("Is er een oefening geweest?", 2)
    (entry,) = client.get(f"{path}eerder/").context["history"].entries
    assert entry.values[0] == ("Vraag", "Is er een oefening geweest?")
    client.post(f"{path}verwijderen/")
    assert Themavraag.objects.count() == 0


def test_there_are_at_most_five(client, concept, ask, medewerker):
    for _ in range(5):
        ask(concept)
    with pytest.raises(MeetrondeFout, match=FULL):
        ask(concept)
    answer = client.post(url(concept, "vragen/nieuw/"), {**GOED, "version": "0"})
    assert (answer.status_code, FULL in shown(answer)) == (409, True)
    delete_themavraag(themavraag=concept.themavragen.get(nummer=2))
    assert ask(concept).nummer == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Themavraag.objects.create(meetronde=concept, nummer=6, **GOED)


def test_who_may_only_look_writes_no_question(client_for, adviseur_vng, concept, ask):
    vraag, browser = ask(concept), client_for(adviseur_vng, gemeente=None)
    paths = [url(concept, "vragen/nieuw/"), url(concept, f"vragen/{vraag.pk}/"), url(concept, "vragen/overnemen/")]
    assert [browser.post(path).status_code for path in paths] == [403] * 3
    assert browser.get(url(concept, "vragen/")).status_code == 200


def test_who_types_in_a_question_that_is_deleted_keeps_the_text(client, second, concept, ask):
    vraag = ask(concept)
    path = url(concept, f"vragen/{vraag.pk}/")
    sent = {**fields_of(client.get(path)), "vraag": "Zijn er afspraken met de regio?"}
    second.post(f"{path}verwijderen/")
    answer = client.post(path, sent)
    assert (answer.status_code, "Zijn er afspraken met de regio?" in answer.text) == (409, True)
    assert f'action="{url(concept, "vragen/nieuw/")}"' in answer.text
    Meetronde.objects.all().delete()
    assert client.post(url(concept, "vragen/nieuw/"), {**GOED, "version": "0"}).status_code == 404
    assert client.get(path).status_code == 404


# The second reader, and what does not change any more.


def test_who_opens_has_to_say_that_she_read_them(client, second, concept, ask):
    ask(concept)
    answer = client.post(url(concept, "openen/"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["gelezen"])
    client.post(url(concept, "openen/"), {"gelezen": "on"})
    assert "Is er dit jaar geoefend" in shown(second.get(url(concept, "openen/")))
    verzoek = Rondeverzoek.objects.get()
    assert "Lees eerst de eigen vragen" in shown(confirm(second))
    assert Meetronde.objects.get().staat == "concept"
    second.post(f"/meetrondes/verzoek/{verzoek.pk}/bevestigen/", {"gelezen": "on"})
    assert Meetronde.objects.get().staat == "open"


@pytest.mark.parametrize("writer_asks", [True, False])
def test_each_question_has_a_reader_who_did_not_write_it(concept, ask, medewerker, vng, writer_asks):
    vraag = ask(concept)
    pair = (medewerker, vng) if writer_asks else (vng, medewerker)
    opened(concept, *pair)
    vraag.refresh_from_db()
    assert (vraag.updated_by, vraag.gelezen_by) == (medewerker.pk, vng.pk)


def test_the_store_opens_nothing_that_nobody_else_read(concept, ask, medewerker):
    vraag = ask(concept)
    with pytest.raises(IntegrityError, match="nog niet gelezen"), transaction.atomic():
        Meetronde.objects.filter(pk=concept.pk).update(staat="open")
    with pytest.raises(IntegrityError, match="themavraag_second_reader"), transaction.atomic():
        Themavraag.objects.filter(pk=vraag.pk).update(gelezen_by=medewerker.pk)


def test_a_change_takes_back_the_request_to_open(concept, ask, medewerker, vng):
    ask(concept)
    verzoek = request_act(meetronde=concept, soort="openen", by=vng)
    ask(concept, vraag="Zijn er afspraken met de regio?")
    verzoek.refresh_from_db()
    assert verzoek.staat == "ingetrokken"


def test_a_question_does_not_change_once_its_round_opened(client, concept, ask, medewerker, vng):
    vraag = ask(concept)
    opened(concept, medewerker, vng)
    with pytest.raises(MeetrondeOpened):
        ask(concept)
    path = url(concept, f"vragen/{vraag.pk}/")
    answer = client.post(path, {**GOED, "version": "1", "vraag": "Is dit een andere vraag?"})
    assert (answer.status_code, "Is dit een andere vraag?" in answer.text) == (409, True)
    client.post(f"{path}verwijderen/")
    for change in (
        lambda: Themavraag.objects.update(vraag="Anders"),
        lambda: Themavraag.objects.all().delete(),
        lambda: Themavraag.objects.create(meetronde=concept, nummer=5, **GOED),
    ):
        with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
            change()
    assert Themavraag.objects.get().vraag == GOED["vraag"]
