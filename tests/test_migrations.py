"""The code of the release before must be able to work on the new tables: see schema_replay/lint.py."""

import re
from pathlib import Path

from django.conf import settings

from schema_replay.lint import problems

RELEASE = re.compile(r"^## v?(\d+\.\d+(?:\.\d+)?)\b", re.MULTILINE)
APPS = {name for name in settings.INSTALLED_APPS if Path(settings.BASE_DIR, name, "migrations").is_dir()}


# From before the first release: there was no code yet that worked on what they take away. Complete it until then.
FREE = {
    ("reports", "0003_rapport_formaat"),
    ("sjablonen", "0004_passage_ingetrokken_controle"),
    ("tenants", "0002_opening_and_maintenance"),
    ("wissing", "0003_as_a_job"),
}


def released(changelog, present=settings.VERSION):
    """What a migration of the present version may name: the code of that version itself is not the release before."""
    return set(RELEASE.findall(changelog)) - {present}


def test_no_migration_takes_away_what_the_release_before_uses():
    changelog = Path(settings.BASE_DIR, "CHANGELOG.md").read_text(encoding="utf-8")
    found = [problem for problem in problems(APPS, released(changelog)) if (problem.app, problem.migration) not in FREE]
    assert [str(problem) for problem in found] == []


def test_apps_are_those_with_migrations():
    assert {"aanpak", "accounts", "tenants", "reports", "zelfevaluatie", "schema_replay"} <= APPS


def test_released_reads_the_headings():
    changelog = "# Changelog\n## Unreleased\n## 1.2.0 – 1 mei 2027\n### Added\n## 0.9\n"
    assert released(changelog) == {"1.2.0", "0.9"}
    assert released(changelog, "1.2.0") == {"0.9"}
