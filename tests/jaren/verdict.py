"""The table at the end, and whether all of it is right."""

from collections.abc import Sequence

from tests.jaren.world import Found

SHOWN = 40  # faults
HEADS = ("moment", "tabellen", "rijen", "erbij", "weg volgens regel", "controles", "pagina's", "seconden", "fouten")


def report(moments: Sequence[Found], seconds: float) -> int:
    """Print it; the exit code."""
    lines = [HEADS, *(line_of(each) for each in moments)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    print()
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    for each in moments:
        print(f"\n{each.moment}, weg volgens regel:" if each.gone else f"\n{each.moment}: niets weg")
        print(
            "\n".join(f"  {count:>6}  {rule}" for rule, count in sorted(each.gone.items())),
            end="\n" if each.gone else "",
        )
    faults = [f"{each.moment}: {fault}" for each in moments for fault in each.faults]
    print("\n".join(["", *faults[:SHOWN]]))
    good = bool(moments) and not faults
    checks, pages = sum(each.checks for each in moments), sum(each.pages for each in moments)
    print(
        f"jaren: {len(moments)} momenten, {checks} controles, {pages} pagina's, {len(faults)} fouten, {seconds:.0f} s"
    )
    print("goed" if good else "FOUT")
    return 0 if good else 1


def line_of(found: Found) -> tuple[str, ...]:
    numbers = (found.tables, found.rows, found.added, sum(found.gone.values()), found.checks, found.pages)
    return (found.moment, *map(str, numbers), f"{found.seconds:.0f}", str(len(found.faults)))
