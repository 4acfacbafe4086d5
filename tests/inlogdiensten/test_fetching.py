import os
import socket
import time
from ipaddress import ip_address, ip_network

import pytest

from inlogdiensten import fetching
from inlogdiensten.addresses import addresses_of, is_allowed
from inlogdiensten.failures import Away, Misconfigured, NotAllowed
from inlogdiensten.fetching import fetch, one_of_each_kind
from inlogdiensten.provider import Flow

NO_HOST = "In het adres staat een naam of wachtwoord, of er staat geen computer in."
DISCOVERY = "/.well-known/openid-configuration"


def netloc(provider):
    return f"localhost:{provider.port}"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::1", "2001:0:a00:1::1", "::10.0.0.1",
        "fec0::1", "::ffff:0:10.0.0.1", "5f00::1",
    ],
)  # fmt: skip
def test_nothing_inside_is_spoken_to(address):
    assert is_allowed(ip_address(address)) is False


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_what_is_on_the_internet_is(address):
    assert is_allowed(ip_address(address)) is True


def test_a_network_that_the_operator_named_is_too(settings):
    settings.INLOG_NETWERKEN = (ip_network("10.20.0.0/16"),)
    assert [is_allowed(ip_address(a)) for a in ("10.20.3.4", "10.21.0.1", "::ffff:10.20.3.4", "::1")] == [
        True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "[::1]".strip("[]")])
def test_a_name_that_leads_inside_is_refused(host):
    with pytest.raises((NotAllowed, Away)):
        addresses_of(host, 443)


def test_a_name_that_is_not_there():
    with pytest.raises(Away, match="antwoordt niet") as caught:
        addresses_of("bestaat-niet.invalid", 443)
    assert caught.value.detail == "De naam bestaat-niet.invalid bestaat niet, of is nu niet te vinden."


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://login.example/x", "Het adres begint niet met https://: http://login.example"),
        ("file:///etc/passwd", "Het adres begint niet met https://: file://"),
        ("https://elders.example/", "Dit adres is niet goedgekeurd: https://elders.example"),
        ("https://login.example.elders.example/", "Dit adres is niet goedgekeurd: https://login.example.elders.example"),
        ("https://login.example:8443/", "Dit adres is niet goedgekeurd: https://login.example:8443"),
        ("https://login.example@elders.example/", NO_HOST),
        ("https:///x", NO_HOST),
        ("https://[::1/", "Het adres is geen geldig webadres."),
        (None, "Het adres begint niet met https://: het is leeg"),
    ],
)  # fmt: skip
def test_only_approved_https_hosts_are_fetched_from(url, text):
    with pytest.raises(NotAllowed) as caught:
        fetch(url, hosts=frozenset({"login.example"}))
    assert caught.value.detail == text


def test_another_port_only_inside(provider_process, settings):
    hosts = frozenset({netloc(provider_process)})
    with pytest.raises(NotAllowed) as caught:
        fetch(f"https://{netloc(provider_process)}/", hosts=hosts)
    assert caught.value.detail == f"Alleen de gewone poort voor https (443) mag: https://{netloc(provider_process)}"


def test_an_approved_name_that_leads_inside_gets_nothing():
    with pytest.raises(NotAllowed) as caught:
        fetch("https://localhost/", hosts=frozenset({"localhost"}))
    assert caught.value.detail == "localhost staat niet op het openbare internet. Daar haalt Kompas niets op."


def test_what_is_allowed_comes_back(provider):
    provider.set()
    found = fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    assert (found.status, found.json()["issuer"]) == (200, provider.issuer)


def test_a_redirect_is_not_followed(provider):
    provider.set(redirect=DISCOVERY)
    found = fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    assert (found.status, [row["path"] for row in provider.seen]) == (302, [DISCOVERY])


def test_too_much_is_cut_off(provider):
    provider.set(big=DISCOVERY)
    with pytest.raises(Misconfigured) as caught:
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    assert caught.value.detail == "localhost gaf een antwoord dat te groot is."


def test_too_slow_is_cut_off_though_it_never_stops_sending(provider, monkeypatch):
    provider.set(slow=DISCOVERY)
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 1)  # in place of 8; the clock of the test itself
    started = time.monotonic()
    with pytest.raises(Away) as caught:
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    assert (caught.value.detail, time.monotonic() - started < 3) == ("localhost antwoordt te langzaam.", True)


def test_nobody_waits_for_who_let_another_wait(provider, monkeypatch):
    """One provider that hangs would else hold every thread that answers the others."""
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 1)
    monkeypatch.setattr(fetching, "SLOW_SECONDS", 0.5)
    hosts = frozenset({netloc(provider)})
    provider.set(slow=DISCOVERY)
    with pytest.raises(Away):
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=hosts)
    provider.set()
    with pytest.raises(Away) as caught:
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=hosts)
    assert (caught.value.detail, provider.seen) == (f"{netloc(provider)} antwoordde net niet.", [])
    fetching.forgive(hosts)
    assert fetch(f"{provider.issuer}{DISCOVERY}", hosts=hosts).status == 200


def test_only_some_threads_wait_for_one_provider(provider, monkeypatch):
    monkeypatch.setattr(fetching, "SLOT_SECONDS", 0.1)
    slots = fetching.slots_of(netloc(provider))
    for _ in range(fetching.MOST_WAITING):
        slots.acquire()
    try:
        with pytest.raises(Away) as caught:
            fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    finally:
        slots.release(fetching.MOST_WAITING)
    assert caught.value.detail == f"{netloc(provider)} antwoordt nu te veel mensen tegelijk."
    assert provider.seen == []


def test_a_server_that_says_nothing_is_away(provider):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Away) as caught:
            fetch(f"https://127.0.0.1:{port}/", hosts=frozenset({f"127.0.0.1:{port}"}))
    assert caught.value.detail == "127.0.0.1 antwoordt niet."


def test_nobody_there_is_away(provider):
    with pytest.raises(Away):
        fetch("https://127.0.0.1:9/", hosts=frozenset({"127.0.0.1:9"}))


def test_a_certificate_of_nobody_is_not_trusted(provider, settings):
    settings.INLOG_CA = ""
    with pytest.raises(Away) as caught:
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)}))
    assert caught.value.detail == "Het certificaat van localhost is niet te vertrouwen."


def test_nor_one_for_another_name(provider):
    host = f"127.0.0.2:{provider.port}"
    with pytest.raises(Away):
        fetch(f"https://{host}/", hosts=frozenset({host}))


def test_the_proxy_of_the_environment_is_not_asked(provider, monkeypatch):
    """It would look up the name itself."""
    provider.set()
    monkeypatch.setitem(os.environ, "HTTPS_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)})).status == 200


def test_a_name_with_many_addresses_is_tried_at_one_of_each_kind():
    """A large provider has some of both; a server that can use only one kind would get no further than the other."""
    found = [ip_address(text) for text in ("2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2")]
    assert [str(address) for address in one_of_each_kind(found)] == ["2001:db8::1", "192.0.2.1"]
    assert [str(address) for address in one_of_each_kind(found[3:])] == ["192.0.2.1"]


def test_allauth_itself_fetches_nothing(rf, dienst):
    flow = Flow(rf.get("/"), dienst)
    client = flow.get_client(flow.request, flow.get_provider().app)
    with pytest.raises(RuntimeError, match=r"Only inlogdiensten/fetching\.py"):
        client.get_access_token("code")


def test_what_is_no_object_is_not_believed(provider):
    provider.set(html=DISCOVERY)
    with pytest.raises(Misconfigured) as caught:
        fetch(f"{provider.issuer}{DISCOVERY}", hosts=frozenset({netloc(provider)})).json()
    assert caught.value.detail == "De inlogdienst gaf iets anders terug dan JSON."
