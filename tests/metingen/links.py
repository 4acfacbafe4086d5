"""One-time links for tests: made as staff do, mailed as the worker does, and used as somebody of the gemeente does."""

import re
from typing import Any

from berichten.actions import send_due
from metingen.antwoord_actions import make_antwoordlink, token_of
from metingen.models import Antwoordlink, Meetronde
from tenants.models import Gemeente

ADDRESS = "info@voorbeeldwaard.example"
ANSWERS = {
    "AB-P1-1": "deels",
    "AB-P1-1-wie": ["zelf", "regio"],
    "SV-P1-1": "geregeld",
    "begroting": "nee",
    "organisaties": ["comensha"],
    "mandaat_functie": "hoofd Veiligheid",
    "mandaat_datum": "2026-11-03",
}


def make_link(meetronde: Meetronde, gemeente: Gemeente, by: Any, **values: Any) -> Antwoordlink:
    return make_antwoordlink(
        meetronde=meetronde,
        gemeente=gemeente,
        by=by.pk,
        **{"email": ADDRESS, "organisatie": "comensha"} | values,
    )


def make_token(meetronde: Meetronde, gemeente: Gemeente, by: Any, **values: Any) -> str:
    """Of a link whose mail was sent."""
    return token_of(make_link(meetronde, gemeente, by, **values))


def path(token: str) -> str:
    return f"/antwoord/{token}/"


def take(client: Any, token: str, stap: str, data: dict[str, Any] | None = None, **changes: Any) -> Any:
    return client.post(path(token), {**(ANSWERS if data is None else data), **changes, "stap": stap})


def send(client: Any, token: str, **changes: Any) -> Any:
    """All the way: preview, and then what it showed."""
    shown = take(client, token, "bekijken", **changes).context
    return take(client, token, "indienen", **changes, sha256=shown["sha256"])


def along(page: Any) -> dict[str, str]:
    """What a page carries along to the next step."""
    found = ((name, re.search(f'name="{name}" value="([^"]*)"', page.text)) for name in ("pagina", "bewaard"))
    return {name: match[1] for name, match in found if match}


def open_page(client: Any, token: str) -> Any:
    return take(client, token, "openen", data={})


def withdraw(client: Any, token: str) -> Any:
    """All the way: the page that asks, and then what it named."""
    asked = take(client, token, "intrekken", data={})
    return take(client, token, "ingetrokken", data={}, indiening=str(asked.context["sent"].pk))


def url_in(mail: Any) -> str:
    """The token that a mail holds."""
    return str(mail.body.partition("/antwoord/")[2].partition("/")[0])


def mailed(outbox: list[Any]) -> list[Any]:
    send_due()
    return outbox
