"""What keeps apart what everybody may read, and whose it is."""

from tests.isolatie.mutant import Mutant

RIGHTS = "tenants/openbaar_rights.py"
TEST_ROLE, TEST_VIEWS = ("tests/openbaar/test_role.py",), ("tests/openbaar/test_views.py",)
TEST_JOINT = ("tests/reports/samen/test_openbaar.py",)
TEST_COPIES = ("tests/wissing/test_copies.py",)

OPENBAAR = [
    Mutant(
        "Whoever comes by reads in a role of its own",
        "openbaar/visitors.py",
        "        with as_visitor():\n",
        "        with __import__('contextlib').nullcontext():\n",
        TEST_ROLE,
    ),
    Mutant(
        "Nobody makes public in the name of another",
        RIGHTS,
        'f"WITH CHECK ({MYSELF} AND {AT_HOME} AND {BY_NAME}) AND {TAKES_PART})"',
        'f"WITH CHECK ({MINE})"',
        TEST_ROLE,
        changes_database=True,
    ),
    Mutant(
        "… nor moves there",
        RIGHTS,
        "WITH CHECK ({MYSELF} AND {AT_HOME}))",
        "WITH CHECK ({MINE})",
        TEST_ROLE,
        changes_database=True,
    ),
    Mutant(
        "… nor adds a file there",
        RIGHTS,
        " AND EXISTS (SELECT FROM public.{PLAN} plan WHERE plan.id = plan_id))",
        ")",
        TEST_ROLE,
        changes_database=True,
    ),
    Mutant(
        "What is taken back is not shown by a cache",
        "openbaar/visitors.py",
        '"public, no-cache"',
        '"public, max-age=3600"',
        TEST_VIEWS,
    ),
    Mutant(
        "What is public goes with the words that are wiped",
        "wissing/wiping.py",
        "    remove_files(shown)\n",
        "",
        TEST_COPIES,
    ),
    Mutant(
        "What one gemeente wipes from a joint plan goes from the web of all",
        "wissing/wiping.py",
        "    note_wiped(before, gemeente)\n",
        "",
        TEST_JOINT,
    ),
    Mutant(
        "… and is shown by none of them again",
        "reports/gather/gewist.py",
        "    if versie.gezamenlijk_plan_id is None:\n        return None\n",
        "    if True:\n        return None\n",
        TEST_JOINT,
    ),
    Mutant(
        "… which nobody else can take away",
        "openbaar/migrations/0002_joint_plan.py",
        "    IF NOT EXISTS (\n",
        "    IF false AND NOT EXISTS (\n",
        TEST_JOINT,
        changes_database=True,
    ),
    Mutant(
        "A joint plan is shown by who takes part",
        RIGHTS,
        " AND {TAKES_PART})",
        ")",
        TEST_JOINT,
        changes_database=True,
    ),
]
