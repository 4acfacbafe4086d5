"""Where the clock of the play comes from, and what it says where that is not there."""

import os

import pytest

from local.processes import LocalError
from tests.jaren import clock
from tests.jaren.clock import HERE, Clock


def test_without_the_library_it_says_in_dutch_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "LIBRARIES", (f"{tmp_path}/nergens/*.so",))
    with pytest.raises(LocalError, match="sudo apt install faketime"):
        Clock(tmp_path / "clock").start()
    assert "LD_PRELOAD" not in os.environ


def test_a_clock_is_moved_by_a_file_that_all_processes_read(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "SETTLED", 0)
    monkeypatch.setattr(clock, "time", type("Time", (), {"time": lambda: 1_000_000.0, "sleep": lambda seconds: None}))
    moved = Clock(tmp_path / "clock")
    for seconds, said in ((1_000_060, "+60\n"), (999_000, "-1000\n")):
        moment = clock.datetime.fromtimestamp(seconds, HERE)
        moved.move(moment)
        assert (moved.file.read_text(), moved.now()) == (said, moment)
