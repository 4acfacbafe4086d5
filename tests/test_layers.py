"""What import-linter cannot see: templates that reach for each other, and the size of the rooms of reports."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
TAG = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'#]+)""")
LOGIN = {"account", "accounts", "allauth", "mfa"}  # pages of allauth in our words, and ours beside them
SHARED = {"components", "base.html"}


def layers():
    """From the top down, as import-linter has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract["layers"] for contract in contracts if contract["type"] == "layers")


def owner(template):
    """The folder of a template, or its own name when it stands in none."""
    first = template.partition("/")[0]
    return "accounts" if first in LOGIN else first


def reaches(above, below):
    """Whether a template of the one may take one of the other."""
    order = layers()
    if above == below or below in SHARED:
        return True
    if above in SHARED:
        return False
    if above == "galerij.html":  # shows what other pages are made of
        return below == "charts"
    if above not in order:  # a page for an error, that stands on its own
        return below not in order
    return below in order and order.index(above) < order.index(below)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.*")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_takes_only_from_its_own_app_a_lower_one_or_components(path):
    name = str(path.relative_to(TEMPLATES))
    taken = TAG.findall(path.read_text())
    assert [other for other in taken if not reaches(owner(name), owner(other))] == []


@pytest.mark.parametrize(
    ("above", "below", "may"),
    [
        ("metingen", "aanpak", False),
        ("aanpak", "saving", True),
        ("components", "dashboards", False),
        ("base.html", "components", True),
        ("overzicht", "reports", True),
    ],
)
def test_reaches_knows_the_floors(above, below, may):
    assert reaches(above, below) == may


@pytest.mark.parametrize(("kind", "most"), [("files", 8), ("folders", 8)])
def test_reports_has_few_of_a_kind_directly_in_it(kind, most):
    """A folder that holds more is a street again; see the folders by feature."""
    found = [path for path in (ROOT / "reports").iterdir() if path.name != "__pycache__"]
    assert len([path for path in found if path.is_dir() == (kind == "folders")]) <= most
