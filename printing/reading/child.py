"""A document on stdin, its paragraphs as JSON on stdout: the only process that parses what somebody uploads to be read.

Run by reader.py. Knows nothing of Django. It has no secrets in its environment, no more time and memory than it is
given, and can write no file, open no connection and start no program. Its last line on stderr says why it did not read.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import astuple
from typing import Any, NoReturn

from printing.limits import limit
from printing.reading.docx import read_docx
from printing.reading.lines import read_text
from printing.reading.odt import read_odt
from printing.reading.pdf import read_pdf
from printing.reading.pieces import Piece
from printing.reading.refusals import NotRead
from printing.reading.web import read_web

READERS: dict[str, Callable[[bytes], list[Piece]]] = {
    "docx": read_docx,
    "odt": read_odt,
    "pdf": read_pdf,
    "html": read_web,
    "tekst": read_text,
}
CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
OUT_OF_MEMORY = 3  # also in reader.py


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: it cannot be taken away again."""
    if event.startswith(CLOSED) or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
        raise PermissionError(event)


def main(kind: str, seconds: int, memory: int) -> NoReturn:
    limit(seconds, memory)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(refuse)
    code = read(kind)
    sys.stderr.flush()
    os._exit(code)


def read(kind: str) -> int:
    try:
        pieces = READERS[kind](sys.stdin.buffer.read())
        if not pieces:
            raise NotRead("empty")
        sys.stdout.buffer.write(json.dumps([astuple(piece) for piece in pieces]).encode())
        sys.stdout.flush()
    except NotRead as refused:
        sys.stderr.write(f"\nrefused {refused}\n")
        return 1
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - any; the name alone, for a message may quote the document
        sys.stderr.write(f"\nerror {type(error).__name__}\n")
        return 1
    return 0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
