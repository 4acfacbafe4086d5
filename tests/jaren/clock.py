"""One clock for PostgreSQL, Valkey, web, worker and beat: libfaketime adds to the machine's what stands in a file, so
that all of them are at another day at once. This process keeps the machine's own, and so measures real seconds."""

import os
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from local.processes import LocalError

HERE = ZoneInfo("Europe/Amsterdam")
LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib*/faketime/libfaketimeMT.so.1")
MISSING = "libfaketime ontbreekt. Installeer het met: sudo apt install faketime"
SETTINGS = {
    "FAKETIME_CACHE_DURATION": "1",  # seconds until every process has read the file anew
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # timeouts and sleeps go on as they were
    "FAKETIME_DISABLE_SHM": "1",
    # gunicorn looks at the age of a file to see that a process lives
    "NO_FAKE_STAT": "1",
    "FAKE_UTIME": "0",
}
LEFT = ("/dev/shm/faketime_shm_*", "/dev/shm/sem.faketime_sem_*")  # by a process that was killed
SETTLED = 3.0  # seconds


class Clock:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.offset = 0

    def start(self) -> None:
        """For every process that is started from now on. Raises LocalError where the library is not there."""
        sweep()
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text("+0\n")
        preload = {"LD_PRELOAD": str(library()), "FAKETIME_TIMESTAMP_FILE": str(self.file)}
        os.environ.update(preload | SETTINGS | {"PYTHONPATH": str(Path(__file__).parent / "preload")})

    def move(self, moment: datetime) -> None:
        self.offset = int(moment.timestamp() - time.time())
        scratch = self.file.with_suffix(".new")
        scratch.write_text(f"{self.offset:+d}\n")
        scratch.chmod(0o644)  # PostgreSQL may run as somebody else
        scratch.replace(self.file)
        time.sleep(SETTLED)

    def stop(self) -> None:
        """What is started after this has the clock of the machine."""
        for name in ("LD_PRELOAD", "FAKETIME_TIMESTAMP_FILE", "PYTHONPATH", *SETTINGS):
            os.environ.pop(name, None)
        sweep()

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, HERE)


def sweep() -> None:
    """A process that gets the number of one that was killed would find what that one left, and stop."""
    for path in (path for pattern in LEFT for path in Path("/").glob(pattern.lstrip("/"))):
        if not Path("/proc", path.name.rpartition("_")[2]).exists():
            path.unlink(missing_ok=True)


def library() -> Path:
    found = [path for pattern in LIBRARIES for path in Path("/").glob(pattern.lstrip("/"))]
    if not found:
        raise LocalError(MISSING)
    return found[0]
