import pytest

from logins.device import BROWSERS, SYSTEMS, device_of
from logins.models import Login
from tests.logins.conftest import FIREFOX, SAFARI

CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (FIREFOX, "Firefox op Windows"),
        (SAFARI, "Safari op een iPhone"),
        (CHROME, "Chrome op Android"),
        (EDGE, "Edge op Windows"),
        ("curl/8.5.0", "onbekend apparaat"),
        ("", "onbekend apparaat"),
        ("Lynx (Linux)", "andere browser op Linux"),
        ("Firefox/140.0", "Firefox"),
        ("<script>Firefox/1 Windows\x00" + "x" * 5000, "Firefox op Windows"),
    ],
)
def test_device_in_words(user_agent, expected):
    assert device_of(user_agent) == expected


def test_every_answer_fits_the_column():
    longest = max(len(device_of(f"{browser} {system}")) for browser, _ in BROWSERS for system, _ in SYSTEMS)
    other = max(len(device_of(system)) for system, _ in SYSTEMS)
    assert max(longest, other) <= Login._meta.get_field("device").max_length
