"""The guards of figures that may leave (ADR 0011)."""

from tests.isolatie.mutant import Mutant

GROEPSCIJFERS, PRINTED = "metingen/groepscijfers.py", "metingen/printed.py"
TEST_GROUPS = ("tests/metingen/test_groepscijfers.py",)
TEST_PRINTED = ("tests/metingen/test_printed.py",)
TEST_LEAVING = ("tests/kompas/test_leaving.py",)
TEST_MOMENTS = (
    "tests/metingen/test_publicatie_actions.py",
    "tests/metingen/test_tussenstand_actions.py",
    *TEST_LEAVING,
)

FIGURES = [
    Mutant("A group has ten gemeenten", GROEPSCIJFERS, "MINIMUM = 10\n", "MINIMUM = 9\n", TEST_GROUPS),
    Mutant(
        "… and cannot be subtracted from others",
        GROEPSCIJFERS,
        "(row in rows or is_safe([*rows, row], everybody))",
        "True",
        TEST_GROUPS,
    ),
    Mutant(
        "… with ten sets that fix them all",
        GROEPSCIJFERS,
        "return all(take_basis(columns, used, size) for _ in range(MINIMUM))",
        "return True",
        TEST_GROUPS,
    ),
    Mutant(
        "What is published remembers what was before",
        "metingen/publicatie_actions.py",
        "groups = choose_groups(leden, list(earlier.values()))",
        "groups = choose_groups(leden)",
        TEST_MOMENTS,
    ),
    Mutant(
        "… also a tussenstand",
        "metingen/publicatie_actions.py",
        "meetronde.publicaties.counting().defer(",
        'meetronde.publicaties.filter(soort="groepscijfers").defer(',
        TEST_MOMENTS,
    ),
    Mutant(
        "A tussenstand leaves room for the closing",
        "metingen/tussenstand_actions.py",
        '"ingediend_at", "pk")[:-MINIMUM]',
        '"ingediend_at", "pk")',
        TEST_MOMENTS,
    ),
    Mutant(
        "… and gives nobody away itself",
        "metingen/tussenstand_actions.py",
        '"" if choose_groups(leden, earlier) else TOO_MUCH',
        '""',
        TEST_MOMENTS,
    ),
    Mutant(
        "A small group has words alone",
        PRINTED,
        "return n < NUMBERS_FROM or ",
        "return ",
        TEST_PRINTED,
    ),
    Mutant(
        "Nearly all is said in words",
        PRINTED,
        "n - max(counts) < ROUND or max(numbers) == nearest(n)",
        "False",
        TEST_PRINTED,
    ),
    Mutant(
        "Words together say of nobody that all or none",
        PRINTED,
        "return [] if gives_away(shares, n) else shares",
        "return shares",
        TEST_PRINTED,
    ),
    Mutant(
        "Numbers add up",
        PRINTED,
        "    for place in order[:up]:\n        numbers[place] += ROUND\n    return numbers",
        "    return [nearest(count) for count in counts]",
        TEST_PRINTED,
    ),
    Mutant(
        "A working file is no picture for outside",
        "metingen/beeld_queries.py",
        "return Publicatie.objects.counting().defer(",
        "return Publicatie.objects.defer(",
        ("tests/metingen/test_beeld_views.py",),
    ),
    Mutant(
        "What leaves is what was counted then",
        "metingen/publicatie_queries.py",
        "    return in_order(Groep(*row) for row in rows.distinct())\n",
        "    live = publicatie.meetronde.indieningen.current().count()\n"
        "    return in_order(Groep(*row[:3], live) for row in rows.distinct())\n",
        TEST_LEAVING,
    ),
]
