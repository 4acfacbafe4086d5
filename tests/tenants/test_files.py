"""The name under which a browser saves a file, whatever it is called here."""

import re
from urllib.parse import unquote

import pytest

from tenants.files import LONGEST, file_response


def header(name):
    return file_response(b"x", name=name, mimetype="application/pdf")["Content-Disposition"]


def saved(name):
    """As a browser reads the header."""
    found = re.fullmatch(r"attachment; filename(?:\*=utf-8''([^\"\s;]*)|=\"([^\"]*)\")", header(name))
    return unquote(found[1]) if found[1] else found[2]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("bewijs.pdf", "bewijs.pdf"),
        ("Coördinatie ’s-Gravenhage.pdf", "Coördinatie ’s-Gravenhage.pdf"),
        ("Cafe\u0301 Zoë.pdf", "Café Zoë.pdf"),
        ("Łódź, ĳs en ﬁets.pdf", "Łódź, ĳs en ﬁets.pdf"),
        ("Súdwest-Fryslân 🙂.xlsx", "Súdwest-Fryslân 🙂.xlsx"),
        ("d'Ancona (2).pdf", "d'Ancona (2).pdf"),
        ("50% af.pdf", "50% af.pdf"),
        ("a  b\u202f c.pdf", "a b c.pdf"),
        ('a"; filename="b.exe', "a-; filename=-b.exe"),
        ("a\r\nSet-Cookie: x=1", "a-Set-Cookie- x=1"),
        ("a\u2028b.pdf", "a-b.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\map\\plan.pdf", "C--map-plan.pdf"),
        ("factuur\u202efdp.exe", "factuurfdp.exe"),
        ("plan\x00.pdf", "plan.pdf"),
        ("..", "bestand"),
        ("???", "bestand"),
        (" \u200b ", "bestand"),
        ("", "bestand"),
        ("é" * 500 + ".pdf", "é" * LONGEST + ".pdf"),
        ("x" * 500, "x" * LONGEST),
    ],
)
def test_a_file_is_saved_under_its_own_name(name, wanted):
    assert saved(name) == wanted


@pytest.mark.parametrize("name", ["a\r\nb", "a\nb: c", 'a"b', "é\r\n\r\n<p>", "a\\"])
def test_a_name_adds_nothing_to_the_header(name):
    assert (header(name).count('"') in {0, 2}, set(header(name)) & set("\r\n\\<>")) == (True, set())
