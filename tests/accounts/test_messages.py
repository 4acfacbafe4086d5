from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse

from accounts.messages import HostCookieStorage


def test_messages_travel_in_a_cookie_of_this_host_alone(rf):
    """`__Host-` and no Domain: a browser shows it to no other gemeente, though the session is for all."""
    storage, response = HostCookieStorage(rf.get("/")), HttpResponse()
    storage._store([Message(SUCCESS, "Opgeslagen")], response)
    cookie = response.cookies["__Host-meldingen"]
    assert (cookie["domain"], cookie["path"], cookie["secure"], cookie["httponly"]) == ("", "/", True, True)


def test_the_product_uses_it(client_for, bewerker, zelfevaluatie):
    response = client_for(bewerker).post("/zelfevaluatie/BB-P1-1/opslaan/", {"version": "0", "status": "deels"})
    assert sorted(set(response.cookies) - {"__Secure-kompas"}) == ["__Host-meldingen"]
