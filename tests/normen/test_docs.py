"""What the documents promise, against what there is."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accounts.retention import GEBRUIKERS_KEPT
from jobs.retention import JOBS_KEPT
from tests.normen.docs import PRIVACY

ROOT = Path(settings.BASE_DIR)
NORMEN = (ROOT / "docs" / "normen.md").read_text(encoding="utf-8")
STANDAARDEN = (ROOT / "docs" / "standaarden.md").read_text(encoding="utf-8")
ASVS = NORMEN.partition("## ASVS")[2].partition("## BIO2")[0]
ASVS_AT_LEVELS_1_AND_2 = 253


def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')"
                       " AND relnamespace IN ('public'::regnamespace, 'gm0037'::regnamespace)")  # fmt: skip
        return {name for (name,) in cursor.fetchall()}


def rows(text, pattern):
    return [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(pattern, line)]


def test_privacy_names_every_table_with_its_term(db):
    terms = {cells[0].strip("`"): cells[2] for cells in rows(PRIVACY, r"\| `\w+` \|")}
    assert set(terms) == tables()
    assert {table for table, term in terms.items() if not term} == set()


def test_snelheid_says_how_many_tables_and_indexes_a_gemeente_has(db):
    page = (ROOT / "docs" / "snelheid.md").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relkind, count(*) FROM pg_class WHERE relnamespace = 'gm0037'::regnamespace GROUP BY 1")
        found = dict(cursor.fetchall())
    assert re.search(r"A gemeente has (\d+)\s+tables and (\d+) indexes", page).groups() == (
        str(found["r"]),
        str(found["i"]),
    )


def test_privacy_says_the_terms_that_are_enforced():
    terms = {cells[0].strip("`"): cells[2] for cells in rows(PRIVACY, r"\| `\w+` \|")}
    idle, age = settings.SESSION_IDLE_SECONDS // 3600, settings.SESSION_COOKIE_AGE // 3600
    visitor = f"van wie nog niet is ingelogd {settings.SESSION_VISITOR_SECONDS // 60} minuten"
    assert terms["accounts_session"] == f"{idle} uur zonder gebruik, ten hoogste {age} uur; {visitor}"
    assert terms["jobs_job"] == f"{JOBS_KEPT.days} dagen nadat het klaar is"
    assert (terms["accounts_gebruiker"].split()[:2], GEBRUIKERS_KEPT.days) == (["1", "jaar"], 365)


@pytest.mark.parametrize("text", [NORMEN, PRIVACY, STANDAARDEN], ids=["normen", "privacy", "standaarden"])
def test_every_file_and_test_that_is_named_exists(text):
    named = set(re.findall(r"`((?:\w+)/[\w/]+\.(?:py|md|js|html|css|yaml))(?:::(\w+))?`", text))
    missing = {path for path, _ in named if not (ROOT / path).exists()}
    unknown = {
        f"{path}::{test}"
        for path, test in named
        if test and path not in missing and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    }
    assert (missing, unknown) == (set(), set())


def test_each_standard_is_applied_or_told_why_not():
    """Applied goes with a test or a file that is here; the rest with a reason."""
    found = [cells for cells in rows(STANDAARDEN, r"\| [^|-]+ \|") if cells[0] != "Standaard"]
    assert {cells[1] for cells in found} == {"ja", "deels", "host", "nee"}
    assert [cells[0] for cells in found if len(cells) != 3 or not cells[2]] == []
    assert [name for name, applied, how in found if applied == "ja" and "`" not in how] == []


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")) + sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_every_link_between_our_pages_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def expanded(cell):
    """The requirements of a row: `3.4.4–6` is three, and `6.1.1, 6.1.3` two."""
    found, section = [], ""
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        if first.count(".") == 2:
            section, _, first = first.rpartition(".")
        found += [f"{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def test_normen_has_every_requirement_of_asvs_once():
    """How many there are at levels 1 and 2 of version 5.0.0, counted in its own CSV file."""
    named = [each for cells in rows(ASVS, r"\| \d+\.\d+\.\d+") for each in expanded(cells[0])]
    assert (len(named), len(set(named))) == (ASVS_AT_LEVELS_1_AND_2, ASVS_AT_LEVELS_1_AND_2)


def test_normen_has_a_test_or_a_reason_for_every_row():
    found = rows(NORMEN, r"\| (\d+\.\d+\.\d+|[A-Za-z0-9 .–]+ \|)")
    assert {cells[0] for cells in found if not cells[-1].strip() or len(cells) < 3} == set()


ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))


@pytest.mark.parametrize("path", ADRS, ids=[path.stem for path in ADRS])
def test_adr_has_the_one_form(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    number = int(path.stem[:4])
    assert re.fullmatch(rf"# {number}\. \S.*", lines[0])
    assert re.fullmatch(r"Status: (accepted|replaced by ADR \d+), [A-Z][a-z]+ \d{4}", lines[2])
    assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]


def test_changelog_sorts_each_release_into_added_changed_and_fixed():
    releases = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]
    sections = [re.findall("^### (.*)", release, re.MULTILINE) for release in releases]
    assert sections == [["Added", "Changed", "Fixed"]] * len(releases)


PRODUCT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
DANGEROUS = {
    *("zipfile", "tarfile", "lxml", "xml", "yaml", "pickle", "marshal", "PIL", "nh3", "puremagic", "olefile", "pypdf"),
    *("cryptography", "pyrage", "subprocess", "socket", "ctypes", "multiprocessing"),
}


def dangers(path):
    """What a module imports that needs a row, and `re` where a pattern is made at run time."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found |= {name.split(".")[0] for name in names} & DANGEROUS
        is_re = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args
        if is_re and ast.unparse(node.func) != "re.escape" and not isinstance(node.args[0], ast.Constant):
            found.add("re")
    return found


def test_every_dangerous_import_has_a_row_that_names_its_file():
    files = [path for app in PRODUCT if app != "demo" for path in (ROOT / app).rglob("*.py")]
    used = {(path.relative_to(ROOT).as_posix(), name) for path in files for name in dangers(path)}
    section = NORMEN.partition("## What can go wrong in a file")[2].partition("\n## ")[0]
    cells = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    named = {
        (path, name)
        for uses, where, _ in cells
        for path in re.findall(r"`([\w/]+\.py)`", where)
        for name in re.findall(r"`(\w+)`", uses)
    }
    assert {path for path, _ in used} == {path for path, _ in named}
    assert used <= named
