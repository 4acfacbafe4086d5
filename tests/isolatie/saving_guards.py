"""What keeps one person from writing over another, or under the name of another."""

from tests.isolatie.mutant import Mutant

SAVING = [
    Mutant(
        "A page of one person is not saved under the name of another",
        "saving/middleware.py",
        "return None if was == str(request.user.pk) else other_person(request, was)",
        "return None",
        ("tests/saving/test_whose.py",),
    ),
    Mutant(
        "A row is written on top of the version that was read alone",
        "saving/rows.py",
        "    if row.version == version and not bases:\n",
        "    if not bases:\n",
        ("tests/saving/test_rows.py",),
    ),
    Mutant(
        "What was changed without a revision does not come back by itself",
        "saving/rows.py",
        "        is_whole = all(each in versions for each in range(base + 1, row.version + 1))\n",
        "        is_whole = True\n",
        ("tests/saving/test_rows.py",),
    ),
]
