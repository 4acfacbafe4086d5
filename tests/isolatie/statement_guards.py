"""The guards of a statement: that it runs with role and path, or not at all."""

from tests.isolatie.mutant import Mutant

BACKEND = "tenants/backend/base.py"
TEST_BACKEND = ("tests/tenants/test_backend.py", "tests/tenants/test_cursors.py")

STATEMENTS = [
    Mutant("The role in the message of a statement", BACKEND, "role=sql.Literal(role)", 'role="none"', TEST_BACKEND),
    Mutant("The search path in it", BACKEND, "path=sql.Literal(path)", """path='"public"'""", TEST_BACKEND),
    Mutant(
        "A statement goes with both",
        BACKEND,
        '(entry if params is None else entry.replace("%", "%%")) + text',
        "text",
        TEST_BACKEND,
    ),
    Mutant(
        "So do many of one kind",
        BACKEND,
        "        for params in params_seq:\n            self.execute(query, params, **options)\n",
        "        super().executemany(query, params_seq, **options)\n",
        TEST_BACKEND,
    ),
    Mutant(
        "So does a cursor of the server, when it declares",
        BACKEND,
        "        self.db.enter(self)\n        return super().execute(*args, **options)\n",
        "        return super().execute(*args, **options)\n",
        TEST_BACKEND,
    ),
    Mutant(
        "… and when it fetches",
        BACKEND,
        "        self.db.enter(self)\n        return super().fetchall()\n",
        "        return super().fetchall()\n",
        TEST_BACKEND,
    ),
    Mutant(
        "No cursor of the server outlives its transaction",
        BACKEND,
        "        if name and (self.apart or not self.get_autocommit()):\n",
        "        if name:\n",
        TEST_BACKEND,
    ),
    Mutant(
        "What cannot travel with its role is refused",
        BACKEND,
        "            if not self.db.apart:\n",
        "            if False:\n",
        TEST_BACKEND,
    ),
    Mutant(
        "Reading goes on in the same gemeente only",
        BACKEND,
        "        for row in rows:\n            self.check_schema()\n",
        "        for row in rows:\n",
        TEST_BACKEND,
    ),
    Mutant(
        "A kept cursor calls no function elsewhere",
        BACKEND,
        "        self.check_schema()\n        return super().callproc(",
        "        return super().callproc(",
        TEST_BACKEND,
    ),
    Mutant(
        "Between statements a session has no role and no path",
        BACKEND,
        "entry_of(role, path, not self.apart)",
        "entry_of(role, path, False)",
        TEST_BACKEND,
    ),
    Mutant(
        "A kept cursor is refused elsewhere",
        BACKEND,
        "        if self.db.schema_name != self.schema_name:\n",
        "        if False:\n",
        TEST_BACKEND,
    ),
    Mutant(
        "A kept cursor of the owner takes its path again",
        BACKEND,
        "        if cursor is None or cursor is not self.last:\n",
        "        if cursor is None or self.last is None:\n",
        TEST_BACKEND,
    ),
    Mutant(
        "… also after a rollback",
        BACKEND,
        "        super().rollback()\n        self.last = None",
        "        super().rollback()\n        pass",
        TEST_BACKEND,
    ),
]
