"""It knows django-tenants and nothing of Kompas, so that it can be a package of its own."""

import re
from pathlib import Path

from django.conf import settings

OURS = re.compile(r"kompas|gemeente|tenants\.models|\b(gm|zz_\d)|accounts|demo", re.IGNORECASE)
SETTINGS = re.compile(r"settings\.(\w+)")
FILES = sorted(Path(settings.BASE_DIR, "schema_replay").rglob("*.py"))


def found(pattern):
    return {path.name: names for path in FILES if (names := pattern.findall(path.read_text(encoding="utf-8")))}


def test_the_package_has_no_word_of_kompas():
    assert (len(FILES) > 10, found(OURS)) == (True, {})


def test_the_package_asks_for_no_setting_of_kompas():
    own = {name for names in found(SETTINGS).values() for name in names}
    assert {name for name in own if "KOMPAS" in name or name == "DATABASE_AS_OWNER"} == set()
