"""Every form that saves on top of a version, in every case in which a text could be lost or get another's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings

from aanpak.models import Actie, Cijfer, Indicator, InstrumentKeuze, Routestap, VormKeuze
from accounts.models import Gebruiker, Toegang
from accounts.permissions import Beheerder, Bewerker
from demo.people import VNG
from indienen.models import Voorbereiding
from metingen.models import Meetronde, Themavraag
from reports.keuzes.scenarios.models import Raming, Scenarios
from reports.models import Archief, Evaluatie, Huisstijl, Keuzes, LokalePassage, Samenvatting
from saving.models import Versioned
from saving.rows import create_row, save_row
from tests.builders.plans import adopted_plan
from tests.builders.rounds import make_round
from tests.pages import fields_of, shown
from tests.reports.conftest import as_platform
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie


@dataclass(frozen=True)
class Kind:
    """`both` is a field that two people write (name in the page, mine, hers), `alone` one that I alone write, where
    there is another."""

    page: str  # with {pk} of the row
    both: tuple[str, str, str]
    alone: tuple[str, str] | None
    model: type[Versioned]
    find: Mapping[str, str] = field(default_factory=dict)  # the row, where there are more
    save: str = ""  # where it is sent to, when that is not the page
    make: Callable[[Any], Any] | None = None  # the row, where there is none yet
    delete: str = ""
    add: str = ""  # the page of a form that makes one
    new: tuple[tuple[str, str], ...] = ()  # what it needs beside `both`
    public: bool = False
    beheer: bool = False  # of beheerders alone: the other is made one too
    before: Callable[[], Any] | None = None  # what must be there, on the public schema
    first: str = ""  # the field that the choice is named after, when `both` is bound to it

    def row(self) -> Any:
        """As it is in the database."""
        return self.model._default_manager.get(**self.find)


def make_concept() -> Meetronde:
    """Not kept yet."""
    made = make_round(staat=Meetronde.Staat.CONCEPT, opened_at=None)
    Meetronde.objects.filter(pk=made.pk).delete()
    return made


def make_themavraag(by: Gebruiker) -> Themavraag:
    meetronde = make_round(staat=Meetronde.Staat.CONCEPT, opened_at=None)
    row = Themavraag(meetronde=meetronde, nummer=1, vraag="Is er geoefend?", soort="ja_nee")
    return create_row(row=row, by=by)


def not_for_us(by: Gebruiker) -> Any:
    values = {"status": "nvt", "nvt_reden": "Eerst."}
    return save_row(row=Antwoord.objects.get(bouwsteen__code="BB-P1-1"), values=values, version=0, by=by).row


def make_evaluatie(by: Gebruiker) -> Evaluatie:
    adopted_plan(by=by)
    return create_row(row=Evaluatie(jaar=2026, conclusie="Eerst."), by=by)


KINDS = {
    "antwoord": Kind(
        "/zelfevaluatie/BB-P1-1/",
        ("plan_zin", "Mijn zin.", "Haar zin."),
        ("toelichting", "Mijn toelichting."),
        Antwoord,
        find={"bouwsteen__code": "BB-P1-1"},
        save="/zelfevaluatie/BB-P1-1/opslaan/",
    ),
    "thema": Kind(
        "/zelfevaluatie/thema/BB/invullen/",
        ("BB-P1-1-nvt_reden", "Mijn reden.", "Haar reden."),
        None,
        Antwoord,
        find={"bouwsteen__code": "BB-P1-1"},
        make=not_for_us,
        first="BB-P1-1-status",
    ),
    "vraag": Kind(
        "/zelfevaluatie/vraag/PR-1/",
        ("plan_zin", "Mijn zin.", "Haar zin."),
        ("toelichting", "Mijn toelichting."),
        AanvullendAntwoord,
        find={"vraag__code": "PR-1"},
        save="/zelfevaluatie/vraag/PR-1/opslaan/",
    ),
    "overleggen": Kind(
        "/zelfevaluatie/AB-P1-1/",
        ("overleggen-gezagsdriehoek", "3", "4"),
        ("overleggen-ambtelijk", "7"),
        Zelfevaluatie,
        save="/zelfevaluatie/AB-P1-1/opslaan/",
    ),
    "actie": Kind(
        "/acties/{pk}/",
        ("wat", "Mijn actie.", "Haar actie."),
        ("trekker", "Team Zorg"),
        Actie,
        make=lambda by: create_row(row=Actie(wat="Eerst.", ambitie=2), by=by),
        delete="/acties/{pk}/weg/",
        add="/acties/nieuw/",
        new=(("ambitie", "2"),),
    ),
    "cijfer": Kind(
        "/acties/cijfers/{pk}/",
        ("bron", "Mijn bron", "Haar bron"),
        ("omschrijving", "Mijn woorden"),
        Cijfer,
        make=lambda by: create_row(row=Cijfer(onderwerp="controles", jaar=2025, aantal=12, bron="Eerst"), by=by),
        delete="/acties/cijfers/{pk}/weg/",
        add="/acties/cijfers/nieuw/",
        new=(("onderwerp", "controles"), ("jaar", "2025"), ("aantal", "12")),
    ),
    "indicator": Kind(
        "/acties/indicatoren/{pk}/",
        ("wat", "Mijn indicator.", "Haar indicator."),
        ("bron", "Mijn bron"),
        Indicator,
        make=lambda by: create_row(
            row=Indicator(ambitie=2, wat="Eerst.", streefwaarde="1", streefjaar=2029, bron="x"), by=by
        ),
        delete="/acties/indicatoren/{pk}/weg/",
        add="/acties/indicatoren/nieuw/",
        new=(("ambitie", "2"), ("streefwaarde", "1"), ("streefjaar", "2029"), ("bron", "x")),
    ),
    "stap": Kind(
        "/acties/meldroute/{pk}/",
        ("wat", "Mijn stap.", "Haar stap."),
        ("telefoon", "0900-8844"),
        Routestap,
        make=lambda by: create_row(row=Routestap(melder="burger", wat="Eerst.", volgorde=1), by=by),
        delete="/acties/meldroute/{pk}/weg/",
        add="/acties/meldroute/stap/",
        new=(("melder", "burger"),),
    ),
    "instrument": Kind(
        "/acties/instrumenten/",
        ("adresonderzoek-plan_zin", "Mijn zin.", "Haar zin."),
        ("adresonderzoek-opmerking", "Mijn opmerking."),
        InstrumentKeuze,
        save="/acties/instrumenten/opslaan/",
    ),
    "vorm": Kind(
        "/acties/vormen/",
        ("arbeidsuitbuiting-plan_zin", "Mijn zin.", "Haar zin."),
        ("arbeidsuitbuiting-nadruk", "on"),
        VormKeuze,
        save="/acties/vormen/opslaan/",
    ),
    "passage": Kind(
        "/beleidsplan/passage/h1.doel/bewerken/",
        ("tekst", "Mijn tekst.", "Haar tekst."),
        None,
        LokalePassage,
        save="/beleidsplan/passage/h1.doel/opslaan/",
    ),
    "voorbereiding": Kind(
        "/indienen/meetronde/vragen/",
        ("begroting", "ja", "nee"),
        ("zorgcoordinatie", "onbekend"),
        Voorbereiding,
        before=lambda: make_round(voorbeeld=False),
    ),
    "keuzes": Kind(
        "/beleidsplan/keuzes/",
        ("financiering", "verrekening", "uitkering"),
        ("stand", "on"),
        Keuzes,
    ),
    "samenvatting": Kind(
        "/beleidsplan/samenvatting/",
        ("probleem_1", "Mijn probleem.", "Haar probleem."),
        ("not_now", "Dit doen wij nu niet."),
        Samenvatting,
    ),
    "scenarios": Kind(
        "/beleidsplan/scenarios/aanpassen/",
        ("naam_1", "Mijn naam", "Haar naam"),
        ("naam_2", "Een andere naam"),
        Scenarios,
        make=lambda by: create_row(row=Scenarios(zelfevaluatie=Zelfevaluatie.objects.get(staat="open")), by=by),
    ),
    "raming": Kind(
        "/beleidsplan/scenarios/bedrag/{row.actie_id}/",
        ("bron", "Mijn bron", "Haar bron"),
        ("dekking", "Veiligheid"),
        Raming,
        make=lambda by: create_row(row=Raming(actie=Actie.objects.create(wat="Eerst.", ambitie=2)), by=by),
    ),
    "evaluatie": Kind(
        "/beleidsplan/evaluatie/2026/tekst/",
        ("conclusie", "Mijn conclusie.", "Haar conclusie."),
        ("vervolg", "Mijn vervolg."),
        Evaluatie,
        make=make_evaluatie,
    ),
    "huisstijl": Kind(
        "/beleidsplan/huisstijl/",
        ("accent", "#1a3d7c", "#6b1f2b"),
        None,
        Huisstijl,
        beheer=True,
    ),
    "archief": Kind(
        "/beleidsplan/archief/",
        ("categorie", "1.1 Mijn categorie", "2.1 Haar categorie"),
        ("selectielijst", "Onze eigen selectielijst"),
        Archief,
        beheer=True,
    ),
    "meetronde": Kind(
        "/meetrondes/{pk}/aanpassen/",
        ("titel", "Mijn meting", "Haar meting"),
        ("doel", "Mijn doel."),
        Meetronde,
        make=lambda by: create_row(row=make_concept(), by=by),
        public=True,
    ),
    "themavraag": Kind(
        "/meetrondes/{row.meetronde_id}/vragen/{pk}/",
        ("uitleg", "Mijn uitleg.", "Haar uitleg."),
        ("vraag", "Is mijn vraag een andere?"),
        Themavraag,
        make=make_themavraag,
        delete="/meetrondes/{row.meetronde_id}/vragen/{pk}/verwijderen/",
        add="/meetrondes/{row.meetronde_id}/vragen/nieuw/",
        new=(("vraag", "Zijn er afspraken?"), ("soort", "ja_nee")),
        public=True,
    ),
}
WIDE = {name: kind for name, kind in KINDS.items() if kind.alone}
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


class Case:
    """A row, and two people in browsers of their own."""

    def __init__(self, kind: Kind, me: Any, her: Any, by: Any) -> None:
        self.kind, self.me, self.her = kind, me, her
        self.made = kind.make(by) if kind.make else None

    def at(self, path: str) -> str:
        return path.format(pk=self.made.pk if self.made else "", row=self.made)

    def page(self, who: Any) -> dict[str, Any]:
        return fields_of(who.get(self.at(self.kind.page)))

    def send(self, who: Any, page: dict[str, Any], **headers: str) -> Any:
        return who.post(self.at(self.kind.save or self.kind.page), page, **headers)

    def value(self, name: str) -> Any:
        """What the row holds of a field of the page."""
        value = self.kind.row().data()[name.rpartition("-")[2]]
        return "on" if value is True else str(value)


@pytest.fixture
def case(kind, client_for, request):
    if kind.before:
        kind.before()
    if kind.public:
        where = {"gemeente": None}
        people = [request.getfixturevalue("medewerker"), Gebruiker.objects.get(email=VNG)]  # both rondebeheerder
    else:
        request.getfixturevalue("zelfevaluatie")
        where = {}
        people = [request.getfixturevalue(name) for name in ("bewerker", "beheerder")]
    if kind.beheer:
        with as_platform():
            Toegang.objects.filter(gebruiker=people[0], functie=Bewerker.naam).update(functie=Beheerder.naam)
    me, her = (client_for(person, **where) for person in people)
    return Case(kind, me, her, people[0])


@pytest.mark.parametrize("kind", WIDE.values(), ids=WIDE)
def test_two_people_in_different_fields_are_both_saved(kind, case):
    mine, hers = case.page(case.me), case.page(case.her)
    (both, _, her_text), (alone, my_text) = kind.both, kind.alone
    assert case.send(case.her, hers | {both: her_text}).status_code == 302
    answer = case.send(case.me, mine | {alone: my_text})
    assert (answer.status_code, case.value(both), case.value(alone)) == (302, her_text, my_text)
    told = shown(case.me.get(answer["Location"]))
    assert "die staat er nu bij." in told


@EVERY
@pytest.mark.parametrize(("choice", "index"), [("mijn", 1), ("collega", 2)])
def test_two_people_in_the_same_field_choose(kind, case, choice, index):
    mine, hers = case.page(case.me), case.page(case.her)
    (both, my_text, her_text), alone = kind.both, dict([kind.alone] if kind.alone else [])
    case.send(case.her, hers | {both: her_text})
    answer = case.send(case.me, mine | {both: my_text} | alone)
    assert (answer.status_code, case.value(both)) == (409, her_text)
    assert {name: case.value(name) for name in alone} == alone
    page = fields_of(answer)
    assert {name: page[name] for name in (both, *alone)} == {both: my_text} | alone
    key = kind.first or both
    assert f"basis-{key}" in page
    assert case.send(case.me, page).status_code == 409  # saving again decides nothing
    assert case.value(both) == her_text
    assert case.send(case.me, page | {f"keuze-{key}": choice}).status_code == 302
    assert case.value(both) == kind.both[index]


@EVERY
def test_the_same_text_of_two_people_is_no_choice(kind, case):
    mine, hers = case.page(case.me), case.page(case.her)
    both, my_text, _ = kind.both
    case.send(case.her, hers | {both: my_text})
    assert (case.send(case.me, mine | {both: my_text}).status_code, case.value(both)) == (302, my_text)


@EVERY
def test_my_own_other_tab_is_called_that(kind, case):
    one, other = case.page(case.me), case.page(case.me)
    both, my_text, her_text = kind.both
    case.send(case.me, other | {both: her_text})
    answer = case.send(case.me, one | {both: my_text})
    assert "In een ander tabblad heb je" in shown(answer)
    assert "schreef intussen ook" not in shown(answer)


@EVERY
def test_a_page_that_is_loaded_again_is_of_the_text_in_it(kind, case):
    hers = case.page(case.her)
    both, my_text, her_text = kind.both
    case.page(case.me)
    case.send(case.her, hers | {both: her_text})
    again = case.page(case.me)
    assert again[both] == her_text
    assert (case.send(case.me, again | {both: my_text}).status_code, case.value(both)) == (302, my_text)


@EVERY
def test_a_page_of_one_is_not_saved_under_the_name_of_another(kind, case):
    mine = case.page(case.me)
    both, my_text, _ = kind.both
    answer = case.send(case.her, mine | {both: my_text})
    assert (answer.status_code, "Je bent nu ingelogd als" in shown(answer), my_text in answer.text) == (409, True, True)
    assert kind.model._default_manager.filter(version__gt=1 if kind.make else 0).count() == 0


@EVERY
def test_a_session_that_ended_gives_the_text_back(kind, case):
    mine = case.page(case.me)
    both, my_text, _ = kind.both
    case.me.cookies.pop(settings.SESSION_COOKIE_NAME)
    answer = case.send(case.me, mine | {both: my_text})
    assert (answer.status_code, my_text in answer.text) == (401, True)


DELETED = {name: kind for name, kind in KINDS.items() if kind.delete}


@pytest.mark.parametrize("kind", DELETED.values(), ids=DELETED)
def test_a_row_that_was_deleted_meanwhile_can_be_kept_as_a_new_one(kind, case):
    mine = case.page(case.me)
    both, my_text, _ = kind.both
    case.her.post(case.at(kind.delete))
    answer = case.send(case.me, mine | {both: my_text})
    assert (answer.status_code, my_text in answer.text) == (409, True)
    assert case.me.post(case.at(kind.add), fields_of(answer)).status_code == 302
    assert case.value(both) == my_text


ADDED = {name: kind for name, kind in KINDS.items() if kind.add}


@pytest.mark.parametrize("kind", ADDED.values(), ids=ADDED)
def test_two_clicks_make_one(kind, case):
    kind.model._default_manager.all().delete()
    page = fields_of(case.me.get(case.at(kind.add))) | dict(kind.new) | {kind.both[0]: kind.both[1]}
    answers = [case.me.post(case.at(kind.add), page) for _ in range(2)]
    assert ([answer.status_code for answer in answers], case.value(kind.both[0])) == ([302, 302], kind.both[1])


@pytest.mark.parametrize("kind", ADDED.values(), ids=ADDED)
def test_a_form_that_is_gone_back_to_makes_a_second_one(kind, case):
    kind.model._default_manager.all().delete()
    page = fields_of(case.me.get(case.at(kind.add))) | dict(kind.new)
    texts = list(kind.both[1:])
    for text in texts:
        assert case.me.post(case.at(kind.add), page | {kind.both[0]: text}).status_code == 302
    assert sorted(kind.model._default_manager.values_list(kind.both[0], flat=True)) == sorted(texts)
