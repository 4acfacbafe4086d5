"""A mail server in this process, on a real socket, that does to each recipient what a test says."""

import socket
import socketserver
import threading
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Behaviour:
    """What it answers; None instead of an answer is silence. The first of a list is for the first time, and so on."""

    rcpt: Any = "250 2.1.5 OK"
    data: Any = "354 go ahead"
    end: Any = "250 2.0.0 taken"
    seconds: float = 0  # before each of them
    on_end: Any = None  # called when the mail is in, before the answer; True hangs up

    def answer(self, name: str) -> str | None:
        value = getattr(self, name)
        return (value.pop(0) if len(value) > 1 else value[0]) if isinstance(value, list) else value


@dataclass
class Server:
    banner: Any = "220 mail.example ESMTP"
    sender: Any = "250 OK"
    recipients: dict[str, Behaviour] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)  # whom it was for, and the mail
    connections: int = 0

    def __enter__(self) -> "Server":
        outer = self
        self.stop = threading.Event()

        class Handler(Session):
            server_of = outer

        self.tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.tcp.daemon_threads, self.tcp.block_on_close = True, False
        threading.Thread(target=self.tcp.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop.set()
        self.tcp.shutdown()
        self.tcp.server_close()

    @property
    def port(self) -> int:
        return self.tcp.server_address[1]

    def behaviour(self, address: str) -> Behaviour:
        return self.recipients.setdefault(address, Behaviour())

    @property
    def taken_by(self) -> list[str]:
        return [address for address, _ in self.taken]


class Session(socketserver.StreamRequestHandler):
    server_of: Server

    def handle(self) -> None:
        self.server_of.connections += 1
        self.address = ""
        try:
            self.say(self.server_of.banner)
            while line := self.rfile.readline():
                verb, _, rest = line.decode().strip().partition(" ")
                if not self.obey(verb.upper(), rest):
                    return
        except OSError:
            return

    def obey(self, verb: str, rest: str) -> bool:
        if verb == "RCPT":
            self.address = rest.partition("<")[2].partition(">")[0]
            return self.as_told("rcpt")
        if verb == "DATA":
            behaviour = self.server_of.behaviour(self.address)
            if not self.as_told("data") or not str(behaviour.data).startswith("354"):
                return True
            return self.receive(behaviour)
        self.say(self.server_of.sender if verb == "MAIL" else "250 OK")
        return verb != "QUIT"

    def as_told(self, name: str) -> bool:
        behaviour = self.server_of.behaviour(self.address)
        time.sleep(behaviour.seconds)
        answer = behaviour.answer(name)
        self.say(answer)
        return not (answer or "").startswith("421")

    def receive(self, behaviour: Behaviour) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode())
        if behaviour.on_end and behaviour.on_end():
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        time.sleep(behaviour.seconds)
        answer = behaviour.answer("end")
        if (answer or "").startswith("2"):
            self.server_of.taken.append((self.address, "".join(lines)))
        self.say(answer)
        return True

    def say(self, answer: str | None) -> None:
        if answer is None:
            self.server_of.stop.wait()  # silent until the test is over
            return
        self.wfile.write(f"{answer}\r\n".encode())
        self.wfile.flush()
