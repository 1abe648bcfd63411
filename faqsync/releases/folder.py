"""A release in a folder: whole files only, one publisher at a time, and no stray left behind."""

import ctypes
import fcntl
import fnmatch
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from faqsync.addresses import LOG_HEAD, is_inside
from faqsync.errors import FaqsyncError, Fault, InvalidRelease, Refused

MARKER = ".publishing"
"""Stands in the folder while a publisher is at work. Found later, it tells that one was killed."""


class Unwritable(FaqsyncError):
    """The system refuses to write where the release belongs."""


class Folder:
    """A published tree on a local disk. Names that start with a dot are not part of it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes | None:
        """The file, or None where there is none."""
        try:
            return self._place(path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _place(self, path: str) -> Path:
        """Where a file of the tree is. A path may come from a foreign log or manifest: it must not lead out."""
        if not is_inside(path):
            what, cure = f"{path!r} is not below it", "Trust this release no further, and restore another"
            raise InvalidRelease([Fault(file=str(self.root), what=what, cure=cure)])
        return self.root / path

    def paths(self) -> Iterator[str]:
        """The path of every file of the tree."""
        for folder, files in self._walk():
            place = folder.relative_to(self.root)
            yield from ((place / name).as_posix() for name in files if not name.startswith("."))

    def _walk(self) -> Iterator[tuple[Path, list[str]]]:
        """Every folder of the tree, a folder before those in it, and the names of its files."""
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield Path(folder), files

    def write(self, path: str, pieces: Iterable[bytes], lasting: bool = False) -> tuple[str, int]:
        """Put a file in its place, in one step, unless the same bytes stand there; its SHA-256 and its size.

        ``lasting``: once this returns, not even a loss of power takes it back. Raises Unwritable.
        """
        target = self._place(path)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
        digest, size = sha256(), 0
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
                changed = not self._holds(target, size, digest.digest())
                if changed and lasting:
                    file.flush()
                    os.fsync(file.fileno())
            if changed:
                temporary.replace(target)
            if lasting:  # also where a publisher put it that was killed before this
                _flush_names(target.parent)
        except OSError as error:
            raise _unwritable(target, error) from None
        finally:
            with suppress(OSError):
                temporary.unlink()
        return digest.hexdigest(), size

    @staticmethod
    def _holds(target: Path, size: int, digest: bytes) -> bool:
        try:
            return target.stat().st_size == size and sha256(target.read_bytes()).digest() == digest
        except FileNotFoundError:
            return False

    def flush(self) -> None:
        """Let everything last that was done in the folder so far. Raises Unwritable."""
        try:
            with _opened(self.root) as descriptor:
                _flush_file_system(descriptor)
        except OSError as error:
            raise _unwritable(self.root, error) from None

    def remove(self, path: str) -> None:
        """Take a file away, and the folders that it leaves empty. Raises Unwritable."""
        target = self._place(path)
        try:
            target.unlink(missing_ok=True)
            for folder in target.parents:
                with suppress(FileNotFoundError):  # a killed publisher may have taken it away
                    if folder == self.root or any(folder.iterdir()):
                        break
                    folder.rmdir()
        except OSError as error:
            raise _unwritable(target, error) from None

    def clear(self) -> None:
        """Take away the torn files and the empty folders that a killed publisher left."""
        for folder, files in reversed(list(self._walk())):
            for temporary in fnmatch.filter(files, ".*.new"):
                with suppress(FileNotFoundError):
                    (folder / temporary).unlink()
            with suppress(OSError):  # it is not empty
                folder.rmdir()

    @contextmanager
    def publishing(self) -> Iterator[bool]:
        """Hold the folder for one publisher; yields whether the one before was killed at work.

        Raises Refused where another is at work, or where the folder holds files but no release; Unwritable.
        """
        marker = self.root / MARKER
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            killed = marker.exists()
            if not killed and self.read(LOG_HEAD) is None and next(self.paths(), None) is not None:
                what, cure = "it holds files that are no release", "Publish into an empty folder"
                raise Refused([Fault(file=str(self.root), what=what, cure=cure)])
            lock = marker.open("ab")
        except OSError as error:
            raise _unwritable(marker, error) from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # The publisher before may have taken the marker away between our open and our lock.
                if not marker.exists() or not os.path.samestat(os.fstat(lock.fileno()), marker.stat()):
                    raise BlockingIOError
            except BlockingIOError:
                what, cure = "another publish is at work here", "Wait until it has ended"
                raise Refused([Fault(file=str(self.root), what=what, cure=cure)]) from None
            _flush_names(self.root)
            yield killed
            marker.unlink()


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _flush_names(folder: Path) -> None:
    """Let the names in a folder last: which file stands under which."""
    with _opened(folder) as descriptor:
        os.fsync(descriptor)


def _flush_file_system(descriptor: int) -> None:
    """Write out the file system that an open file is on: for thousands of files, far faster than one by one."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:  # not Linux
        os.sync()
    elif syncfs(descriptor) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _unwritable(path: Path, error: OSError) -> Unwritable:
    what, cure = f"it cannot be written ({error.strerror})", "Mend the permissions or the disk, and publish again"
    return Unwritable([Fault(file=str(path), what=what, cure=cure)])
