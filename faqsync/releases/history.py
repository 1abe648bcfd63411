"""What a published tree remembers: its log replayed, and its files.

The log is the truth: where an article stands in a locale is its last change there, and nothing else.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from faqsync.addresses import LOG_HEAD, RELEASE, is_inside, log_path, manifest_path
from faqsync.errors import Fault, InvalidRelease
from faqsync.model import Artifact, Change, LogHead, LogPage, Manifest, Release
from faqsync.records import Record, decode, sha256

R = TypeVar("R")

Pair = tuple[str, str]
"""Article id and locale."""


class Readable(Protocol):
    """Where a release can be read: a folder, or later an object store or a server."""

    def read(self, path: str) -> bytes | None:
        """The file, or None where there is none."""


class Standing(Record):
    """Where an article stands in a locale."""

    change: Change
    """Its last change there."""
    former_slugs: tuple[str, ...] = ()
    """Every other slug it was ever published at there, oldest first."""

    @property
    def published(self) -> bool:
        return self.change.operation not in ("hold", "withdraw")


class History(Record):
    """A published tree, as far as the next release needs to know it. Release 0 is before the first."""

    log: str | None = None
    release: int = 0
    time: datetime | None = None
    sequence: int = 0
    standings: dict[Pair, Standing] = {}
    files: dict[str, Artifact] = {}
    """Path -> what the manifests say."""
    pages: dict[str, str] = {}
    """Path -> SHA-256 of each page of the log."""
    finished: bool = True
    """Whether ``release.json`` is that of the last page of the log."""
    vouched: bool = True
    """Whether ``release.json`` vouches for the manifests and the log that are there."""


def replay(changes: Iterable[Change], standings: dict[Pair, Standing] | None = None) -> dict[Pair, Standing]:
    """Where every article stands after these changes, in order, from nothing or from earlier standings."""
    result = {} if standings is None else standings.copy()
    for change in changes:
        pair = (change.article, change.locale)
        before = result.get(pair)
        former = before.former_slugs if before else ()
        if change.from_ is not None:
            former = (*former, change.from_)
        former = tuple(slug for slug in dict.fromkeys(former) if slug != change.slug)
        result[pair] = Standing(change=change, former_slugs=former)
    return result


def read_history(tree: Readable, locales: Iterable[str] = ()) -> History:
    """The history of a tree; an empty one where it holds no log.

    ``locales`` are those of the site: where ``release.json`` is still to be written, only they and the log tell which
    manifests there are.

    Raises InvalidRelease where the log or a manifest is damaged.
    """
    head_data = tree.read(LOG_HEAD)
    if head_data is None:
        return History()
    head = _decode(head_data, LogHead, LOG_HEAD)
    pages: dict[str, str] = {}
    standings: dict[Pair, Standing] = {}
    sequence, time = 0, None
    for number in range(1, head.release + 1):
        path = log_path(number)
        data = _required(tree, path)
        page = _decode(data, LogPage, path)
        pages[path], time = sha256(data), page.time
        if [change.sequence for change in page.changes] != list(range(sequence + 1, sequence + len(page.changes) + 1)):
            raise _damaged(path, "its rows do not follow those of the page before")
        if not all(_is_plain(each) for each in page.changes):
            raise _damaged(path, "it names what is no id, no slug or no locale")
        sequence += len(page.changes)
        standings = replay(page.changes, standings)
    if sequence != head.sequence or time is None:
        raise _damaged(LOG_HEAD, f"it counts {head.sequence} rows, the pages hold {sequence}")
    release_data = tree.read(RELEASE)
    release = None if release_data is None else _decode(release_data, Release, RELEASE)
    manifests = _manifest_data(tree, release, {*locales, *(locale for _, locale in standings)})
    digests = {path: sha256(data) for path, data in manifests.items()}
    return History(
        log=head.log,
        release=head.release,
        time=time,
        sequence=sequence,
        standings=standings,
        files={file.path: file for path, data in manifests.items() for file in _manifest_files(path, data)},
        pages=pages,
        finished=release is not None and release.release == head.release,
        vouched=release is not None and release.digest == log_digest(pages, head_data, digests),
    )


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def _is_plain(change: Change) -> bool:
    """Whether a row, which may come from elsewhere, names its article as faqsync does: paths are made of that."""
    ids = (change.article, change.slug, change.from_ or change.slug, change.replacement or change.slug)
    return all(map(_ID.fullmatch, ids)) and _TAG.fullmatch(change.locale) is not None


def _manifest_data(tree: Readable, release: Release | None, locales: set[str]) -> dict[str, bytes]:
    """The manifests that are there: those of the release, and those that a killed publisher may have begun."""
    named = {each.path for each in release.manifests if is_inside(each.path)} if release is not None else set()
    found = {path: tree.read(path) for path in sorted({manifest_path(), *map(manifest_path, locales)} | named)}
    return {path: data for path, data in found.items() if data is not None}


def _manifest_files(path: str, data: bytes) -> tuple[Artifact, ...]:
    files = _decode(data, Manifest, path).files
    for file in files:
        if not is_inside(file.path):
            raise _damaged(path, f"it names {file.path!r}, which is not below it")
    return files


def _required(tree: Readable, path: str) -> bytes:
    data = tree.read(path)
    if data is None:
        raise _damaged(path, "it is missing")
    return data


def _decode(data: bytes, kind: type[R], path: str) -> R:
    try:
        return decode(data, kind)
    except ValueError as error:
        raise _damaged(path, f"it cannot be read: {error}") from None


def _damaged(path: str, what: str) -> InvalidRelease:
    cure = "Restore the published tree from a backup, or publish into an empty folder to start a new log"
    return InvalidRelease([Fault(file=path, what=what, cure=cure)])


def log_digest(pages: dict[str, str], head: bytes, manifests: dict[str, str]) -> str:
    """What ``release.json`` vouches for: the SHA-256 over ``path SP sha256 LF`` of every manifest, of
    ``changes.json`` and of every page of the log, in the order of their paths.

    ``pages`` and ``manifests`` lead from paths to SHA-256; ``head`` is ``changes.json``.
    """
    lines = pages | manifests | {LOG_HEAD: sha256(head)}
    return sha256("".join(f"{path} {lines[path]}\n" for path in sorted(lines)).encode())
