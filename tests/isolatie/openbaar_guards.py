"""What keeps apart what everybody may read, and whose it is."""

from tests.isolatie.mutant import Mutant

RIGHTS = "tenants/openbaar_rights.py"
TEST_ROLE, TEST_VIEWS = ("tests/openbaar/test_role.py",), ("tests/openbaar/test_views.py",)
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
        'f"WITH CHECK ({MYSELF} AND {AT_HOME} AND {BY_NAME}))"',
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
]
