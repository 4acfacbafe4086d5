"""`make audit`: what Kompas is made of, and whether a weakness is known in any of it.

Exit code 0: every package was looked up and none has a known weakness. 1: a weakness is known. 2: not every package
could be looked up, for want of a network or because a package index does not keep weaknesses; that is never "clean".
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from local import ROOT, VAR
from local.bootstrap import find_uv, install_uv

PIP_AUDIT = "pip-audit==2.10.1"  # not in uv.lock: it needs a network as it is, and no part of Kompas uses it
SBOM, REQUIREMENTS, FOUND = VAR / "sbom.json", VAR / "requirements.txt", VAR / "audit.json"
PRODUCT = ("--frozen", "--quiet", "--no-default-groups")  # what production installs
CLEAN, WEAK, UNKNOWN = 0, 1, 2


def main() -> int:
    uv = find_uv() or install_uv()
    VAR.mkdir(exist_ok=True)
    FOUND.unlink(missing_ok=True)
    export(uv, "cyclonedx1.5", "-o", str(SBOM))
    export(uv, "requirements.txt", "--no-hashes", "--no-emit-project", "-o", str(REQUIREMENTS))
    components = json.loads(SBOM.read_text(encoding="utf-8"))["components"]
    print(f"{len(components)} pakketten in {SBOM.relative_to(ROOT)} (CycloneDX 1.5)")
    look_up(uv)
    packages = json.loads(FOUND.read_text(encoding="utf-8"))["dependencies"] if FOUND.exists() else []
    return judge(packages, expected=len(components))


def export(uv: str, form: str, *options: str) -> None:
    subprocess.run(
        [uv, "export", *PRODUCT, "--format", form, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def look_up(uv: str) -> None:
    """Ask PyPI. Its exit code says nothing: it calls it clean when it could look up no package at all."""
    asked = [uv, "tool", "run", "--quiet", "--from", PIP_AUDIT, "pip-audit", "--requirement", str(REQUIREMENTS)]
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json", "--output", str(FOUND)]
    result = subprocess.run([*asked, *options], cwd=ROOT, check=False, capture_output=True, text=True)
    if not FOUND.exists():
        print(result.stderr.strip()[-500:])


def judge(packages: Sequence[dict[str, Any]], *, expected: int) -> int:
    """Say what was found; `expected` is how many packages there are."""
    seen = [package for package in packages if "skip_reason" not in package]
    weak = [package for package in seen if package["vulns"]]
    for package in weak:
        names = ", ".join(
            f"{vuln['id']} (opgelost in {'/'.join(vuln['fix_versions']) or '?'})" for vuln in package["vulns"]
        )
        print(f"  {package['name']} {package['version']}: {names}")
    print(f"{len(seen)} van {expected} pakketten nagezocht op bekende kwetsbaarheden, {len(weak)} kwetsbaar")
    if weak:
        return WEAK
    if len(seen) < expected:
        print(
            "Niet alles kon worden nagezocht, dus dit zegt niet dat het veilig is. Is er internet, en is dat pypi.org?"
        )
        return UNKNOWN
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
