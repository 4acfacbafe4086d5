import contextlib

import pytest
from django.template import Context, Engine, RequestContext
from django.template.backends.django import get_installed_libraries
from django.urls import NoReverseMatch, set_urlconf
from django.utils.safestring import mark_safe

from rendering.tags import KEPT, Include, is_pure

PARTS = {
    "pure.html": "{% if a %}{{ a }}{% else %}leeg{% endif %}",
    "through.html": '{% include "pure.html" %}{% include "pure.html" with a="b" only %}',
    "round.html": '{{ a }}{% if b %}{% include "round.html" with a=b b="" only %}{% endif %}',
    "talks.html": '{% comment %}{% url "x" %}{% endcomment %}{{ a }}',
    "asks.html": "{{ a }}{% csrf_token %}",
    "asks_through.html": '{% include "asks.html" %}',
    "chosen.html": "{% include a %}",
    "moves.html": "{{ a|timesince }}",
    "row.html": "{{ a.naam }}",
    "leads.html": '{{ a }}{% url "account_login" as found %}{{ found }}',
    "csrf.html": "{{ csrf_token }}{{ request.path }}",
}
PURE = {"leads.html", "pure.html", "through.html", "round.html", "talks.html", "row.html", "csrf.html"}


@pytest.fixture
def engine(monkeypatch):
    return Engine(
        loaders=[("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", PARTS)])],
        libraries=get_installed_libraries(),
        builtins=["rendering.tags"],
    )


@contextlib.contextmanager
def urls(urlconf):
    set_urlconf(urlconf)
    try:
        yield
    finally:
        set_urlconf(None)


@pytest.fixture
def drawn(engine, monkeypatch):
    """Counts how often each part is really drawn."""
    found = []
    template = type(engine.get_template("pure.html"))
    real = template._render
    monkeypatch.setattr(template, "_render", lambda self, context: found.append(self.name) or real(self, context))
    return found


@pytest.mark.parametrize("name", PARTS)
def test_is_pure(engine, name):
    assert is_pure(engine.get_template(name)) == (name in PURE)


def test_a_component_is_drawn_once_for_the_same_words(engine, drawn):
    page = engine.from_string('{% for a in them %}{% include "pure.html" with a=a only %} {% endfor %}')
    assert page.render(Context({"them": ["x", "y", "x", ""]})) == "x y x leeg "
    assert drawn.count("pure.html") == 3


def test_a_component_keeps_apart_what_only_looks_equal(engine):
    page = engine.from_string('{% for a in them %}{% include "pure.html" with a=a only %} {% endfor %}')
    them = ["<b>", mark_safe("<b>"), 1, True, 1.0]
    assert page.render(Context({"them": them})) == "&lt;b&gt; <b> 1 True 1,0 "


def test_a_row_is_drawn_anew_each_time(engine):
    """Rows are equal when their ids are, whatever stands in them."""

    class Row:
        def __eq__(self, other):
            return True

        def __hash__(self):
            return 1

    page = engine.from_string('{% include "row.html" with a=a only %}')
    first, second = Row(), Row()
    first.naam, second.naam = "eerst", "daarna"
    assert [page.render(Context({"a": row})) for row in (first, second)] == ["eerst", "daarna"]


@pytest.mark.parametrize("name", ["asks.html", "asks_through.html"])
def test_what_depends_on_the_request_is_drawn_anew_each_time(engine, name):
    page = engine.from_string(f'{{% include "{name}" with a="x" csrf_token=token only %}}')
    texts = [page.render(Context({"token": token})) for token in ("een", "twee")]
    assert [token in text for token, text in zip(("een", "twee"), texts, strict=True)] == [True, True]


def test_a_component_sees_nothing_but_what_it_is_given(engine, rf):
    page = engine.from_string('{% include "csrf.html" only %}{% include "pure.html" with b=1 only %}')
    assert page.render(RequestContext(rf.get("/adres/"), {"a": "geheim", "csrf_token": "geheim"})) == "leeg"


def test_without_only_it_sees_all_and_is_drawn_anew_each_time(engine):
    page = engine.from_string('{% include "pure.html" with b=1 %}{{ b }}')
    assert [page.render(Context({"a": a})) for a in ("x", "y")] == ["x", "y"]


def test_a_name_in_a_variable_is_looked_up_each_time(engine):
    page = engine.from_string("{% include name with a=1 only %}")
    assert [page.render(Context({"name": name})) for name in ("pure.html", "talks.html", "round.html")] == [
        "1",
        "1",
        "1",
    ]


def test_a_template_may_include_itself(engine):
    assert engine.from_string('{% include "round.html" with a="x" b="y" only %}').render(Context()) == "xy"


def test_no_more_is_kept_than_the_limit(engine):
    page = engine.from_string('{% for a in them %}{% include "pure.html" with a=a only %}{% endfor %}')
    page.render(Context({"them": [str(n) for n in range(KEPT + 50)]}))
    (node,) = page.nodelist.get_nodes_by_type(Include)
    assert node.kept.cache_info().currsize == KEPT


def test_url_is_that_of_the_host(engine):
    page = engine.from_string('{% url "account_login" as found %}{{ found }}')
    found = []
    for urlconf in ("kompas.urls_tenant", "kompas.urls_public", "kompas.urls_tenant"):
        with urls(urlconf):
            found.append(page.render(Context()))
    assert found == ["", "/account/login/", ""]


def test_a_component_with_an_address_is_kept_per_host(engine):
    page = engine.from_string('{% include "leads.html" with a=1 only %}')
    found = []
    for urlconf in ("kompas.urls_tenant", "kompas.urls_public", "kompas.urls_tenant"):
        with urls(urlconf):
            found.append(page.render(Context()))
    assert found == ["1", "1/account/login/", "1"]


def test_url_with_names_and_without_is_the_same(engine):
    page = engine.from_string(
        '{% url "zelfevaluatie:bouwsteen_detail" code %} {% url "zelfevaluatie:bouwsteen_detail" code=code %}'
    )
    assert page.render(Context({"code": "BB-P1-1"})) == "/zelfevaluatie/BB-P1-1/ /zelfevaluatie/BB-P1-1/"


def test_url_of_nothing_raises(engine):
    with pytest.raises(NoReverseMatch):
        engine.from_string('{% url "bestaat_niet" %}').render(Context())
