"""Make the clone ready and run something in it: `python3 local/bootstrap.py -m local.demo`.

Run by the Python of the system, so it uses the standard library only. Its grammar and its annotations must be those of
Python 3.6: an old Python has to get as far as saying that it is too old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

CLONE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV_PYTHON = os.path.join(CLONE, ".venv", "bin", "python")
STAMP = os.path.join(CLONE, ".venv", "kompas-stamp")
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
OLDEST_UV = (0, 8)
UV_REQUIREMENT = "uv>=0.8,<1"
# Whoever looks around needs no tools of the tests: less than half the download.
WITHOUT_DEV = ("local.demo", "local.serve")
ROOM_MB = {"demo": 900, "all": 1800}  # packages and data, with room to work


def fail(message: str) -> None:
    sys.stderr.write("\n" + message + "\n\n")
    sys.exit(1)


def require_python() -> None:
    """Go on in a newer Python when this one is too old and a newer one is on PATH."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in NEWER_PYTHONS:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, os.path.abspath(__file__), *sys.argv[1:]])
    fail(
        "Python {} is te oud. Kompas heeft Python 3.11 of nieuwer nodig.\n"
        "Installeer een nieuwere Python, of wijs er een aan: make demo PYTHON=/pad/naar/python3.12".format(
            ".".join(str(part) for part in sys.version_info[:3])
        )
    )


def fingerprint() -> str:
    """Say what the venv was made from. The path is in it because a venv does not survive being moved."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        with open(os.path.join(CLONE, name), "rb") as file:
            digest.update(file.read())
    digest.update(f"{sys.version} {base_python()} {CLONE}".encode())
    return digest.hexdigest()


def base_python() -> str:
    """Return the Python to build on: the one behind the venv when we run in one."""
    return getattr(sys, "_base_executable", None) or sys.executable


def stamp() -> "list[str]":
    """From what the venv was made, and with which packages; empty when there is none."""
    try:
        with open(STAMP) as file:
            return file.read().split()
    except OSError:
        return []


def packages_for(arguments: "list[str]") -> str:
    """`demo` or `all`. What has all keeps all."""
    wants_demo = arguments[:1] == ["-m"] and arguments[1] in WITHOUT_DEV
    return "demo" if wants_demo and "all" not in stamp() else "all"


def is_ready(packages: str) -> bool:
    return stamp() == [fingerprint(), packages] and os.access(VENV_PYTHON, os.X_OK)


def uv_is_usable(path: str) -> bool:
    try:
        answer = subprocess.check_output([path, "--version"], stderr=subprocess.DEVNULL).decode()
    except (OSError, subprocess.CalledProcessError):
        return False
    found = re.search(r"(\d+)\.(\d+)", answer)
    return found is not None and (int(found.group(1)), int(found.group(2))) >= OLDEST_UV


def find_uv() -> "str | None":
    own = [os.path.join(CLONE, "var", folder, "bin", "uv") for folder in ("uv", "uv-pkg")]
    for path in [shutil.which("uv"), *own]:
        if path and uv_is_usable(path):
            return path
    return None


def install_uv() -> str:
    """Install uv below var/, in a venv, else with pip alone; neither touches the Python of the system (PEP 668)."""
    print("uv installeren (eenmalig) …", flush=True)
    folder, packages = os.path.join(CLONE, "var", "uv"), os.path.join(CLONE, "var", "uv-pkg")
    pip = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    ways = (
        (
            [base_python(), "-m", "venv", "--clear", folder],
            [os.path.join(folder, "bin", "python"), *pip, UV_REQUIREMENT],
        ),
        ([base_python(), *pip, "--target", packages, "--upgrade", UV_REQUIREMENT],),
    )
    reasons = []
    for commands in ways:
        for command in commands:
            result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if result.returncode != 0:
                reasons.append(result.stdout.decode(errors="replace").strip())
                break
        uv = find_uv()
        if uv:
            return uv
    fail(
        "Kompas kan 'uv' niet installeren. Is er internet, en heeft deze Python pip of venv?\n"
        "Op Debian en Ubuntu: apt-get install python3-venv\n\n" + "\n\n".join(reasons)
    )
    return ""


def sync(uv: str, packages: str) -> None:
    print("Pakketten installeren …", flush=True)
    environment = dict(os.environ, UV_PYTHON_PREFERENCE="only-system", UV_PYTHON_DOWNLOADS="never")
    environment["UV_PROJECT_ENVIRONMENT"] = os.path.join(CLONE, ".venv")
    environment.pop("VIRTUAL_ENV", None)  # a venv of the caller's is not ours to fill
    command = [uv, "sync", "--frozen", "--quiet", "--python", base_python()]
    if packages == "demo":
        command += ["--no-group", "dev"]
    if subprocess.call(command, cwd=CLONE, env=environment) != 0:
        fail(
            "De pakketten zijn niet geïnstalleerd; hierboven staat waarom. Is er internet? Probeer het daarna opnieuw."
        )
    with open(STAMP, "w") as file:
        file.write(fingerprint() + " " + packages)


def check_machine(packages: str) -> None:
    """Check before minutes of downloading what would stop us after it."""
    from local import ROOT, VAR, preflight
    from local.processes import LocalError

    try:
        preflight.check_writable(ROOT)
        preflight.check_writable(VAR)
        preflight.check_room(ROOT, ROOM_MB[packages])
        preflight.check_pango()
    except LocalError as error:
        fail(str(error))


def main() -> None:
    require_python()
    started = time.time()
    sys.path.insert(0, CLONE)
    try:
        packages = packages_for(sys.argv[1:])
        if not is_ready(packages):
            check_machine(packages)
            sync(find_uv() or install_uv(), packages)
            print(f"Omgeving klaar in {time.time() - started:.1f} s".replace(".", ","), flush=True)
    except KeyboardInterrupt:
        fail("Gestopt.")
    except PermissionError as error:
        fail(f"Kompas kan niet schrijven in {error.filename}. Gebruik een map waarin u mag schrijven.")
    if sys.argv[1:]:
        # The time it took us belongs to the first start that `local.demo` reports.
        os.environ["KOMPAS_STARTED"] = str(started)
        # Some environments keep no bytecode; compiling all of it anew costs each of our many processes two seconds.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(CLONE, "var", "pycache")
        os.chdir(CLONE)
        os.execv(VENV_PYTHON, [VENV_PYTHON, *sys.argv[1:]])


if __name__ == "__main__":
    main()
