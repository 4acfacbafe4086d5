"""Has WeasyPrint loaded and forks a child for each PDF, so that only the first has to wait for it. Run by warm.py.

It never sees a plan: the files that hold it are passed on to the child, which handles one plan and dies. Over the
socket that its argument names come requests: JSON, with three open files for the child's stdin, stdout and stderr. It
answers with the number of the child, and with how that ended; then it waits for a word before it lets go of the number,
so that whoever kills the child never hits another.
"""

import gc
import json
import os
import socket
import sys
from typing import Any, NoReturn

from pyphen import Pyphen

from printing.child import main as render
from printing.limits import die_with_parent
from printing.text import glyphs

MESSAGE_MAX = 1_000


def serve(link: socket.socket) -> None:
    while True:
        message, files, _, _ = socket.recv_fds(link, MESSAGE_MAX, 3)
        if not message:
            return
        # A fork takes none but its own thread along, and Pango would wait for the others for ever.
        if len(os.listdir("/proc/self/task")) > 1:
            return
        pid = os.fork()
        if pid == 0:
            link.close()
            become(files, **json.loads(message))
        for file in files:
            os.close(file)
        link.send(str(pid).encode())
        ended: Any = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        link.send(str(ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status).encode())
        link.recv(MESSAGE_MAX)
        os.waitpid(pid, 0)


def become(files: list[int], *, seconds: int, memory: int, epoch: str, spare: bool) -> NoReturn:
    """The child: a group of its own, with nothing of the zygote but what it has loaded."""
    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.environ["SOURCE_DATE_EPOCH"] = epoch
    render(seconds, memory, spare)


def prepare() -> None:
    """What every plan needs, and what does not start Pango, which would start threads."""
    die_with_parent()
    glyphs()
    Pyphen(lang="nl")
    gc.collect()
    gc.freeze()


def linked(number: Any) -> socket.socket:
    return socket.socket(fileno=int(number))


if __name__ == "__main__":
    prepare()
    serve(linked(sys.argv[1]))
