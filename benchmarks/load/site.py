"""Kompas as people reach it: behind its proxy, as docker-compose.yml has it, or bare where there is no Caddy."""

import contextlib
import http.client
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import SIZE
from local.processes import free_port
from local.servers import Servers
from local.stack import Stack
from tests.proxy.caddy import NoCaddyError, find_caddy, version_of
from tests.proxy.serving import HOST, Proxy, Web, started, tls

BEHIND = {"KOMPAS_HTTPS": "on", "KOMPAS_BEHIND_PROXY": "on", "KOMPAS_PROXIES": "1"}


@dataclass
class Site:
    stack: Stack
    web: Web
    proxy: Proxy | None

    @property
    def port(self) -> int:
        return self.proxy.port if self.proxy else self.web.port

    def connect(self, host: str, timeout: float) -> http.client.HTTPConnection:
        if self.proxy:
            return tls(host, self.port, timeout)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    @property
    def web_pid(self) -> int:
        assert self.web.running
        return self.web.running.pid

    def roots(self) -> dict[str, int]:
        """The process of each part, as far as it is ours to look at."""
        found = {name: child.process.pid for name, child in self.stack.children.items()} | {"web": self.web_pid}
        if self.proxy and self.proxy.running:
            found["proxy"] = self.proxy.running.pid
        for name, server in (("postgres", self.stack.servers.postgres), ("valkey", self.stack.servers.valkey)):
            if pid := server.running_pid():
                found[name] = pid
        return found

    def named(self) -> str:
        return f"Caddy {version_of(Path(self.proxy.command[0]))}" if self.proxy else "none"


def open_site(opened: contextlib.ExitStack, servers: Servers) -> Site:
    """Runs until `opened` is left. Sets the environment of this process, so that a login made here is one there."""
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="kompas-load-")))
    stack = Stack(database=SIZE.database, port=free_port(), servers=servers)
    opened.callback(stack.stop)
    stack.open_database()
    stack.open_redis()
    environment = {**stack.env, "KOMPAS_HOST": HOST}
    try:
        find_caddy()
        behind = True
    except NoCaddyError as reason:
        print(f"zonder Caddy, want: {reason}")
        behind = False
    web = Web(folder, environment)
    web.environment |= BEHIND if behind else dict.fromkeys(BEHIND, "")
    web.environment["KOMPAS_PORT"] = str(web.port)
    proxy = Proxy(folder, web.port) if behind else None
    if proxy:
        web.behind(proxy)
    os.environ |= {"KOMPAS_HOST": HOST, **(BEHIND if behind else {})}
    opened.enter_context(started(*filter(None, (web, proxy))))
    stack.start_worker()
    stack.wait_for_worker()
    stack.start_beat()
    return Site(stack, web, proxy)
