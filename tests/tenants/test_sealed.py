"""A copy behind a key: whole again for who has it and for nobody else; damaged or hostile ones are refused."""

import io
import json
import os
import subprocess
import sys
import tarfile

import pyrage
import pytest
from django.conf import settings
from django.core.management import call_command

from tenants.backups.dump import MANIFEST, files, sha256
from tenants.backups.programs import BackupFout
from tenants.backups.sealed import make_keys, opened, read_private_key, seal, unseal

CONTENT = {"database/toc.dat": b"\x00PGDMP", "database/1.dat.gz": os.urandom(300_000), "rollen.sql": "é".encode()}


@pytest.fixture
def keys(tmp_path):
    private, public = make_keys()
    path = tmp_path / "backup.key"
    path.write_text(private, encoding="utf-8")
    return path, public


@pytest.fixture
def copy(tmp_path):
    """A folder that looks like a copy, with a manifest that fits."""
    folder = tmp_path / "kompas-20270101-040000"
    for name, content in CONTENT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    hashes = {path.relative_to(folder).as_posix(): sha256(path) for path in files(folder)}
    (folder / MANIFEST).write_text(json.dumps({"bestanden": hashes, "schemas": ["public"]}), encoding="utf-8")
    return folder


def test_what_is_sealed_comes_back_whole_and_leaves_nothing_readable(copy, keys):
    key, public = keys
    path = seal(copy, [public])
    assert (path.name, path.stat().st_mode & 0o777) == ("kompas-20270101-040000.tar.age", 0o600)
    assert b"PGDMP" not in path.read_bytes()
    with opened(path, key) as backup:
        assert backup.manifest["schemas"] == ["public"]
        assert {name: (backup.folder / name).read_bytes() for name in CONTENT} == CONTENT
        scratch = backup.folder.parent
    assert not scratch.exists()


def test_each_of_several_keys_opens_it(copy, keys, tmp_path):
    private, public = make_keys()
    other = tmp_path / "andere.key"
    other.write_text(private, encoding="utf-8")
    path = seal(copy, [keys[1], public])
    for key in (keys[0], other):
        with opened(path, key) as backup:
            assert backup.manifest["schemas"] == ["public"]


def refused(path, key):
    with pytest.raises(BackupFout) as raised, opened(path, key):
        pass
    assert [left.name for left in path.parent.iterdir() if left.name.startswith(".open-")] == []
    return str(raised.value)


def test_without_a_key_or_with_another_it_stays_shut(copy, keys, tmp_path):
    path = seal(copy, [make_keys()[1]])
    assert refused(path, None) == (
        "kompas-20270101-040000.tar.age is versleuteld. Noem het bestand met de sleutel: --key backup.key"
    )
    assert refused(path, keys[0]).endswith("niet met deze sleutel te openen: No matching keys found.")


@pytest.mark.parametrize("spoil", [lambda b: b[:-1], lambda b: b[: len(b) // 2], lambda b: b[:9000] + b"X" + b[9001:]])
def test_a_copy_that_is_damaged_or_cut_off_is_refused(copy, keys, spoil):
    path = seal(copy, [keys[1]])
    path.write_bytes(spoil(path.read_bytes()))
    assert "is beschadigd" in refused(path, keys[0])


def test_what_would_leave_its_folder_is_not_unpacked(tmp_path, keys):
    stream = io.BytesIO()
    with tarfile.open(mode="w", fileobj=stream) as archive:
        for name in ("../buiten.txt", "/tmp/buiten-kompas.txt", "binnen.txt"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("verwijzing")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    path, into = tmp_path / "kompas.tar.age", tmp_path / "in"
    into.mkdir()
    recipient = pyrage.x25519.Recipient.from_str(keys[1])
    path.write_bytes(pyrage.encrypt(stream.getvalue(), [recipient]))
    unseal(path, read_private_key(keys[0]), into)
    assert sorted(found.name for found in tmp_path.rglob("*.txt")) == ["binnen.txt"]
    assert [found.name for found in into.iterdir()] == ["binnen.txt"]


def test_a_public_key_that_is_none_is_refused_and_leaves_no_file_that_looks_whole(copy, tmp_path):
    with pytest.raises(BackupFout, match=r"KOMPAS_BACKUP_PUBLIC_KEY is geen publieke sleutel van age: "):
        seal(copy, ["age1onzin"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kompas-20270101-040000"]


@pytest.mark.parametrize("content", ["", "age1onzin", "AGE-SECRET-KEY-1ONZIN", None])
def test_a_private_key_that_is_none_is_named(tmp_path, content):
    path = tmp_path / "backup.key"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BackupFout, match=f"^{path} is geen sleutel van age"):
        read_private_key(path)


def test_backup_key_gives_a_file_and_says_what_belongs_to_it(tmp_path):
    out, err = io.StringIO(), io.StringIO()
    call_command("backup_key", stdout=out, stderr=err)
    path = tmp_path / "backup.key"
    path.write_text(out.getvalue(), encoding="utf-8")
    (identity,) = read_private_key(path)
    assert err.getvalue().splitlines()[0] == f"KOMPAS_BACKUP_PUBLIC_KEY={identity.to_public()}"


MEASURE = """
import resource, sys
from pathlib import Path
from tenants.backups.sealed import make_keys, read_private_key, seal, unseal
folder, key, public = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
path = seal(folder, [public])
into = folder.parent / "in"
into.mkdir()
unseal(path, read_private_key(key), into)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_does_not_grow_with_the_copy(tmp_path, keys):
    """100 MB passes through; kept whole it would show, once for each way."""
    folder = tmp_path / "groot"
    folder.mkdir()
    with (folder / "1.dat.gz").open("wb") as file:
        for _ in range(100):
            file.write(os.urandom(2**20))
    command = [sys.executable, "-c", MEASURE, str(folder), str(keys[0]), keys[1]]
    grown = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True).stdout
    assert int(grown) < 30_000  # kB
    assert sha256(tmp_path / "in" / "groot" / "1.dat.gz") == sha256(folder / "1.dat.gz")
