"""Deny by default, proved: whoever adds a URL without saying who may use it finds out here."""

import pytest
from django.urls import get_resolver

from accounts.permissions import Permission
from monitoring.middleware import ADDRESSES
from tests.accounts.urls import ALLAUTH_LOGGED_IN, ALLAUTH_OPEN, EVERY_HOST, FOR_MACHINES, LOGGED_IN, OPEN
from tests.normen.urls import walk


def views(urlconf):
    return {
        (f"{p.callback.__module__}.{p.callback.__name__}", p.name, p.callback)
        for p, _ in walk(get_resolver(urlconf).url_patterns)
    }


def names(urlconf, *, own, login):
    """Of the views that declare no right: who may see those, only this file says."""
    return {
        path if own else name
        for path, name, view in views(urlconf)
        if path.startswith("allauth.") is not own
        and getattr(view, "login_required", True) is login
        and not hasattr(view, "permission")
    }


def declared(urlconf):
    return {path: (view.scope, view.permission) for path, _, view in views(urlconf) if hasattr(view, "permission")}


def test_every_view_of_a_gemeente_declares_one_right_there():
    paths = {path for path, *_ in views("kompas.urls_tenant")}
    in_gemeente = {path for path, (scope, right) in declared("kompas.urls_tenant").items() if scope == "gemeente"}
    assert paths - in_gemeente == EVERY_HOST


def test_no_view_of_a_gemeente_is_open():
    assert names("kompas.urls_tenant", own=True, login=False) == EVERY_HOST


@pytest.mark.parametrize(
    ("own", "login", "expected"),
    [
        (True, False, OPEN),
        (True, True, LOGGED_IN),
        (False, False, ALLAUTH_OPEN),
        (False, True, ALLAUTH_LOGGED_IN),
    ],
)
def test_every_public_view_is_known_or_declares_one_right(own, login, expected):
    assert names("kompas.urls_public", own=own, login=login) == expected


def test_public_views_with_a_right_ask_it_of_the_country_or_of_the_regio_in_their_address():
    scopes, rights = zip(*declared("kompas.urls_public").values(), strict=True)
    assert (set(scopes), {type(right) for right in rights}) == ({"landelijk", "regio"}, {Permission})
    with_regio = {
        p.name for p, _ in walk(get_resolver("kompas.urls_public").url_patterns) if "regio" in p.pattern.converters
    }
    asking = {name for _, name, view in views("kompas.urls_public") if getattr(view, "scope", "") == "regio"}
    assert with_regio == asking


def test_no_view_with_a_right_is_open():
    urlconfs = ("kompas.urls_public", "kompas.urls_tenant")
    open_to_all = {
        path
        for urlconf in urlconfs
        for path, _, view in views(urlconf)
        if hasattr(view, "permission") and not getattr(view, "login_required", True)
    }
    assert open_to_all == set()


def test_what_answers_before_the_host_is_known_is_listed_with_for_whom():
    assert set(ADDRESSES) == set(FOR_MACHINES)
    routes = {
        f"/{route}"
        for urlconf in ("kompas.urls_public", "kompas.urls_tenant")
        for _, route in walk(get_resolver(urlconf).url_patterns)
    }
    assert routes & set(ADDRESSES) == set()
