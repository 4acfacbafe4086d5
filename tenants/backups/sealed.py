"""A copy as one file that only the holder of a private key can open: a tar, encrypted with age (age-encryption.org).

The server knows the public key alone, so whoever takes the copies, or the server, cannot read those of before. It all
goes in a stream: memory does not grow with the copy. Without Kompas: `age -d -i backup.key COPY | tar -x`.
"""

import os
import shutil
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage

from tenants.backups.dump import Backup, read_backup
from tenants.backups.programs import BackupFout

ENDING = ".tar.age"
HALF = ".half"  # behind the name of what is not whole yet
OPENED = ".open-"  # before the name of what is unpacked for a moment
PREFIX = "AGE-SECRET-KEY-"


def seal(folder: Path, public_keys: list[str]) -> Path:
    """Encrypt the copy in `folder` into one file beside it, for all of these keys. Raises BackupFout."""
    path = folder.with_name(folder.name + ENDING)
    work = path.with_name(path.name + HALF)

    def pack(stream: IO[bytes]) -> None:
        with tarfile.open(mode="w|", fileobj=stream) as archive:
            archive.add(folder, arcname=folder.name)

    try:
        recipients = [pyrage.x25519.Recipient.from_str(key) for key in public_keys]
        with os.fdopen(os.open(work, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            with beside(pack, "wb") as source:
                pyrage.encrypt_io(source, target, recipients)
            target.flush()
            os.fsync(target.fileno())
    except pyrage.RecipientError as error:
        raise BackupFout(f"KOMPAS_BACKUP_PUBLIC_KEY is geen publieke sleutel van age: {error}.") from None
    except pyrage.EncryptError as error:
        raise BackupFout(f"De kopie is niet versleuteld: {error}.") from None
    work.rename(path)
    return path


@contextmanager
def opened(copy: Path, key: Path | None) -> Iterator[Backup]:
    """The copy, whole: as it lies there, or out of its file for as long as it is read. Raises BackupFout."""
    if not copy.name.endswith(ENDING):
        yield read_backup(copy)
        return
    if key is None:
        raise BackupFout(f"{copy.name} is versleuteld. Noem het bestand met de sleutel: --key backup.key")
    with tempfile.TemporaryDirectory(prefix=OPENED, dir=copy.parent) as scratch:
        unseal(copy, read_private_key(key), Path(scratch))
        yield read_backup(Path(scratch) / copy.name.removesuffix(ENDING))


def unseal(path: Path, identities: list[pyrage.x25519.Identity], into: Path) -> None:
    def unpack(stream: IO[bytes]) -> None:
        with tarfile.open(mode="r|", fileobj=stream) as archive:
            for member in archive:
                place = (into / member.name).resolve()
                if member.isfile() and place.is_relative_to(into.resolve()):
                    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    content = archive.extractfile(member)
                    assert content is not None
                    with place.open("xb") as file:
                        shutil.copyfileobj(content, file)

    try:
        with path.open("rb") as source, beside(unpack, "rb") as target:
            pyrage.decrypt_io(source, target, identities)
    except (pyrage.DecryptError, tarfile.TarError, OSError) as error:
        raise BackupFout(f"{path.name} is beschadigd, of niet met deze sleutel te openen: {error}.") from None


@contextmanager
def beside(work: Callable[[IO[bytes]], None], mode: str) -> Iterator[IO[bytes]]:
    """The other end of the pipe that `work` reads ("rb") or writes ("wb") in a thread; its errors are raised here."""
    ends = dict(zip(("rb", "wb"), os.pipe(), strict=True))
    failed: list[Exception] = []

    def run() -> None:
        try:
            with os.fdopen(ends[mode], mode) as stream:
                work(stream)
                while mode == "rb" and stream.read(1 << 16):
                    pass  # what a tar has behind its end
        except Exception as error:  # noqa: BLE001 - raised below, in the thread that waits
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    other = "wb" if mode == "rb" else "rb"
    try:
        with os.fdopen(ends[other], other) as stream:
            yield stream
    finally:
        thread.join()
    if failed:
        raise failed[0]


def make_keys() -> tuple[str, str]:
    """A new private key, as the text of the file that age-keygen makes, and its public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return f"# public key: {public}\n{identity}\n", public


def read_private_key(path: Path) -> list[pyrage.x25519.Identity]:
    try:
        lines = path.read_text(encoding="utf-8").split()
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith(PREFIX)]
    except (OSError, ValueError, pyrage.IdentityError) as error:
        raise BackupFout(f"{path} is geen sleutel van age, of niet te lezen ({type(error).__name__}).") from None
    if not found:
        raise BackupFout(f"{path} is geen sleutel van age: er staat geen regel in die met {PREFIX} begint.")
    return found
