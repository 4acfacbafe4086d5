import pytest

from local.audit import CLEAN, UNKNOWN, WEAK, judge

GOOD = {"name": "amqp", "version": "5.4.2", "vulns": []}
BAD = {"name": "django", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "asgiref", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ([GOOD, GOOD], CLEAN),
        ([GOOD, BAD], WEAK),
        ([BAD, SKIPPED], WEAK),
        ([GOOD, SKIPPED], UNKNOWN),
        ([GOOD], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_judge_calls_clean_only_what_was_all_looked_up(packages, expected):
    assert judge(packages, expected=2) == expected


def test_judge_names_what_is_weak_and_counts(capsys):
    judge([GOOD, BAD], expected=2)
    assert capsys.readouterr().out == (
        "  django 1.0: CVE-1 (opgelost in 1.1)\n2 van 2 pakketten nagezocht op bekende kwetsbaarheden, 1 kwetsbaar\n"
    )
