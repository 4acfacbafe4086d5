"""A real gunicorn with several processes: one count of all of them, whichever answers and whoever dies."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.conf import settings

from kompas import gunicorn
from local.processes import free_port, wait_until
from monitoring import counters

PAGE = "/.well-known/security.txt"  # needs no style, so no `collectstatic` either
TOKEN = "een-geheim-van-ten-minste-32-tekens"
COUNT = 'kompas_requests_total{method="GET",route=".well-known/security.txt",status="2xx"}'


class Server:
    """`ask` gives the text of an address; `count` how many requests all processes together have answered."""

    def __init__(self, log):
        self.port, self.log = free_port(), log
        environment = {**os.environ, "KOMPAS_METRICS_TOKEN": TOKEN, "KOMPAS_LOG": "json", "TMPDIR": str(log.parent)}
        command = ["-m", "gunicorn", "--config", "python:kompas.gunicorn", "--workers", "2", "--no-control-socket"]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--bind", f"127.0.0.1:{self.port}", "kompas.wsgi"],
                cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=output,
            )  # fmt: skip

    def ask(self, path, **headers):
        headers = {"Host": settings.KOMPAS_HOST, **headers}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    def is_ready(self):
        try:
            return self.ask("/healthz/ready", Host="10.0.3.7") == "ok\n"
        except OSError:
            return False

    def count(self):
        lines = self.ask("/metrics", Authorization=f"Bearer {TOKEN}").splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(COUNT)), 0)

    def workers(self):
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(pid) for pid in found.split()}

    def places(self):
        return {path.name for path in self.log.parent.glob("kompas-counts-*/counter_*.db")}


@pytest.fixture
def server(db, tmp_path):
    server = Server(tmp_path / "web.log")
    try:
        assert wait_until(server.is_ready, 60, 0.1), server.log.read_text()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def test_processes_count_together_and_who_takes_the_place_of_another_counts_on(server, tmp_path):
    for _ in range(20):
        server.ask(PAGE)
    assert [server.count() for _ in range(10)] == [20] * 10
    before = server.workers()
    os.kill(min(before), signal.SIGKILL)
    assert wait_until(lambda: len(server.workers()) == 2 and server.workers() != before, 20, 0.1)
    assert wait_until(server.is_ready, 20, 0.1)
    for _ in range(20):
        server.ask(PAGE)
    assert [server.count() for _ in range(10)] == [40] * 10
    assert len(server.places()) <= 3  # of the two places, and of the master
    server.process.terminate()
    server.process.wait(20)
    assert list(tmp_path.glob("kompas-counts-*")) == []


def test_every_line_of_a_server_is_an_object(server):
    server.ask(f"{PAGE}?zoek=kanarie")
    with pytest.raises(HTTPError, match="404"):
        server.ask("/kanarie/", Host="kanarie.example")
    time.sleep(0.2)
    text = server.log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    said = [line["message"] for line in lines if line["logger"] == "gunicorn.error"]
    asked = [re.sub(r"\d+ ms", "", line["message"]) for line in lines if line["logger"] == "kompas.request"]
    assert (f"Kompas {settings.VERSION}" in said, "kanarie" in text) == (True, False)
    assert asked == ["GET .well-known/security.txt 200 ", "GET onbekend adres 404 "]
    assert {line["version"] for line in lines} == {settings.VERSION}


def test_who_only_reads_the_configuration_shares_nothing():
    assert (counters.FOLDER in os.environ, Path(gunicorn.COUNTS).exists()) == (False, False)
    assert gunicorn.raw_env == [f"{counters.FOLDER}={gunicorn.COUNTS}"]
