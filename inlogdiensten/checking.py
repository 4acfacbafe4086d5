"""The test of a provider, step by step until one fails: what a beheerder reads when nobody can come in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inlogdiensten.addresses import addresses_of, allowed_url
from inlogdiensten.documents import keys_of, metadata_of
from inlogdiensten.exchange import tokens_for
from inlogdiensten.failures import InlogFout, Refused
from inlogdiensten.fetching import forgive
from inlogdiensten.models import Inlogdienst
from inlogdiensten.tokens import ALGORITHMS

NO_CODE = "geen-echte-code"


@dataclass(frozen=True)
class Step:
    label: str
    fout: str = ""  # what is wrong, in a sentence; empty when it is right


def check(inlogdienst: Inlogdienst) -> list[Step]:
    """Asks nothing of a provider that nobody approved."""
    if not inlogdienst.is_working:
        return [
            Step(
                "De inlogdienst is goedgekeurd",
                "Dat is nog niet zo. Kompas haalt pas iets op als een tweede persoon hem goedkeurt.",
            )
        ]
    forgive(inlogdienst.allowed_hosts)
    found: list[Step] = []
    for label, run in steps(inlogdienst):
        try:
            run()
        except InlogFout as fout:
            return [*found, Step(label, fout.detail)]
        found.append(Step(label))
    return found


def steps(inlogdienst: Inlogdienst) -> Iterator[tuple[str, Callable[[], object]]]:
    yield "De inlogdienst is te vinden", lambda: find(inlogdienst)
    yield "Hij geeft zijn gegevens, en die passen bij wat is ingesteld", lambda: metadata_of(inlogdienst, fresh=True)
    yield "Hij publiceert sleutels die Kompas kan lezen", lambda: check_keys(inlogdienst)
    yield "Hij kent Kompas: client id en geheim of sleutel kloppen", lambda: check_client(inlogdienst)


def find(inlogdienst: Inlogdienst) -> None:
    parts = allowed_url(inlogdienst.issuer, inlogdienst.allowed_hosts)
    addresses_of(str(parts.hostname), parts.port or 443)


def check_keys(inlogdienst: Inlogdienst) -> None:
    keys = keys_of(inlogdienst, metadata_of(inlogdienst), fresh=True)
    if not any(key.get("kty") in ALGORITHMS.values() for key in keys):
        raise InlogFout("Er is geen sleutel bij waarmee Kompas een handtekening kan controleren.")


def check_client(inlogdienst: Inlogdienst) -> None:
    """With a code that cannot be: who knows us says that it is not good, who does not says so first."""
    try:
        tokens_for(inlogdienst, metadata_of(inlogdienst), code=NO_CODE, verifier="0" * 64)
    except Refused:
        return
    raise InlogFout("De inlogdienst neemt een code aan die niet bestaat. Dat mag niet: gebruik hem niet.")
