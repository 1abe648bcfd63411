"""Search in the articles of a release: by words, by medical code, by category. SQLite FTS5, in memory."""

import sqlite3
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from faqsync.model import Code
from faqsync.service.documents import Document
from faqsync.service.folding import index_text, match_expression

_TABLES = """
CREATE TABLE article (number INTEGER PRIMARY KEY, place TEXT UNIQUE, locale TEXT, id TEXT, category TEXT);
CREATE TABLE code (system TEXT, code TEXT, number INTEGER, PRIMARY KEY (system, code, number)) WITHOUT ROWID;
CREATE INDEX code_number ON code (number);
CREATE VIRTUAL TABLE text USING fts5 (
    title, summary, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);
"""
_WEIGHTS = "10.0, 4.0, 1.0"
"""Of title, summary and body in the ranking."""


class Query(NamedTuple):
    """What is looked for; None is no condition."""

    locale: str | None = None
    category: str | None = None
    code: Code | None = None
    words: str | None = None


class Hits(NamedTuple):
    """A part of what was found, and how much there is in all."""

    total: int
    places: tuple[str, ...]
    """The folders of the articles."""


class Index:
    """The index of one release. Any thread may search it, one at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    def find(self, query: Query, limit: int, offset: int = 0) -> Hits:
        """The articles that meet every condition: with words the best match first, else by id and locale."""
        tables, conditions, values, order = ["article"], ["true"], list[str](), "id, locale"
        if query.words is not None:
            expression = match_expression(query.words)
            if expression is None:
                return Hits(0, ())
            tables.append("text ON text.rowid = number")
            conditions.append("text MATCH ?")
            values.append(expression)
            order = f"bm25(text, {_WEIGHTS}), id, locale"
        for column, value in (("locale", query.locale), ("category", query.category)):
            if value is not None:
                conditions.append(f"article.{column} = ?")
                values.append(value)
        if query.code is not None:
            conditions.append("number IN (SELECT number FROM code WHERE system = ? AND code = ?)")
            values += [query.code.system, query.code.code]
        source = f"FROM {' JOIN '.join(tables)} WHERE {' AND '.join(conditions)}"
        with self._lock:
            (total,) = self._connection.execute(f"SELECT count(*) {source}", values).fetchone()
            found = self._connection.execute(
                f"SELECT place {source} ORDER BY {order} LIMIT ? OFFSET ?", [*values, limit, offset]
            ).fetchall()
        return Hits(total, tuple(place for (place,) in found))

    def copy(self) -> sqlite3.Connection:
        """A database of its own with the same content."""
        connection = _connect()
        with self._lock:
            self._connection.backup(connection)
        return connection


def _connect() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)


def make_index(added: Mapping[str, Document], removed: Iterable[str] = (), before: Index | None = None) -> Index:
    """The index ``before``, or an empty one, without what is removed and with what is added; both by folder."""
    if before is None:
        connection = _connect()
        connection.executescript(_TABLES)
    else:
        connection = before.copy()
    connection.execute("BEGIN")
    for place in removed:
        _remove(connection, place)
    for place, document in added.items():
        _add(connection, place, document)
    connection.execute("COMMIT")
    return Index(connection)


def _remove(connection: sqlite3.Connection, place: str) -> None:
    (number,) = connection.execute("SELECT number FROM article WHERE place = ?", (place,)).fetchone()
    for statement in (
        "DELETE FROM text WHERE rowid = ?",
        "DELETE FROM code WHERE number = ?",
        "DELETE FROM article WHERE number = ?",
    ):
        connection.execute(statement, (number,))


def _add(connection: sqlite3.Connection, place: str, document: Document) -> None:
    row = (place, document.locale, document.id, document.category)
    insert = "INSERT INTO article (place, locale, id, category) VALUES (?, ?, ?, ?)"
    number = connection.execute(insert, row).lastrowid
    texts = (document.title.plain, document.summary.plain, document.text)
    connection.execute(
        "INSERT INTO text (rowid, title, summary, body) VALUES (?, ?, ?, ?)", (number, *map(index_text, texts))
    )
    codes = ((code.system, code.code, number) for code in document.codes)
    connection.executemany("INSERT INTO code VALUES (?, ?, ?)", codes)
