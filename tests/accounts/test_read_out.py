"""An answer waits until what came along is in."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from accounts.middleware import read_out


class Torn(io.BytesIO):
    """Of somebody who hangs up halfway."""

    def read(self, size=-1, /):
        raise OSError


def sent(body, length):
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "SERVER_NAME": "x", "SERVER_PORT": "80"}
    return WSGIRequest({**environ, "CONTENT_LENGTH": str(length), "wsgi.input": body})


def answered(request):
    return read_out(lambda request: HttpResponse(status=413))(request).status_code


@pytest.mark.parametrize(("length", "read"), [(0, 0), (2_000_000, 2_000_000), (60_000_000, 400 * 2**16)])
def test_what_nobody_read_is_read_out_up_to_what_the_proxy_lets_through(length, read):
    body = io.BytesIO(b"a" * length)
    assert (answered(sent(body, length)), body.tell()) == (413, read)


def test_who_hangs_up_meanwhile_is_no_fault():
    assert answered(sent(Torn(), 2_000_000)) == 413


@pytest.mark.parametrize("path", ["/acties/nieuw/", "/bestaat-niet/"])
def test_every_answer_waits(client_for, bewerker, path):
    """Also one that looks at nothing that was sent."""
    payload = "a" * 1_500_000
    client = client_for(bewerker)
    response = client.post(path, payload, content_type="text/plain")
    assert (response.status_code in {403, 404, 413, 422}, response.wsgi_request.read(1)) == (True, b"")
