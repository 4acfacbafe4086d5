"""The help around the Kader as a redacteur edits it; the way to publishing is that of every kind: tests/redactie."""

import pytest
from django.core.management import call_command

from kader.forms import lines_of
from kader.kept import inhoud_of
from kader.models import AanvullendeVraag, Bouwsteen, Deelcriterium, RedactieRevision
from kader.queries import newest_version
from kader.soorten import GONE
from redactie.forms import as_sent
from redactie.models import Voorstel
from redactie.queries import zaak_or_404
from redactie.soorten import SOORTEN, Uitgave, UitgaveFout

BOUWSTEEN, VRAAG = "2021-02.BB-P1-1", "2021-02.DA-1"
CORE = ("code", "tekst", "plateau", "volgorde", "thema_id", "rol_id", "plan_id")


def form_of(sleutel, **changes):
    form = zaak_or_404("kaderhulp", sleutel, None).form()
    values = form.values() | {"reden": ["Duidelijker."]} | {name: [value] for name, value in changes.items()}
    return zaak_or_404("kaderhulp", sleutel, None).form(as_sent(values))


@pytest.fixture
def publish(db, redacteur, bewerker):
    def publish(sleutel, basis=0, **changes):
        form = form_of(sleutel, **changes)
        assert form.is_valid(), form.errors
        said = {"wat": Voorstel.Wat.WIJZIGING, "sleutel": sleutel, "regio": None}
        done = SOORTEN["kaderhulp"].publish(Uitgave(**said, basis=basis, by=redacteur, data=form.cleaned_data))
        Voorstel.objects.create(
            soort="kaderhulp", **said, stand="uitgegeven", nummer=done[1], schrijvers=[bewerker.pk],
            released_by=redacteur.pk, released_at="2026-11-30T12:00Z",
        )  # fmt: skip
        return done

    return publish


def core():
    return list(Bouwsteen.objects.order_by("pk").values(*CORE)), list(AanvullendeVraag.objects.values("code", "vraag"))


def test_list_has_every_bouwsteen_and_every_extra_question_of_what_is_published(db):
    stukken = SOORTEN["kaderhulp"].stukken(None)
    assert len(stukken) == Bouwsteen.objects.count() + AanvullendeVraag.objects.count()
    first = Bouwsteen.objects.order_by("volgorde").first()
    assert (stukken[0].sleutel, stukken[-1].groep) == (f"2021-02.{first.code}", "Kader 2021-02, aanvullende vragen")


def test_help_is_published_and_the_kader_itself_stays_as_it_is(publish):
    before = core()
    changes = {"titel": "Beter", "wie": "wijkteam\npolitie", "voorbeelden": "Een.\nTwee.", "deel_a": "Anders gezegd."}
    assert publish(BOUWSTEEN, **changes, status_deels="Half.") == (BOUWSTEEN, 1)
    row = Bouwsteen.objects.get(code="BB-P1-1")
    assert (row.titel, row.wie, row.voorbeelden, row.statusvoorbeelden["deels"]) == (
        "Beter",
        ["wijkteam", "politie"],
        ["Een.", "Twee."],
        "Half.",
    )
    assert (core(), Deelcriterium.objects.get(code="BB-P1-1.a").tekst) == (before, "Anders gezegd.")
    assert RedactieRevision.objects.filter(code="BB-P1-1").count() == 1


def test_every_process_reads_what_was_published(publish):
    before = inhoud_of(newest_version())
    publish(VRAAG, titel="Beter")
    assert [vraag.titel for vraag in inhoud_of(newest_version()).vragen if vraag.code == "DA-1"] == ["Beter"]
    assert [vraag.titel for vraag in before.vragen if vraag.code == "DA-1"] != ["Beter"]


def test_the_number_goes_up_with_each_publishing(publish):
    publish(BOUWSTEEN, titel="Een")
    assert publish(BOUWSTEEN, basis=1, titel="Twee") == (BOUWSTEEN, 2)
    assert SOORTEN["kaderhulp"].stuk(BOUWSTEEN, None).nummer == 2


def test_loading_the_kader_again_undoes_no_help_of_a_redacteur(publish):
    publish(BOUWSTEEN, titel="Beter", deel_a="Anders gezegd.")
    publish(VRAAG, titel="Beter gevraagd")
    Bouwsteen.objects.filter(code="BB-P1-2").update(titel="Iets ouds")
    call_command("load_kader")
    titels = {row.code: row.titel for row in Bouwsteen.objects.all()}
    assert (titels["BB-P1-1"], titels["BB-P1-2"] != "Iets ouds") == ("Beter", True)
    assert AanvullendeVraag.objects.get(code="DA-1").titel == "Beter gevraagd"
    assert Deelcriterium.objects.get(code="BB-P1-1.a").tekst == "Anders gezegd."


def test_an_extra_question_has_no_examples_and_no_deelcriteria(db):
    names = set(form_of(VRAAG).fields)
    assert {"voorbeelden", "norm", "deel_a"} & names == set()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("voorbeelden", "Een.", "Schrijf 2 tot 3 regels. Dit zijn er 1."),
        ("wie", "a\nb\nc\nd\ne\nf\ng", "Schrijf 1 tot 6 regels. Dit zijn er 7."),
        ("wie", "x" * 201, f"Maak deze regel korter, er passen 200 tekens: {'x' * 60}…"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(db, name, value, fault):
    assert list(form_of(BOUWSTEEN, **{name: value}).errors[name]) == [fault]


def test_empty_lines_are_no_points():
    assert lines_of(" een \n\n  twee\n") == ["een", "twee"]


def test_what_is_not_in_the_kader_is_not_published(db, redacteur):
    uitgave = Uitgave(wat=Voorstel.Wat.WIJZIGING, sleutel="2021-02.XX-P1-1", regio=None, basis=0, by=redacteur)
    with pytest.raises(UitgaveFout) as caught:
        SOORTEN["kaderhulp"].publish(uitgave)
    assert str(caught.value) == GONE
