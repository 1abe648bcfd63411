"""What a publish remembers of its work, so that the next one need not do it again.

It is a cache in ``.faqsync/``, and safe to delete: everything in it is made again from the inputs, with the same
result. Digests decide what is still right in it; a stat signature only saves reading a file again. The processes of
one publish also meet in it: localized articles wait here between the two halves of the line.
"""

import fcntl
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from faqsync.errors import Fault, Refused
from faqsync.model import LocalizedArticle
from faqsync.records import decode, sha256

FOLDER = ".faqsync"
_FILE = "state.sqlite"
_LOCK = "lock"
_TABLES = """
    CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS prepared (path TEXT PRIMARY KEY, article TEXT, stamp BLOB, data BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS localized (article TEXT, locale TEXT, data BLOB, PRIMARY KEY (article, locale));
    CREATE TABLE IF NOT EXISTS rendered (task TEXT PRIMARY KEY, fingerprint TEXT, artifacts BLOB) WITHOUT ROWID;
"""


class State:
    """The state of a project, open for one publisher."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN IMMEDIATE")
        if self.fact("fingerprint") != fingerprint:
            for table in ("fact", "prepared", "localized", "rendered"):
                self._database.execute(f"DELETE FROM {table}")
            self.learn("fingerprint", fingerprint)

    def close(self) -> None:
        """Drop what was not shared: the work of a publish that came to no end."""
        _close_reader(self.path)
        self._database.close()

    def share(self) -> None:
        """Let other processes, and later publishes, see what has been kept so far."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN IMMEDIATE")

    def fact(self, name: str) -> str | None:
        """A value by its name."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def learn(self, name: str, value: str) -> None:
        """Keep a value by its name."""
        self._database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    # --- articles that were prepared --------------------------------------------------------------------------

    def prepared(self) -> dict[str, tuple[bytes, bytes]]:
        """Path of an article file -> the stamp of its inputs, and what it came to."""
        rows = self._database.execute("SELECT path, stamp, data FROM prepared")
        return {path: (stamp, _opened(data)) for path, stamp, data in rows}

    def keep_prepared(self, path: str, article: str, stamp: bytes, data: bytes, localized: dict[str, bytes]) -> None:
        """Keep what an article file came to."""
        self._database.execute(
            "INSERT OR REPLACE INTO prepared VALUES (?, ?, ?, ?)", (path, article, stamp, _sealed(data))
        )
        self._database.execute("DELETE FROM localized WHERE article = ?", (article,))
        rows = ((article, locale, each) for locale, each in localized.items())
        self._database.executemany("INSERT INTO localized VALUES (?, ?, ?)", rows)

    def forget_prepared(self, paths: Iterable[str]) -> None:
        """Drop article files that are gone."""
        for path in paths:
            row = self._database.execute("DELETE FROM prepared WHERE path = ? RETURNING article", (path,)).fetchone()
            self._database.execute("DELETE FROM localized WHERE article = ?", row)

    # --- tasks that were rendered -------------------------------------------------------------------------------

    def rendered(self) -> dict[str, tuple[str, bytes]]:
        """Task -> its fingerprint, and its artifacts."""
        rows = self._database.execute("SELECT task, fingerprint, artifacts FROM rendered")
        return {task: (fingerprint, _opened(artifacts)) for task, fingerprint, artifacts in rows}

    def keep_rendered(self, task: str, fingerprint: str, artifacts: bytes) -> None:
        """Keep what a task was rendered to."""
        self._database.execute(
            "INSERT OR REPLACE INTO rendered VALUES (?, ?, ?)", (task, fingerprint, _sealed(artifacts))
        )

    def forget_rendered(self, tasks: Iterable[str]) -> None:
        """Drop tasks that are no more."""
        self._database.executemany("DELETE FROM rendered WHERE task = ?", ((task,) for task in tasks))


def _sealed(data: bytes) -> bytes:
    """The data with a checksum: SQLite has none, and a flipped byte in a title would be published."""
    return zlib.crc32(data).to_bytes(4, "big") + data


def _opened(sealed: bytes) -> bytes:
    data = sealed[4:]
    if zlib.crc32(data).to_bytes(4, "big") != sealed[:4]:
        raise DamagedState("what was kept is not what it was")
    return data


# --- opening ------------------------------------------------------------------------------------------------------


class DamagedState(Exception):
    """What the state holds cannot be right. It can be forgotten, and made again."""


@contextmanager
def open_state(root: Path, fingerprint: str, keep: bool) -> Iterator[State]:
    """The state of the project at ``root``: a passing one where it is not to be kept, or cannot be.

    What another version of faqsync left is emptied, what is damaged is replaced. Raises Refused where another
    publish is at work; DamagedState where the damage shows only later: the state is forgotten then.
    """
    with ExitStack() as stack:
        try:
            state = _kept_state(root / FOLDER, fingerprint, stack) if keep else None
            if state is None:
                passing = stack.enter_context(TemporaryDirectory(prefix="faqsync-"))
                state = State(Path(passing) / _FILE, fingerprint)
            with closing(state):
                yield state
                state.share()
        except (sqlite3.DatabaseError, DamagedState) as error:
            if keep:
                forget_state(root)
            raise DamagedState(str(error)) from error


def _kept_state(folder: Path, fingerprint: str, stack: ExitStack) -> State | None:
    try:
        folder.mkdir(exist_ok=True)
        lock = stack.enter_context((folder / _LOCK).open("ab"))
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fault = Fault(file=FOLDER, what="another publish is at work here", cure="Wait until it has ended")
        raise Refused([fault]) from None
    except OSError:
        return None
    for _ in range(2):
        try:
            return State(folder / _FILE, fingerprint)
        except sqlite3.DatabaseError:
            forget_state(folder.parent)
    return None


def forget_state(root: Path) -> None:
    """Take the state of the project at ``root`` away."""
    for file in (root / FOLDER).glob(f"{_FILE}*"):
        with suppress(OSError):
            file.unlink()


# --- reading in other processes -------------------------------------------------------------------------------------


def read_localized(path: str, article: str, locale: str, digest: str) -> LocalizedArticle:
    """A localized article out of the state in the file ``path``.

    Raises DamagedState where it is not the one with this SHA-256.
    """
    try:
        query = "SELECT data FROM localized WHERE article = ? AND locale = ?"
        row = _reader(_place(Path(path))).execute(query, (article, locale)).fetchone()
    except (OSError, sqlite3.DatabaseError) as error:
        raise DamagedState(str(error)) from error
    if row is None or sha256(row[0]) != digest:
        raise DamagedState(f"{article} in {locale} is not what it was")
    return decode(row[0], LocalizedArticle)


Place = tuple[str, int, int]
"""Path, inode and process: no connection outlives its file, or a fork."""


def _place(path: Path) -> Place:
    return str(path), path.stat().st_ino, os.getpid()


@lru_cache(maxsize=1)
def _reader(place: Place) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(place[0])}?mode=ro", uri=True, check_same_thread=False)


def _close_reader(path: Path) -> None:
    """Leave no file open in this process."""
    if _reader.cache_info().currsize:
        with suppress(FileNotFoundError):
            _reader(_place(path)).close()
        _reader.cache_clear()
