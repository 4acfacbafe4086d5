"""Every form of every page: nothing typed in it can be lost by how it was made."""

from html.parser import HTMLParser

import pytest
from django.forms.forms import BaseForm

from tenants.context import in_gemeente
from tests.conftest import HostClient
from tests.normen.urls import TENANT, all_addresses
from zelfevaluatie.models import Antwoord

# Forms with a version that stand on no page as a form, and why.
WITHOUT_A_PAGE = {
    "AanvullendeZinForm": "as NieuweActieForm and PassageForm, on their page when a place is chosen",
    "KengetalForm": "on the shared page of the redactie, for a kind of which none is shipped; see test_kengetal.py",
    "ReturnForm": "on the page of what waits for a second reader",
    **dict.fromkeys(("HulpForm", "MailForm"), "on the page of a text, as every kind of content of redactie/"),
    "StaatForm": "one select in each row of a list",
    "ShareForm": "a button and what it is about",
    "VraagRij": "stands beside BouwsteenRij on the page of the last thema alone",
    "RegioVoorbereidingForm": "has less than MeetrondeVoorbereidingForm, on the same page",
}
PEOPLE = ("bewerker", "beheerder", "redacteur", "ketenregisseur")


class Forms(HTMLParser):
    """The forms that are posted: their attributes, and the tags in them."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.inside = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.inside = (values, []) if values.get("method") == "post" else None
            if self.inside:
                self.found.append(self.inside)
        elif self.inside and tag in ("input", "textarea", "select"):
            self.inside[1].append((tag, values))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None


def names(tags):
    return {values.get("name", "") for _, values in tags}


def is_versioned(tags):
    return any(name == "version" or name.endswith("-version") for name in names(tags))


def is_typed(tag, values):
    typed = tag == "textarea" or (tag == "input" and values.get("type", "text") in ("text", "date", "number", "url"))
    return typed and "readonly" not in values


@pytest.fixture
def pages(world):
    """Each address as each person sees it, if there is a page."""
    found = []
    with in_gemeente(world.gemeente):  # so that there is something to choose from when they submit
        open_ones = Antwoord.objects.filter(zelfevaluatie__staat="open", bouwsteen__code="BB-P1-1")
        open_ones.update(plan_zin="Wij.", deelcriteria=["BB-P1-1.a"])
    for who in PEOPLE:
        clients = {urlconf: HostClient(world.gemeente if urlconf == TENANT else None) for urlconf in (TENANT, None)}
        for client in clients.values():
            client.force_login(world.people[who])
        for address in all_addresses():
            if address.name.startswith(("account_", "mfa_")):
                continue  # allauth's; nothing of them is kept under a version
            client = clients[TENANT if address.urlconf == TENANT else None]
            answer = client.get(address.path(world.values))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                found.append((f"{who} {address.route}", answer))
    assert len(found) > 100
    return found


def forms_in(context):
    """Every form that a page was made with, alone or in a list."""
    found = {}
    for layer in context or []:
        for value in layer.flatten().values() if hasattr(layer, "flatten") else dict(layer).values():
            for each in value if isinstance(value, list | tuple) else [value]:
                if isinstance(each, BaseForm):
                    found[id(each)] = each
    return list(found.values())


def test_every_form_of_a_version_says_whose_it_is_and_is_not_filled_in_by_the_browser(pages):
    wrong = {}
    for where, answer in pages:
        for form, tags in Forms(answer.text).found:
            if is_versioned(tags):
                lacks = {"autocomplete"} if form.get("autocomplete") != "off" else set()
                lacks |= set() if "pagina-van" in names(tags) else {"pagina-van"}
                if lacks:
                    wrong[f"{where} → {form.get('action', '')}"] = lacks
    assert wrong == {}


def test_every_form_in_which_somebody_types_warns_before_leaving(pages):
    wrong = [
        f"{where} → {form.get('action', '')}"
        for where, answer in pages
        for form, tags in Forms(answer.text).found
        if "data-opslaan" not in form
        and any(is_typed(tag, values) and "readonly" not in values for tag, values in tags)
    ]
    assert wrong == []


def test_every_textarea_counts_as_the_server_does_and_is_not_cut_off(pages):
    wrong = [
        f"{where}: {values.get('name')}"
        for where, answer in pages
        for _, tags in Forms(answer.text).found
        for tag, values in tags
        if tag == "textarea" and ("maxlength" in values or not values.get("data-teller"))
    ]
    assert wrong == []


def test_every_field_of_a_form_is_on_its_page(pages):
    """A field that is not, would be sent empty and empty what stood there."""
    wrong, seen = {}, set()
    for where, answer in pages:
        there = set().union(*(names(tags) for _, tags in Forms(answer.text).found))
        for form in forms_in(answer.context):
            if "version" not in form.fields or form.add_prefix("version") not in there:
                continue  # a page about it, without the form itself
            seen.add(type(form).__name__)
            lacks = {form.add_prefix(name) for name in form.fields} - there
            if lacks:
                wrong[f"{where} {type(form).__name__}"] = lacks
    assert wrong == {}
    ours = {form for form in versioned(BaseForm) if form.__module__.partition(".")[0] not in {"saving", "tests"}}
    known = {form.__name__ for form in ours}
    assert known - seen == set(WITHOUT_A_PAGE)


def versioned(kind):
    """Those that are used: with a version, and no base of others."""
    for each in kind.__subclasses__():
        yield from versioned(each)
        if "version" in getattr(each, "base_fields", ()) and not each.__subclasses__():
            yield each
