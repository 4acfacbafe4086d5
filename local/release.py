"""`make release`: what is handed out of a version, in `var/release/<version>/`; the same bytes each time.

The source as Git has it, what it is made of (SBOM), and the checksums of both. The image is built from that source
where a builder is found; it is not the same to the byte, because Debian's packages in it are those of the day.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local import ROOT, VAR
from local.audit import export
from local.bootstrap import find_uv, install_uv
from local.processes import LocalError

HEADING = r"^## {version}\b.*$"
BUILDERS = ("docker", "podman", "buildah")
VOLATILE = ("serialNumber", "timestamp")


def main() -> int:
    try:
        version = check()
        folder = VAR / "release" / version
        shutil.rmtree(folder, ignore_errors=True)
        for path in make(folder, version):
            print(f"  {path.relative_to(ROOT)}")
        print(build_image(folder, version))
    except LocalError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1
    return 0


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def check() -> str:
    """The version that this tree says it is; LocalError when it may not be released."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(project["version"])
    if git("status", "--porcelain"):
        raise LocalError("Er zijn wijzigingen die niet in Git staan. Leg ze vast; een uitgave is een commit.")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(HEADING.format(version=re.escape(version)), changelog, re.MULTILINE):
        raise LocalError(f"CHANGELOG.md heeft geen kop '## {version}'.")
    tags = git("tag", "--points-at", "HEAD").split()
    if f"v{version}" not in tags:
        print(f"Deze commit heeft nog geen tag. Klopt alles, zet hem dan: git tag -s v{version}")
    return version


def make(folder: Path, version: str) -> list[Path]:
    """Of the commit that is checked out. Nothing in the files says when or where they were made."""
    folder.mkdir(parents=True)
    moment = int(git("log", "-1", "--format=%ct"))
    source, parts = folder / f"kompas-{version}.tar.gz", folder / f"kompas-{version}.cdx.json"
    pack(source, version, moment)
    parts.write_text(sbom(version, moment), encoding="utf-8")
    sums = folder / "SHA256SUMS"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in (source, parts)]
    sums.write_text("".join(lines), encoding="utf-8")
    return [source, parts, sums]


def pack(path: Path, version: str, moment: int) -> None:
    """Git gives each file the time of the commit; gzip would add that of today, and the name of the file."""
    command = ["git", "archive", "--format=tar", f"--prefix=kompas-{version}/", "HEAD"]
    archive = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=moment) as packed:
        packed.write(archive)


def sbom(version: str, moment: int) -> str:
    """CycloneDX 1.5 of what production installs, from uv.lock; its number is made of its content, not random."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sbom.json"
        export(find_uv() or install_uv(), "cyclonedx1.5", "-o", str(path))
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    about = {name: value for name, value in found["metadata"].items() if name not in VOLATILE}
    kept = {**{name: value for name, value in found.items() if name not in VOLATILE}, "metadata": about}
    digest = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    kept["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'kompas {version} {digest}')}"
    about["timestamp"] = datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")
    return json.dumps(kept, indent=2, sort_keys=True) + "\n"


def is_usable(builder: str) -> bool:
    """The program of Docker may be there without the service that builds."""
    return (
        bool(shutil.which(builder))
        and not subprocess.run([builder, "info"], check=False, capture_output=True).returncode
    )


def build_image(folder: Path, version: str) -> str:
    """From the source that is handed out, not from this folder: what is not in Git cannot get in."""
    builder = next((name for name in BUILDERS if is_usable(name)), None)
    if builder is None:
        return f"Geen image gemaakt: geen van {', '.join(BUILDERS)} werkt hier."
    with tempfile.TemporaryDirectory() as unpacked:
        source = folder / f"kompas-{version}.tar.gz"
        with tarfile.open(source) as archive:
            archive.extractall(unpacked, filter="data")
        image = f"kompas:{version}"
        command = [builder, "build", "--tag", image, "--label", f"org.opencontainers.image.version={version}", "."]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": git("log", "-1", "--format=%ct")}
        built = subprocess.run(command, cwd=Path(unpacked) / f"kompas-{version}", env=environment, check=False)
    if built.returncode:
        raise LocalError(f"{builder} kon het image niet bouwen; hierboven staat waarom.")
    return f"Image {image} gemaakt met {builder}."


if __name__ == "__main__":
    sys.exit(main())
