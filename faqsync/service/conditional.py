"""Conditional and range requests: RFC 9110, sections 13 and 14, as one pure function."""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

Headers = Mapping[bytes, bytes]
"""Field names in lower case; the lines of a field that came more than once are joined by commas."""

_ETAGS = re.compile(rb'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE = re.compile(rb"bytes=[ \t]*(\d*)-(\d*)[ \t]*", re.IGNORECASE)


class Outcome(NamedTuple):
    """What becomes of a request for a representation that is there: its status, and the part that is asked for."""

    status: int
    """200, 206, 304, 412 or 416."""
    start: int = 0
    stop: int = 0
    """The bytes ``start`` to ``stop - 1``, where the status is 206."""


WHOLE, NOT_MODIFIED, FAILED, UNSATISFIABLE = Outcome(200), Outcome(304), Outcome(412), Outcome(416)


def evaluate(method: str, headers: Headers, etag: bytes, modified: int, size: int) -> Outcome:
    """What a GET or HEAD leads to, in the order of RFC 9110, section 13.2.2.

    ``etag`` is strong, with its quotes; ``modified`` is in seconds since 1970, UTC; ``size`` in bytes. A date that
    is none, or a range that cannot be read, counts as not sent. Of several ranges the whole is answered (14.2).
    """
    if (wanted := headers.get(b"if-match")) is not None:
        if not _names(wanted, etag, weakly=False):
            return FAILED
    elif (since := _seconds(headers.get(b"if-unmodified-since"))) is not None and modified > since:
        return FAILED
    if (known := headers.get(b"if-none-match")) is not None:
        if is_known(known, etag):
            return NOT_MODIFIED
    elif (since := _seconds(headers.get(b"if-modified-since"))) is not None and modified <= since:
        return NOT_MODIFIED
    asked = headers.get(b"range")
    if asked is None or method != "GET" or not _range_applies(headers.get(b"if-range"), etag, modified):
        return WHOLE
    return _part(asked, size)


def is_known(known: bytes, etag: bytes) -> bool:
    """Whether an If-None-Match names the representation: a list, or ``*``, compared weakly (13.1.2)."""
    return known == etag or _names(known, etag, weakly=True)


def _names(tags: bytes, etag: bytes, *, weakly: bool) -> bool:
    """Whether a list of entity tags names this one (8.8.3.2)."""
    if tags.strip() == b"*":
        return True
    return any(tag == etag and (weakly or not weak) for weak, tag in _ETAGS.findall(tags))


def _range_applies(condition: bytes | None, etag: bytes, modified: int) -> bool:
    """If-Range (13.1.5): a strong tag, or the very date of Last-Modified."""
    if condition is None:
        return True
    if condition.startswith((b'"', b"W/")):
        return condition == etag
    return _seconds(condition) == modified


def _part(asked: bytes, size: int) -> Outcome:
    """The one range of bytes that is asked for (14.1.2)."""
    match = _RANGE.fullmatch(asked)
    if match is None or match[1] == match[2] == b"":
        return WHOLE
    first, last = match.groups()
    if max(len(first), len(last)) > 18 or (first and last and int(last) < int(first)):
        return WHOLE
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(size, int(last) + 1) if last else size
    return Outcome(206, start, stop) if start < stop else UNSATISFIABLE


@lru_cache(maxsize=1024)
def _seconds(date: bytes | None) -> int | None:
    """An HTTP date in seconds since 1970, in any of the three forms of section 5.6.7; None where it is none."""
    if date is None:
        return None
    try:
        parsed = parsedate_to_datetime(date.decode("ascii"))
        return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
