"""What speed was promised, measured: `make bench`. Never a test; a figure says something beside its baseline only.

`make test` runs every measurement once in its smallest form, so that none breaks unseen; those figures say nothing.
"""

import os
from dataclasses import dataclass

from local import VAR
from local.servers import Servers


@dataclass(frozen=True)
class Size:
    name: str
    gemeenten: int  # open, with answers
    rounds: int  # of a page or a save
    few: int  # of what takes seconds
    country: tuple[int, int]  # gemeenten of the invented country, and how many more of them
    kills: int
    seconds: float  # that eight people save

    @property
    def database(self) -> str:
        return f"kompas_{self.name}"

    def servers(self) -> Servers:
        """The smallest form runs beside the tests, which fill the Valkey of this clone: it gets servers of its own."""
        return Servers(VAR / self.name) if self is SMALLEST else Servers()


FULL = Size("bench", gemeenten=342, rounds=200, few=5, country=(342, 3_420), kills=100, seconds=10)
SMALLEST = Size("bench_smallest", gemeenten=3, rounds=1, few=1, country=(20, 25), kills=1, seconds=0.5)
SIZE = SMALLEST if os.environ.get("BENCH_SIZE") == "smallest" else FULL
