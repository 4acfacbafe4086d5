import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tenants.models import Domein, Gemeente

HOST = settings.KOMPAS_HOST


@pytest.mark.parametrize(
    "host",
    [
        f"onbekend.{HOST}",
        "onbekend.example",
        f"amsterdam.{HOST}",  # exists, not open
        f"stadskanaal.{HOST}.evil.example",
        f"evil.stadskanaal.{HOST}",
        f"stadskanaal{HOST}",
        f"x{HOST}",
        f"stadskanaal.{HOST}.",
        "stadskanaal",
        f"gm0037.{HOST}",
        f"stadskanaal_.{HOST}",
        f"stadskanaal.{HOST}@evil.example",
        f"public.{HOST}",
        f".{HOST}",
        "127.0.0.1",
        "",
    ],
)
def test_unknown_host_gets_a_bare_404(client_for, host):
    response = client_for().get("/", headers={"host": host})
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize(
    "host",
    [
        f"stadskanaal.{HOST}",
        f"stadskanaal.{HOST}:8000",
        f"STADSKANAAL.{HOST.upper()}:8000",
    ],
)
def test_host_of_an_open_gemeente_asks_to_log_in(client_for, host):
    response = client_for().get("/", headers={"host": host})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{settings.LOGIN_URL}?next=")


def test_domein_of_a_gemeente_that_is_not_open_gets_a_bare_404(client_for):
    amsterdam = Gemeente.objects.get(slug="amsterdam")
    Domein.objects.create(domain="amsterdam", tenant=amsterdam)
    response = client_for(gemeente=amsterdam).get("/")
    assert (response.status_code, response.content) == (404, b"")


def test_public_host_has_no_pages_of_a_gemeente(client_for, bewerker):
    assert client_for(bewerker, gemeente=None).get("/zelfevaluatie/").status_code == 404


def test_host_of_a_gemeente_has_no_login_page(client_for):
    assert client_for().get("/account/login/").status_code == 404


def test_view_runs_as_the_gemeente_and_the_rest_as_the_platform(client_for, bewerker, monkeypatch):
    seen = []
    monkeypatch.setattr("overzicht.views.current_zelfevaluatie", lambda: seen.append(connection.schema_name))
    client_for(bewerker).get("/")
    assert (seen, connection.schema_name) == (["gm0037"], "public")


@pytest.mark.parametrize("breaks", [False, True])
def test_request_ends_on_public(client_for, bewerker, monkeypatch, breaks):
    def look():
        connection.cursor().close()
        if breaks:
            raise ZeroDivisionError

    monkeypatch.setattr("overzicht.views.current_zelfevaluatie", look)
    client = client_for(bewerker)
    client.raise_request_exception = False
    assert (client.get("/").status_code, connection.schema_name) == (500 if breaks else 200, "public")


def test_a_gemeente_in_maintenance_says_so_and_others_work(client_for, stadskanaal):
    stadskanaal.maintenance_since = timezone.now()
    stadskanaal.save()
    response = client_for().get("/")
    assert (response.status_code, response["Retry-After"]) == (503, "300")
    assert "<h1>Stadskanaal is in onderhoud</h1>" in response.content.decode()
    assert client_for(gemeente="voorbeeldstad").get("/").status_code == 302
