"""A receiver of errors and traces on this machine: it keeps each body as it came over the wire, unpacked."""

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli

UNPACK = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Receiver:
    def __init__(self) -> None:
        self.bodies: list[tuple[str, bytes]] = []
        kept = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                kept.append((self.path, UNPACK[self.headers.get("Content-Encoding")](body)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def wait(self, count: int, seconds: float = 10) -> list[bytes]:
        until = time.monotonic() + seconds
        while len(self.bodies) < count and time.monotonic() < until:
            time.sleep(0.05)
        return [body for _, body in self.bodies]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
