"""What keeps words from staying behind when they are wiped, and typed text from where nobody looks."""

from tests.isolatie.mutant import Mutant

TEXTS, WIPING = "tenants/migrations/0006_wissing_texts.py", "tenants/migrations/0007_definitief_wissen.py"
TEST_WIPED = ("tests/wissing/test_wiped.py",)
TEST_WORKER = ("tests/wissing/test_wiping.py",)

WISSING = [
    Mutant(
        "No form of a text keeps it from being wiped",
        TEXTS,
        "    SELECT regexp_replace(value, pattern, '[gewist]', 'g')\n",
        "    SELECT CASE WHEN value ~ '^data:' THEN value ELSE regexp_replace(value, pattern, '[gewist]', 'g') END\n",
        TEST_WIPED,
        changes_database=True,
    ),
    Mutant(
        "What a program writes in JSON is known by its place",
        TEXTS,
        "    SELECT place = ANY ('{(machine)}') AND value",
        "    SELECT value",
        TEST_WIPED,
        changes_database=True,
    ),
    Mutant(
        "A wipe ends with a search, and anything left undoes it",
        WIPING,
        "    IF remains <> '{}' THEN\n",
        "    IF false THEN\n",
        TEST_WIPED,
        changes_database=True,
    ),
    Mutant(
        "A file that nobody opened stops the wipe",
        WIPING,
        " EXCEPT SELECT unnest(looked)) THEN\n",
        " EXCEPT SELECT unnest(looked)) AND false THEN\n",
        TEST_WORKER,
        changes_database=True,
    ),
    Mutant(
        "A file that takes too long stops the wipe",
        "wissing/wiping.py",
        "        raise NotWiped(Fout.TIME, bestanden=late)\n",
        "        pass\n",
        ("tests/wissing/test_views.py",),
    ),
    Mutant(
        "The log of PostgreSQL has no errors, which quote what people typed",
        "local/postgres.py",
        '    "log_min_messages": "log",\n',
        '    "log_min_messages": "warning",\n',
        ("tests/test_server_log.py",),
    ),
    Mutant(
        "A restore does not begin without a journal of wipes",
        "tenants/management/commands/restore.py",
        "                raise BackupFout(NO_JOURNAL)\n",
        "                pass\n",
        ("tests/wissing/test_restore.py",),
    ),
]
