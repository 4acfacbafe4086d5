"""The process that has WeasyPrint loaded: its children are as alone, as limited and as mortal as one of their own."""

import os
import re
import signal
import threading
import time
from dataclasses import replace

import pytest

from jobs.actions import LeaseLost
from printing import pdf, warm
from printing.pdf import TOO_SLOW, RenderFout, render_pdf
from reports.document.html import render_document
from tests.reports.conftest import MADE_AT

SHORT = "<html lang=nl><title>t</title><p>Een regel.</p>"
LONG = "<p>woord</p>" * 60_000


@pytest.fixture(autouse=True)
def zygote():
    """One that has made something."""
    render_pdf(SHORT, made_at=MADE_AT)
    return warm.kept()


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [child for child in file.read().split() if status(child) != "Z"]


def status(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_warm_and_cold_give_the_same_bytes(plan):
    html = render_document(replace(plan, keuzes=replace(plan.keuzes, vorm="kort")))
    assert render_pdf(html, made_at=MADE_AT).content == render_pdf(html, made_at=MADE_AT, warm=False).content


@pytest.mark.parametrize("of_zygote", [True, False])
def test_what_nobody_waits_for_gives_way_to_all_and_hears_soon_that_it_must_stop(zygote, of_zygote):
    beats = []

    def beat():
        beats.append(time.monotonic())
        found = children(zygote.process.pid if of_zygote else os.getpid())
        if any(os.getpriority(os.PRIO_PROCESS, int(pid)) == 19 for pid in found):
            raise LeaseLost

    begun = time.monotonic()
    with pytest.raises(LeaseLost):
        render_pdf(LONG, made_at=MADE_AT, beat=beat, warm=of_zygote, spare=True)
    assert beats[0] - begun < warm.RENEW_SECONDS / 2


def test_the_same_zygote_makes_the_next(zygote):
    render_pdf(SHORT, made_at=MADE_AT)
    assert warm.kept() is zygote
    assert children(zygote.process.pid) == []


def test_a_zygote_has_no_secrets_and_never_reads_a_plan(zygote):
    with open(f"/proc/{zygote.process.pid}/environ") as file:
        names = {entry.partition("=")[0] for entry in file.read().split("\0") if entry}
    assert names == set(pdf.environment())
    with open(f"/proc/{zygote.process.pid}/maps") as file:
        writable = [line.split()[0] for line in file if line.split()[1].startswith("rw")]
    render_pdf(f"{SHORT}<p>KANARIE{'XYZZY'}", made_at=MADE_AT)
    with open(f"/proc/{zygote.process.pid}/mem", "rb") as memory:
        assert [place for place in writable if b"KANARIEXYZZY" in read(memory, place)] == []


def read(memory, place):
    start, end = (int(number, 16) for number in place.split("-"))
    memory.seek(start)
    try:
        return memory.read(end - start)
    except (OSError, OverflowError):
        return b""


def test_an_old_zygote_makes_place(zygote, monkeypatch):
    monkeypatch.setattr(warm, "RENDERS_MAX", zygote.renders)
    render_pdf(SHORT, made_at=MADE_AT)
    assert (warm.kept() is zygote, zygote.process.poll()) == (False, -signal.SIGKILL)


def test_a_plan_is_made_though_its_zygote_dies_at_the_first_word(zygote, monkeypatch):
    monkeypatch.setattr(warm.Zygote, "is_fit", lambda self, environment: True)
    os.kill(zygote.process.pid, signal.SIGKILL)
    zygote.process.wait()
    assert render_pdf(SHORT, made_at=MADE_AT).pages == 1


def test_a_child_out_of_time_goes_and_the_next_plan_is_made(zygote):
    with pytest.raises(RenderFout, match=re.escape(TOO_SLOW)):
        render_pdf(LONG, made_at=MADE_AT, seconds=1.5)
    assert status(zygote.process.pid) == "Z" or children(zygote.process.pid) == []
    assert render_pdf(SHORT, made_at=MADE_AT).pages == 1


def test_who_loses_the_lease_ends_the_child(zygote, monkeypatch):
    seen = []

    def beat():
        seen.extend(children(zygote.process.pid))
        raise LeaseLost

    monkeypatch.setattr(warm, "RENEW_SECONDS", 0.3)
    with pytest.raises(LeaseLost):
        render_pdf(LONG, made_at=MADE_AT, beat=beat)
    assert (len(seen), [status(pid) for pid in seen]) == (1, ["Z"])


def test_a_zygote_ends_with_its_worker(zygote):
    """Its socket closes, as it does when the worker is gone."""
    zygote.link.close()
    assert zygote.process.wait(timeout=5) == 0


def test_another_thread_has_a_process_of_its_own(zygote):
    made = []
    thread = threading.Thread(target=lambda: made.append(render_pdf(SHORT, made_at=MADE_AT)))
    before = zygote.renders
    thread.start()
    thread.join()
    assert (made[0].pages, zygote.renders) == (1, before)
