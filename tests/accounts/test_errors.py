"""What the pages for when something went wrong do besides being read."""

import io

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest

from accounts.errors import bad_request


class Torn(io.BytesIO):
    """Of somebody who hangs up halfway."""

    def read(self, size=-1, /):
        raise OSError


def sent(body, length):
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "SERVER_NAME": "x", "SERVER_PORT": "80"}
    return WSGIRequest({**environ, "CONTENT_LENGTH": str(length), "wsgi.input": body})


@pytest.mark.parametrize(("length", "read"), [(2_000_000, 2_000_000), (60_000_000, 400 * 2**16)])
def test_text_that_is_too_long_is_read_out_so_that_the_proxy_hears_the_answer(length, read):
    body = io.BytesIO(b"a" * length)
    assert (bad_request(sent(body, length), RequestDataTooBig()).status_code, body.tell()) == (413, read)


def test_who_hangs_up_meanwhile_is_no_fault():
    assert bad_request(sent(Torn(), 2_000_000), RequestDataTooBig()).status_code == 413


def test_another_bad_request_is_answered_at_once():
    body = io.BytesIO(b"a" * 2_000_000)
    assert (bad_request(sent(body, 2_000_000), BadRequest()).status_code, body.tell()) == (400, 0)
