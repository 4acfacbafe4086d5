"""The figures of a gemeente as a table: a column per year where that fits, and no count lost."""

from reports.document.blocks import Block
from reports.document.plan import PlanCijfer


def test_each_count_has_its_year_as_a_column_or_else_a_row_of_its_own():
    def block(*rows):
        return Block("x", cijfers=tuple(PlanCijfer(titel, "", year, aantal, "zorg") for titel, year, aantal in rows))

    two = block(("Signalen", 2025, "9"), ("Controles", 2025, "6"), ("Signalen", 2024, "8"))
    assert [(row.cijfer.titel, row.cells) for row in two.reeksen] == [
        ("Signalen", ((2024, "8"), (2025, "9"))),
        ("Controles", ((2024, ""), (2025, "6"))),
    ]
    assert (two.has_gaps, block(("Signalen", 2025, "9")).has_gaps) == (True, False)
    assert block(("Anders", 2025, "9"), ("Anders", 2025, "8")).reeksen == []  # none of the two may get lost
    assert block(*(("Signalen", year, "9") for year in range(2020, 2026))).reeksen == []
    assert block(("Signalen", 2025, "9"), ("Controles", 2024, "6")).reeksen == []  # a year of its own says it shorter
