"""What keeps from VNG and CoMensha what was not ticked for them, and from them that nobody knows that they looked."""

from tests.isolatie.mutant import Mutant

RECHTEN, SEEN = "tenants/rechten.py", "dashboards/seen.py"
TEST_STAFF, TEST_ROLE = ("tests/tenants/test_staff.py",), ("tests/dashboards/test_role.py",)
TEST_SEEN, TEST_STAND = ("tests/dashboards/test_seen.py",), ("tests/dashboards/test_stand.py",)

STAFF = [
    Mutant(
        "Pages of VNG and CoMensha are read in their role",
        SEEN,
        "        with as_organisaties(request.organisaties):\n",
        "        with __import__('contextlib').nullcontext():\n",
        TEST_ROLE,
    ),
    Mutant(
        "… and so is their PDF, by the worker",
        "dashboards/actions.py",
        "    with as_organisaties(publicatie.organisaties):\n        selection = ",
        "    with __import__('contextlib').nullcontext():\n        selection = ",
        TEST_ROLE,
    ),
    Mutant(
        "… which ends with the page",
        "tenants/context.py",
        "(Organisatie(role))\n    try:\n        yield\n    finally:\n        connection.set_tenant(previous)\n",
        "(Organisatie(role))\n    try:\n        yield\n    finally:\n        pass\n",
        TEST_STAFF,
    ),
    Mutant(
        "Row-level security by what was ticked for each",
        RECHTEN,
        "USING (staat = 'geldig' AND {TICKED})",
        "USING (staat = 'geldig')",
        TEST_STAFF,
        changes_database=True,
    ),
    Mutant(
        "… and by whether it still holds",
        RECHTEN,
        "USING (staat = 'geldig' AND {TICKED})",
        "USING ({TICKED})",
        TEST_STAFF,
        changes_database=True,
    ),
    Mutant(
        "… of the answers too",
        RECHTEN,
        "USING (indiening_id IN (SELECT id FROM public.metingen_indiening))",
        "USING (true)",
        TEST_STAFF,
        changes_database=True,
    ),
    Mutant(
        "A working file is for whose it is",
        RECHTEN,
        "OWN_FILE = \"soort = 'stand' AND organisaties <@ ARRAY[{organisaties}]::varchar[]\"",
        "OWN_FILE = \"soort = 'stand'\"",
        TEST_STAFF,
        changes_database=True,
    ),
    Mutant(
        "Staff note what they saw in their own name",
        RECHTEN,
        'MINE = "organisatie = ANY (ARRAY[{organisaties}]::varchar[])"',
        'MINE = "true"',
        TEST_STAFF,
        changes_database=True,
    ),
    Mutant(
        "Who counts among fewer than ten can see who looked",
        SEEN,
        "(self.counted, *self.parts) if len(group) < SMALL)",
        "(self.counted, *self.parts) if len(group) < 0)",
        TEST_SEEN,
    ),
    Mutant(
        "… also in a part of a page",
        "dashboards/views.py",
        "        seen_of(request).count(group)\n",
        "        pass\n",
        TEST_SEEN,
    ),
    Mutant(
        "A page that does not say whom it counts is not shown",
        SEEN,
        "    if seen.whole is None or response.streaming:",
        "    if response.streaming:",
        TEST_SEEN,
    ),
    Mutant(
        "What is withdrawn takes its working files along",
        "metingen/migrations/0006_working_files.py",
        "(NEW.staat = 'ingetrokken' OR ",
        "(false OR ",
        TEST_STAND,
        changes_database=True,
    ),
    Mutant(
        "… also one that is being made",
        "dashboards/actions.py",
        "        if still_shared(publicatie) >= {indiening.pk for indiening in counted}:\n",
        "        if True:\n",
        TEST_STAND,
    ),
]
