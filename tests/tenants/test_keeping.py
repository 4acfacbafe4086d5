import fcntl
import os
from datetime import UTC, datetime, timedelta

import pytest

from tenants.backups.keeping import held, name_of, remove_left, remove_surplus, surplus

NIGHT = datetime(2027, 3, 10, 4, 0, tzinfo=UTC)  # a Wednesday


def nights(number, step=1):
    return [name_of(NIGHT - timedelta(days=step * back)) for back in range(number)]


def kept(names, **keep):
    gone = surplus(names, **keep)
    return [name for name in names if name not in gone]


def test_what_stays_is_the_last_of_days_weeks_and_months():
    """A year of nights: seven days; the Sundays before them; the last of each month before those."""
    stays = [name[7:15] for name in kept(nights(366), days=7, weeks=5, months=3)]
    assert stays == [
        *("20270310", "20270309", "20270308", "20270307", "20270306", "20270305", "20270304"),
        *("20270228", "20270221", "20270214"),  # also of weeks: 20270307 and the running one
        "20270131",
    ]


def test_two_copies_of_one_day_leave_the_last():
    names = [name_of(NIGHT), name_of(NIGHT - timedelta(hours=2))]
    assert kept(names, days=7, weeks=5, months=3) == names[:1]


def test_when_no_copies_are_made_none_go():
    """Counted are days that have one, not days that pass."""
    names = nights(5, step=100)
    assert kept(names, days=7, weeks=5, months=3) == names


@pytest.mark.parametrize("keep", [{"days": 0, "weeks": 0, "months": 0}, {"days": 1, "weeks": 0, "months": 0}])
def test_the_last_copy_always_stays(keep):
    assert kept(nights(10), **keep) == nights(1)


def test_sealed_and_open_copies_count_alike_and_other_names_are_not_ours():
    names = [
        f"{name_of(NIGHT)}.tar.age",
        name_of(NIGHT - timedelta(hours=1)),
        "zz_20270101_gm0037",
        "kompas-oud",
        "x.age",
    ]
    assert surplus(names, days=7, weeks=0, months=0) == [name_of(NIGHT - timedelta(hours=1))]


def test_remove_surplus_removes_files_and_folders(tmp_path):
    for name in nights(3):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").touch()
    (tmp_path / f"{name_of(NIGHT - timedelta(days=3))}.tar.age").touch()
    (tmp_path / "wissingen.jsonl").touch()
    gone = remove_surplus(tmp_path, days=2, weeks=0, months=0)
    assert gone == [nights(3)[2], f"{name_of(NIGHT - timedelta(days=3))}.tar.age"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*nights(2), "wissingen.jsonl"])


def test_remove_left_takes_what_was_broken_off_and_not_what_is_being_put_back(tmp_path):
    half = [f"{name_of(NIGHT)}.half", f"{name_of(NIGHT)}.tar.age.half", ".open-abc"]
    for name in [*half, "iets.half", name_of(NIGHT)]:
        (tmp_path / name).mkdir()
    now = datetime.now(UTC)
    remove_left(tmp_path, now=now)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".open-abc", "iets.half", name_of(NIGHT)]
    remove_left(tmp_path, now=now + timedelta(days=2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["iets.half", name_of(NIGHT)]


def test_only_one_at_a_time_makes_copies_in_a_folder(tmp_path):
    folder = tmp_path / "nieuw" / "backups"
    with held(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
