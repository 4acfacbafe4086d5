"""Which addresses the server may speak to: a beheerder types them, so nothing inside may ever be one of them.

Only https, only hosts that were approved, and only what is public on the internet; who runs Kompas can name networks
of its own in which a provider may stand (KOMPAS_INLOG_NETWERKEN). The name is looked up once, and that address is the
one that is spoken to: a name that answers differently a moment later gets nowhere.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from inlogdiensten.failures import Away, NotAllowed

Address = IPv4Address | IPv6Address
# What is given out to the internet; of the rest of IPv6, Python takes some for it.
GIVEN_OUT = ip_network("2000::/3")
# Of those, addresses that carry another one inside: through these an IPv6 address reaches an IPv4 one.
CARRIERS = tuple(map(ip_network, ("2002::/16", "2001::/32")))


def allowed_url(url: object, hosts: frozenset[str]) -> SplitResult:
    """The parts of an address, when it is one that may be fetched. Raises NotAllowed, with why."""
    try:
        parts = urlsplit(str(url or ""))
        port = parts.port
    except ValueError:
        raise NotAllowed("Het adres is geen geldig webadres.") from None
    if parts.scheme != "https":
        raise NotAllowed(f"Het adres begint niet met https://: {shown(parts) or 'het is leeg'}")
    if parts.username or parts.password or not parts.hostname:
        raise NotAllowed("In het adres staat een naam of wachtwoord, of er staat geen computer in.")
    if parts.netloc.lower() not in hosts:
        raise NotAllowed(f"Dit adres is niet goedgekeurd: {shown(parts)}")
    if port not in (None, 443) and not settings.INLOG_NETWERKEN:
        raise NotAllowed(f"Alleen de gewone poort voor https (443) mag: {shown(parts)}")
    return parts


def shown(parts: SplitResult) -> str:
    return (f"{parts.scheme}://{parts.netloc}" if parts.scheme or parts.netloc else parts.path)[:120]


def addresses_of(host: str, port: int) -> list[Address]:
    """Where this host is, looked up now; every one of them may be spoken to. Raises Away or NotAllowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Away(f"De naam {host[:120]} bestaat niet, of is nu niet te vinden.") from None
    addresses = [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]
    if not addresses or not all(is_allowed(address) for address in addresses):
        raise NotAllowed(f"{host[:120]} staat niet op het openbare internet. Daar haalt Kompas niets op.")
    return addresses


def is_allowed(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if any(address in network for network in settings.INLOG_NETWERKEN if network.version == address.version):
        return True
    if isinstance(address, IPv6Address) and (address not in GIVEN_OUT or any(address in each for each in CARRIERS)):
        return False
    return address.is_global and not address.is_multicast
