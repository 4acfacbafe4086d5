"""A bare Debian in a folder, with Docker of its own in namespaces of its own: the machine of docs/installeren.md.

Needs root, `debootstrap` and a kernel that lets Docker work. All that it starts is below one process, and ends with it.
"""

import shutil
import subprocess
import time
from pathlib import Path

RELEASE = "trixie"
# What docs/installeren.md asks for; the rest of the machine is as `debootstrap` leaves it.
PACKAGES = "ca-certificates,git,iptables,docker.io,docker-cli,docker-buildx,docker-compose"
AUTHORITIES = "etc/ssl/certs/ca-certificates.crt"
# A chroot alone is not enough: Docker's own commands in a container would come out in the root of this machine.
HOLD = """mount --make-rprivate / && mount --bind {root} {root} && cd {root} && mount --rbind /dev dev &&
mount --rbind /sys sys && mount -t proc proc proc && mount -t tmpfs tmpfs run && mkdir -p old && pivot_root . old &&
cd / && umount -l old && touch /run/on && exec sleep infinity"""


class Machine:
    def __init__(self, folder: Path):
        self.folder = folder
        self.root = folder / "root"
        self.holder: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Debian with Docker; kept between runs, as it is the same each time. What Docker keeps goes."""
        if not (self.root / "etc/debian_version").exists():
            shutil.rmtree(self.root, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            call("debootstrap", "--variant=minbase", f"--include={PACKAGES}", RELEASE, str(self.root))
        for name in ("etc/resolv.conf", AUTHORITIES):
            shutil.copy(Path("/") / name, self.root / name)

    def start(self) -> None:
        """Machine on, and its Docker answers."""
        if self.holder is None:
            hold = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", HOLD.format(root=self.root)]
            self.holder = subprocess.Popen(hold)
            wait_for(lambda: children(self.holder.pid) if self.holder else ())
            # Until the root has changed, a command would run on this machine.
            wait_for(lambda: self.run("test", "-e", "/run/on", check=False).returncode == 0)
        self.run("sh", "-c", "rm -f /run/docker.pid; exec dockerd >>/var/log/dockerd.log 2>&1 &")
        wait_for(lambda: self.run("docker", "info", check=False).returncode == 0)

    def stop(self) -> None:
        """As when the power goes: nothing of it gets time to finish anything."""
        if self.holder is not None:
            child = children(self.holder.pid)
            self.holder.kill()
            self.holder.wait()
            wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in child))
            self.holder = None

    def run(
        self, *command: str, folder: str = "/", check: bool = True, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """A command on the machine, as its operator gives it. Raises AssertionError with what it said."""
        (inside,) = children(self.holder.pid) if self.holder else ("",)
        enter = ["nsenter", "--target", inside, "--mount", "--pid", "env", "-i", *ENVIRONMENT]
        script = ["sh", "-c", 'cd "$0" && exec "$@"', folder, *command]
        done = subprocess.run([*enter, *script], input=stdin, capture_output=True, text=True, check=False)
        if check:
            assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done


ENVIRONMENT = ("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8")


def call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()


def wait_for(true: object, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < ends, f"na {seconds} s nog niet: {true}"
        time.sleep(0.3)
