"""A published tree on disk, read strictly: what is not of the release it tells of is refused."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from faqsync.errors import Fault, InvalidRelease
from faqsync.model import Artifact
from faqsync.records import Record, decode, sha256

R = TypeVar("R", bound=Record)


class Tree:
    """The files of a folder. ``known`` are bodies that need not be read again, by their SHA-256."""

    def __init__(self, root: Path, known: Mapping[str, bytes]) -> None:
        self._root = root
        self._known = known

    def read(self, path: str) -> bytes:
        """A file. Raises InvalidRelease where there is none."""
        if path.startswith("/") or ".." in PurePosixPath(path).parts:
            raise damaged(path, "its path leads out of the release")
        try:
            return (self._root / path).read_bytes()
        except OSError as error:
            raise damaged(path, f"it cannot be read ({error.strerror})") from None

    def record(self, path: str, kind: type[R], digest: str | None = None) -> tuple[bytes, R]:
        """A file and the record that it holds. Raises InvalidRelease, also where its SHA-256 is not ``digest``."""
        data = self.read(path)
        if digest is not None and sha256(data) != digest:
            raise damaged(path, "its bytes are not those of the release")
        return data, parse(path, data, kind)

    def body(self, file: Artifact) -> bytes:
        """The bytes of a file of a manifest. Raises InvalidRelease where they are others."""
        known = self._known.get(file.sha256)
        if known is not None:
            return known
        data = self.read(file.path)
        if sha256(data) != file.sha256:
            raise damaged(file.path, "its bytes are not those of the release")
        return data


def parse(path: str, data: bytes, kind: type[R]) -> R:
    """The record that a file holds. Raises InvalidRelease."""
    try:
        return decode(data, kind)
    except ValueError as error:
        raise damaged(path, f"it cannot be read: {error}") from None


def damaged(path: str, what: str) -> InvalidRelease:
    """The error of a file that is not of its release."""
    return InvalidRelease([Fault(file=path, what=what, cure="Publish again, or copy the tree anew")])
