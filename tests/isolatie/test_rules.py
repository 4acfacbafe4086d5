"""The matrix itself: that it sees a leak, and says what it misses."""

import io
import zipfile

import pytest
from django.conf import settings
from django.http import HttpResponse

from accounts.permissions import Permission, Platformbeheerder, granted
from local import ROOT
from tests.isolatie import crawl
from tests.isolatie.crawl import Crawl
from tests.isolatie.guards import MUTANTS
from tests.isolatie.rules import Address, addresses, is_told, places_in, undeclared
from tests.isolatie.search import JOB, PERSON, Search, canary, joint_of, text_of, told
from tests.isolatie.visitors import LANDELIJK, Visitor, make_national

SEARCH = Search({"voorbeeldstad": "gm9001"})


def view(request):
    return HttpResponse()


def address(name="aanpak:iets_detail", *places, view=view):
    return Address(name, view, places, settings.ROOT_URLCONF)


def test_an_address_for_nobody_is_named():
    assert undeclared([address()]) == {"aanpak:iets_detail"}


def test_an_address_with_an_unknown_place_says_where_to_put_it():
    with pytest.raises(LookupError, match=r"Wat komt er in aanpak:iets_detail op de plaats van \['slug:naam'\]"):
        address("aanpak:iets_detail", "slug:naam").url()


def test_an_id_of_an_unknown_model_says_where_to_put_it():
    with pytest.raises(LookupError, match="Van welk model is de pk in aanpak:iets_detail"):
        address("aanpak:iets_detail", "uuid:pk").model  # noqa: B018  it is the asking that counts


@pytest.mark.parametrize(
    ("route", "places"),
    [
        ("versies/<uuid:pk>/plan.json", ["uuid:pk"]),
        ("<bouwsteen:code>/onderbouwing/<uuid:pk>/", ["bouwsteen:code", "uuid:pk"]),
        (r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", ["uidb36", "key"]),
    ],
)
def test_places_in(route, places):
    assert places_in(route) == places


def test_post_only_is_seen_from_outside():
    found = {address.name: address.is_post_only for address in addresses(settings.ROOT_URLCONF)}
    assert (found["aanpak:actie_delete"], found["aanpak:actie_edit"]) == (True, False)


def test_search_names_whose_it_is():
    assert SEARCH(f"… {canary('gm0037')} en bewerker@voorbeeldstad.example …") == {"gm0037", "gm9001"}
    assert SEARCH(canary(joint_of("gm0037"))) == {"samen-gm0037"}
    assert SEARCH(b"KANARIE- en iemand@elders.example") == set()


def test_search_tells_what_a_gemeente_wrote_from_what_is_known_of_it():
    token = canary("gm0037")
    text = f"{token} {told(token, PERSON)}, {told(token, JOB)}. bewerker@voorbeeldstad.example"
    assert SEARCH.words(text) == {("gm0037", ""), ("gm0037", PERSON), ("gm0037", JOB), ("gm9001", PERSON)}


@pytest.mark.parametrize(
    ("name", "places", "named", "word", "may"),
    [
        ("beheer:gemeente_detail", ["gemeente:code"], "gm9001", ("gm0037", PERSON), True),
        ("beheer:gemeente_detail", ["gemeente:code"], "gm9001", ("gm9001", PERSON), False),
        ("beheer:gemeente_detail", ["gemeente:code"], "gm9001", ("gm0037", ""), False),
        ("beheer:gemeente_list", [], "gm9001", ("gm0037", PERSON), False),
        ("beheer:job_list", [], "gm9001", ("gm0037", JOB), True),
        ("beheer:job_list", [], "gm9001", ("gm0037", PERSON), False),
        ("platform_inlogdienst_detail", ["uuid:pk"], "gm9001", ("gm9001", "inlog"), True),
        ("platform_inlogdienst_detail", ["uuid:pk"], "gm9001", ("gm0037", "inlog"), False),
    ],
)
def test_who_runs_kompas_reads_what_the_page_is_for_of_whom_it_is_about(name, places, named, word, may):
    page = address(name, *places)
    staff = {naam: Visitor("national", None, frozenset(), frozenset(), granted({naam})) for naam in LANDELIJK}
    found = {naam for naam, visitor in staff.items() if is_told(page, visitor, named, *word)}
    assert found == ({Platformbeheerder.naam} if may else set())


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.guard)
def test_every_guard_stands_in_the_code_once(mutant):
    """Else `make mutants`, which takes hours, would stop halfway."""
    assert (ROOT / mutant.path).read_text(encoding="utf-8").count(mutant.old) == 1


@pytest.mark.parametrize(
    "mutant", [mutant for mutant in MUTANTS if "/migrations/" in mutant.path], ids=lambda mutant: mutant.guard
)
def test_no_later_migration_makes_a_guard_anew(mutant):
    """Taken away in the earlier one, it would still be there."""
    path = ROOT / mutant.path
    later = [each for each in path.parent.glob("0*.py") if each.name > path.name]
    assert [each.name for each in later if words_of(mutant.old) in words_of(each.read_text(encoding="utf-8"))] == []


def words_of(text):
    return " ".join(text.split())


def test_text_of_finds_a_word_across_tags_and_lines():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>KANARIE-</w:t>\n<w:t>gm0037</w:t>")
    assert SEARCH(text_of(file.getvalue())) == {"gm0037"}


def test_crawl_sees_a_leak_and_an_answer_that_was_not_expected(stadskanaal, voorbeeldstad, monkeypatch):
    make_national()
    crawl_of = Crawl(stadskanaal, voorbeeldstad, Search({}))
    leak = address("aanpak:actie_list", view=leaking)
    monkeypatch.setattr(crawl, "addresses", lambda urlconf: [leak] if urlconf == settings.ROOT_URLCONF else [])
    monkeypatch.setattr("aanpak.views.render", lambda *arguments: HttpResponse(canary("gm9001"), status=500))
    tally = crawl_of.run()
    assert (tally.requests, len(tally.leaks), len(tally.surprises)) == (18, 9, 9)
    assert tally.leaks[0] == "lezer get stadskanaal aanpak:actie_list: 500 shows ['gm9001']"


def leaking(request):
    return HttpResponse()


leaking.permission = Permission.READ
