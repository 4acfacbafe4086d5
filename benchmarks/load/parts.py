"""What each part of a running Kompas takes of the machine: its processes with all that they started."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.chaos.faults import children

TICKS = os.sysconf("SC_CLK_TCK")


class Parts:
    """By name, the process that each part begins with; asked anew each time, since a part may have been restarted."""

    def __init__(self, roots: Callable[[], dict[str, int]]) -> None:
        self.roots = roots

    def cpu(self) -> dict[str, float]:
        """Seconds of a core since each began; those of what ended meanwhile are in its parent."""
        return {part: sum(map(seconds, tree(pid))) for part, pid in self.roots().items()}

    def memory_mb(self) -> dict[str, int]:
        """Memory that is shared counts for each by its share."""
        return {part: round(sum(map(kilobytes, tree(pid))) / 1024) for part, pid in self.roots().items()}

    def keep_to(self, cores: set[int]) -> None:
        """The processes as they are; what they start later follows."""
        for pid in self.roots().values():
            for each in tree(pid):
                for thread in Path(f"/proc/{each}/task").glob("*"):
                    os.sched_setaffinity(int(thread.name), cores)


def tree(pid: int) -> list[int]:
    return [pid, *(each for child in children(pid) for each in tree(child))]


def seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it ended while we looked
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
