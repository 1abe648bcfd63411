"""The change log from a cursor."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from faqsync.errors import Fault, InvalidRelease
from faqsync.model import Change, LogHead, LogPage


class ChangeLog(NamedTuple):
    """The whole log of a release. Row ``n`` is that of sequence ``n + 1``."""

    head: LogHead
    changes: tuple[Change, ...]
    sequences: dict[str, list[int]]
    """Locale -> the sequences of its rows."""


class Extract(NamedTuple):
    """Some rows of the log, in order."""

    changes: tuple[Change, ...]
    next: int
    """The cursor to go on from."""
    more: bool
    """Whether there are rows after it, at once."""


def make_log(head: LogHead, pages: list[LogPage], before: ChangeLog | None = None) -> ChangeLog:
    """The log that ``pages`` continue, from nothing or from an earlier state of the same log.

    Raises InvalidRelease where their rows do not follow one another up to the head's sequence.
    """
    changes = [*(before.changes if before is not None else ()), *(row for page in pages for row in page.changes)]
    if [change.sequence for change in changes] != list(range(1, head.sequence + 1)):
        cure = "Publish again, or copy the tree anew"
        raise InvalidRelease([Fault(file=head.page, what="the rows of the log do not follow one another", cure=cure)])
    sequences: dict[str, list[int]] = {}
    for change in changes:
        sequences.setdefault(change.locale, []).append(change.sequence)
    return ChangeLog(head, tuple(changes), sequences)


def changes_after(log: ChangeLog, cursor: int, locale: str | None, limit: int) -> Extract:
    """At most ``limit`` rows after the sequence ``cursor``, of one locale or of all.

    The next cursor is past every row that was looked at, so that a follower of one locale never reads
    those of the others again. A cursor beyond the log stays where it is.
    """
    if locale is None:
        numbers: Sequence[int] = range(cursor + 1, min(cursor + limit, log.head.sequence) + 1)
        more = cursor + limit < log.head.sequence
    else:
        of_locale = log.sequences.get(locale, [])
        first = bisect_right(of_locale, cursor)
        numbers = of_locale[first : first + limit]
        more = first + limit < len(of_locale)
    found = tuple(log.changes[number - 1] for number in numbers)
    return Extract(found, found[-1].sequence if more else max(cursor, log.head.sequence), more)
