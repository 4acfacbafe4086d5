from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from accounts.permissions import Permission, granted, requires

READ, EDIT, MANAGE, SUBMIT = Permission.READ, Permission.EDIT, Permission.MANAGE, Permission.SUBMIT
ADOPT = Permission.ADOPT


@pytest.mark.parametrize(
    ("functie", "expected"),
    [
        ("lezer", {READ}),
        ("bewerker", {READ, EDIT, ADOPT}),
        ("beheerder", {READ, EDIT, ADOPT, MANAGE}),
        ("indiener", {READ, SUBMIT}),
        ("vaststeller", {READ, ADOPT, Permission.ADOPT_ALONE}),
        ("ciso", {READ, Permission.SECURITY}),
        ("ketenregisseur", {Permission.REGIO, Permission.REGIO_REDACTIE}),
        ("medewerker", {Permission.LANDELIJK}),
        ("rondebeheerder", {Permission.LANDELIJK, Permission.MEETRONDE}),
        ("redacteur", {Permission.REDACTIE}),
        ("organisatiebeheerder", {Permission.PEOPLE}),
        ("regiobeheerder", {Permission.PEOPLE}),
        ("platformbeheerder", {Permission.PLATFORM}),
    ],
)
def test_functie_grants(functie, expected):
    assert granted({functie}) == expected


def test_granted_adds_up_functies():
    assert granted({"bewerker", "indiener"}) == {READ, EDIT, ADOPT, SUBMIT}


def test_granted_without_functie_is_nothing():
    assert granted(set()) == frozenset()


@requires(EDIT)
def view(request):
    return HttpResponse("gedaan")


def test_requires_lets_through_who_holds_the_right():
    assert view(SimpleNamespace(permissions=frozenset({READ, EDIT}))).content == b"gedaan"


def test_requires_refuses_without_the_right():
    with pytest.raises(PermissionDenied):
        view(SimpleNamespace(permissions=frozenset({READ})))


def test_requires_hides_from_who_has_no_toegang():
    with pytest.raises(Http404):
        view(SimpleNamespace(permissions=frozenset()))
