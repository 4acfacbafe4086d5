"""PgBouncer that pools per transaction, between Kompas and the database of `url`: for tests and `make load`."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from local.postgres import NOBODY
from local.processes import Account, free_port, tail, wait_until
from tests.debian import Unpacked

PACKAGES = ("pgbouncer", "libevent-2.1-7", "libc-ares2")
SETTINGS = """
[databases]
{database} = host={host} port={port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 200
server_lifetime = 600
"""


@contextmanager
def pooling(pgbouncer: Unpacked, url: str, *, size: int) -> Iterator[str]:
    """The address to use in place of `url`; `size` connections to the server are shared by all that come."""
    parts, listen = urlsplit(url), free_port()
    with tempfile.TemporaryDirectory(prefix="pgbouncer-") as name:
        folder, log = Path(name), Path(name) / "log"
        settings = SETTINGS.format(
            database=parts.path[1:], host=parts.hostname, port=parts.port, listen=listen, folder=folder, size=size
        )
        (folder / "ini").write_text(settings)
        (folder / "users").write_text(f'"{parts.username}" "{unquote(parts.password or "")}"\n')
        account = Account(NOBODY, NOBODY) if os.geteuid() == 0 else None  # it refuses to run as root
        with log.open("wb") as output:
            process = subprocess.Popen(
                [pgbouncer.program("pgbouncer"), str(folder / "ini")],
                env=pgbouncer.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=account.enter if account else None,  # noqa: PLW1509 - `user=` drops all rights
            )
        try:
            assert wait_until(lambda: " process up: " in log.read_text() or process.poll() is not None, 10)
            assert process.poll() is None, tail(log)
            place = f"{parts.username}:{parts.password}@127.0.0.1:{listen}"
            yield parts._replace(netloc=place).geturl()
        finally:
            process.terminate()
            process.wait()
