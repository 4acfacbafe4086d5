"""What may leave the room, over all kinds x whoever asks x moments x filters: nothing in it moves unless something was
published, and of all that was published together an adversary derives no one to nine gemeenten."""

import inspect
import re

import pytest
from django.urls import reverse

from accounts.models import Gebruiker
from demo.people import VNG, email_of
from kompas import leaving
from kompas.leaving import EVERYBODY, GEMEENTE, MAY_LEAVE, OTHER_FILES, STAFF, WORKING_FILES
from metingen import beeld_actions
from metingen.actions import withdraw_indiening
from metingen.article import article_of, published_rounds
from metingen.beeld_actions import request_beeld
from metingen.correction_actions import correct_groepscijfers
from metingen.counting import earlier_of
from metingen.meetronde_actions import close_meetronde
from metingen.models import Meetronde, Publicatie
from metingen.publicatie_actions import publish_groepscijfers
from metingen.tasks import render_beeld
from metingen.tussenstand_actions import make_tussenstand
from printing.pdf import Pdf
from tests.builders.rounds import ask, make_gemeenten, make_round, submit
from tests.isolatie.rules import addresses
from tests.metingen.adversary import by_algebra, by_subtraction
from tests.sheets.reading import parts_of

PUBLIC = "kompas.urls_public"
GIVES = re.compile(r"\b(file_response|image_response|saved_as|FileResponse|StreamingHttpResponse)\(|content_type=")
HELD = re.compile(r"worksheets/|sharedStrings|content.xml")  # not how it looks, or when it was written
FILTERS = ("", "?provincie=PV20", "?provincie=PV21&grootte=tot_20", "?veiligheidsregio=VR01", "?organisatie=vng")
ALSO = {EVERYBODY: ("visitor", "vng", "comensha"), STAFF: ("vng", "comensha"), GEMEENTE: ("lezer",)}


# The lists.


def gives_file(function, depth=3):
    """Whether it, or a function of the product that it calls, makes a file."""
    source = inspect.getsource(inspect.unwrap(function))
    if GIVES.search(source):
        return True
    known = inspect.unwrap(function).__globals__
    called = {known.get(name) for name in re.findall(r"\b(\w+)\(", source)} - {function}
    ours = [each for each in called if inspect.isfunction(each) and not each.__module__.startswith("django")]
    return depth > 0 and any(gives_file(each, depth - 1) for each in ours)


def test_every_address_that_gives_a_file_stands_in_one_list():
    views = {each.name: each.view for each in addresses(PUBLIC) if not each.path.startswith("allauth.")}
    functions = {name: view for name, view in views.items() if inspect.isfunction(inspect.unwrap(view))}
    giving = {name for name, view in functions.items() if gives_file(view)}
    public = {name for name, who in MAY_LEAVE.items() if who != GEMEENTE}
    pages = {"metingen:publicatie_list", "metingen:publicatie_detail", "metingen:beeld_detail"}
    assert giving == (public - pages) | set(WORKING_FILES) | set(OTHER_FILES)


def test_no_address_stands_in_two_lists():
    assert [set(MAY_LEAVE) & set(WORKING_FILES), (set(MAY_LEAVE) | set(WORKING_FILES)) & set(OTHER_FILES)] == [
        set()
    ] * 2


# The adversary.


@pytest.fixture(autouse=True)
def printing(monkeypatch):
    monkeypatch.setattr("jobs.actions.publish", lambda jobs: True)
    monkeypatch.setattr(beeld_actions, "render_pdf", lambda html, **options: Pdf(html.encode(), pages=1))


class World:
    """Sixty gemeenten, who share with VNG, with CoMensha, with both or with neither; Voorbeeldstad among them.
    Beside the Kader they are asked two questions, of which one only counts in figures of groups."""

    def __init__(self, client_for, voorbeeldstad):
        self.by = Gebruiker.objects.get(email=VNG)
        self.meetronde = make_round(staat="concept")
        self.themas = [ask(self.meetronde), ask(self.meetronde, alleen_groep=True)]
        Meetronde.objects.update(staat="open")
        self.gemeenten = make_gemeenten(80)
        submit(self.meetronde, voorbeeldstad, organisaties=())
        self.sent = 0
        self.send(55)
        people = {"vng": VNG, "comensha": "medewerker@comensha.example"}
        self.clients = {
            "visitor": client_for(None, gemeente=None),
            **{who: client_for(Gebruiker.objects.get(email=email), gemeente=None) for who, email in people.items()},
            "lezer": client_for(Gebruiker.objects.get(email=email_of("lezer", voorbeeldstad)), gemeente=voorbeeldstad),
        }

    def send(self, count):
        for _ in range(count):
            self.answer(self.sent)
            self.sent += 1

    def answer(self, number, ticked=None):
        organisaties = [("vng",), ("comensha",), ("comensha", "vng"), ()][number % 4] if ticked is None else ticked
        submit(
            self.meetronde,
            self.gemeenten[number],
            status=["geregeld", "deels", "nog_niet"][number % 3],
            provincie="PV20" if number % 5 < 3 else "PV21",
            organisaties=organisaties,
            themas=dict(zip(self.themas, [("ja", "nee")[number % 2], ("nee", "ja", "")[number % 3]], strict=True)),
        )

    def withdraw(self, number):
        mine = self.meetronde.indieningen.current().get(gemeente=self.gemeenten[number])
        withdraw_indiening(indiening=mine, by=self.by.pk)

    def pictures(self, view):
        """The Publicaties of which this address is asked."""
        found = Publicatie.objects.counting().filter(meetronde=self.meetronde).order_by("created_at")
        return list(found.published()) if view.startswith("metingen:publicatie") else list(found)

    def paths(self, view):
        urlconf = "kompas.urls_tenant" if MAY_LEAVE[view] == GEMEENTE else PUBLIC
        if view in ("metingen:publicatie_list", "metingen:beeld_detail", "overzicht:vergelijk"):
            return [reverse(view, urlconf)]
        values = [{"pk": publicatie.pk} for publicatie in self.pictures(view)]
        if view == "metingen:publicatie_figuur":
            values = [{**each, "anchor": anchor} for each in values for anchor in self.anchors()]
        return [reverse(view, urlconf, kwargs=each) for each in values]

    def anchors(self):
        """Of the charts that are shown now, whichever Publicatie was asked."""
        published = published_rounds()
        return [figure.anchor for figure in article_of(published[0], published).figures] if published else []

    def take(self):
        """All that may leave now: content by address, person and filter."""
        for publicatie in self.pictures(""):
            Publicatie.objects.filter(pk=publicatie.pk).update(bestand=None, sha256="")
            request_beeld(publicatie=publicatie, by=self.by)
            render_beeld(str(publicatie.pk), None)
        return {
            (path, who, query): content_of(self.clients[who].get(f"{path}{query}", follow=True))
            for view, allowed in MAY_LEAVE.items()
            for path in self.paths(view)
            for who in ALSO[allowed]
            for query in FILTERS
        }

    def derived(self):
        published, gemeente_of = [], {}
        for publicatie in self.pictures(""):
            counted = earlier_of(publicatie)
            gemeente_of |= {lid.indiening: lid.gemeente for lid in counted.leden}
            published += [
                frozenset(lid.indiening for lid in counted.leden if group in lid.groups) for group in counted.shown
            ]
        return by_subtraction(published, gemeente_of) or by_algebra(published, gemeente_of)


def content_of(response):
    """What is told: of a page its main part without tokens, of a book its sheets, of another file all of it."""
    assert response.status_code == 200
    if response["Content-Type"].startswith("text/html"):
        main = re.search(r"<main.*</main>", response.text, re.DOTALL)[0]
        main = re.sub(r'<section [^>]*aria-labelledby="tussenstand".*?</section>', "", main, flags=re.DOTALL)
        return " ".join(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main).split())
    if response.content.startswith(b"PK"):
        parts = parts_of(response.content)
        return {name: part for name, part in parts.items() if HELD.search(name)}
    return response.content


@pytest.fixture
def world(client_for, voorbeeldstad):
    return World(client_for, voorbeeldstad)


def same_for_all(taken):
    """Per address, whoever asks and whatever they narrow it to."""
    first = {}
    return [key for key, content in taken.items() if first.setdefault(key[0], content) != content]


def age(world):
    """As if an earlier rule had rounded it."""
    Publicatie.objects.filter(meetronde=world.meetronde).update(rekenregel=1)
    correct_groepscijfers(meetronde=world.meetronde)


# Before the round is closed, and after.
MOMENTS = {
    "tussenstand": lambda world: make_tussenstand(meetronde=world.meetronde, by=None),
    "one submits": lambda world: world.send(1),
    "one withdraws": lambda world: world.withdraw(1),
    "one shares with another": lambda world: world.answer(2, ticked=("vng",)),
    "closed": lambda world: close_meetronde(meetronde=world.meetronde, by=world.by),
    "published": lambda world: publish_groepscijfers(meetronde=world.meetronde, by=None),
    "one withdraws after it": lambda world: world.withdraw(4),
    "nine more do": lambda world: [world.withdraw(number) for number in range(5, 14)],
    "published anew": lambda world: publish_groepscijfers(meetronde=world.meetronde, by=None),
    "corrected": age,
}
MAKE = {"tussenstand", "closed", "published", "published anew", "corrected"}


def test_nothing_that_may_leave_moves_unless_something_is_published_and_together_it_tells_of_no_few(world):
    moved, before = [], world.take()
    for moment, act in MOMENTS.items():
        act(world)
        now = world.take()
        assert (moment, same_for_all(now)) == (moment, [])
        assert (moment, world.derived()) == (moment, None)
        if now != before:
            moved.append(moment)
        before = now
    assert set(moved) == MAKE
    assert {path.split("/")[1] for path, _, _ in before} == {"cijfers", "land", "vergelijk"}


def test_adversary_of_the_files_is_asked_about_every_kind(world):
    for act in list(MOMENTS.values())[:6]:
        act(world)
    assert {view for view in leaving.MAY_LEAVE if not world.paths(view)} == set()
