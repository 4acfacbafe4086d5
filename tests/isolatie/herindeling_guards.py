"""What keeps a transfer between two gemeenten, and a gemeente that is no more as she was."""

from tests.isolatie.mutant import Mutant

RIGHTS, ENDED = "tenants/overdracht_rights.py", "tenants/migrations/0010_ended_is_read_only.py"
TEST_ISOLATION, TEST_ENDED = ("tests/herindeling/test_isolation.py",), ("tests/accounts/test_ended.py",)

HERINDELING = [
    Mutant(
        "A transfer is read by who comes after alone",
        RIGHTS,
        '        "SELECT": f"USING (successor_id = {ME})",\n        "INSERT": f"WITH CHECK ({OURS})",\n',
        '        "SELECT": "USING (true)",\n        "INSERT": f"WITH CHECK ({OURS})",\n',
        TEST_ISOLATION,
        changes_database=True,
    ),
    Mutant(
        "… and written by who goes over alone",
        RIGHTS,
        'f"WITH CHECK (predecessor_id = {ME} AND taken_at IS NULL AND {PAIR})"',
        'f"WITH CHECK (taken_at IS NULL AND {PAIR})"',
        TEST_ISOLATION,
        changes_database=True,
    ),
    Mutant(
        "… for the gemeente in which she goes over",
        RIGHTS,
        " AND taken_at IS NULL AND {PAIR})",
        " AND taken_at IS NULL)",
        TEST_ISOLATION,
        changes_database=True,
    ),
    Mutant(
        "The platform does not read what is handed over",
        RIGHTS,
        '"SELECT (id, overdracht_id), DELETE"',
        '"SELECT, DELETE"',
        TEST_ISOLATION,
        changes_database=True,
    ),
    Mutant(
        "A gemeente that is no more has no right to write",
        ENDED,
        "        EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I FROM %I', mine, tenant);\n",
        "",
        TEST_ISOLATION,
        changes_database=True,
    ),
    Mutant(
        "… and her pages refuse before",
        "accounts/ended.py",
        "not request.gemeente.is_over or",
        "True or",
        TEST_ENDED,
    ),
]
